"""The print run: no copy twice, none lost, whatever dies at whatever moment."""
import contextlib
import os
import re
import signal

import ipp_server
import printers
import torture_print
from desk import Desk, codes, read_csv, refused
from harness import each, open_terminal
from ipp_server import FakePrinter


# A real printer: what lies in its tray.

def test_thirty_documents(t):
    """Each number once, each with its own number on it, as asked for."""
    with printers.Printer(t.tmp / "printer") as printer:
        desk = Desk(t, printer, 30)
        run = desk.print("--sides", "long", "--staple", "--grey")
        t.equal(run.code, 0, run.err)
        t.check("印好 30 份，全部完成" in run.out, run.out)
        t.equal(printer.numbers, list(range(1, 31)), "numbers")
        for sheet in printer.tray:
            text = t.tool(t.need("pdftotext"), sheet.path, "-").out
            t.check(f"{sheet.number:06}" in text.replace(" ", ""),
                    f"{sheet.name}: {text!r}")
            t.equal((sheet.copies, sheet.sides, sheet.media, sheet.finishings,
                     sheet.color),
                    ("1", "two-sided-long-edge", "iso_a4_210x297mm", "staple",
                     "monochrome"), sheet.name)
        t.equal(desk.states(), ["printed"] * 30, "journal")
        refused(t, desk.print(), "already-printed", 1, "30 份")
        t.equal(desk.resume().code, 0, "nothing to resume")
        run = desk.print("--range", "7,9-10", "--media", "A3", "--tray",
                         "tray-2", "--sides", "short")
        t.equal(run.code, 0, run.err)
        again = printer.tray[30:]
        t.equal([sheet.number for sheet in again], [7, 9, 10], "reprints")
        t.equal({(sheet.sides, sheet.media_col) for sheet in again},
                {("two-sided-short-edge", "{media-size={x-dimension=29700 "
                  "y-dimension=42000} media-source=tray-2}")}, "A3, tray 2")
        rows = read_csv(desk.ledger("--csv").raw)
        t.equal([(row["份号"], row["重印缘由"]) for row in rows
                 if row["重印"] != "0"],
                [(number, "用 --range 7,9-10 重印")
                 for number in ("000007", "000009", "000010")], "register")


def test_through_cups(t):
    """The same through a CUPS queue, the run killed while it prints."""
    with printers.Printer(t.tmp / "printer") as printer, \
            printers.Cups(t.tmp / "cups", printer) as cups:
        desk = Desk(t, "office", 3, env=cups.env)
        listed = t.zhuanbao("printers", env=cups.env)
        t.equal(listed.code, 0, listed.err)
        t.check(re.search(r"^office +空闲 +双面 +可订，可骑马订 +彩色 +PDF +"
                          r"A3 A4", listed.out, re.M), listed.out)
        printer.set("delay", "0.4")
        with desk.begin("--sides", "long", "--staple") as process:
            printers.wait_for(lambda: desk.states()[:2] == ["sent", "sent"])
            process.kill()
        printer.unset("delay")
        run = desk.resume("--sides", "long", "--staple", "--timeout", "20")
        t.equal(run.code, 0, run.err)
        t.equal(desk.states(), ["printed"] * 3, "journal")
        t.equal(printer.numbers, [1, 2, 3], "numbers")
        for sheet in printer.tray:
            t.equal((sheet.sides, sheet.finishings),
                    ("two-sided-long-edge", "staple-top-left"), sheet.name)


@each({f"seed {seed}": seed for seed in range(2)})
def test_torture(t, seed):
    """Runs killed at random moments; torture_print.py does hundreds."""
    figures, wrong = torture_print.torture(t.program, t.tmp / "runs",
                                           range(4), 8, seed)
    t.equal(wrong, [], "wrong")
    t.equal(figures["runs"], 4, "runs")


# A printer that does what it is told: death at each step.

