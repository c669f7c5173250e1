"""A printer made of Python, which can be made to stall, drop the connection or
refuse at any step, to forget its jobs, and to say what it likes about them.

    with FakePrinter() as printer:
        stop = printer.stall("send", "body")
        … start the program …
        stop.reached.wait()
        … kill it …
        stop.release.set()

The operations are look, validate, create, send, ask, cancel and list; the
places are before (nothing is done yet), body (half of the document is here)
and after (all is done, nothing is answered).
"""
import contextlib
import http.server
import socket
import socketserver
import struct
import threading

OPERATIONS = {2: "print", 4: "validate", 5: "create", 6: "send", 8: "cancel",
              9: "ask", 10: "list", 11: "look"}

PENDING, HELD, PROCESSING, STOPPED, CANCELED, ABORTED, COMPLETED = range(3, 10)

NOT_POSSIBLE, NOT_FOUND, UNSUPPORTED, BUSY = 0x404, 0x406, 0x40B, 0x507

INTEGER, BOOLEAN, ENUM, NO_VALUE = 0x21, 0x22, 0x23, 0x13
TEXT, NAME, KEYWORD, URI, CHARSET, LANGUAGE, MIME = (0x41, 0x42, 0x44, 0x45,
                                                     0x47, 0x48, 0x49)


class Drop(Exception):
    """The connection breaks."""


class Stop:
    """A place where the printer waits until it is released, and then lets the
    connection drop, or goes on."""

    def __init__(self, drop=True):
        self.reached = threading.Event()
        self.release = threading.Event()
        self.drop = drop

    def __call__(self):
        self.reached.set()
        self.release.wait(60)
        if self.drop:
            raise Drop


class Job:
    def __init__(self, number, name, attributes):
        self.number, self.name, self.attributes = number, name, attributes
        self.state, self.reasons = HELD, ["job-data-insufficient"]
        self.impressions = 0
        self.begun = False
        self.document = b""
        self.asked = 0
        self.kilobytes = None

    @property
    def copy(self):
        return int(self.name.split()[2])

    def finish(self, state=COMPLETED, reason="job-completed-successfully",
               impressions=None, begun=True):
        self.state, self.reasons, self.begun = state, [reason], begun
        if impressions is not None:
            self.impressions = impressions


def read_attribute(read, tag):
    name = read(struct.unpack(">H", read(2))[0]).decode()
    value = read(struct.unpack(">H", read(2))[0])
    if tag in (INTEGER, ENUM):
        value = struct.unpack(">i", value)[0]
    elif tag == BOOLEAN:
        value = value != b"\0"
    elif 0x40 <= tag < 0x60:
        value = value.decode("utf-8")
    return name, value


def read_request(read):
    """(operation, request number, name → values)."""
    _, operation, number = struct.unpack(">HHi", read(8))
    attributes, last = {}, None
    while True:
        tag = read(1)[0]
        if tag == 3:
            return operation, number, attributes
        if tag < 0x10:
            continue
        name, value = read_attribute(read, tag)
        last = name or last
        attributes.setdefault(last, []).append(value)


def write_attribute(tag, name, *values):
    out = b""
    for i, value in enumerate(values):
        if tag in (INTEGER, ENUM):
            value = struct.pack(">i", value)
        elif tag == BOOLEAN:
            value = b"\1" if value else b"\0"
        elif tag == NO_VALUE:
            value = b""
        else:
            value = value.encode()
        label = name.encode() if i == 0 else b""
        out += struct.pack(">BH", tag, len(label)) + label
        out += struct.pack(">H", len(value)) + value
    return out


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def read(self, size):
        data = self.rfile.read(size)
        self.left -= len(data)
        if len(data) < size:
            raise Drop
        return data

    def do_POST(self):
        printer = self.server.printer
        with printer.lock:
            printer.active += 1
        try:
            self.serve()
        finally:
            with printer.lock:
                printer.active -= 1

    def serve(self):
        try:
            self.left = int(self.headers["Content-Length"])
            answer = self.server.printer.serve(self)
        except Drop:
            self.close_connection = True
            return
        with contextlib.suppress(OSError):
            if answer is not None:
                self.answer(answer)
            return
        self.close_connection = True

    def go_on(self):
        """The client waits for this before it sends a document."""
        if "100-continue" in self.headers.get("Expect", ""):
            self.send_response_only(100)
            self.end_headers()

    def answer(self, answer):
        self.send_response(200)
        self.send_header("Content-Type", "application/ipp")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def setup(self):
        super().setup()
        self.server.printer.connections += 1


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def handle_error(self, *_):
        pass


