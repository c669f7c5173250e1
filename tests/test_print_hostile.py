"""Printers and journals that are not what they should be, or mean ill."""
import contextlib
import os
import sqlite3
import struct

import ipp_server
from desk import Desk, codes, read_csv, refused
from harness import each
from ipp_server import (ENUM, INTEGER, KEYWORD, TEXT, FakePrinter,
                        write_attribute)

ESCAPES = "\x1b]0;owned\x07\x1b[2J\r\n坏"


def has_controls(text):
    return any(ord(c) < 32 and c != "\n" or 0x7F <= ord(c) < 0xA0
               for c in text)


# Answers that are none.

def head(handler, status=200, **fields):
    handler.send_response(status)
    handler.send_header("Content-Type", "application/ipp")
    for name, value in fields.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()


def endless_chunks(handler):
    head(handler, Transfer_Encoding="chunked")
    piece = b"\x02\x00\x00\x00\x00\x00\x00\x01\x04"
    while True:  # until the client has had enough
        handler.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        piece = write_attribute(KEYWORD, "x", *["y" * 1000] * 60)


def dripping(handler):
    head(handler, Content_Length="1000")
    while True:
        handler.wfile.write(b"\0")
        handler.server.printer.pause.wait(0.1)


def deep(handler):
    """Collections in collections, which a reader may follow until its stack
    is full."""
    first = struct.pack(">BH1sH", 0x34, 1, b"a", 0)
    member = struct.pack(">BHH1sBHH", 0x4A, 0, 1, b"a", 0x34, 0, 0)
    handler.answer(b"\x02\0\0\0\0\0\0\x01\x04" + first + member * 90000)


def cut_short(handler):
    handler.answer(b"\x02\0\0\0\0\0\0\x01\x04\x44\0\x05ab")


def redirected(handler):
    head(handler, 301, Location="/ipp/print", Content_Length="0")


def another_status(handler):
    head(handler, 500, Content_Length="0")


def go_on_for_ever(handler):
    while True:
        handler.send_response_only(100)
        handler.end_headers()
        handler.server.printer.pause.wait(0.02)


def a_page(handler):
    handler.answer(b"<html><body>It works!</body></html>")


ANSWERS = {
    "chunks without end": endless_chunks, "a byte now and then": dripping,
    "deep": deep, "cut short": cut_short, "redirected": redirected,
    "an error of the server": another_status, "a web page": a_page,
    "100 for ever": go_on_for_ever,
}


@contextlib.contextmanager
def hostile(operation, answer):
    with FakePrinter() as printer:
        printer.pause = ipp_server.threading.Event()
        printer.instead[operation] = answer
        yield printer


@each(ANSWERS)
def test_no_answer_to_the_first_question(t, answer):
    with hostile("look", answer) as printer:
        desk = Desk(t, printer, 1)
        refused(t, desk.print("--timeout", "1"), "printer-gone", 3)
        run = t.zhuanbao("printers", printer.uri)
        refused(t, run, "printer-gone", 3)
        t.equal(printer.jobs, {}, "jobs")


@each(ANSWERS)
def test_no_answer_to_a_later_question(t, answer):
    """It printed, but says nonsense of it: the copy stays in the journal as
    sent, and is found printed when it speaks sense."""
    with hostile("ask", answer) as printer:
        desk = Desk(t, printer, 1)
        run = desk.print("--timeout", "1")
        t.equal((run.code, codes(run)), (3, ["printer-gone", "unfinished-run"]),
                run.err)
        t.equal(desk.states(), ["sent"], "journal")
        printer.instead.clear()
        t.equal(desk.resume().code, 0, "resume")
        t.equal((printer.tray, desk.states()), ([1], ["printed"]), "tray")


