"""preview: pages as files and in terminals, contact sheets, guides, samples."""
import base64
import re
import resource
import shutil
import signal
import subprocess
import xml.etree.ElementTree

from harness import each, environment, findings
from pictures import read_png, read_ppm, read_sixel, read_tiff
from terminal import Tmux, run_in_pty

SAMPLES = ("diya-jingji", "goujian-quanbu", "yinfa-jingji")
LONG = "一段正文，写得长一些，好让它占去两三行，这样才有几页可看。" * 3 + "\n\n"


def several_pages(t, name="brief.md"):
    """A brief of three pages."""
    brief = t.brief(LONG * 10, name=name)
    t.equal(len(t.inspect(brief)), 3, "pages of the brief")
    return brief


def preview(t, *args, code=0):
    run = t.zhuanbao("preview", *args, "--fonts", "noto")
    t.equal(run.code, code, f"exit code\n{run.err}")
    return run


def names(t, folder="."):
    return sorted(path.name for path in (t.tmp / folder).iterdir())


# Files.

def test_one_page(t):
    several_pages(t)
    preview(t, "brief.md", "-o", "1.png")
    preview(t, "brief.md", "--page", "2", "-o", "x.png")
    t.equal(names(t), ["1.png", "brief.md", "x.png"], "files")
    t.equal(read_png(t.tmp / "1.png").size, (827, 1170), "100 dpi")
    t.check((t.tmp / "1.png").read_bytes() != (t.tmp / "x.png").read_bytes(),
            "page 2 looks as page 1")


@each({".png": ".png", ".svg": ".svg", "none": ""})
def test_several_pages(t, end):
    """NAME-PAGE, each the same as alone."""
    several_pages(t)
    preview(t, "brief.md", "--page", "2-3,1", "-o", f"p{end}")
    t.equal(names(t), ["brief.md"] + [f"p-{n}{end}" for n in (1, 2, 3)],
            "files")
    for page in (1, 2, 3):
        preview(t, "brief.md", "--page", page, "-o", f"alone{end}")
        t.equal((t.tmp / f"alone{end}").read_bytes(),
                (t.tmp / f"p-{page}{end}").read_bytes(), f"page {page}")


@each({"there": ("out", True), "to be made": ("out/", False),
       "there, slash": ("out/", True)})
def test_folder(t, output, there):
    several_pages(t)
    if there:
        (t.tmp / "out").mkdir()
    run = preview(t, "brief.md", "-o", output)
    t.equal(names(t, "out"), [f"brief-{n}.png" for n in (1, 2, 3)], "files")
    t.check("3 页" in run.out, run.out)
    preview(t, "brief.md", "--page", "2", "--contact", "-o", output)
    t.check("brief-contact.png" in names(t, "out"), "the contact sheet")


def test_zoom_of_files(t):
    several_pages(t)
    preview(t, "brief.md", "--zoom", "0.5", "-o", "half.png")
    preview(t, "brief.md", "--dpi", "50", "-o", "low.png")
    t.equal((t.tmp / "half.png").read_bytes(), (t.tmp / "low.png").read_bytes(),
            "half of 100 dpi")
    preview(t, "brief.md", "--zoom", "2", "-o", "two.svg")
    svg = xml.etree.ElementTree.parse(t.tmp / "two.svg").getroot()
    t.near(float(svg.get("width")[:-2]), 2 * 595.2756, 0.001, "width in pt")