@each({
    "claimed, no job": ("create", "before", "claimed"),
    "claimed, a job": ("create", "after", "claimed"),
    "sending, nothing is there": ("send", "before", "sending"),
    "sending, half is there": ("send", "body", "sending"),
    "sending, all is there": ("send", "after", "sending"),
    "sent": ("ask", "before", "sent"),
})
def test_killed(t, operation, place, state):
    with FakePrinter() as printer:
        desk = Desk(t, printer)
        states = desk.kill_at(printer.stall(operation, place))
        t.equal(states, [state, "planned", "planned"], "journal")
        refused(t, desk.print(), "unfinished-run", 1, "1-3", "--resume")
        run = desk.resume()
        t.equal(run.code, 0, run.err)
        t.equal(sorted(printer.tray), [1, 2, 3], "tray")
        t.equal(desk.states(), ["printed"] * 3, "journal in the end")
        t.equal([job.number for job in printer.jobs.values()
                 if job.state <= ipp_server.STOPPED], [], "jobs left behind")


def test_killed_in_created(t):
    """Between the job and its document: the empty job goes, but not another's
    that has its number."""
    with FakePrinter() as printer:
        desk = Desk(t, printer, 1)
        desk.kill_at(printer.stall("create", "after"))
        desk.sql("UPDATE copy SET state = 'created', job = 1")
        stranger = ipp_server.Job(1, "theirs", {})
        ours = printer.jobs.pop(1)
        printer.jobs[1] = stranger
        stop = printer.stall("create", "after")
        t.equal(desk.kill_at(stop, "--resume"), ["claimed"], "journal")
        t.equal(stranger.state, ipp_server.HELD, "another's job")
        printer.jobs[1] = ours
        desk.sql("UPDATE copy SET state = 'created', job = 1, tries = 1")
        t.equal(desk.resume().code, 0, "resume")
        t.equal(ours.state, ipp_server.CANCELED, "our empty job")
        t.equal(printer.tray, [1], "tray")


def forgotten(printer):
    printer.forget()


def forgotten_and_reused(printer):
    printer.forget()
    other = ipp_server.Job(1, "theirs", {})
    other.finish(impressions=1)
    printer.jobs[1] = other


def ended(state, impressions, begun):
    def change(printer):
        printer.jobs[1].finish(state, "said-so", begun=begun)
        printer.jobs[1].impressions = impressions
    return change


def cut(printer, impressions, kilobytes):
    """The half that arrived is called a job that is done."""
    def cut_off(attributes, document):
        job = printer.jobs[attributes["job-id"][0]]
        job.finish(begun=True)
        job.impressions, job.kilobytes = impressions, kilobytes
    printer.cut_off = cut_off


@each({
    "forgotten": ("ask", "before", forgotten, None),
    "forgotten, the number is another's":
        ("ask", "before", forgotten_and_reused, None),
    "cancelled after two pages":
        ("ask", "before", ended(ipp_server.CANCELED, 2, True), None),
    "aborted, and 0 from a printer that may not count":
        ("ask", "before", ended(ipp_server.ABORTED, 0, True), None),
    "aborted, and nothing said":
        ("ask", "before", ended(ipp_server.ABORTED, None, None), None),
    "half sent, called done": ("send", "body", None, (None, None)),
    "half sent, called done, bytes counted": ("send", "body", None, (None, 1)),
    "all sent, called done, nothing counted":
        ("send", "after", ended(ipp_server.COMPLETED, None, True), None),
})
def test_fate_unknown(t, operation, place, change, half):
    """Neither sent again nor called printed: asked about."""
    with FakePrinter() as printer:
        desk = Desk(t, printer)
        if half:
            cut(printer, *half)
        desk.kill_at(printer.stall(operation, place))
        if change:
            change(printer)
        refused(t, desk.resume(), "unknown-copies", 3, "第 1 份",
                "--printed 份号 --unprinted 份号")
        t.equal(desk.states(), ["unknown", "printed", "printed"], "journal")
        t.equal(printer.tray.count(1), 0 if half else 1, "copy 1 in the tray")
        refused(t, desk.resume(), "unknown-copies", 3, "第 1 份")
        run = desk.resume("--unprinted" if half else "--printed", "1")
        t.equal(run.code, 0, run.err)
        t.equal(sorted(printer.tray), [1, 2, 3], "tray")
        t.equal(desk.states(), ["printed"] * 3, "journal in the end")


