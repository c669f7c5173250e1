"""preview --diff: what is different between two versions, listed and drawn."""
import re
import struct
import zlib

import harness
from harness import ROOT, each

SAMPLES = {path.stem: path for path in sorted((ROOT / "samples").glob("*.md"))}
SAMPLE = SAMPLES["goujian-quanbu"]
MM = 100 / 25.4  # pixels at the resolution that preview has by itself

# Of the pictures: colours, and the column of the bars on the left.
UNDER = (205, 242, 212)
MOVED = (30, 95, 200)
BROKEN = (200, 120, 0)
BAR = round((28 - 8 * 25.4 / 72 - 0.4) * MM)


def diff(t, new, old, *args, code=0, stdin=None):
    """The findings, without the line that counts them, and the run."""
    run = t.zhuanbao("preview", new, "--diff", old, *args, stdin=stdin)
    t.equal(run.code, code, f"exit code\n{run.out}{run.err}")
    return [row for row in run.out.splitlines()
            if "相比，有" not in row], run


def same(t, new, old, *args):
    """Nothing is different, and that is said."""
    rows, run = diff(t, new, old, *args)
    t.check(len(rows) == 1 and "没有不同" in rows[0],
            f"{new} and {old}:\n{run.out}")


def edited(t, *changes, name="new.md", source=SAMPLE):
    """A sample with words replaced; each must be there."""
    text = source.read_text("utf-8")
    for old, new in changes:
        assert old in text, f"not in the sample: {old}"
        text = text.replace(old, new, 1)
    return t.write(name, text)


def place(row):
    """file:line, page and line on the page of a finding."""
    return re.match(r".*:(\d+):\d+: 第 (\d+) 页第 (\d+) 行", row).groups()


# What an editor does to a brief: replacements, and how the list begins.
WORD = [("历时两个月访谈部门26家", "历时三个月访谈部门28家")]
SENTENCE = [("白汀没有急于建交易场所，",
             "白汀没有急于建交易场所，也没有照搬外地的平台模式，"
             "更没有把数据简单地一卖了之，")]
PARAGRAPH = [("## 一、供得出",
              "调研组认为，白汀的做法有三点值得注意：一是先摸家底、后建平台；"
              "二是先定责任、后谈收益；三是先小切口、后大市场。这三点看似平常，"
              "却恰恰是不少地方的短板所在。\n\n## 一、供得出")]
LEFT_OUT = [("，杜绝同一指标多头采集", "")]
MARKS = [("市数据局会同机构编制", "*市数据局*会同<u>机构编制</u>")]
EDITS = {"word": WORD, "sentence": SENTENCE, "paragraph": PARAGRAPH,
         "left out": LEFT_OUT, "marks": MARKS}


def test_same_brief(t):
    same(t, SAMPLE, SAMPLE)


@each({f"{name} {fonts}": (path, fonts) for name, path in SAMPLES.items()
       for fonts in ("default", "noto")})
def test_own_pdf(t, path, fonts):
    same(t, path, t.render(path, fonts=fonts), "--fonts", fonts)


def test_changed_word(t):
    rows, _ = diff(t, edited(t, *WORD), SAMPLE)
    t.equal(len(rows), 2, rows)
    t.equal([place(row) for row in rows], [("22", "1", "14")] * 2, "places")
    t.check("“两”改为“三”，见“学会，历时三个月访谈部”" in rows[0], rows[0])
    t.check("“26”改为“28”" in rows[1], f"whole numbers: {rows[1]}")


def test_inserted_sentence(t):
    rows, _ = diff(t, edited(t, *SENTENCE), SAMPLE)
    t.equal(len(rows), 3, rows)
    t.check("增加“也没有照搬外地的平台模式，更…地一卖了之，”（27 字）" in rows[0],
            rows[0])
    t.check("断行变了，原来 1 行，现在 2 行" in rows[1], rows[1])
    t.equal(place(rows[2]), ("34", "2", "12"), "where lines begin to move")
    t.check(rows[2].endswith("第 2 页第 12 行起：11 行下移 1 行（10.4 mm）"), rows[2])


def test_left_out(t):
    rows, _ = diff(t, edited(t, *LEFT_OUT), SAMPLE)
    t.check(any("删去“，杜绝同一指标多头采集”（11 字）" in row for row in rows), rows)
    t.check(any("断行变了" in row for row in rows), rows)