class FakePrinter:
    def __init__(self):
        self.jobs = {}
        self.next = 1
        self.tray = []           # numbers that came out
        self.at = {}             # (operation, place) → [action, …]
        self.asked = []          # operations, in order
        self.state, self.reasons = 3, ["none"]
        self.sides = ["one-sided", "two-sided-long-edge"]
        self.formats = ["application/pdf"]
        self.print = self.print_at_once   # what is done with a document
        self.course = lambda job: None    # before a job is reported on
        self.instead = {}        # operation → writes an answer of its own
        self.media = ["iso_a4_210x297mm"]
        self.more = b""          # attributes of the printer besides
        self.message = None      # said with each refusal
        self.connections = 0
        self.active = 0                   # requests that are being served
        self.lock = threading.RLock()

    def __enter__(self):
        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.printer = self
        self.uri = f"ipp://127.0.0.1:{self.server.server_port}/ipp/print"
        threading.Thread(target=self.server.serve_forever, args=(0.02,),
                         daemon=True).start()
        return self

    def __exit__(self, *_):
        for actions in self.at.values():
            for action in actions:
                if isinstance(action, Stop):
                    action.release.set()
        self.server.shutdown()
        self.server.server_close()

    # What it is made to do.

    def stall(self, operation, place, drop=True):
        stop = Stop(drop)
        self.at.setdefault((operation, place), []).append(stop)
        return stop

    def refuse(self, operation, status, times=1):
        self.at.setdefault((operation, "before"), []).extend([status] * times)

    def drop(self, operation, place, times=1):
        def action():
            raise Drop
        self.at.setdefault((operation, place), []).extend([action] * times)

    def forget(self):
        """Off and on again: no jobs, and counting from 1."""
        with self.lock:
            self.jobs, self.next = {}, 1

    def print_at_once(self, job):
        self.tray.append(job.copy)
        job.finish(impressions=1)

    # What it does.

    def passes(self, operation, place):
        """Runs the action of the place; a status refuses."""
        actions = self.at.get((operation, place))
        if not actions:
            return 0
        action = actions.pop(0)
        return action if isinstance(action, int) else action() or 0

    def serve(self, handler):
        code, number, attributes = read_request(handler.read)
        operation = OPERATIONS.get(code, "?")
        self.asked.append(operation)
        if operation in self.instead:
            self.instead[operation](handler)
            handler.read(handler.left)
            return None
        handler.go_on()
        document = b""
        if operation == "send":
            status = self.passes(operation, "before")
            half = handler.left // 2
            document = handler.read(half)
            try:
                status = status or self.passes(operation, "body")
                document += handler.read(handler.left)
            except Drop:
                self.cut_off(attributes, document)
                raise
        else:
            status = self.passes(operation, "before")
            handler.read(handler.left)
        groups = b""
        if not status:
            with self.lock:
                status, groups = getattr(self, operation)(attributes, document)
        self.passes(operation, "after")
        if status and self.message:
            groups = write_attribute(TEXT, "status-message", self.message)
        return (struct.pack(">HHi", 0x0200, status, number) + b"\1" +
                write_attribute(CHARSET, "attributes-charset", "utf-8") +
                write_attribute(LANGUAGE, "attributes-natural-language", "en")
                + groups + b"\3")

    def cut_off(self, attributes, document):
        """The connection broke within the document."""
        job = self.jobs.get(attributes["job-id"][0])
        if job:
            job.document = document
            job.finish(ABORTED, "aborted-by-system", begun=False)

    def look(self, attributes, document):
        return 0, b"\4" + b"".join([
            write_attribute(KEYWORD, "printer-state-reasons", *self.reasons),
            write_attribute(ENUM, "printer-state", self.state),
            write_attribute(MIME, "document-format-supported", *self.formats),
            write_attribute(KEYWORD, "sides-supported", *self.sides),
            write_attribute(KEYWORD, "media-supported", *self.media),
            write_attribute(ENUM, "operations-supported", *OPERATIONS),
            self.more,
        ])

    def validate(self, attributes, document):
        return 0, b""

    def create(self, attributes, document):
        job = Job(self.next, attributes["job-name"][0], attributes)
        self.jobs[job.number] = job
        self.next += 1
        return 0, b"\2" + write_attribute(INTEGER, "job-id", job.number)

    def send(self, attributes, document):
        job = self.jobs.get(attributes["job-id"][0])
        if not job:
            return NOT_FOUND, b""
        if job.state != HELD:
            return NOT_POSSIBLE, b""
        job.document = document
        self.print(job)
        return 0, b""

    def cancel(self, attributes, document):
        job = self.jobs.get(attributes["job-id"][0])
        if not job:
            return NOT_FOUND, b""
        if job.state > STOPPED:
            return NOT_POSSIBLE, b""
        job.finish(CANCELED, "job-canceled-by-user", begun=job.begun)
        return 0, b""

    def ask(self, attributes, document):
        job = self.jobs.get(attributes["job-id"][0])
        if not job:
            return NOT_FOUND, b""
        job.asked += 1
        self.course(job)
        return 0, b"\2" + self.describe(job)

    def list(self, attributes, document):
        return 0, b"".join(b"\2" + self.describe(job)
                           for job in self.jobs.values()
                           if job.state <= STOPPED)

    def describe(self, job):
        out = [write_attribute(INTEGER, "job-id", job.number),
               write_attribute(NAME, "job-name", job.name),
               write_attribute(ENUM, "job-state", job.state),
               write_attribute(KEYWORD, "job-state-reasons", *job.reasons)]
        if job.impressions is not None:
            out.append(write_attribute(INTEGER, "job-impressions-completed",
                                       job.impressions))
        if job.kilobytes is not None:
            out.append(write_attribute(INTEGER, "job-k-octets",
                                       job.kilobytes))
        if job.begun is not None:
            out.append(write_attribute(
                INTEGER if job.begun else NO_VALUE, "time-at-processing",
                *([1] if job.begun else [None])))
        return b"".join(out)
