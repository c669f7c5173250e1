"""The print run: no copy twice, none lost, whatever dies at whatever moment."""
import contextlib
import csv
import hashlib
import io
import os
import pty
import re
import resource
import shutil
import signal
import sqlite3
import subprocess

import ipp_server
import printers
import torture_print
from harness import Skip, each, environment, findings
from ipp_server import FakePrinter

EPOCH = "1711929600"  # 2024-04-01


class Desk:
    """A brief, and the commands that print it."""

    def __init__(self, t, printer, copies=3, body="正文一段。", env=None):
        self.t, self.printer = t, printer
        self.env = {"TMPDIR": str(t.tmp), **(env or {})}
        self.brief = t.brief(body, 印数=copies)
        self.journal = self.brief.with_suffix(".ledger")

    def arguments(self, *args):
        return ["print", *args, "--fonts", "noto", "--printer",
                self.printer if isinstance(self.printer, str)
                else self.printer.uri, str(self.brief)]

    def print(self, *args):
        return self.t.zhuanbao(*self.arguments(*args), env=self.env)

    def resume(self, *args):
        return self.print("--resume", *args)

    def ledger(self, *args):
        return self.t.zhuanbao("ledger", self.brief, *args, env=self.env)

    @contextlib.contextmanager
    def begin(self, *args, **options):
        """A run in the background, which does not outlive the test."""
        options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL,
                   "stderr": subprocess.PIPE, **options}
        process = subprocess.Popen(
            [self.t.program, *map(str, self.arguments(*args))],
            env=environment(**self.env), cwd=self.t.tmp, **options)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
            process.communicate()

    def kill_at(self, stop, *args):
        """Kills a run when the printer has got to the stop."""
        with self.begin(*args) as process:
            assert stop.reached.wait(30), process.communicate(timeout=1)
            process.kill()
            process.wait()
            states = self.states()
            stop.release.set()
        # What was on its way arrives, or breaks off.
        printers.wait_for(lambda: not self.printer.active)
        return states

    def sql(self, command):
        if not self.journal.exists():
            raise sqlite3.OperationalError("there is no journal")
        with contextlib.closing(sqlite3.connect(self.journal)) as database:
            rows = database.execute(command).fetchall()
            database.commit()
            return rows

    def states(self):
        try:
            return [state for (state,) in self.sql(
                "SELECT state FROM copy ORDER BY number, print")]
        except sqlite3.OperationalError:
            return []  # nothing is in it yet


def codes(run):
    return [finding.code for finding in findings(run.err)]


def refused(t, run, code, exit_code, *words):
    """One message of this code, with a hint."""
    t.equal((run.code, codes(run)), (exit_code, [code]), run.err)
    for finding in findings(run.err):
        t.check(finding.hint, f"no hint: {run.err}")
    for word in words:
        t.check(word in run.err, f"{word} is not in {run.err}")


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
            ours, theirs = pty.openpty()
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


# Refusals.

@each({
    "no printer": ([], "no-printer"),
    "unknown name": (["--printer", "nowhere"], "no-such-printer"),
    "nobody answers": (["--printer", "ipp://127.0.0.1:{port}/ipp/print"],
                       "printer-gone"),
    "no address": (["--printer", "smb://x/y"], "bad-printer-address"),
})
def test_no_printer(t, options, code):
    brief = t.brief("正文。", 印数=2)
    port = printers.free_port()
    run = t.zhuanbao("print", brief, "--fonts", "noto",
                     *(option.format(port=port) for option in options),
                     env={"CUPS_SERVER": str(t.tmp / "none")})
    refused(t, run, code, 3)
    t.check(not brief.with_suffix(".ledger").exists(), "a journal is left")


def test_printers_where_there_are_none(t):
    env = {"CUPS_SERVER": str(t.tmp / "none")}
    run = t.zhuanbao("printers", env=env)
    t.equal(run.code, 0, run.err)
    t.check("没有打印机" in run.out and "ipp://" in run.out, run.out)
    t.equal(t.zhuanbao("printers", "--json", env=env).out, "[]\n", "JSON")