def test_paragraph_over_page_ends(t):
    """What went to another page is told, with the page where it was, and so
    are all lines that stand lower, to the last page."""
    new = edited(t, *PARAGRAPH)
    rows, _ = diff(t, new, SAMPLE)
    t.check(any("增加“调研组认为" in row and "（77 字）" in row
                for row in rows), rows)
    crossed = [row for row in rows if "移到这一页，原在第" in row]
    t.check(len(crossed) > 3, rows)
    t.check("第 2 页第 1 行起：3 行移到这一页，原在第 1 页第 13 行起" in crossed[0],
            crossed[0])
    t.check(any("46 行下移 7 行（73.1 mm），其中 14 行换了页" in row
                for row in rows), "rows counted over page ends")
    run = t.zhuanbao("preview", new, "--diff", SAMPLE, "-o", "out.png")
    t.equal(sorted(path.name for path in t.tmp.glob("*.png")),
            [f"out-{page}.png" for page in range(2, 9)], run.out)
    # Page 6 is in the middle of what moved alike: one bar from top to bottom.
    lines = t.inspect(new, fonts="default")[5]["lines"]
    blue = [y for y, row in enumerate(pixels(t.tmp / "out-6.png"))
            if row[BAR] == MOVED]
    body = [line["y"] for line in lines if line["role"] != "page-number"]
    t.near(min(blue) / MM, min(body) - 4.9, 0.6, "top of the bar")
    t.near(max(blue) / MM, max(body) + 0.7, 0.6, "its end")
    t.equal(len(blue), max(blue) - min(blue) + 1, "one bar")


def test_pages_that_went(t):
    text = SAMPLE.read_text("utf-8")
    short = t.write("short.md", text[:text.index("### （二）企业数据")])
    rows, _ = diff(t, short, SAMPLE)
    t.check(rows[0].endswith("全文：共 8 页 → 3 页"), rows[0])
    for page in range(4, 9):
        t.check(any(f"旧的第 {page} 页没有了" in row for row in rows),
                f"page {page} is not told")
    t.check(not any("页码" in row for row in rows), "page numbers are told")
    rows, _ = diff(t, SAMPLE, short)
    t.check(rows[0].endswith("全文：共 3 页 → 8 页"), rows[0])


def test_layout_of_its_own(t):
    """Each brief has the layout that it names."""
    layout = (ROOT / "layouts" / "zhuanbao.yaml").read_text("utf-8")
    title = "size: 二号\n    color: black\n    align: center"
    assert layout.count(title) == 1
    t.write("large.yaml",
            layout.replace(title, title.replace("二号", "小一")))
    rows, _ = diff(t, edited(t, ("layout: zhuanbao", "layout: large.yaml")),
                   SAMPLE)
    t.check(any("第 1 页第 6 行起：字号 22 → 24 pt（2 行，24 字）" in row
                for row in rows), rows)
    t.check(not any("字体" in row or "改为" in row for row in rows), rows)
    # With --layout both have it.
    same(t, SAMPLE, SAMPLE, "--layout", "large.yaml")


def test_color_and_rule(t):
    layout = (ROOT / "layouts" / "zhuanbao.yaml").read_text("utf-8")
    red = re.search(r"^  red: .*#([0-9A-Fa-f]{6}).*$", layout, re.M)
    assert red, "no red in the layout"
    t.write("blue.yaml", layout.replace(red[1], "0000FF"))
    new = edited(t, ("layout: zhuanbao", "layout: blue.yaml"))
    pdf = t.render(SAMPLE, fonts="default")
    for old in (SAMPLE, pdf):
        rows, _ = diff(t, new, old)
        t.equal(len(rows), 2, rows)
        t.check(re.search(r"第 2 行：颜色 #\w+ → #0000FF（7 字）", rows[0]), rows[0])
        t.check(re.search(r"横线颜色 #\w+ → #0000FF", rows[1]), rows[1])


def with_layout(t, *changes):
    """The sample, naming a layout with these words replaced."""
    layout = (ROOT / "layouts" / "zhuanbao.yaml").read_text("utf-8")
    for old, new in changes:
        assert old in layout, f"not in the layout: {old}"
        layout = layout.replace(old, new)
    t.write("other.yaml", layout)
    return edited(t, ("layout: zhuanbao", "layout: other.yaml"),
                  name="other.md")


def test_page_numbers_elsewhere(t):
    """They are page numbers wherever they stand, and no part of the text that
    runs over the page ends."""
    old = with_layout(t, ("top: 229.53mm", "top: 235mm"))
    for other in (old, t.render(old, fonts="default")):
        rows, _ = diff(t, SAMPLE, other)
        t.equal([re.sub(".*: ", "", row) for row in rows],
                ["第 1 页页码：8 行上移 5.5 mm"], other)


