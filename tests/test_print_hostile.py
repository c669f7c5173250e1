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