def test_answered_before_the_document(t):
    """"Yes" to a document that has not left whole is no word on the copy."""
    def early(handler):
        del printer.instead["send"]
        printer.jobs[1].finish()
        printer.jobs[1].impressions = None
        handler.answer(struct.pack(">HHi", 0x0200, 0, 1) + b"\3")
        with contextlib.suppress(OSError):
            while handler.connection.recv(1, ipp_server.socket.MSG_PEEK):
                printer.pause.wait(0.02)
        raise ipp_server.Drop

    with hostile("send", early) as printer:
        # More than lies between two sockets.
        body = "".join(map(chr, range(0x4E00, 0x4E00 + 20000)))
        desk = Desk(t, printer, 1, body=body)
        run = desk.print("--timeout", "1")
        t.equal((run.code, codes(run)), (3, ["unknown-copies"]), run.err)
        t.equal(desk.states(), ["unknown"], "journal")


def test_one_connection(t):
    with FakePrinter() as printer:
        t.equal(Desk(t, printer, 5).print().code, 0, "exit")
        t.equal(printer.connections, 1, "connections")


def test_connection_breaks_at_the_cancelling(t):
    """An empty job that was not cancelled, for the connection broke, is
    cancelled later, and the run goes on."""
    with FakePrinter() as printer:
        printer.refuse("send", ipp_server.BUSY)
        printer.drop("cancel", "before", 2)
        desk = Desk(t, printer)
        with desk.begin() as process:
            t.equal(process.wait(30), 0, "exit")
        t.equal(sorted(printer.tray), [1, 2, 3], "tray")


# Words that a terminal would obey.

def test_control_characters(t):
    """In names, reasons and messages of a printer: not on the terminal, not in
    the register."""
    with FakePrinter() as printer:
        printer.reasons = [ESCAPES, "media-empty-error"]
        printer.more = (
            write_attribute(TEXT, "printer-make-and-model", ESCAPES) +
            write_attribute(TEXT, "printer-location", ESCAPES))
        desk = Desk(t, printer, 1)
        listed = t.zhuanbao("printers", printer.uri)
        t.check("缺纸" in listed.out and "坏" in listed.out, listed.out)
        said = [listed.out, desk.print("--dry-run").out]
        printer.message = ESCAPES
        printer.refuse("create", ipp_server.BUSY)
        printer.refuse("create", ipp_server.UNSUPPORTED)
        run = desk.print()
        t.equal((run.code, "坏" in run.err), (3, True), run.err)
        said += [run.out, run.err, desk.ledger().out]
        t.check("坏" in said[-1], said[-1])
        register = desk.ledger("--csv").raw.decode()
        said.append(register.replace("\r\n", "\n"))
        for text in said:
            t.check(not has_controls(text), repr(text))


def test_names_of_readers_and_journals(t):
    with FakePrinter() as printer:
        desk = Desk(t, printer, 1)
        desk.kill_at(printer.stall("ask", "before"))
        for column in ("reader", "unit", "note", "label"):
            desk.sql(f"UPDATE copy SET {column} = '{ESCAPES}'")
        for run in (desk.ledger(), desk.resume(), desk.print()):
            t.check(not has_controls(run.out + run.err), repr(run.out + run.err))
        register = desk.ledger("--csv").raw.decode().replace("\r\n", "\n")
        t.check(not has_controls(register), repr(register))


# Absurd answers.

@each({
    "a thousand reasons": write_attribute(
        KEYWORD, "printer-state-reasons", *[f"reason-{i}-x" * 9
                                            for i in range(1000)]),
    "ten thousand papers": write_attribute(
        KEYWORD, "media-ready", *["iso_a4_210x297mm"] * 10000),
    "words for numbers": write_attribute(KEYWORD, "printer-state", "idle"),
    "numbers for words": write_attribute(INTEGER, "printer-state-reasons", 7),
    "a state that is none": write_attribute(ENUM, "printer-state", -5),
})
def test_absurd_printer(t, more):
    with FakePrinter() as printer:
        look = printer.look
        printer.look = lambda *args: (0, b"\4" + more + look(*args)[1][1:])
        t.equal(t.zhuanbao("printers", printer.uri).code, 0, "printers")
        t.equal(t.zhuanbao("printers", printer.uri, "--json").code, 0, "JSON")
        t.equal(Desk(t, printer, 1).print().code, 0, "print")
        t.equal(printer.tray, [1], "tray")