@each({
    "both sides": (["--sides", "long"], ["双面印"]),
    "stapler": (["--staple"], ["不能装订"]),
    "A3": (["--media", "A3"], ["没有这种纸：iso_a3_297x420mm"]),
    "tray": (["--tray", "tray-9"], ["没有这个纸盒：tray-9"]),
    "all at once": (["--sides", "long", "--staple", "--tray", "x"],
                    ["双面印", "不能装订", "没有这个纸盒"]),
})
def test_printer_cannot(t, options, words):
    with FakePrinter() as printer:
        printer.sides = ["one-sided"]
        run = Desk(t, printer).print(*options)
        t.equal((run.code, set(codes(run))), (3, {"printer-cannot"}), run.err)
        for word in words:
            t.check(word in run.err, run.err)
        t.check(all(finding.hint for finding in findings(run.err)), run.err)
        t.equal((printer.jobs, set(printer.asked)), ({}, {"look"}), "sent")


def test_printer_without_pdf(t):
    with FakePrinter() as printer:
        printer.formats = ["application/postscript"]
        refused(t, Desk(t, printer).print(), "printer-cannot", 3, "不收 PDF")


def test_ticket_refused(t):
    with FakePrinter() as printer:
        printer.refuse("validate", ipp_server.UNSUPPORTED)
        refused(t, Desk(t, printer).print(), "printer-refused", 3)
        t.equal(printer.jobs, {}, "jobs")


@each({"beyond": "3-5", "none": "9"})
def test_range_outside(t, numbers):
    with FakePrinter() as printer:
        desk = Desk(t, printer)
        refused(t, desk.print("--range", numbers), "no-such-copy", 1,
                "一共 3 份")
        t.equal(printer.jobs, {}, "jobs")


def test_part_of_a_run_then_the_rest(t):
    with FakePrinter() as printer:
        desk = Desk(t, printer)
        t.equal(desk.print("--range", "2").code, 0, "copy 2")
        t.equal(printer.tray, [2], "tray")
        t.equal(desk.print().code, 0, "the rest")
        t.equal(printer.tray, [2, 1, 3], "tray")
        refused(t, desk.print(), "already-printed", 1)


def test_content_changed(t):
    with FakePrinter() as printer:
        desk = Desk(t, printer)
        desk.kill_at(printer.stall("ask", "before"))
        old = desk.brief.read_text("utf-8")
        Desk(t, printer, body="改过的正文。")
        for run in (desk.print(), desk.resume(), desk.print("--range", "2")):
            refused(t, run, "brief-changed", 1, "1-3", "改名")
        t.equal(printer.tray, [1], "tray")
        desk.brief.write_text(old, "utf-8")
        t.equal(desk.resume().code, 0, "resume")
        Desk(t, printer, body="改过的正文。")
        run = desk.print()
        t.equal(run.code, 0, run.err)
        t.check("新的一版" in run.err, run.err)
        t.equal(printer.tray, [1, 2, 3, 1, 2, 3], "tray")


def test_two_runs_at_once(t):
    with FakePrinter() as printer:
        desk = Desk(t, printer)
        stop = printer.stall("ask", "before", drop=False)
        with desk.begin() as process:
            stop.reached.wait(30)
            for args in ([], ["--resume"], ["--range", "1"]):
                refused(t, desk.print(*args), "run-in-progress", 3)
            t.check("在打印机" in desk.ledger().out, "ledger meanwhile")
            stop.release.set()
            t.equal(process.wait(30), 0, "exit")
        t.equal(sorted(printer.tray), [1, 2, 3], "tray")


def test_wrong_answers(t):
    with FakePrinter() as printer:
        desk = Desk(t, printer)
        desk.kill_at(printer.stall("ask", "before"))
        printer.print = lambda job: job.finish(ipp_server.PROCESSING, "none")
        printer.jobs[1].finish(ipp_server.PROCESSING, "none")
        for args in (["--unprinted", "1"], ["--printed", "2"],
                     ["--printed", "1", "--unprinted", "1"]):
            refused(t, desk.resume(*args), "wrong-answer", 1)
        refused(t, desk.resume("--printed", "4"), "no-such-copy", 1)
        t.equal(len(printer.jobs), 1, "jobs")
        t.equal(desk.print("--printed", "1").code, 2, "without --resume")
        t.equal(desk.resume("--range", "1").code, 2, "--range")