def test_spacing(t):
    """Wider gaps between Han and letters: no line breaks, but they are seen."""
    old = with_layout(t, ("han-latin: 250", "han-latin: 240"))
    for other in (old, t.render(old, fonts="default")):
        rows, _ = diff(t, SAMPLE, other)
        t.check(any("字距变了，最多差 0." in row for row in rows), rows)
        t.check(not any("改为" in row or "增加" in row for row in rows), rows)


def test_fonts_of_another_set(t):
    """Other fonts are told once for the document."""
    rows, _ = diff(t, SAMPLE, t.render(SAMPLE, fonts="default"), "--fonts",
                   "noto")
    faces = [row for row in rows if "：字体 " in row]
    t.equal(len(faces), len(set(re.sub(r".*：字体|（.*", "", row)
                                for row in faces)), faces)
    t.check(any("FandolFang-Regular → NotoSerifCJKsc-Regular" in row
                for row in faces), faces)
    t.check(not any("改为" in row or "增加" in row for row in rows), rows)


@each(EDITS)
def test_brief_or_its_pdf(t, *changes):
    """Against the PDF that was printed, the findings are those against the
    brief that it was made from."""
    new = edited(t, *changes)
    by_brief, _ = diff(t, new, SAMPLE)
    by_pdf, _ = diff(t, new, t.render(SAMPLE, fonts="default"))
    t.check(by_brief and by_brief[0] != "", "no findings")
    t.equal(by_pdf, by_brief, "findings against the PDF")


@each({name: SAMPLES[name] for name in ("diya-jingji", "yinfa-jingji")})
def test_distilled(t, path):
    """A PDF that went through Ghostscript, with font data and names of its own:
    no text is different, and no line stands elsewhere."""
    pdf, other = t.render(path, fonts="default"), t.tmp / "other.pdf"
    run = t.tool(t.need("gs"), "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER",
                 "-sDEVICE=pdfwrite", "-o", other, pdf)
    t.equal(run.code, 0, run.err)
    rows, _ = diff(t, path, other)
    rest = [row for row in rows
            if "：字体 " not in row and "没有不同" not in row]
    t.equal(rest, [], "differences")


def test_packed(t):
    """Object streams, and an owner's password that hinders no reading."""
    pdf, packed = t.render(SAMPLE, fonts="default"), t.tmp / "packed.pdf"
    run = t.tool(t.need("qpdf"), "--object-streams=generate", "--encrypt", "",
                 "owner", "256", "--", pdf, packed)
    t.equal(run.code, 0, run.err)
    same(t, SAMPLE, packed)


# Pictures.

def pixels(path):
    """Rows of (r, g, b) of a PNG as this program writes them."""
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n", f"{path} is no PNG"
    at, packed = 8, b""
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + size]
        if kind == b"IHDR":
            width, height = struct.unpack(">II", body[:8])
        elif kind == b"IDAT":
            packed += body
        at += 12 + size
    raw, rows = zlib.decompress(packed), []
    for y in range(height):
        row = raw[y * (3 * width + 1):(y + 1) * (3 * width + 1)]
        assert row[0] == 0, "a filtered row"
        rows.append([tuple(row[i:i + 3]) for i in range(1, len(row), 3)])
    return rows


def plain(t, brief, page):
    out = t.tmp / "plain.png"
    run = t.zhuanbao("preview", brief, "--page", str(page), "-o", out)
    t.equal(run.code, 0, run.err)
    return pixels(out)


def marked_rows(marked, unmarked):
    """The pixel rows that differ → their differing columns, legend left out."""
    found = {}
    for y, (one, two) in enumerate(zip(marked, unmarked)):
        columns = [x for x, (a, b) in enumerate(zip(one, two)) if a != b]
        if columns and y > 12 * MM:
            found[y] = columns
    return found


def line_at(t, brief, page, words):
    """The placed line with these words."""
    run = t.zhuanbao("inspect", brief)
    pages = harness.json.loads(run.out)["pages"]
    return next(line for line in pages[page - 1]["lines"]
                if words in line["text"])


