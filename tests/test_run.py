"""The print run as files: every copy with its number, everything else shared;
readers, watermarks, slips, booklets. What printers do with it is in
test_print.py."""
import collections
import os
import re
import resource
import signal
import subprocess

from harness import each, environment, findings

MM = 72 / 25.4
REFERENCE = "seed/lingjun-91.md"
SENTENCE = "低空经济产业链条长、应用场景多、技术密集度高，各地竞相布局，本院开展专题调研。"


def pages_of(t, pdf):
    info = t.tool("pdfinfo", pdf)
    return int(re.search(r"^Pages:\s+(\d+)", info.out, re.M)[1])


def texts_of(t, pdf, *area):
    """The text of each page, or of the area (x, y, w, h in points) of each."""
    options = []
    for letter, value in zip("xyWH", area):
        options += [f"-{letter}", str(round(value))]
    out = t.tool("pdftotext", *options, pdf, "-").out
    return out.split("\f")[:-1]


def expanded(t, pdf):
    """The file with its streams unpacked, to look into."""
    out = t.tmp / "expanded.pdf"
    t.tool("qpdf", "--qdf", "--object-streams=disable", pdf, out)
    return out.read_bytes()


def brief_of_pages(t, pages):
    """A brief that takes so many pages."""
    for paragraphs in range(pages * 3, pages * 30):
        body = "\n\n".join([SENTENCE * 3] * paragraphs)
        brief = t.brief(body, 印数=2)
        if len(t.inspect(brief)) == pages:
            return brief
    raise AssertionError(f"no brief of {pages} pages")


def run_files(t, brief, *options, to="run.pdf", fonts="noto", env=None):
    run = t.zhuanbao("print", brief, "--fonts", fonts, "--to", t.tmp / to,
                     *options, env=env)
    assert run.code == 0, f"print: exit {run.code}\n{run.err}"
    return t.tmp / to


# One file.

def check_run(t, brief, fonts):
    run = run_files(t, brief, "--copies", "30", "--sides", "one",
                    fonts=fonts)
    one = t.render(brief, fonts=fonts)
    per_copy, copies = pages_of(t, one), 30
    t.equal(pages_of(t, run), per_copy * copies, "pages")
    texts = texts_of(t, run)
    for i, text in enumerate(texts):
        seen = re.findall(r"^\d{6}$", text, re.M)
        copy, page = divmod(i, per_copy)
        t.equal(seen, [f"{copy + 1:06}"] if page == 0 else [],
                f"number on page {i + 1}")
    t.equal(t.tool("qpdf", "--check", run).code, 0, "qpdf --check")
    ratio = run.stat().st_size / one.stat().st_size
    t.check(ratio <= 1.10, f"{ratio:.3f} times the bytes of one copy")
    return texts


@each({"default": "default", "noto": "noto"})
def test_thirty_copies_in_one_file(t, fonts):
    t.need("pdftotext")
    check_run(t, t.root / "samples/diya-jingji.md", fonts)


@each({"default": "default", "noto": "noto"})
def test_thirty_copies_of_the_reference_brief(t, fonts):
    t.need("pdftotext")
    check_run(t, t.need_file(t.shared / REFERENCE), fonts)


def test_readers_agree_that_the_file_is_sound(t):
    brief = t.root / "samples/diya-jingji.md"
    run = run_files(t, brief, "--copies", "3", "--watermark", "--slip")
    for tool in ("qpdf", "mutool", "gs", "pdftotext"):
        t.need(tool)
    check = t.tool("qpdf", "--check", run)
    t.equal((check.code, "WARNING" in check.out + check.err), (0, False),
            "qpdf")
    t.equal(t.tool("mutool", "info", run).err, "", "mutool")
    ghost = t.tool("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=nullpage",
                   run)
    t.equal((ghost.code, ghost.out + ghost.err), (0, ""), "gs")
    drawn = t.tool("mutool", "draw", "-F", "txt", run)
    for number in ("000001", "000002", "000003"):
        t.check(number in drawn.out, f"mutool draws no {number}")