def test_contact_sheet(t):
    """Pages at two fifths, 20 pt around, four a row; their numbers."""
    several_pages(t)
    preview(t, "brief.md", "--contact", "--dpi", "144", "-o", "sheet.png")
    sheet = read_png(t.tmp / "sheet.png")
    page = [mm / 25.4 * 72 * 0.4 for mm in (210, 297)]
    width = (20 + 3 * (page[0] + 20)) * 2
    height = (20 + page[1] + 14 + 20) * 2
    t.near(sheet.width, width, 1, "width")
    t.near(sheet.height, height, 1, "height")
    for number in (1, 2, 3):
        preview(t, "brief.md", "--page", number, "--dpi", "57.6", "-o",
                "page.png")
        alone = read_png(t.tmp / "page.png")
        left = round((20 + (number - 1) * (page[0] + 20)) * 2)
        slot = sheet.part(left + 2, 42, left + round(page[0] * 2) - 1,
                          40 + round(page[1] * 2) - 1)
        t.near(slot.ink() / alone.ink(), 1, 0.02, f"ink of page {number}")
        below = sheet.part(left, 44 + round(page[1] * 2),
                           left + round(page[0] * 2),
                           40 + round((page[1] + 14) * 2))
        dark = sum(1 for i in range(0, len(below.data), 3)
                   if below.data[i] < 128)
        t.check(dark > 20, f"no number below page {number}")
    preview(t, "brief.md", "--contact", "--page", "1-2", "--dpi", "144", "-o",
            "two.png")
    t.near(read_png(t.tmp / "two.png").width, (20 + 2 * (page[0] + 20)) * 2, 1,
           "width of two pages")


def test_contact_sheet_of_many(t):
    """Of thirty pages six stand side by side: no strip of eight rows."""
    pages = ",".join(["1-3"] * 10)
    several_pages(t)
    preview(t, "brief.md", "--contact", "--page", pages, "--dpi", "20", "-o",
            "sheet.png")
    sheet = read_png(t.tmp / "sheet.png")
    page = [mm / 25.4 * 72 * 0.4 for mm in (210, 297)]
    t.near(sheet.width, (20 + 6 * (page[0] + 20)) * 20 / 72, 1, "width")
    t.near(sheet.height, (20 + 5 * (page[1] + 34)) * 20 / 72, 1, "height")


@each({name: name for name in SAMPLES})
def test_svg(t, name):
    """Another program's picture of the SVG is ours; it needs no fonts."""
    brief = t.root / "samples" / f"{name}.md"
    preview(t, brief, "-o", "page.svg")
    preview(t, brief, "-o", "page.png")
    text = (t.tmp / "page.svg").read_text("utf-8")
    t.check("<text" not in text and "font" not in text, "fonts in the SVG")
    t.tool(t.need("mutool"), "draw", "-q", "-r", "100", "-o", "page.ppm",
           "page.svg", cwd=t.tmp)
    seen = read_ppm((t.tmp / "page.ppm").read_bytes())
    ours = read_png(t.tmp / "page.png")
    t.equal(seen.size, ours.size, "size")
    t.near(seen.ink() / ours.ink(), 1, 0.01, "ink")
    # mupdf samples a pixel at some places; we take its exact cover.
    unlike = seen.unlike(ours)
    t.check(unlike < 0.05, f"pixels differ by {unlike:.1%} of the ink")


# Guides.

AREA, CELL, FRAME = (214, 51, 132), (150, 208, 242), (30, 140, 80)


def is_near(pixel, color, by=60):
    return all(abs(a - b) <= by for a, b in zip(pixel, color))


def share(picture, color, points):
    points = list(points)
    return sum(is_near(picture.pixel(x, y), color) for x, y in points) / len(
        points)


def test_guides_of_page_and_grid(t):
    """At 10 pixels a mm: the 版心 at (28, 37)–(184, 262), 28 × 22 cells."""
    several_pages(t)
    preview(t, "brief.md", "--page", "2", "--guides", "--dpi", "254", "-o",
            "p.png")
    page = read_png(t.tmp / "p.png")
    for what, points in {
            "top": [(x, 371) for x in range(290, 1830, 7)],
            "bottom": [(x, 2618) for x in range(290, 1830, 7)],
            "left": [(281, y) for y in range(380, 2600, 7)],
            "right": [(1838, y) for y in range(380, 2600, 7)]}.items():
        t.check(share(page, AREA, points) > 0.8, f"the area's {what} edge")
    cell = 1560 / 28
    # Between the last but one row, which the text leaves empty, and its end.
    pitch = (2250 - cell) / 21
    top = 370 + 20 * pitch
    for column in range(1, 28):
        x = round(280 + column * cell)
        best = max(share(page, CELL, [(x + d, round(top) + y)
                                      for y in range(8, 48)])
                   for d in (-1, 0, 1))
        t.check(best > 0.3, f"no line at column {column}")
    for edge in (top, top + cell):
        best = max(share(page, CELL, [(round(280 + c * cell) + 20,
                                       round(edge) + d) for c in range(28)])
                   for d in (-1, 0, 1))
        t.check(best > 0.3, f"no line at {edge / 10:.1f} mm")