def test_nothing_to_resume(t):
    with FakePrinter() as printer:
        desk = Desk(t, printer)
        refused(t, desk.resume(), "nothing-to-resume", 1)
        refused(t, desk.ledger(), "no-journal", 3)
        t.check(not desk.journal.exists(), "a journal is left")


def test_other_number_of_copies(t):
    with FakePrinter() as printer:
        desk = Desk(t, printer)
        desk.kill_at(printer.stall("ask", "before"))
        refused(t, desk.resume("--copies", "2"), "no-such-copy", 1, "--copies")


def test_dry_run(t):
    with FakePrinter() as printer:
        desk = Desk(t, printer)
        run = desk.print("--dry-run")
        t.equal(run.code, 0, run.err)
        t.check("3 份" in run.out, run.out)
        t.equal((printer.jobs, desk.journal.exists()), ({}, False), "left")


# The journal in bad surroundings.

def truncate(path):
    path.write_bytes(path.read_bytes()[:5000])


def scramble(path):
    data = bytearray(path.read_bytes())
    data[4096:4200] = b"\xA5" * 104
    path.write_bytes(data)


def set_version(path):
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 2")


def set_state(path):
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE copy SET state = 'eaten'")
        database.commit()


def of_another(path):
    path.unlink()
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE t (a)")


@each({
    "text": (lambda path: path.write_text("份号,读者\n" * 90),
             "journal-damaged"),
    "cut off": (truncate, "journal-damaged"),
    "scrambled": (scramble, "journal-damaged"),
    "a strange state": (set_state, "journal-damaged"),
    "of a later version": (set_version, "journal-version"),
    "another's": (of_another, "not-a-journal"),
})
def test_bad_journal(t, change, code):
    with FakePrinter() as printer:
        desk = Desk(t, printer)
        desk.kill_at(printer.stall("ask", "before"))
        change(desk.journal)
        before = desk.journal.read_bytes()
        for run in (desk.print(), desk.resume(), desk.ledger()):
            refused(t, run, code, 3)
        t.equal(printer.tray, [1], "tray")
        t.check(desk.journal.read_bytes() == before, "it was changed")


def test_journal_that_is_no_file(t):
    with FakePrinter() as printer:
        desk = Desk(t, printer)
        (t.tmp / "folder").mkdir()
        refused(t, desk.print("--ledger", "folder"), "journal-failed", 3)
        refused(t, desk.print("--ledger", "/dev/null"), "not-a-journal", 3)
        refused(t, desk.print("--ledger", "none/x.ledger"), "journal-failed", 3)
        t.equal(printer.jobs, {}, "jobs")


def test_read_only_folder(t):
    """Nothing is sent that cannot be recorded."""
    as_user = []
    if os.getuid() == 0:
        as_user = [t.need("setpriv"), "--reuid", "65534", "--clear-groups"]
        if t.tool(*as_user, t.program, "--version").code:
            raise Skip("nobody else may run the program here")
    with FakePrinter() as printer:
        desk = Desk(t, printer)
        t.tmp.chmod(0o555)
        (t.tmp / "tmp").mkdir(exist_ok=True) if os.getuid() == 0 else None
        run = t.tool(*as_user, t.program, *desk.arguments(),
                     env=environment(TMPDIR="/tmp"), cwd="/")
        t.tmp.chmod(0o755)
        if "cannot-read" in run.err:
            raise Skip("nobody else may read the brief here")
        refused(t, run, "journal-failed", 3)
        t.equal(printer.jobs, {}, "jobs")