def test_a_thousand_copies(t):
    t.need("pdftotext")
    brief = t.brief(SENTENCE)
    run = run_files(t, brief, "--copies", "1000", "--sides", "one")
    seen = [re.findall(r"^\d{6}$", text, re.M) for text in texts_of(t, run)]
    t.equal(seen, [[f"{i + 1:06}"] for i in range(1000)], "numbers")


def test_the_number_stands_at_the_top_left_of_the_type_area(t):
    """RULES 11: flush left, in the first line of the type area."""
    t.need("pdftotext")
    brief = t.brief(SENTENCE, 本期专报="[甲书记, 乙市长]")
    run = run_files(t, brief, "--copies", "2")
    boxes = t.tool("pdftotext", "-bbox", run, "-").out
    places = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" '
                        r'xMax="([\d.]+)" yMax="([\d.]+)">00000\d<', boxes)
    t.equal(len(places), 2, "numbers")
    for left, top, right, bottom in places:
        t.near(float(left) / MM, 28, 0.5, "left edge")
        middle = (float(top) + float(bottom)) / 2 / MM
        t.near(middle, 37 + 5.571 / 2, 1.2, "middle of the first row")


def test_other_pages_are_those_of_render(t):
    t.need("pdftoppm")
    brief = t.root / "samples/diya-jingji.md"
    run = run_files(t, brief, "--copies", "2", "--sides", "one")
    one = t.render(brief)
    count = pages_of(t, one)
    for copy in range(2):
        for page in range(2, count):
            seen, expected = (
                t.tool("pdftoppm", "-r", "50", "-f", number, "-l", number,
                       pdf).raw
                for pdf, number in ((run, copy * count + page), (one, page)))
            t.check(seen == expected, f"copy {copy + 1}, page {page}")


def test_same_bytes_in_any_surroundings(t):
    brief = t.root / "samples/yinfa-jingji.md"
    first = run_files(t, brief, "--copies", "5", "--watermark")
    other = run_files(t, brief, "--copies", "5", "--watermark", to="b.pdf",
                      env={"LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Shanghai"})
    t.check(first.read_bytes() == other.read_bytes(), "bytes differ")


def test_two_sided_copies_begin_on_a_new_leaf(t):
    t.need("pdftotext")
    brief = brief_of_pages(t, 3)
    for sides, expected in (("long", [0, 4]), ("one", [0, 3])):
        run = run_files(t, brief, "--sides", sides)
        starts = [i for i, text in enumerate(texts_of(t, run))
                  if re.search(r"^\d{6}$", text, re.M)]
        t.equal(starts, expected, f"--sides {sides}")


def test_not_collated(t):
    t.need("pdftotext")
    brief = brief_of_pages(t, 3)
    run = run_files(t, brief, "--uncollated", "--sides", "one")
    seen = [re.findall(r"—\s*(\d)\s*—", text) for text in texts_of(t, run)]
    t.equal(seen, [["1"], ["1"], ["2"], ["2"], ["3"], ["3"]], "pages")
    run = run_files(t, brief, "--uncollated")
    seen = [re.findall(r"—\s*(\d)\s*—", text) for text in texts_of(t, run)]
    t.equal(seen, [["1"], ["2"], ["1"], ["2"], ["3"], [], ["3"], []],
            "leaves")


def outline_of(t, pdf):
    """(title, page from 1) of each bookmark."""
    rows = t.tool("mutool", "show", pdf, "outline").out.splitlines()
    return [(re.search(r'"(.*)"', row)[1],
             int(re.search(r"#page=(\d+)", row)[1])) for row in rows]


def test_bookmarks_are_the_copies(t):
    t.need("mutool")
    brief = brief_of_pages(t, 3)
    readers = t.write("r.csv", "姓名\n赵𠮷\n")
    run = run_files(t, brief, "--readers", readers)
    t.equal(outline_of(t, run), [("000001　赵𠮷", 1), ("000002", 5)],
            "two-sided")
    run = run_files(t, brief, "--sides", "one")
    t.equal(outline_of(t, run), [("000001", 1), ("000002", 4)], "one-sided")
    run = run_files(t, brief, "--uncollated")
    t.equal(outline_of(t, run), [], "not collated")