@each({
    "cancelled before it began": (ipp_server.CANCELED, 0, False),
    "aborted before it began": (ipp_server.ABORTED, None, False),
})
def test_nothing_came_out(t, state, impressions, begun):
    """Where the printer says so, the copy is sent again without a question."""
    with FakePrinter() as printer:
        desk = Desk(t, printer)
        desk.kill_at(printer.stall("ask", "before"))
        printer.tray.clear()
        ended(state, impressions, begun)(printer)
        run = desk.resume()
        t.equal(run.code, 0, run.err)
        t.equal(sorted(printer.tray), [1, 2, 3], "tray")


def test_a_count_of_nothing_from_a_printer_that_counts(t):
    with FakePrinter() as printer:
        desk = Desk(t, printer)
        printer.at[("ask", "before")] = [lambda: 0]
        stop = printer.stall("ask", "before")

        def abort_second(job):
            if job.copy == 1:
                printer.print_at_once(job)
            else:
                job.finish(ipp_server.ABORTED, "aborted-by-system", 0)
        printer.print = abort_second
        t.equal(desk.kill_at(stop), ["printed", "sent", "planned"], "journal")
        printer.print = printer.print_at_once
        t.equal(desk.resume().code, 0, "resume")
        t.equal(sorted(printer.tray), [1, 2, 3], "tray")


def test_bytes_tell_that_a_document_is_whole(t):
    with FakePrinter() as printer:
        desk = Desk(t, printer)
        desk.kill_at(printer.stall("send", "after"))
        job = printer.jobs[1]
        job.impressions = None
        job.kilobytes = (len(job.document) + 1023) // 1024
        t.equal(desk.resume().code, 0, "resume")
        t.equal(sorted(printer.tray), [1, 2, 3], "tray")


def test_questions_at_a_terminal(t):
    with FakePrinter() as printer:
        desk = Desk(t, printer)
        desk.kill_at(printer.stall("ask", "before"))
        printer.forget()
        for keys, state, code in ((b"x\n3\n", "unknown", 3),
                                  (b"1\n", "printed", 0)):
            ours, theirs = open_terminal()
            with desk.begin("--resume", stdin=theirs, stderr=theirs) as process:
                os.write(ours, keys)
                t.equal(process.wait(30), code, "exit")
            os.close(theirs)
            said = b""
            with contextlib.suppress(OSError):
                while more := os.read(ours, 65536):
                    said += more
            os.close(ours)
            t.check("第 1 份（000001）不知道印出没有" in said.decode(), said)
            t.equal(desk.states()[0], state, "journal")
        t.equal(sorted(printer.tray), [1, 2, 3], "tray")


# A printer in trouble.

def test_paper_out_and_on(t):
    with FakePrinter() as printer:
        printer.print = lambda job: None

        def course(job):
            job.finish(ipp_server.PROCESSING, "job-printing")
            printer.reasons, printer.state = ["media-empty-error"], 5
            if printer.asked.count("look") > 1:
                printer.reasons, printer.state = ["none"], 3
                printer.print_at_once(job)
        printer.course = course
        desk = Desk(t, printer, 1)
        run = desk.print()
        t.equal(run.code, 0, run.err)
        t.check("第 1 份，共 1 份（000001）：正在打印；打印机：缺纸" in run.err,
                run.err)
        t.equal(printer.tray, [1], "tray")


def test_held_up_for_too_long(t):
    with FakePrinter() as printer:
        printer.print = lambda job: job.finish(ipp_server.STOPPED, "none")
        printer.reasons, printer.state = ["media-jam-error"], 5
        desk = Desk(t, printer, 1)
        run = desk.print("--timeout", "0.6")
        t.equal((run.code, codes(run)), (3, ["printer-held-up",
                                             "unfinished-run"]), run.err)
        t.check("卡纸" in run.err, run.err)
        printer.print_at_once(printer.jobs[1])
        t.equal(desk.resume().code, 0, "resume")
        t.equal((printer.tray, len(printer.jobs)), ([1], 1), "sent once")


def test_busy(t):
    """It takes one job at a time, and at first none."""
    with FakePrinter() as printer:
        printer.refuse("create", ipp_server.BUSY, 3)
        desk = Desk(t, printer)
        run = desk.print()
        t.equal(run.code, 0, run.err)
        t.equal(sorted(printer.tray), [1, 2, 3], "tray")
        t.check("打印机忙" in run.err, run.err)


