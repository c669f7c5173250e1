"""Print runs that may not be, bad surroundings of the journal, the register."""
import contextlib
import hashlib
import os
import resource
import shutil
import signal
import sqlite3

import ipp_server
import printers
from desk import Desk, codes, refused
from harness import Skip, each, environment, findings
from ipp_server import FakePrinter

EPOCH = "1711929600"  # 2024-04-01


# Refusals.

@each({
    "no printer": ([], "no-printer"),
    "unknown name": (["--printer", "nowhere"], "no-such-printer"),
    "nobody answers": (["--printer", "ipp://127.0.0.1:{port}/ipp/print"],
                       "printer-gone"),
    "no address": (["--printer", "smb://x/y"], "bad-printer-address"),
    "a password in the address": (
        ["--printer", "ipp://root:secret@127.0.0.1:9/ipp/print"],
        "bad-printer-address"),
})
def test_no_printer(t, options, code):
    brief = t.brief("正文。", 印数=2)
    port = printers.free_port()
    run = t.zhuanbao("print", brief, "--fonts", "noto",
                     *(option.format(port=port) for option in options),
                     env={"CUPS_SERVER": str(t.tmp / "none")})
    refused(t, run, code, 3)
    t.check("secret" not in run.out + run.err, "the password is said")
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
        if t.tool(*as_user, t.program, "print", "--help").code:
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

TABLE = """\
第 1 次  2024-04-01T00:00:00Z  brief.md  内容 {short}  已印 2/3 份  one-sided iso_a4_210x297mm
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


def test_the_register_is_not_written_over(t):
    """By its own table, nor is the brief."""
    with FakePrinter() as printer:
        desk = Desk(t, printer)
        t.equal(desk.print().code, 0, "print")
        journal = desk.brief.with_suffix(".ledger")
        for path in (journal, desk.brief):
            before = path.read_bytes()
            run = desk.ledger("-o", path)
            refused(t, run, "output-is-input", 3)
            t.check(path.read_bytes() == before, f"{path.name} has changed")
        t.equal(desk.ledger("-o", t.tmp / "table.txt").code, 0, "elsewhere")