def test_bookmarks_of_one_copy(t):
    t.need("mutool")
    brief = t.brief(f"## 一、其一\n\n{SENTENCE}", 印数=1)
    for options, first in (((), 1), (("--slip",), 3),
                           (("--slip", "--sides", "one"), 2)):
        folder = run_files(t, brief, *options, to="copies")
        t.equal(outline_of(t, folder / "brief-000001.pdf"),
                [("标题", first), ("一、其一", first)], f"{options}")
    folder = run_files(t, brief, "--booklet", to="copies")
    t.equal(outline_of(t, folder / "brief-000001.pdf"), [], "booklet")


def test_page_labels_are_the_printed_numbers(t):
    t.need("qpdf")
    brief = brief_of_pages(t, 3)
    text = expanded(t, run_files(t, brief))
    labels = text[text.index(b"/PageLabels"):]
    labels = labels[:labels.index(b">>\n    ]")]
    t.equal(re.findall(rb"/P \((.*?)\)", labels),
            [b"1", b"2", b"3", b"1", b"2", b"3"], "labels")


def test_page_tree_of_a_long_run_is_divided(t):
    t.need("qpdf")
    run = run_files(t, t.brief(SENTENCE), "--copies", "250", "--sides", "one")
    counts = re.findall(rb"/Count (\d+)", expanded(t, run))
    t.equal(sorted(map(int, counts)), [50, 100, 100, 250, 250],
            "pages of the nodes and the root, bookmarks")


def test_the_colophon_says_how_many_are_printed(t):
    t.need("pdftotext")
    for fields, options, expected in (
            ({"印数": 45}, (), "45"), ({"印数": 45}, ("--copies", "5"), "5"),
            ({}, ("--copies", "5"), "5"),
            ({"印数": 45}, ("--range", "3"), "45"),
            ({"分发": "[甲, {姓名: 乙, 份数: 2}]"}, (), "3")):
        run = run_files(t, t.brief(SENTENCE, **fields), *options)
        seen = re.findall(r"共印：\s*(\d+)\s*份", texts_of(t, run)[0])
        t.equal(seen, [expected], f"{fields} {options}")


def test_the_head_is_printed_once(t):
    t.need("pdftotext")
    brief = t.brief(SENTENCE, 本期专报="[甲书记]")
    text = texts_of(t, run_files(t, brief, "--copies", "2"))[0]
    t.equal(text.count("本期专报"), 1, "本期专报 on page 1")


def test_range(t):
    t.need("pdftotext")
    brief = t.brief(SENTENCE, 印数=30)
    run = run_files(t, brief, "--range", "12-15,20", "--sides", "one")
    seen = [re.findall(r"^\d{6}$", text, re.M) for text in texts_of(t, run)]
    t.equal(seen, [["000012"], ["000013"], ["000014"], ["000015"],
                   ["000020"]], "numbers")


def test_grey(t):
    t.need("qpdf")
    brief = t.brief(SENTENCE)
    run = run_files(t, brief, "--copies", "2", "--grey")
    t.check(not re.search(rb"\srg\s", expanded(t, run)), "a colour is left")
    colored = run_files(t, brief, "--copies", "2", to="colored.pdf")
    t.check(re.search(rb"\srg\s", expanded(t, colored)), "no red at all")
    # Red #D7000F: 0.299 × 215 + 0.114 × 15 = 66 of 255.
    t.check(b"0.259 g" in expanded(t, run), "red is another grey")


# One file a copy.

def test_a_folder(t):
    t.need("pdftotext")
    brief = t.brief(SENTENCE, 印数=12)
    folder = run_files(t, brief, to="份/")
    names = sorted(os.listdir(folder))
    t.equal(names, [f"brief-{i + 1:06}.pdf" for i in range(12)], "files")
    for i, name in enumerate(names):
        texts = texts_of(t, folder / name)
        t.equal(len(texts), 1, f"pages of {name}")
        t.equal(re.findall(r"^\d{6}$", texts[0], re.M), [f"{i + 1:06}"], name)