@each({"brief": False, "pdf": True})
def test_picture_of_a_word(t, from_pdf):
    """Marks are at the changed word, and nowhere else."""
    new = edited(t, *WORD)
    old = t.render(SAMPLE, fonts="default") if from_pdf else SAMPLE
    diff(t, new, old, "-o", "diff.png")
    marked = pixels(t.tmp / "diff.png")
    rows = marked_rows(marked, plain(t, new, 1))
    line = line_at(t, new, 1, "历时三个月")
    t.check(rows, "no marks")
    t.check(min(rows) > (line["y"] - 10.4) * MM and
            max(rows) < (line["y"] + 2.5) * MM,
            f"marks from {min(rows)} to {max(rows)}, line at {line['y'] * MM}")
    at = next(g for g in line["glyphs"] if g["c"] == "三")
    end = line["glyphs"][-1]["x"]
    columns = {x for row in rows.values() for x in row}
    t.check(min(columns) > (at["x"] - 1) * MM and max(columns) < end * MM,
            f"marks from column {min(columns)} to {max(columns)}")
    middle = marked[round((line["y"] - 5) * MM)]
    t.equal(middle[round((at["x"] + 0.5) * MM)], UNDER, "under the new word")
    # The old word, small, over the new one and right of the stroke.
    above = [marked[y][x] for y in rows if y < (line["y"] - 5.2) * MM
             for x in rows[y] if x > (at["x"] + 0.5) * MM]
    reds = sum(r > 180 and g < 120 and b < 120 for r, g, b in above)
    t.check(reds > 20, f"{reds} red pixels: the old word is not shown")


def test_picture_of_moved_lines(t):
    """A bar beside the lines that moved, from the first to the last."""
    new = edited(t, *SENTENCE)
    diff(t, new, SAMPLE, "-o", "diff.png")
    marked = pixels(t.tmp / "diff.png")
    first = line_at(t, new, 2, "（一）公共数据")
    last = line_at(t, new, 2, "等级和责任处室")
    broken = line_at(t, new, 2, "交易场所，")
    blue = [y for y, row in enumerate(marked) if row[BAR] == MOVED]
    amber = [y for y, row in enumerate(marked) if row[BAR] == BROKEN]
    size = 15.79 * 25.4 / 72
    t.near(min(blue) / MM, first["y"] - 0.88 * size, 0.6, "top of the bar")
    t.near(max(blue) / MM, last["y"] + 0.12 * size, 0.6, "its end")
    t.equal(len(blue), max(blue) - min(blue) + 1, "one bar")
    t.near(min(amber) / MM, broken["y"] - 0.88 * size, 0.6, "the other bar")
    t.check(max(amber) < min(blue), "bars overlap")


def test_pages_that_are_drawn(t):
    """Those that differ, or those that were asked for."""
    new = edited(t, *WORD, ("首批确认气象", "先行确认气象"))
    _, run = diff(t, new, SAMPLE, "-o", "out.png")
    t.equal(sorted(path.name for path in t.tmp.glob("*.png")),
            ["out-1.png", "out-3.png"], "several pages")
    t.check("out-3.png：第 3 页" in run.out, run.out)
    (t.tmp / "folder").mkdir()
    diff(t, new, SAMPLE, "-o", "folder", "--page", "2-3")
    t.equal(sorted(path.name for path in (t.tmp / "folder").iterdir()),
            ["2.png", "3.png"], "a folder")
    diff(t, new, SAMPLE, "-o", "again.png", "--page", "3", "--dpi", "100")
    t.check((t.tmp / "again.png").read_bytes() ==
            (t.tmp / "out-3.png").read_bytes(), "not the same bytes")
    rows = marked_rows(pixels(t.tmp / "folder" / "2.png"), plain(t, new, 2))
    t.equal(rows, {}, "marks on a page without differences")
    diff(t, SAMPLE, SAMPLE, "-o", "none.png")
    t.check(not (t.tmp / "none.png").exists(), "a picture of no difference")


# What cannot be compared.