@each({
    "no name": lambda tag, name, values: name != "job-name",
    "no state": lambda tag, name, values: name != "job-state",
    "a name longer than ours": lambda tag, name, values:
        (tag, name, [values[0] + "x" * 300]) if name == "job-name" else True,
    "a state that is none": lambda tag, name, values:
        (tag, name, [99]) if name == "job-state" else True,
    "a word for a state": lambda tag, name, values:
        (KEYWORD, name, ["completed"]) if name == "job-state" else True,
    "more reasons than anyone reads": lambda tag, name, values:
        (tag, name, ["x" * 100] * 9 + ["job-completed-with-errors"])
        if name == "job-state-reasons" else True,
})
def test_absurd_job(t, change):
    """What is not understood is not taken for "printed"."""
    def write(tag, name, *values):
        told = change(tag, name, values)
        if told is True:
            return write_attribute(tag, name, *values)
        return write_attribute(told[0], told[1], *told[2]) if told else b""

    with FakePrinter() as printer:
        def ask(attributes, document):
            job = printer.jobs[attributes["job-id"][0]]
            return 0, b"\2" + b"".join([
                write(INTEGER, "job-id", job.number),
                write(ipp_server.NAME, "job-name", job.name),
                write(ENUM, "job-state", job.state),
                write(KEYWORD, "job-state-reasons", *job.reasons)])
        printer.ask = ask
        desk = Desk(t, printer, 1)
        run = desk.print("--timeout", "2")
        t.equal((run.code, codes(run)[-1]), (3, "unknown-copies"), run.err)
        t.equal(desk.states(), ["unknown"], "journal")


@each({"0": 0, "negative": -3})
def test_job_without_a_number(t, number):
    with FakePrinter() as printer:
        create = printer.create

        def refuse_number(attributes, document):
            create(attributes, document)
            return 0, b"\2" + write_attribute(INTEGER, "job-id", number)
        printer.create = refuse_number
        run = Desk(t, printer, 1).print()
        t.equal((run.code, codes(run)), (3, ["printer-refused",
                                             "unfinished-run"]), run.err)
        t.equal(printer.tray, [], "tray")


# Journals.

LOOSE = {
    "run": "id, uuid, brief, hash, copies, started, version, ticket",
    "copy": "run, number, print, label, reader, unit, reason, printer, state,"
            " tries, job, impressions, size, pages, changed, note",
    "event": "id, run, number, print, try, state, printer, job, at, note",
}