def test_a_copy_names_no_other_reader(t):
    """Fonts are shared, but not the characters of other readers' names."""
    t.need("qpdf")
    brief = t.brief(SENTENCE, 分发="[赵钱, 孙李, 周吴]")
    folder = run_files(t, brief, "--watermark", "--slip", to="份/")
    for name, own in (("000001", "赵钱"), ("000002", "孙李"),
                      ("000003", "周吴")):
        text = expanded(t, folder / f"brief-{name}.pdf").decode("latin-1")
        seen = {c for c in "赵钱孙李周吴"
                if re.search(f"<{ord(c):04X}>", text, re.I)}
        t.equal(seen, set(own), f"characters of names in copy {name}")


def test_a_copy_does_not_depend_on_the_others(t):
    brief = t.brief(SENTENCE, 分发="[赵钱, 孙李, 周吴]")
    options = ("--watermark", "--slip")
    whole = run_files(t, brief, *options, to="whole")
    alone = run_files(t, brief, *options, "--range", "3", to="alone")
    t.equal(os.listdir(alone), ["brief-000003.pdf"], "files")
    name = "brief-000003.pdf"
    t.check((whole / name).read_bytes() == (alone / name).read_bytes(),
            "bytes differ")


# Readers.

def readers_of(t, brief, *options, copies):
    """What each copy's slip says."""
    run = run_files(t, brief, "--slip", "--sides", "one", *options)
    texts = t.tool("pdftotext", "-layout", run, "-").out.split("\f")[:-1]
    step = len(texts) // copies
    return [(re.findall(r"送\s*阅：(.*)", text) or ["?"])[0].strip()
            + (re.findall(r"单\s*位：(.*)", text) or ["?"])[0].strip()
            for text in texts[::step]]


CSV = ("姓名,单位,份数,份号\r\n"
       "甲书记,市委,2,\r\n"
       "\"乙,市长\",,,5\r\n"
       "\r\n"
       "丙主任,\"发改委\"\r\n")


@each({
    "names of the brief": (dict(本期专报="[甲书记, 乙市长]", 印数=3), None,
                           ["甲书记", "乙市长", ""]),
    "rows of the brief": (
        dict(分发="[甲书记, {姓名: 乙市长, 单位: 市政府, 份数: 2}]", 印数=4),
        None, ["甲书记", "乙市长市政府", "乙市长市政府", ""]),
    "rows come before names": (
        dict(本期专报="[甲书记]", 分发="[乙市长]", 印数=1), None, ["乙市长"]),
    "a CSV file": (dict(印数=5, 分发="[丁]"), CSV,
                   ["甲书记市委", "甲书记市委", "丙主任发改委", "", "乙,市长"]),
    "as many as are asked for": (dict(), CSV,
                                 ["甲书记市委", "甲书记市委", "丙主任发改委",
                                  "", "乙,市长"]),
    "English columns": (dict(印数=1), "name,unit\nMr. A,Bureau\n",
                        ["Mr. ABureau"]),
    "fewer copies than names": (dict(本期专报="[甲, 乙, 丙]", 印数=2), None,
                                ["", ""]),
})
def test_readers(t, fields, csv, expected):
    t.need("pdftotext")
    brief = t.brief(SENTENCE, **fields)
    options = ()
    if csv:
        options = ("--readers", t.write("readers.csv", csv))
    seen = readers_of(t, brief, *options, copies=len(expected))
    t.equal(seen, expected, "readers")


def test_watermark_is_on_every_page_of_its_copy(t):
    t.need("qpdf")
    brief = brief_of_pages(t, 3)
    run = run_files(t, brief, "--watermark", "--sides", "one", "--readers",
                    t.write("r.csv", "姓名\n赵书记\n"))
    contents = re.findall(rb"/Contents \[(.*?)\]", expanded(t, run), re.S)
    first = [re.findall(rb"(\d+) 0 R", item)[0] for item in contents]
    t.equal(sorted(collections.Counter(first).values()), [3, 3],
            "pages that each stream lies below")


def ink_of(t, pdf, page, dpi=40):
    """The page as rows of grey values, and pixels per mm."""
    raw = t.tool("pdftoppm", "-gray", "-r", dpi, "-f", page, "-l", page,
                 pdf).raw
    _, size, _, pixels = raw.split(b"\n", 3)
    width = int(size.split()[0])
    return [pixels[i:i + width] for i in range(0, len(pixels), width)]


