"""Runs whose copies have readers: printers of their own, the register, what may
not change between a run and its end."""
import unicodedata

import ipp_server
import printers
from desk import Desk, codes, read_csv, refused
from harness import each
from ipp_server import FakePrinter


def columns_of(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in text)


# Readers' own printers.

def two_printers(t, own, other, rows):
    """A desk at `own`, with a list of readers of whom some name `other`."""
    t.write("r.csv", "姓名,打印机\n" + "".join(
        f"{name},{other.uri if elsewhere else ''}\n"
        for name, elsewhere in rows))
    return Desk(t, own, len(rows))


ROWS = [("甲", False), ("乙", True), ("丙", False), ("丁", True),
        ("戊", False), ("己", True)]


def test_two_printers(t):
    with FakePrinter() as own, FakePrinter() as other:
        desk = two_printers(t, own, other, ROWS)
        run = desk.print("--readers", "r.csv", "--dry-run")
        for uri in (own.uri, other.uri):
            t.check(f"可以印：3 份，打印机“{uri}”" in run.out, run.out)
        run = desk.print("--readers", "r.csv")
        t.equal(run.code, 0, run.err)
        t.equal((own.tray, other.tray), ([1, 3, 5], [2, 4, 6]), "trays")
        t.equal([row["打印机"] for row in read_csv(desk.ledger("--csv").raw)],
                [own.uri, other.uri] * 3, "register")


def test_one_of_two_printers_gone(t):
    """The other goes on; resumed by the same command, each copy goes where it
    is listed; or, if the list says so, elsewhere."""
    with FakePrinter() as own, FakePrinter() as other, FakePrinter() as third:
        other.drop("ask", "before", 1000)
        desk = two_printers(t, own, other, ROWS)
        options = ["--readers", "r.csv", "--timeout", "0.5"]
        run = desk.print(*options)
        t.equal((run.code, codes(run)),
                (3, ["printer-gone", "unfinished-run"]), run.err)
        t.equal((own.tray, other.tray), ([1, 3, 5], [2]), "trays")
        t.equal(desk.states(), ["printed", "sent", "printed", "planned",
                                "printed", "planned"], "journal")
        other.at.clear()
        two_printers(t, own, third, ROWS)
        run = desk.resume(*options)
        t.equal(run.code, 0, run.err)
        t.equal((own.tray, other.tray, third.tray),
                ([1, 3, 5], [2], [4, 6]), "trays")


def test_resumed_by_the_same_command(t):
    """--printer is for those who have none of their own."""
    with FakePrinter() as own, FakePrinter() as other:
        desk = two_printers(t, own, other, ROWS)
        desk.kill_at(own.stall("create", "before"), "--readers", "r.csv")
        run = desk.resume("--readers", "r.csv")
        t.equal(run.code, 0, run.err)
        t.equal((own.tray, sorted(other.tray)), ([1, 3, 5], [2, 4, 6]),
                "trays")


# What may not change.

@each({
    "another": "姓名,单位\n甲,市委\n丁,\n丙,\n",
    "one more at the top": "姓名,单位\n丁,\n甲,市委\n乙,\n",
    "another unit for the printed one": "姓名,单位\n甲,省委\n乙,\n丙,\n",
})
def test_readers_changed(t, rows):
    before = "姓名,单位\n甲,市委\n乙,\n丙,\n"
    with FakePrinter() as printer:
        desk = Desk(t, printer)
        readers = ["--readers", t.write("r.csv", before)]
        printer.refuse("create", ipp_server.UNSUPPORTED)
        printer.at["create", "before"].insert(0, 0)
        t.equal(desk.print(*readers).code, 3, "the first only")
        t.write("r.csv", rows)
        refused(t, desk.resume(*readers), "readers-changed", 1, "第 ")
        refused(t, desk.resume(), "readers-changed", 1)
        t.equal(printer.tray, [1], "tray")
        t.write("r.csv", before)
        t.equal(desk.resume(*readers).code, 0, "resume")
        t.write("r.csv", rows)
        refused(t, desk.print("--range", "2", *readers), "readers-changed", 1)
        t.equal(printer.tray, [1, 2, 3], "tray")
        t.write("r.csv", before + "丁,\n")
        t.equal(desk.print("--copies", "4", *readers).code, 0, "one reader more")
        t.equal(printer.tray, [1, 2, 3, 4], "tray")