def test_guides_hide_no_text(t):
    several_pages(t)
    for name, options in (("plain.png", []), ("guided.png", ["--guides"])):
        preview(t, "brief.md", "--dpi", "150", "-o", name, *options)
    plain = read_png(t.tmp / "plain.png").data
    guided = read_png(t.tmp / "guided.png").data
    changed = sum(1 for a, b in zip(plain, guided) if a < 40 and b > a + 8)
    t.equal(changed, 0, "dark pixels of the text that guides made lighter")


def svg_labels(path):
    """(colour, left, top, right, bottom) of each line of text in a picture
    with guides that is no text of the page: by the colours of guides."""
    tree = xml.etree.ElementTree.parse(path).getroot()
    labels = []
    for group in tree.iter("{http://www.w3.org/2000/svg}g"):
        if group.get("fill") not in ("#1e8c50", "#d63384"):
            continue
        places = [tuple(map(float, re.findall(r"[-.\d]+", use.get("transform"))))
                  for use in group]
        size = places[0][2] * 1000
        labels.append((group.get("fill"), places[0][0],
                       places[0][1] - 0.8 * size, places[-1][0] + 0.5 * size,
                       places[0][1] + 0.1 * size))
    return labels


@each({"first page": 1, "second page": 2, "last page": 7})
def test_guide_labels(t, number):
    """Each frame has a name and a place; no two labels overlap; all are on
    the page and beside the 版心, in letters of at least 5 pt."""
    brief = t.root / "samples" / "diya-jingji.md"
    preview(t, brief, "--page", number, "--guides", "-o", "p.svg")
    labels = svg_labels(t.tmp / "p.svg")
    frames = {1: 8, 2: 1, 7: 8}[number]
    green = [label for label in labels if label[0] == "#1e8c50"]
    t.equal(len(green), 2 * frames, "rows of labels")
    t.equal(len(labels) - len(green), 5, "measures of the page")
    for i, (_, left, top, right, bottom) in enumerate(labels):
        t.check(0 <= left < right <= 596 and 0 <= top < bottom <= 842,
                f"label {i} leaves the page")
        t.check(right <= 28 / 25.4 * 72 or left >= 184 / 25.4 * 72
                or bottom <= 37 / 25.4 * 72 or top >= 262 / 25.4 * 72,
                f"label {i} is over the type area")
        for j, (_, l, u, r, d) in enumerate(labels[:i]):
            t.check(right <= l or r <= left or bottom <= u or d <= top,
                    f"labels {i} and {j} overlap")


def test_guides_are_drawn_by_all(t):
    """In the contact sheet and in a terminal they are there too."""
    several_pages(t)
    plain = preview(t, "brief.md", "--contact", "-o", "plain.png")
    preview(t, "brief.md", "--contact", "--guides", "-o", "guided.png")
    t.check(read_png(t.tmp / "guided.png").ink()
            > 1.02 * read_png(t.tmp / "plain.png").ink(), "no guides")
    text = [kitty_picture(preview(t, "brief.md", "--page", "1", "--terminal",
                                  "kitty", *options).out).ink()
            for options in ([], ["--guides"])]
    t.check(text[1] > 1.1 * text[0], "no guides in the terminal")


# The layout's own sample.