def test_watermark_rises_within_the_type_area(t):
    t.need("pdftoppm")
    brief = brief_of_pages(t, 3)
    dpi, mm = 40, 40 / 25.4
    for name in ("赵", "赵钱孙李周吴郑王冯陈褚"):
        readers = t.write("r.csv", f"姓名\n{name}\n")
        marked, plain = (
            ink_of(t, run_files(t, brief, "--sides", "one", *options), 2)
            for options in (("--watermark", "--readers", readers), ()))
        places = [(x / mm, y / mm) for y, row in enumerate(marked)
                  for x, value in enumerate(row) if value != plain[y][x]]
        xs, ys = zip(*places)
        t.check(min(xs) > 27 and max(xs) < 185, f"{name}: {min(xs)} {max(xs)}")
        t.check(min(ys) > 36 and max(ys) < 263, f"{name}: {min(ys)} {max(ys)}")
        t.near((min(xs) + max(xs)) / 2, 106, 8, f"{name}: middle")
        t.near((min(ys) + max(ys)) / 2, 149.5, 8, f"{name}: middle")
        # Only below on the left, only above on the right.
        t.check(not any((x < 90 and y < 130) or (x > 122 and y > 170)
                        for x, y in places), f"{name}: it falls")


def test_a_watermark_too_long_to_be_read(t):
    brief = t.brief(SENTENCE, 印数=1)
    readers = t.write("r.csv", "姓名\n" + "赵" * 40 + "\n")
    run = t.zhuanbao("print", brief, "--to", "r.pdf", "--watermark",
                     "--readers", readers)
    t.equal(run.code, 1, run.err)
    t.equal([(f.code, f.line) for f in findings(run.err)],
            [("watermark-too-long", "2")], run.err)


# Booklets.

def folded(sides):
    """The pages in the order of the folded booklet; `sides` are pairs (left,
    right), front before back of each sheet from the outermost inward. Sheets
    are laid into each other: the right half of each front comes first from
    outside in, its back is the left half of the sheet's back; then the same
    from inside out with the other halves."""
    fronts, backs = sides[0::2], sides[1::2]
    order = []
    for front, back in zip(fronts, backs):
        order += [front[1], back[0]]
    for front, back in reversed(list(zip(fronts, backs))):
        order += [back[1], front[0]]
    return order