@each({"a watermark": (["--watermark"], []),
       "none": ([], ["--watermark", "--slip"]),
       "two on a side": (["--nup", "2"], ["--nup", "4"])})
def test_look_changed(t, first, then):
    with FakePrinter() as printer:
        printer.media.append("iso_a3_297x420mm")
        desk = Desk(t, printer)
        desk.kill_at(printer.stall("ask", "before"), *first)
        for option in first + then:
            refused(t, desk.resume(*then), "form-changed", 1, option)
        run = desk.resume(*first)
        t.equal(run.code, 0, run.err)
        t.equal(printer.tray, [1, 2, 3], "tray")
        heading = desk.ledger().out.splitlines()[0]
        t.check(heading.endswith(" ".join(first)), heading)


def test_printed_otherwise(t):
    """Sides and paper may have to change, but it is said."""
    with FakePrinter() as printer:
        desk = Desk(t, printer)
        desk.kill_at(printer.stall("ask", "before"), "--sides", "long")
        run = desk.resume("--sides", "one")
        t.equal(run.code, 0, run.err)
        t.check("打法不同：上次“two-sided-long-edge iso_a4_210x297mm”，这次"
                "“one-sided iso_a4_210x297mm”" in run.err, run.err)
        t.check("打法" not in desk.print("--range", "1").err, "a reprint")


def test_an_older_content_again(t):
    """What was printed is printed, whatever was printed since."""
    with FakePrinter() as printer:
        desk = Desk(t, printer, 2)
        old = desk.brief.read_text("utf-8")
        t.equal(desk.print().code, 0, "old")
        Desk(t, printer, 2, body="改过的正文。")
        t.equal(desk.print().code, 0, "new")
        desk.brief.write_text(old, "utf-8")
        refused(t, desk.print(), "already-printed", 1, "--range")
        printer.refuse("create", ipp_server.UNSUPPORTED)
        t.equal(desk.print("--range", "2").code, 3, "reprint refused")
        refused(t, desk.print(), "unfinished-run", 1)
        t.equal(desk.resume().code, 0, "resume")
        t.equal(printer.tray, [1, 2, 1, 2, 2], "tray")
        t.equal([(row["次"], row["份号"], row["重印"])
                 for row in read_csv(desk.ledger("--csv").raw)],
                [("1", "000001", "0"), ("1", "000002", "0"),
                 ("1", "000002", "1"), ("2", "000001", "0"),
                 ("2", "000002", "0")], "register")


# The register.

NAMES = [("王,小\"明\"", "市委，办公厅"), ("颺", "A,B \"C\""), ("𠮷田", "")]


def test_names_in_the_register(t):
    with FakePrinter() as printer:
        desk = Desk(t, printer)
        quoted = "".join('"{}","{}"\n'.format(*(cell.replace('"', '""')
                                                for cell in row))
                         for row in NAMES)
        run = desk.print("--readers", t.write("r.csv", "姓名,单位\n" + quoted))
        t.equal(run.code, 0, run.err)
        t.equal([(row["读者"], row["单位"])
                 for row in read_csv(desk.ledger("--csv").raw)], NAMES, "CSV")
        rows = desk.ledger().out.splitlines()[1:]
        for i, words in enumerate([("读者", "王,小", "颺", "𠮷田"),
                                   ("状态", *["已印"] * 3)]):
            t.equal(len({columns_of(row[:row.index(word)])
                         for row, word in zip(rows, words)}), 1,
                    f"column of {words[0]}: {rows}")


# As asked for.

def test_booklets_stapled_on_a3(t):
    with printers.Printer(t.tmp / "printer") as printer:
        desk = Desk(t, printer, 2)
        run = desk.print("--booklet", "--staple", "--watermark")
        t.equal(run.code, 0, run.err)
        for sheet in printer.tray:
            t.equal((sheet.sides, sheet.finishings, sheet.media),
                    ("two-sided-short-edge", "saddle-stitch",
                     "iso_a3_297x420mm"), sheet.name)
            t.check("1190.55 x 841.89" in t.tool(t.need("pdfinfo"),
                                                 sheet.path).out, "A3")
        t.equal(printer.numbers, [1, 2], "numbers")