def remade(path, command):
    """The same journal with tables that take anything, changed."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        for table, columns in LOOSE.items():
            rows = database.execute(f"SELECT {columns} FROM {table}").fetchall()
            database.execute(f"DROP TABLE {table}")
            database.execute(f"CREATE TABLE {table} ({columns})")
            marks = ",".join("?" * len(columns.split(",")))
            database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        database.executescript(command)
        database.commit()


@each({
    **{f"NULL for {table}.{column}": f"UPDATE {table} SET {column} = NULL"
       for table, columns in LOOSE.items() if table != "event"
       for column in columns.split(", ")
       if column not in ("id", "run", "reader", "unit", "reason", "note")},
    "number 0": "UPDATE copy SET number = 0",
    "a huge number": "UPDATE copy SET number = 4294967297",
    "a number of text": "UPDATE copy SET number = 'x'",
    "tries below nothing": "UPDATE copy SET tries = -1",
    "a job below nothing": "UPDATE copy SET job = -2147483649",
    "a megabyte of label": "UPDATE copy SET label = printf('%.2000000c', 'x')",
    "no table": "DROP TABLE copy",
    "a column less": "ALTER TABLE run DROP COLUMN hash",
    "a view": "CREATE TABLE kept AS SELECT * FROM copy; DROP TABLE copy;"
              "CREATE VIEW copy AS SELECT * FROM kept",
})
def test_hostile_journal(t, command):
    with FakePrinter() as printer:
        desk = Desk(t, printer, 1)
        desk.kill_at(printer.stall("ask", "before"))
        remade(desk.journal, command)
        for run in (desk.print(), desk.resume(), desk.ledger(),
                    desk.ledger("--csv")):
            refused(t, run, "journal-damaged", 3)
        t.equal(printer.tray, [1], "tray")


def test_trigger_in_a_journal(t):
    """It would undo what is recorded."""
    with FakePrinter() as printer:
        desk = Desk(t, printer, 1)
        desk.kill_at(printer.stall("ask", "before"))
        desk.sql("CREATE TRIGGER undo AFTER UPDATE ON copy BEGIN"
                 " UPDATE copy SET state = 'planned' WHERE run = NEW.run; END")
        t.equal(desk.resume().code, 0, "resume")
        t.equal(desk.states(), ["printed"], "journal")
        t.equal(printer.tray, [1], "tray")


@each({"that is no file to SQLite": ":memory:", "like a URI": "file:x?mode=ro",
       "with marks": "a'b\"c;%d ?#.ledger", "in Chinese": "登 记.ledger",
       "of a dot": ".ledger", "that begins with a dash": "-x"})
def test_journal_named(t, name):
    """It is a file, with what was recorded in it, wherever it is run from."""
    with FakePrinter() as printer:
        desk = Desk(t, printer, 1)
        run = desk.print(f"--ledger={name}")
        t.equal(run.code, 0, run.err)
        t.check((t.tmp / name).stat().st_size > 0, os.listdir(t.tmp))
        refused(t, desk.print("--ledger", t.tmp / name), "already-printed", 1)
        t.check("000001" in desk.ledger(f"--ledger={name}").out, "register")


def test_journal_by_a_link(t):
    with FakePrinter() as printer:
        desk = Desk(t, printer, 1)
        (t.tmp / "there").mkdir()
        real = t.tmp / "there" / "real.ledger"
        desk.journal.symlink_to(real)
        printer.sides = []
        printer.media = []
        refused(t, desk.print(), "printer-cannot", 3)
        t.check(desk.journal.is_symlink(), "the link is gone")
        printer.sides, printer.media = ["one-sided"], ["iso_a4_210x297mm"]
        desk.kill_at(printer.stall("ask", "before"))
        refused(t, desk.print("--ledger", real), "unfinished-run", 1)
        t.equal(desk.resume().code, 0, "resume")
        t.check(desk.journal.is_symlink(), "the link is gone")
        t.equal(printer.tray, [1], "tray")


def test_from_another_folder(t):
    """The journal lies beside the brief, however that is named."""
    with FakePrinter() as printer:
        desk = Desk(t, printer, 1)
        desk.kill_at(printer.stall("ask", "before"))
        (t.tmp / "else").mkdir()
        desk.brief = "../brief.md"
        run = t.zhuanbao(*desk.arguments("--resume"), cwd=t.tmp / "else")
        t.equal(run.code, 0, run.err)
        t.equal(printer.tray, [1], "tray")


def test_brief_renamed(t):
    with FakePrinter() as printer:
        desk = Desk(t, printer, 1)
        desk.kill_at(printer.stall("ask", "before"))
        desk.brief = desk.brief.rename(t.tmp / "other.md")
        refused(t, desk.resume(), "nothing-to-resume", 1, "--ledger")
        t.equal(desk.resume("--ledger", desk.journal).code, 0, "resume")
        t.equal(printer.tray, [1], "tray")


@each({"words": "yesterday", "empty": "", "before 1970": "-1",
       "after the year 9999": "999999999999", "huge": "9" * 40,
       "half a number": "1711929600x"})
def test_time_that_is_none(t, epoch):
    """The register says when it was."""
    with FakePrinter() as printer:
        desk = Desk(t, printer, 1, env={"SOURCE_DATE_EPOCH": epoch})
        t.equal(desk.print().code, 0, "exit")
        row, = read_csv(desk.ledger("--csv").raw)
        t.check("2025" < row["印成时间"][:4] < "2999", row["印成时间"])