def test_layout_sample(t):
    """Two pages that show every frame of the layout."""
    run = preview(t, "--layout", "zhuanbao", "-o", "out/")
    t.equal(run.err, "", "messages")
    t.equal(names(t, "out"), ["zhuanbao-1.png", "zhuanbao-2.png"], "files")
    pages = t.inspect(t.root / "layouts" / "zhuanbao.md")
    roles = {line["role"] for page in pages for line in page["lines"]}
    wanted = {"to", "masthead", "issue", "publisher", "date", "standing",
              "title", "level1", "level2", "level3", "body", "quote",
              "item", "editor", "phone", "address", "copies", "page-number"}
    t.equal(wanted - roles, set(), "not shown")


def test_layout_without_sample(t):
    text = (t.root / "layouts" / "zhuanbao.yaml").read_text("utf-8")
    t.write("bare.yaml", text.replace("sample: zhuanbao.md\n", ""))
    t.write("lost.yaml", text.replace("zhuanbao.md", "none.md"))
    run = preview(t, "--layout", "bare.yaml", "-o", "x.png", code=1)
    found = findings(run.err)
    t.equal([f.code for f in found], ["no-sample"], "message")
    t.check(found[0].file == "bare.yaml" and found[0].hint, run.err)
    run = preview(t, "--layout", "lost.yaml", "-o", "x.png", code=3)
    t.equal([f.code for f in findings(run.err)], ["cannot-read"], "message")
    t.check("none.md" in run.err, run.err)
    t.equal(names(t), ["bare.yaml", "lost.yaml"], "files")
    t.equal(t.zhuanbao("render", t.brief("正文。"), "--layout", "lost.yaml",
                       "--fonts", "noto").code, 0, "a brief needs no sample")


def test_installed(t):
    """In libexec/zhuanbao/ it finds what is in share/zhuanbao/."""
    for part in ("bin", "libexec/zhuanbao", "share/zhuanbao"):
        (t.tmp / part).mkdir(parents=True)
    shutil.copy(t.program, t.tmp / "bin")
    shutil.copy(t.program + "-preview", t.tmp / "libexec" / "zhuanbao")
    for part in ("layouts", "fonts"):
        shutil.copytree(t.root / part, t.tmp / "share" / "zhuanbao" / part)
    run = t.tool(t.tmp / "bin" / "zhuanbao", "preview", "--layout", "zhuanbao",
                 "--fonts", "noto", "-o", t.tmp / "x.png",
                 env=environment(ZHUANBAO_DATA=None))
    t.equal(run.code, 0, run.err)
    t.check((t.tmp / "x.png").exists(), "no picture")


# Terminals.

def kitty_picture(text):
    """A PNG in chunks of at most 4096 characters, shown on whole cells."""
    chunks = re.findall("\x1b_G([^;\x1b]*);([^\x1b]*)\x1b\\\\", text)
    keys = dict(part.split("=") for part in chunks[0][0].split(","))
    assert keys["a"] == "T" and keys["f"] == "100", keys
    more = [re.search(r"m=(\d)", keys)[1] for keys, _ in chunks]
    assert more == ["1"] * (len(chunks) - 1) + ["0"], more
    assert all(len(payload) <= 4096 for _, payload in chunks)
    picture = read_png(base64.b64decode("".join(
        payload for _, payload in chunks), validate=True))
    picture.cells = int(keys["c"]), int(keys["r"])
    return picture


def sixel_picture(text):
    return read_sixel(re.search("\x1bP.*?\x1b\\\\", text, re.S)[0])


def iterm_picture(text):
    match = re.search("\x1b\\]1337;File=([^:]*):([^\x07]*)\x07", text)
    keys = dict(part.split("=") for part in match[1].split(";"))
    data = base64.b64decode(match[2], validate=True)
    assert keys["inline"] == "1" and int(keys["size"]) == len(data), keys
    picture = read_png(data)
    picture.cells = int(keys["width"]), int(keys["height"])
    return picture


FORMS = {"kitty": kitty_picture, "sixel": sixel_picture,
         "iterm": iterm_picture}


@each({f"{form}, {dpi} dpi": (form, dpi) for form in FORMS
       for dpi in (59, 60, 61)})