def test_full_disk(t):
    with FakePrinter() as printer:
        desk = Desk(t, printer)
        place = t.tmp / "small"
        place.mkdir()
        mount = ["unshare", "-m", "sh", "-c", 'mount -t tmpfs -o size=8k tmpfs '
                 f'"{place}" && exec "$@"', "sh"]
        if not shutil.which("unshare") or t.tool(*mount, "true").code:
            raise Skip("no file system can be mounted here")
        run = t.tool(*mount, t.program, *desk.arguments(
            "--ledger", str(place / "x.ledger")), env=environment(**desk.env),
            cwd=t.tmp)
        t.equal(run.code, 3, run.err)
        t.check(set(codes(run)) <= {"journal-full", "journal-failed"}
                and codes(run), run.err)
        t.equal(printer.jobs, {}, "jobs")


def test_disk_full_in_the_middle(t):
    """The journal cannot grow any more: what is not recorded is not sent."""
    with FakePrinter() as printer:
        desk = Desk(t, printer, 12)
        desk.kill_at(printer.stall("ask", "before"))
        size = desk.journal.stat().st_size

        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        # The copies' documents need room of their own: it is found that the
        # limit hits the journal first where they are small.
        if len(printer.jobs[1].document) >= size:
            raise Skip("the documents are larger than the journal")
        with desk.begin("--resume", preexec_fn=limit) as process:
            error = process.communicate(timeout=60)[1].decode()
            t.equal(process.returncode, 3, error)
        t.check("打印登记" in error, error)
        run = desk.resume()
        t.equal(run.code, 0, run.err)
        t.equal(sorted(printer.tray), list(range(1, 13)), "tray")


# The register.

def read_csv(raw):
    t = raw.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(t, newline="")))


TABLE = """\
第 1 次  2024-04-01T00:00:00Z  brief.md  内容 {short}  已印 2/3 份  iso_a4_210x297mm
份号    读者  单位  状态      印成时间              打印机    任务  说明
000001              待确认                          {uri}  1     打印机已经没有这个任务的记录
000002              已印      2024-04-01T00:00:00Z  {uri}  1
000003              已印      2024-04-01T00:00:00Z  {uri}  2
000003              没有印出                        {uri}  3     第 1 次重印；任务被打印机放弃
"""

CSV = """\
\ufeff次,开始,稿件,份号,读者,单位,状态,印成时间,打印机,任务,发送次数,重印,重印缘由,重印次数,内容,状态变化,说明\r
1,{at},brief.md,000001,,,待确认,,{uri},1,1,0,,0,{hash},{at},打印机已经没有这个任务的记录\r
1,{at},brief.md,000002,,,已印,{at},{uri},1,1,0,,0,{hash},{at},打印机说已印完\r
1,{at},brief.md,000003,,,已印,{at},{uri},2,1,0,,1,{hash},{at},打印机说已印完\r
1,{at},brief.md,000003,,,没有印出,,{uri},3,1,1,用 --range 3 重印,1,{hash},{at},任务被打印机放弃\r
"""


def test_ledger(t):
    with FakePrinter() as printer:
        desk = Desk(t, printer, env={"SOURCE_DATE_EPOCH": EPOCH})
        desk.kill_at(printer.stall("ask", "before"))
        printer.forget()
        t.equal(desk.resume().code, 3, "copy 1 is unknown")
        t.equal(desk.resume("--printed", "1").code, 0, "resume")
        printer.print = lambda job: job.finish(
            ipp_server.ABORTED, "x", begun=False)
        t.equal(desk.print("--range", "3").code, 3, "reprint")
        desk.sql("UPDATE copy SET state = 'unknown',"
                 " note = '打印机已经没有这个任务的记录' WHERE number = 1")
        pdf = t.render(desk.brief)
        digest = hashlib.sha256(pdf.read_bytes()).hexdigest()
        names = {"uri": printer.uri, "hash": digest, "short": digest[:12],
                 "at": "2024-04-01T00:00:00Z"}
        table = desk.ledger().out
        width = len(printer.uri)
        expected = TABLE.format(**names).replace(
            "打印机    任务", "打印机" + " " * (width - 4) + "任务")
        t.equal(table, expected, "table")
        t.equal(desk.ledger("--csv").raw.decode(), CSV.format(**names), "CSV")
        t.equal(desk.ledger("--csv", "-o", "out.csv").code, 0, "-o")
        t.equal((t.tmp / "out.csv").read_bytes(), desk.ledger("--csv").raw,
                "-o")