@each({"a question": ("ask", "before"), "a job": ("create", "after"),
       "a document": ("send", "body"), "an answer": ("send", "after")})
def test_connection_breaks_once(t, operation, place):
    with FakePrinter() as printer:
        printer.drop(operation, place)
        desk = Desk(t, printer)
        run = desk.print()
        t.equal(run.code, 0, run.err)
        t.equal(sorted(printer.tray), [1, 2, 3], "tray")


def test_printer_gone(t):
    with FakePrinter() as printer:
        printer.drop("ask", "before", 1000)
        desk = Desk(t, printer)
        run = desk.print("--timeout", "0.3")
        t.equal((run.code, codes(run)),
                (3, ["printer-gone", "unfinished-run"]), run.err)
        printer.at.clear()
        t.equal(desk.resume().code, 0, "resume")
        t.equal(sorted(printer.tray), [1, 2, 3], "tray")


def test_printer_gone_for_good(t):
    """Its copies are answered for, the rest goes to another printer."""
    with FakePrinter() as printer:
        desk = Desk(t, printer)
        desk.kill_at(printer.stall("ask", "before"))
        old = printer.tray
    with FakePrinter() as other:
        desk.printer = other.uri
        run = desk.resume("--timeout", "1")
        refused(t, run, "printer-gone", 3, "--printed")
        t.equal(other.tray, [], "tray")
        run = desk.resume("--timeout", "1", "--printed", "1")
        t.equal(run.code, 0, run.err)
        t.equal((old, other.tray), ([1], [2, 3]), "trays")


def test_resume_elsewhere(t):
    """What the first printer has is waited for there; the rest goes to the
    second."""
    with FakePrinter() as first, FakePrinter() as second:
        desk = Desk(t, first)
        desk.kill_at(first.stall("ask", "before"))
        desk.printer = second.uri
        run = desk.resume()
        t.equal(run.code, 0, run.err)
        t.equal((first.tray, second.tray), ([1], [2, 3]), "trays")
        t.equal([printer for printer, in desk.sql(
            "SELECT printer FROM copy ORDER BY number")],
            [first.uri, second.uri, second.uri], "register")


def test_aborted(t):
    with FakePrinter() as printer:
        printer.print = lambda job: job.finish(
            ipp_server.ABORTED, "document-format-error", begun=False)
        desk = Desk(t, printer)
        run = desk.print()
        t.equal((run.code, codes(run)), (3, ["copy-failed", "unfinished-run"]),
                run.err)
        printer.print = printer.print_at_once
        t.equal(desk.resume().code, 0, "resume")
        t.equal(sorted(printer.tray), [1, 2, 3], "tray")


def test_document_refused(t):
    with FakePrinter() as printer:
        printer.refuse("send", ipp_server.UNSUPPORTED)
        desk = Desk(t, printer)
        run = desk.print()
        t.equal((run.code, codes(run)),
                (3, ["printer-refused", "unfinished-run"]), run.err)
        t.equal(printer.tray, [], "tray")
        t.equal(desk.resume().code, 0, "resume")
        t.equal(sorted(printer.tray), [1, 2, 3], "tray")


def test_interrupt(t):
    """Ctrl-C: what is at the printer is followed to its end."""
    with FakePrinter() as printer:
        stop = printer.stall("ask", "before", drop=False)
        desk = Desk(t, printer)
        with desk.begin() as process:
            stop.reached.wait(30)
            process.send_signal(signal.SIGINT)
            stop.release.set()
            error = process.communicate(timeout=30)[1].decode()
            t.equal(process.returncode, 3, error)
        t.equal(desk.states(), ["printed", "planned", "planned"], "journal")
        t.equal(desk.resume().code, 0, "resume")
        t.equal(sorted(printer.tray), [1, 2, 3], "tray")


def test_second_interrupt(t):
    with FakePrinter() as printer:
        printer.print = lambda job: job.finish(ipp_server.PROCESSING, "none")
        desk = Desk(t, printer)
        with desk.begin() as process:
            printers.wait_for(lambda: "sent" in desk.states())
            process.send_signal(signal.SIGINT)
            for line in process.stderr:
                if "收到中断" in line.decode():
                    break
            process.send_signal(signal.SIGINT)
            t.equal(process.wait(30), -signal.SIGINT, "exit")