def test_terminal_form(t, form, dpi):
    """What a terminal is sent is the page as in a file: to the pixel, but for
    sixel, which has 256 colours. Rows of 500 pixels have whole words of four
    bytes, those of 490 and 510 have not; 700 pixels are no whole sixels."""
    several_pages(t)
    run = preview(t, "brief.md", "--page", "2", "--dpi", dpi, "--terminal",
                  form)
    t.equal(run.out.splitlines()[-1], "第 2 页，共 3 页", "the line below")
    seen = FORMS[form](run.out)
    preview(t, "brief.md", "--page", "2", "--dpi", dpi, "-o", "page.png")
    page = read_png(t.tmp / "page.png")
    # Whole cells of 10 × 20 pixels, as many as the page takes.
    t.equal(seen.width, -(-page.width // 10) * 10, "width")
    height = -(-page.height // 20) * 20
    t.equal(seen.height, height // 6 * 6 if form == "sixel" else height,
            "height")
    if form != "sixel":
        t.equal(seen.cells, (seen.width // 10, seen.height // 20), "cells")
    both = [picture.part(0, 0, page.width, min(seen.height, page.height))
            for picture in (seen, page)]
    if form == "sixel":
        apart = sum(abs(a - b) > 40 for a, b in zip(*(p.data for p in both)))
        t.check(apart < 0.002 * len(page.data), f"{apart} channels differ")
    else:
        t.check(both[0].data == both[1].data, "other pixels than in the file")


def test_pages_in_a_terminal(t):
    several_pages(t)
    below = re.compile("^第 . 页，共 3 页$", re.M)
    for args, pages in {(): "123", ("--page", "3,1-2"): "312"}.items():
        out = preview(t, "brief.md", "--terminal", "blocks", *args).out
        t.equal([row[2] for row in below.findall(out)], list(pages), str(args))
    out = preview(t, "brief.md", "--terminal", "blocks", "--contact").out
    t.check(out.endswith("\n一共 3 页\n"), out[-40:])


def test_zoom_in_a_terminal(t):
    """1 fits 80 × 22 cells; larger is never wider than the terminal."""
    several_pages(t)
    sizes = {zoom: kitty_picture(preview(
        t, "brief.md", "--page", "1", "--terminal", "kitty", "--zoom",
        zoom).out).size for zoom in (0.5, 1, 2, 20)}
    t.equal(sizes, {0.5: (160, 220), 1: (320, 440), 2: (630, 880),
                    20: (800, 1140)}, "pixels")


@each({
    "kitty": ({"TERM": "xterm-kitty"}, "\x1b_G"),
    "sixel": ({"TERM": "mlterm"}, "\x1bP"),
    "iTerm": ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app",
               "LC_TERMINAL": "iTerm2"}, "\x1b]1337;"),
    "blocks": ({"TERM": "xterm-256color"}, "\x1b[38;"),
    "console": ({"TERM": "linux"}, "\x1b["),
})
def test_terminal_is_found(t, env, begin):
    several_pages(t)
    sent, said, code = run_in_pty(
        [t.program, "preview", "brief.md", "--page", "1", "--fonts", "noto"],
        t.tmp, **env)
    t.equal(code, 0, said)
    found = {name for name, mark in {
        "\x1b_G": "\x1b_G", "\x1bP": "\x1bP",
        "\x1b]1337;": "\x1b]1337;"}.items() if mark in sent}
    t.check(begin in sent, f"no {begin!r}: {sent[:60]!r}")
    t.check(found <= {begin}, f"other forms too: {found}")


def test_size_of_the_terminal(t):
    """Its cells and pixels are asked for."""
    several_pages(t)
    sent, said, code = run_in_pty(
        [t.program, "preview", "brief.md", "--page", "1", "--fonts", "noto"],
        t.tmp, 120, 52, (120 * 8, 52 * 16), TERM="xterm-kitty")
    t.equal(code, 0, said)
    size = kitty_picture(sent).size
    t.equal(size, (568, 800), "50 rows of 16 pixels")


@each({"dumb": "dumb", "unset": None})
def test_terminal_without_pictures(t, term):
    several_pages(t)
    sent, said, code = run_in_pty(
        [t.program, "preview", "brief.md", "--fonts", "noto"], t.tmp, TERM=term)
    t.equal(code, 2, "exit code")
    t.equal(sent, "", "sent to the terminal")
    t.check("-o" in said, said)


def test_blocks_in_tmux(t):
    """There is ink where the masthead is, and none in the margins."""
    brief = t.root / "samples" / "diya-jingji.md"
    with Tmux(t, 120, 60) as tmux:
        tmux.start("preview", brief, "--page", "1", "--fonts", "noto")
        rows = tmux.wait(lambda rows: any("第 1 页" in row for row in rows))
    end = next(i for i, row in enumerate(rows) if "第 1 页" in row)
    page = [row.ljust(120) for row in rows[end - 58:end]]
    t.equal(len(page), 58, "rows of the picture")
    # 58 rows are 297 mm, so a column (half a row) is 2.56 mm.
    mm = 297 / 58

    def ink(left, top, right, bottom):
        return sum(c != " " for row in page[round(top / mm):round(bottom / mm)]
                   for c in row[round(2 * left / mm):round(2 * right / mm)])

    t.check(ink(28, 72, 184, 95) > 40, "no masthead")
    t.equal(ink(0, 0, 26, 297), 0, "ink in the left margin")
    t.equal(ink(0, 0, 205, 34), 0, "ink in the top margin")


# What cannot be done.

@each({
    "no such page": (["--page", "4", "-o", "x.png"], "no-such-page"),
    "no such page in a range": (["--page", "2-4", "-o", "x.png"],
                                "no-such-page"),
    "no such page for a contact sheet": (
        ["--contact", "--page", "9", "-o", "x.png"], "no-such-page"),
})
def test_page_out_of_range(t, args, code):
    several_pages(t)
    run = preview(t, "brief.md", *args, code=1)
    t.equal([f.code for f in findings(run.err)], [code], "message")
    t.check("3 页" in run.err, run.err)
    t.equal(names(t), ["brief.md"], "left behind")


@each({
    "no terminal": (["brief.md"], "-o"),
    "nothing to show": (["-o", "x.png"], "--layout"),
    "several pages down a pipe": (["brief.md", "--page", "1-2", "-o", "-"],
                                  "一页"),
    "watch standard input": (["-", "--watch", "-o", "x.png"], "标准输入"),
    "watch into a pipe": (["brief.md", "--watch", "-o", "-"], "文件"),
    "watch without a terminal": (["brief.md", "--watch"], "终端"),
    "no such terminal": (["brief.md", "--terminal", "vt52"], "kitty"),
    "zoom": (["brief.md", "--zoom", "0", "-o", "x.png"], "倍"),
    "a PDF": (["brief.md", "-o", "x.pdf"], "render"),
    "another kind of picture": (["brief.md", "-o", "x.JPG"], "PNG"),
})
def test_wrong_usage(t, args, says):
    t.brief("正文。")
    run = preview(t, *args, code=2)
    t.check(run.err.startswith("zhuanbao: ") and says in run.err, run.err)
    t.equal(names(t), ["brief.md"], "left behind")


@each({"pages": (80000, "--page", "3,1-2", "-o", "out/"),
       "contact": (8000, "--contact", "-o", "out/"),
       "svg": (45000, "--page", "3,1", "-o", "out/p.svg")})
def test_full_disk(t, most, *args):
    """Files that may not grow: the first fits, the second does not; none is
    there afterwards, nor a part of one."""
    several_pages(t)
    (t.tmp / "out").mkdir()
    if "--page" in args:
        preview(t, "brief.md", "--page", "3", *args[2:])
        for path in (t.tmp / "out").iterdir():
            t.check(path.stat().st_size < most, f"{path.name} does not fit")
            path.unlink()

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    run = subprocess.run(
        [t.program, "preview", "brief.md", "--fonts", "noto", *args],
        capture_output=True, cwd=t.tmp, env=environment(), preexec_fn=limit,
        restore_signals=False)
    t.equal(run.returncode, 3, "exit code")
    t.check(b"cannot-write" in run.stderr, run.stderr.decode())
    left = [path.name for path in t.tmp.rglob("*") if path.is_file()]
    t.equal(left, ["brief.md"], "left behind")


def test_folder_that_cannot_be_made(t):
    several_pages(t)
    run = preview(t, "brief.md", "-o", "no/such/", code=3)
    t.check("no/such" in run.err and findings(run.err)[0].hint, run.err)
    t.equal(names(t), ["brief.md"], "left behind")


# Pictures and the PDF.

def splash(t, pdf, page, dpi, *args):
    """Poppler's own rasterizer."""
    run = t.tool(t.need("pdftoppm"), "-r", dpi, "-f", page, "-l", page,
                 "-singlefile", *args, pdf)
    return read_ppm(run.raw)


def cairo(t, pdf, page, dpi):
    """Poppler through cairo."""
    t.tool(t.need("pdftocairo"), "-tiff", "-tiffcompression", "none", "-r", dpi,
           "-f", page, "-l", page, "-singlefile", pdf, t.tmp / "cairo")
    return read_tiff((t.tmp / "cairo.tif").read_bytes())


ALL = {**{name: f"samples/{name}.md" for name in SAMPLES},
       "layout": "layouts/zhuanbao.md"}


def both(t, name):
    """The PDF of a text and the pictures of its pages at 150 dpi."""
    t.need("pdftoppm")
    pdf = t.render(t.root / name, fonts="default")
    t.zhuanbao("preview", t.root / name, "--dpi", "150", "-o", "out/")
    found = names(t, "out")
    t.check(len(found) >= 2, "pages")
    return pdf, [read_png(t.tmp / "out" / f"{found[0][:-6]}-{n + 1}.png")
                 for n in range(len(found))]


@each(ALL)
def test_ink_of_the_pdf(t, name):
    """The pictures have the ink that poppler gives the PDF at 150 dpi, each
    page to 1 %; drawn through cairo even to 0.2 %. (Splash would move rules to
    whole pixels, so that 0.25 mm were one pixel and not 1.48, and the last
    pages differed by more: see draw_rule in renderer/pdf/content.c.)"""
    pdf, pages = both(t, name)
    for page, ours in enumerate(pages, 1):
        through = cairo(t, pdf, page, 150)
        t.near(ours.ink() / through.ink(), 1, 0.002,
               f"ink of page {page} and of pdftocairo's")
        theirs = splash(t, pdf, page, 150)
        t.equal(ours.size, theirs.size, f"size of page {page}")
        t.near(ours.ink() / theirs.ink(), 1, 0.01,
               f"ink of page {page} and of pdftoppm's")


@each(ALL)
def test_pixels_of_the_pdf(t, name):
    """Drawing pixels, poppler moves each glyph to a quarter of a pixel across
    and to a whole one down: at 150 dpi its picture differs from its own at 600
    dpi by a quarter of the ink. So it is asked for outlines, which it leaves
    where the PDF has them, and mupdf draws these. What remains is how mupdf
    samples edges (2 % of the ink, as with our own SVG) and that poppler's
    outlines have points at 1/32 pt. A pixel's width of shift would be 80 %."""
    t.need("pdftocairo")
    mutool = t.need("mutool")
    pdf, pages = both(t, name)
    for number in sorted({1, 2, len(pages)}):
        t.tool("pdftocairo", "-svg", "-noshrink", "-nocenter", "-f", number,
               "-l", number, pdf, t.tmp / "page.svg")
        t.tool(mutool, "draw", "-q", "-r", 150, "-o", t.tmp / "page.ppm",
               t.tmp / "page.svg")
        theirs = read_ppm((t.tmp / "page.ppm").read_bytes())
        ours = pages[number - 1]
        t.equal(ours.size, theirs.size, f"size of page {number}")
        t.near(ours.ink() / theirs.ink(), 1, 0.01, f"ink of page {number}")
        unlike = ours.unlike(theirs)
        t.check(unlike < 0.05, f"page {number}: {unlike:.1%} of the ink differ")