@each({"6": (6, 8), "7": (7, 8), "12": (12, 12), "13": (13, 16)})
def test_booklet_folds_right(t, pages, filled):
    t.need("pdftotext")
    brief = brief_of_pages(t, pages)
    run = run_files(t, brief, "--booklet", "--range", "1")
    size = t.tool("pdfinfo", run).out
    t.check("1190.55 x 841.89" in size, f"no A3 sheets: {size}")
    width, height = 595, 842
    halves = [texts_of(t, run, x, 0, width, height) for x in (0, width)]
    sides = [tuple((re.findall(r"—\s*(\d+)\s*—", half) or [None])[0]
                   for half in side) for side in zip(*halves)]
    t.equal(len(sides), filled // 2, "sides")
    expected = [str(i + 1) for i in range(pages)]
    t.equal(folded(sides), expected + [None] * (filled - pages), "order")


def test_creep_moves_inner_sheets_toward_the_fold(t):
    t.need("pdftotext")
    brief = brief_of_pages(t, 12)
    lefts = {}
    for creep in ("0", "0.5"):
        run = run_files(t, brief, "--booklet", "--range", "1", "--creep",
                        creep, to=f"{creep}.pdf")
        boxes = t.tool("pdftotext", "-bbox", run, "-").out
        for page in ("3", "4", "5", "6"):
            found = re.search(rf'xMin="([\d.]+)" yMin="7[\d.]+"[^>]*>'
                              rf'(?:—\s*)?{page}(?:\s*—)?<', boxes)
            lefts[creep, page] = float(found[1]) / MM
    # Page 3 and 4 are on the second sheet, 5 and 6 on the innermost; odd ones
    # stand at the right of the fold.
    for page, moved in (("3", -0.5), ("4", 0.5), ("5", -1), ("6", 1)):
        t.near(lefts["0.5", page] - lefts["0", page], moved, 0.01,
               f"page {page}")


@each({"2": (2, 841.89, 595.276), "4": (4, 595.276, 841.89),
       "9": (9, 595.276, 841.89)})
def test_nup(t, per_side, width, height):
    t.need("pdftotext")
    brief = brief_of_pages(t, 5)
    run = run_files(t, brief, "--nup", str(per_side), "--range", "1")
    size = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)",
                     t.tool("pdfinfo", run).out)
    t.near(float(size[1]), width, 0.01, "width")
    t.near(float(size[2]), height, 0.01, "height")
    sides = -(-5 // per_side)
    t.equal(pages_of(t, run), sides + sides % 2, "sides")
    columns = {2: 2, 4: 2, 9: 3}[per_side]
    cell = width / columns, height / (per_side // columns)
    seen = []
    for side in range(sides):
        for i in range(per_side):
            text = texts_of(t, run, i % columns * cell[0],
                            i // columns * cell[1], *cell)[side]
            seen += re.findall(r"—\s*(\d)\s*—", text)
    t.equal(seen, list("12345"), "pages, row by row")


def test_pages_of_a_booklet_are_clipped(t):
    """What hangs over a page's edge is not printed on its neighbour."""
    t.need("qpdf")
    brief = brief_of_pages(t, 3)
    text = expanded(t, run_files(t, brief, "--booklet"))
    t.check(text.count(b"0 0 595.276 841.89 re W n") >= 3, "not clipped")


def test_a_slip_has_a_leaf_of_its_own(t):
    t.need("pdftotext")
    brief = brief_of_pages(t, 3)
    texts = texts_of(t, run_files(t, brief, "--nup", "4", "--slip",
                                  "--range", "1"))
    t.equal(len(texts), 4, "sides")
    t.check("标" in texts[0] and "签" in texts[0] and "标题" in texts[0],
            texts[0])
    t.equal(texts[1].strip(), "", "the slip's back")
    t.equal(len(re.findall(r"—\s*\d\s*—", texts[2])), 3, "pages")


# Bad input.

CASES = {
    "a range outside the run": (dict(印数=5), None, ["--range", "4-6"],
                                "no-such-copy", ""),
    "no number of copies": (dict(), None, [], "no-copies", ""),
    "no column of names": (dict(印数=5), "单位,份数\n市委,1\n", [],
                           "missing-column", "1:1"),
    "two readers with one number": (
        dict(印数=5), "姓名,份号\n甲,2\n乙,1-3\n", [], "duplicate-number",
        "3:3"),
    "a number outside the run": (dict(印数=5), "姓名,份号\n甲,6\n", [],
                                 "no-such-copy", "2:3"),
    "more readers than copies": (dict(印数=1), "姓名\n甲\n乙\n", [],
                                 "too-many-readers", "3:1"),
    "a number of copies that is none": (dict(印数=5), "姓名,份数\n甲,两\n", [],
                                        "wrong-value", "2:3"),
    "copies and numbers disagree": (
        dict(印数=5), "姓名,份数,份号\n甲,3,1-2\n", [], "wrong-value", "2:5"),
    "a number that is none": (dict(印数=5), "姓名,份号\n甲,x\n", [],
                              "wrong-value", "2:3"),
    "a quote that is not closed": (dict(印数=5), "姓名\n\"甲\n", [], "bad-csv",
                                   "2:1"),
    "more cells than columns": (dict(印数=5), "姓名\n甲,市委\n", [], "bad-csv",
                                "2:3"),
    "a column given twice": (dict(印数=5), "姓名,读者\n甲,乙\n", [], "bad-csv",
                             "1:4"),
    "no readers": (dict(印数=5), "姓名\n", [], "empty-readers", ""),
    "a row without a reader": (dict(印数=5), "姓名,份号\n,2\n", [],
                               "missing-reader", "2:1"),
    "a field with unknown items": (
        dict(印数=5, 分发="[{姓名: 甲, 职务: 乙}]"), None, [],
        "unknown-field", "7:14"),
    "an item said twice": (
        dict(印数=5, 分发="[{姓名: 甲, name: 乙}]"), None, [],
        "unknown-field", "7:14"),
    "an item that is no text": (
        dict(印数=5, 分发="[{姓名: [甲]}]"), None, [], "unknown-field", "7:7"),
    "a name of two lines": (dict(印数=5), "姓名\n\"甲\n乙\"\n", [],
                            "bad-reader", "2:1"),
    "a byte that is no text": (dict(印数=5), "姓名\n甲\0乙\n", [], "bad-csv",
                               "2:2"),
    "columns between semicolons": (dict(印数=5), "姓名;份数\n甲;1\n", [],
                                   "missing-column", "1:1"),
    "a million copies": (dict(印数=999999), None, [], "too-many-copies",
                         "6:5"),
    "a number far too high": (dict(), "姓名,份号\n甲,999999\n", [],
                              "too-many-copies", "2:1"),
    "a field that is no list": (dict(印数=5, 分发="甲"), None, [],
                                "wrong-type", "7:5"),
}


@each(CASES)
def test_bad_input(t, fields, csv, options, code, place):
    brief = t.brief(SENTENCE, **fields)
    if csv:
        options = options + ["--readers", t.write("readers.csv", csv)]
    run = t.zhuanbao("print", brief, "--to", "run.pdf", *options)
    t.equal(run.code, 1, f"exit code\n{run.err}")
    found = [f for f in findings(run.err) if f.severity == "错误"]
    t.equal([(f.code, f.place) for f in found], [(code, place)], run.err)
    t.check(all(f.hint for f in found), "no hint")
    t.check(not (t.tmp / "run.pdf").exists(), "run.pdf was written")


def layout_without(t, start, end, name="own.yaml"):
    """The house's layout without what stands between two rows."""
    text = (t.root / "layouts/zhuanbao.yaml").read_text("utf-8")
    first = text.index(start)
    return t.write(name, text[:first] + text[text.index(end, first):])


@each({
    "copies": ("copy:\n", "# 页码", [], "份号"),
    "watermarks": ("  watermark: {style", "  slip:", ["--watermark"], "水印"),
    "slips": ("  slip:\n", "# 页码", ["--slip"], "送阅单"),
})
def test_a_layout_without_a_design_for(t, start, end, options, what):
    layout = layout_without(t, start, end)
    brief = t.brief(SENTENCE, 印数=2)
    run = t.zhuanbao("print", brief, "--layout", layout, "--to", "r.pdf",
                     *options)
    t.equal((run.code, [f.code for f in findings(run.err)]),
            (1, ["no-copy-design"]), run.err)
    t.check(what in run.err, run.err)
    run = t.zhuanbao("render", brief, "--layout", layout, "-o", "r.pdf")
    t.equal(run.code, 0, run.err)


def test_names_that_only_copies_have(t):
    text = (t.root / "layouts/zhuanbao.yaml").read_text("utf-8")
    issue = 'text: "第{期号}期[（总第{总期号}期）]", top: 6行'
    t.check(issue in text, "the layout's issue")
    brief = t.brief(SENTENCE, 印数=2)
    for name in ("份号", "读者", "标题", "页码"):
        t.write("own.yaml", text.replace(issue, f'text: "{{{name}}}", top: 6行'))
        run = t.zhuanbao("render", brief, "--layout", "own.yaml")
        t.equal((run.code, [f.code for f in findings(run.err)]),
                (1, ["bad-template"]), f"{name}\n{run.err}")
    # A field of the layout's own hides what a copy would say.
    own = text.replace(issue, 'text: "{标题}", top: 6行').replace(
        "  印数: {alias", "  标题: {alias: headline, type: text}\n"
        "  印数: {alias")
    layout = t.write("own.yaml", own)
    brief = t.brief(SENTENCE, 标题="甲乙丙丁")
    text = texts_of(t, t.render(brief, "--layout", layout))[0]
    t.check("甲乙丙丁" in text, text)


def test_the_table_of_readers_is_not_written_over(t):
    brief = t.brief(SENTENCE, 印数=2)
    readers = t.write("r.pdf", "姓名\n甲\n")
    run = t.zhuanbao("print", brief, "--readers", readers, "--to", readers)
    t.equal((run.code, [f.code for f in findings(run.err)]),
            (3, ["output-is-input"]), run.err)
    t.equal(readers.read_text("utf-8"), "姓名\n甲\n", "the table")


def test_a_gbk_file_is_refused(t):
    brief = t.brief(SENTENCE, 印数=5)
    t.write("readers.csv", "姓名\n甲\n".encode("gbk"))
    run = t.zhuanbao("print", brief, "--to", "r.pdf", "--readers",
                     "readers.csv")
    t.equal([(f.code, f.place) for f in findings(run.err)],
            [("not-utf8", "1:1")], run.err)


def test_empty_columns_of_a_spreadsheet(t):
    """They are no columns, and their cells are none."""
    t.need("pdftotext")
    brief = t.brief(SENTENCE)
    readers = t.write("r.csv", "姓名,单位,,\n甲,市委,,\n乙,,,\n,,,\n")
    run = t.zhuanbao("print", brief, "--fonts", "noto", "--readers", readers,
                     "--to", "r.pdf")
    t.equal((run.code, run.err), (0, ""), "messages")
    t.equal(readers_of(t, brief, "--readers", readers, copies=2),
            ["甲市委", "乙"], "readers")


def test_a_hint_has_the_layout_s_own_names(t):
    text = (t.root / "layouts/zhuanbao.yaml").read_text("utf-8")
    t.write("own.yaml", text.replace("印数", "份额").replace("分发", "名册"))
    brief = t.brief(SENTENCE, 版式="own.yaml")
    run = t.zhuanbao("print", brief, "--to", "r.pdf")
    t.check("份额: 30" in run.err and "印数" not in run.err, run.err)
    brief = t.brief(SENTENCE, 版式="own.yaml", 份额=1, 本期专报="[甲, 乙]")
    run = t.zhuanbao("print", brief, "--to", "r.pdf")
    t.check("“名册”" in run.err and "分发" not in run.err, run.err)


def test_an_unused_column_is_said(t):
    brief = t.brief(SENTENCE, 印数=5)
    run = t.zhuanbao("print", brief, "--to", "r.pdf", "--readers",
                     t.write("readers.csv", "姓名,职务\n甲,书记\n"))
    t.equal(run.code, 0, run.err)
    t.equal([(f.code, f.place) for f in findings(run.err)],
            [("unused-column", "1:4")], run.err)


@each({
    "booklet and n-up": ["--booklet", "--nup", "2"],
    "booklet and slip": ["--booklet", "--slip"],
    "five on a side": ["--nup", "5"],
    "a range that is none": ["--range", "3-1"],
    "no copies at all": ["--copies", "0"],
    "sides that are none": ["--sides", "both"],
    "booklet over the long edge": ["--booklet", "--sides", "long"],
    "creep without booklet": ["--creep", "0.1"],
    "a printer for files": ["--printer", "hp"],
    "a trial of files": ["--dry-run"],
    "a file that is no PDF": ["--to", "readme.txt"],
})
def test_wrong_usage(t, *options):
    brief = t.brief(SENTENCE, 印数=5)
    t.write("readme.txt", "请读")
    run = t.zhuanbao("print", brief, "--to", "run.pdf", *options)
    t.equal((run.code, run.out), (2, ""), f"exit code\n{run.err}")
    t.check(run.err.startswith("zhuanbao: "), run.err)


def test_a_full_folder(t):
    """What was written before the disk was full is whole; nothing is half."""
    brief = t.brief(SENTENCE, 印数=3)

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    run = subprocess.run(
        [t.program, "print", brief, "--fonts", "noto", "--to", "份"],
        capture_output=True, cwd=t.tmp, env=environment(), preexec_fn=limit,
        restore_signals=False)
    t.equal(run.returncode, 3, "exit code")
    t.equal(os.listdir(t.tmp / "份"), [], "left behind")


def test_the_folder_cannot_be_made(t):
    brief = t.brief(SENTENCE, 印数=3)
    run = t.zhuanbao("print", brief, "--to", "no/such/")
    t.equal(run.code, 3, run.err)
    t.equal([f.code for f in findings(run.err)], ["cannot-write"], run.err)
    t.check(not (t.tmp / "no").exists(), "made half of it")