def image_only(t):
    """A page with a picture of two pixels."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>",
               "<</Type/Pages/Kids[3 0 R]/Count 1>>",
               "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
               "/Contents 4 0 R/Resources<<>>>>",
               "<</Length 64>>stream\n" +
               "q 400 0 0 400 9 9 cm BI /W 2 /H 1 /CS /G /BPC 8 ID a~ EI Q"
               .ljust(64) + "\nendstream"]
    text, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(text))
        text += f"{number} 0 obj{body}endobj\n"
    start = len(text)
    text += "xref\n0 5\n0000000000 65535 f \n"
    text += "".join(f"{place:010} 00000 n \n" for place in places)
    text += f"trailer<</Size 5/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    return t.write("scan.pdf", text)


def locked(t):
    pdf, out = t.render(SAMPLE, fonts="default"), t.tmp / "locked.pdf"
    run = t.tool(t.need("qpdf"), "--encrypt", "user", "owner", "256", "--",
                 pdf, out)
    t.equal(run.code, 0, run.err)
    return out


BAD = {
    "no such brief": (lambda t: t.tmp / "none.md", 3, "cannot-read"),
    "no such PDF": (lambda t: t.tmp / "none.pdf", 3, "cannot-read"),
    "folder": (lambda t: t.tmp, 3, "cannot-read"),
    "damaged PDF": (lambda t: t.write("bad.pdf", b"%PDF-1.7\n\0\1garbage"),
                    3, "pdf-damaged"),
    "PDF by name only": (lambda t: t.write("empty.pdf", ""), 3, "pdf-damaged"),
    "locked PDF": (locked, 3, "pdf-locked"),
    "scan": (image_only, 3, "pdf-without-text"),
    "brief with errors": (lambda t: t.brief("正文", name="old.md", 期号=None),
                          1, "missing-field"),
}


@each(BAD)
def test_bad_old(t, make, code, name):
    old = make(t)
    rows, run = diff(t, SAMPLE, old, "-o", "out.png", code=code)
    found = [f for f in harness.findings(run.err) if f.severity != "警告"]
    t.equal([f.code for f in found], [name], run.err)
    t.check(found and (old.name in run.err) and found[0].hint,
            f"no name or hint: {run.err}")
    t.equal(rows, [], "findings")
    t.check(not (t.tmp / "out.png").exists(), "a picture all the same")


def test_cut_pdfs(t):
    """A PDF that ends too early is damaged, or is read as far as it goes; the
    program ends with one of its codes."""
    data = t.render(SAMPLE, fonts="default").read_bytes()
    for part in (20, 2000, len(data) // 2, len(data) - 200):
        cut = t.write("cut.pdf", data[:part])
        run = t.zhuanbao("preview", SAMPLE, "--diff", cut)
        t.check(run.code in (0, 3), f"{part} bytes: exit {run.code}")
        t.check(run.code == 0 or "pdf-" in run.err, run.err)


def test_errors_of_both(t):
    """Both are told at once, each under its own name."""
    new = t.brief("正文", name="new.md", 日期="2024-13-40")
    old = t.brief("正文", name="old.md", 期号=None)
    _, run = diff(t, new, old, code=1)
    t.equal({f.file.rsplit("/", 1)[-1] for f in harness.findings(run.err)},
            {"new.md", "old.md"}, run.err)


def test_usage(t):
    """What cannot be done is refused, and no option passed over in silence."""
    both = [SAMPLE, "--diff", SAMPLE]
    for args, says in ((["--diff", SAMPLE], ""), (["-", "--diff", "-"], ""),
                       ([*both, "-o", "-"], "-o"),
                       ([*both, "-o", "a.svg"], "PNG"),
                       ([*both, "--watch"], "--watch"),
                       ([*both, "--guides"], "--guides"),
                       ([*both, "--contact", "-o", "a.png"], "--contact"),
                       ([*both, "--terminal", "kitty"], "--terminal"),
                       ([*both, "--page", "1"], "-o"),
                       ([*both, "--zoom", "2"], "-o")):
        run = t.zhuanbao("preview", *args)
        t.equal(run.code, 2, f"{args}: exit code")
        t.check(says in run.err, f"{args}: {run.err}")
    t.equal([*t.tmp.iterdir()], [], "left behind")
    run = t.zhuanbao("preview", SAMPLE, "--diff", SAMPLE, "-o", "a.png",
                     "--page", "99")
    t.equal(run.code, 1, "a page that there is not")
    t.check("no-such-page" in run.err, run.err)


def test_folder_and_zoom(t):
    """The folder is made; --zoom is a share of 100 dpi."""
    diff(t, SAMPLE, SAMPLE, "-o", "out/", "--page", "2", "--zoom", "0.5")
    t.equal([path.name for path in (t.tmp / "out").iterdir()], ["2.png"],
            "files")
    diff(t, SAMPLE, SAMPLE, "-o", "low.png", "--page", "2", "--dpi", "50")
    t.equal((t.tmp / "low.png").read_bytes(),
            (t.tmp / "out" / "2.png").read_bytes(), "half of 100 dpi")
    diff(t, SAMPLE, SAMPLE, "-o", "none/")
    t.check(not (t.tmp / "none").exists(), "a folder for no picture")


def test_standard_input(t):
    text = SAMPLE.read_bytes()
    rows, _ = diff(t, SAMPLE, "-", stdin=text)
    t.check("没有不同" in rows[0], rows)


def test_never_over_its_input(t):
    """The old brief is not written over either."""
    old = t.write("old.md", SAMPLE.read_bytes())
    before = old.read_bytes()
    _, run = diff(t, edited(t, *WORD), old, "-o", old, code=3)
    t.check("output-is-input" in run.err, run.err)
    t.check(old.read_bytes() == before, "the old brief was written over")
