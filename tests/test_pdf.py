"""The PDF, as others see it: qpdf, mupdf, poppler, Ghostscript. Run over each
sample with the default fonts, and over the reference brief where it is."""
import itertools
import json
import re
import xml.etree.ElementTree

import harness
import markdown
from harness import each

SEED = "../shared/seed/lingjun-91.md"
BRIEFS = {path.stem: path for path in
          sorted((harness.ROOT / "samples").glob("*.md"))}
BRIEFS["reference"] = harness.ROOT / SEED
RARE = "𠮷𫖯"
MM = 25.4 / 72


def pdf_of(t, path, fonts="default"):
    return t.render(t.need_file(path), fonts=fonts)


def quiet(t, *command):
    """Runs a tool that must find nothing to say."""
    run = t.tool(t.need(command[0]), *command[1:])
    t.equal(run.code, 0, f"{command[0]}: exit code\n{run.err}{run.out[-400:]}")
    # Said of mupdf as Debian builds it, not of the file.
    err = run.err.replace("warning: ICC support is not available\n", "")
    t.equal(err, "", f"{command[0]} warns")
    return run.out


def by_mupdf(t, pdf):
    return quiet(t, "mutool", "draw", "-q", "-F", "txt", "-o", "-", pdf)


def by_poppler(t, pdf):
    return quiet(t, "pdftotext", "-enc", "UTF-8", pdf, "-")


READERS = {"mutool": by_mupdf, "pdftotext": by_poppler}


@each(BRIEFS)
def test_readers_find_no_fault(t, path):
    pdf = pdf_of(t, path)
    out = quiet(t, "qpdf", "--check", pdf)
    t.check("No syntax or stream encoding errors" in out, out)
    quiet(t, "mutool", "info", pdf)
    quiet(t, "mutool", "draw", "-q", "-F", "png", "-r", "30", "-o",
          t.tmp / "page%d.png", pdf)
    for device in ("nullpage", "txtwrite"):
        out = quiet(t, "gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER",
                    f"-sDEVICE={device}", "-o", "/dev/null", pdf)
        t.check(not re.search("warning|error", out, re.I), out)


@each(BRIEFS)
def test_fonts_are_embedded(t, path):
    """pdffonts: emb, sub and uni are yes for each."""
    rows = quiet(t, "pdffonts", pdf_of(t, path)).splitlines()[2:]
    t.check(rows, "no fonts")
    for row in rows:
        t.check(re.search(r" yes yes yes +\d+ +0$", row), row)
        t.check(re.match(r"[A-Z]{6}\+", row), f"no subset tag: {row}")


@each(BRIEFS)
def test_information(t, path):
    """Title, author (主办), subject, language, page box."""
    fields, body = markdown.split(t.need_file(path).read_text("utf-8"))
    get = named(fields)
    pdf = pdf_of(t, path)
    info = dict(re.findall(r"^([\w ]+): +(.*)$", quiet(t, "pdfinfo", pdf),
                           re.M))
    t.equal(info.get("Title"), markdown.headings(body)[0][1], "title")
    t.equal(info.get("Author"), joined(get("主办", "publisher"), "　"),
            "author")
    t.equal(info.get("Subject"), f"{get('刊名', 'masthead')} 第"
            f"{get('期号', 'issue')}期（总第{get('总期号', 'total')}期）",
            "subject")
    t.check("595.276 x 841.89" in info.get("Page size", ""),
            info.get("Page size"))
    catalog = t.tool(t.need("mutool"), "show", pdf, "trailer/Root").out
    t.check("/Lang(zh-CN)" in catalog.replace(" ", ""),
            f"no language: {catalog}")


@each(BRIEFS)
def test_outline_is_the_headings(t, path):
    _, body = markdown.split(t.need_file(path).read_text("utf-8"))
    out = quiet(t, "mutool", "show", pdf_of(t, path), "outline")
    rows = re.findall(r'^[-|+](\t+)"(.*)"\t#page=(\d+)', out, re.M)
    t.equal([(len(tabs), title.replace('\\"', '"'))
             for tabs, title, _ in rows],
            [(level, title.replace("**", ""))
             for level, title in markdown.headings(body)], "outline")
    for _, title, page in rows:
        on = [number for number, lines in enumerate(heading_lines(t, path), 1)
              if any(line and title.replace("　", "").startswith(line)
                     for line in lines)]
        t.check(int(page) in on, f"{title} leads to page {page}, not {on}")


def heading_lines(t, path):
    """The texts of each page's title and headings, less blanks."""
    return [[re.sub(r"\s", "", line["text"]) for line in page["lines"]
             if line["role"] == "title" or line["role"].startswith("level")]
            for page in t.inspect(path, fonts="default")]


def named(fields):
    """Looks a field up under either of its names."""
    return lambda *names: next((fields[name] for name in names
                                if name in fields), None)


def joined(value, by):
    return by.join(value) if isinstance(value, list) else value


def head_text(fields):
    get = named(fields)
    day = [int(part) for part in get("日期", "date").split("-")]
    return "".join([
        "本期专报：" + joined(get("本期专报", "to"), "、"),
        get("刊名", "masthead"),
        f"第{get('期号', 'issue')}期（总第{get('总期号', 'total')}期）",
        joined(get("主办", "publisher"), "") + "主办",
        "{}年{}月{}日".format(*day),
        get("说明", "standing") or ""])


def foot_text(fields):
    get = named(fields)
    return "".join([
        "责任编辑：" + joined(get("责任编辑", "editor"), "、"),
        "联系电话：" + get("联系电话", "phone"),
        "地址：" + get("地址", "address"),
        f"共印：{get('印数', 'copies')}份"])


def without_page_numbers(text):
    return re.sub(r"(?m)^\f?\s*— ?\d+ ?—\s*$", "", text)


@each({f"{name}, {reader}": (path, reader, fonts)
       for name, path in BRIEFS.items() for reader in READERS
       for fonts in (["default", "noto"] if name == "reference"
                     else ["default"])})
def test_text_comes_back(t, path, reader, fonts):
    """Every character of the body in order, and nothing else but the running
    parts (RULES 110)."""
    fields, body = markdown.split(t.need_file(path).read_text("utf-8"))
    text = READERS[reader](t, pdf_of(t, path, fonts))
    seen = markdown.squeeze(without_page_numbers(text))
    wanted = markdown.plain(body)
    start = seen.find(wanted[:12])
    t.check(start >= 0, f"the title is not there: {seen[:80]}")
    found = seen[start:start + len(wanted)]
    if found != wanted:
        at = next((i for i, (a, b) in enumerate(zip(found, wanted)) if a != b),
                  min(len(found), len(wanted)))
        t.equal(found[at:at + 30], wanted[at:at + 30], f"at character {at}")
        return
    head, foot = seen[:start], seen[start + len(wanted):]
    # The frames of the head and the foot stand side by side: in any order.
    t.equal("".join(sorted(head)),
            "".join(sorted(markdown.squeeze(head_text(fields)))), "head")
    t.equal("".join(sorted(foot)),
            "".join(sorted(markdown.squeeze(foot_text(fields)))), "foot")


def is_han(c):
    return "\u4e00" <= c <= "\u9fff"


def characters(t, pdf):
    """(character, page, x, y, font) by mutool, in mm."""
    out = quiet(t, "mutool", "draw", "-q", "-F", "stext", "-o", "-", pdf)
    found = []
    for number, page in enumerate(
            xml.etree.ElementTree.fromstring(out).iter("page"), 1):
        for font in page.iter("font"):
            for char in font.iter("char"):
                if not char.get("c").isspace():
                    found.append((char.get("c"), number,
                                  float(char.get("x")) * MM,
                                  float(char.get("y")) * MM,
                                  font.get("name")))
    return found


@each({"samples": (BRIEFS["diya-jingji"], "default"),
       "reference": (BRIEFS["reference"], "noto")})
def test_marks_stand_where_inspect_says(t, path, fonts):
    """What mutool draws is what the trace says, mark for mark."""
    pages = t.inspect(t.need_file(path), fonts=fonts)
    # Han alone: a mark is drawn to the left of its place where its blank left
    # half is cut away.
    told = sorted((number, round(line["y"], 1), glyph["x"], glyph["c"])
                  for number, page in enumerate(pages, 1)
                  for line in page["lines"] for glyph in line["glyphs"]
                  if is_han(glyph["c"]))
    drawn = sorted((number, round(y, 1), x, c)
                   for c, number, x, y, _ in
                   characters(t, pdf_of(t, path, fonts)) if is_han(c))
    t.check(len(told) > 1000, f"only {len(told)} Han")
    t.equal("".join(row[3] for row in drawn), "".join(row[3] for row in told),
            "characters")
    far = [(a, b) for a, b in zip(told, drawn) if abs(a[2] - b[2]) > 0.02]
    t.equal(far[:3], [], "places")


@each({f"{fonts}, {reader}": (fonts, reader)
       for fonts in ("noto", "default") for reader in READERS})
def test_beyond_the_basic_plane(t, fonts, reader):
    """Characters above U+FFFF, in a name of the head, title and text."""
    body = f"## 一、{RARE}的标题\n\n课题组由{RARE[0]}先生、顾{RARE[1]}博士组成。"
    brief = t.brief(body, title=f"{RARE}之题", 本期专报=f"[沈{RARE[0]}主任]")
    pdf = t.render(brief, fonts=fonts)
    text = markdown.squeeze(READERS[reader](t, pdf))
    for wanted in (f"沈{RARE[0]}主任", f"{RARE}之题", f"一、{RARE}的标题",
                   f"由{RARE[0]}先生、顾{RARE[1]}博士"):
        t.check(wanted in text, f"{wanted} is not in {text}")
    info = quiet(t, "pdfinfo", pdf)
    t.check(f"{RARE}之题" in info, "not in the document's title")
    outline = quiet(t, "mutool", "show", pdf, "outline")
    t.check(f"一、{RARE}的标题" in outline, f"not in {outline}")


def ink(t, pdf, page, x, y, em):
    """The picture of one character's frame by mutool, as bytes."""
    dpi = 300
    picture = t.tmp / "ink.pgm"
    t.tool(t.need("mutool"), "draw", "-q", "-F", "pgm", "-r", dpi, "-o",
           picture, pdf, page)
    head, raw = re.match(rb"(P5\s+\d+\s+\d+\s+255\s)(.*)",
                         picture.read_bytes(), re.S).groups()
    width = int(head.split()[1])
    left, top = round(x * dpi / 25.4), round((y - 0.88 * em) * dpi / 25.4)
    size = round(em * dpi / 25.4)
    return b"".join(raw[row * width + left:row * width + left + size]
                    for row in range(top, top + size))


def test_rare_characters_are_drawn(t):
    """Ink stands in their frames, each its own."""
    pdf = t.render(t.brief(f"{RARE}口。"))
    drawn = {c: ink(t, pdf, page, x, y, 5.571)
             for c, page, x, y, _ in characters(t, pdf) if c in RARE + "口"}
    t.equal(sorted(drawn), sorted(RARE + "口"), "characters")
    for c, picture in drawn.items():
        dark = sum(byte < 128 for byte in picture) / len(picture)
        t.check(0.03 < dark < 0.6, f"{c}: {dark:.0%} of its frame is dark")
    t.equal(len(set(drawn.values())), 3, "pictures that differ")


# One face a font set, so that each kind of outline is met alone.
FACES = {
    # CFF with CIDs that differ from glyph ids.
    "FandolFang": "CID Type 0C",
    # glyf.
    "LXGW WenKai": "CID TrueType",
    "Noto Serif CJK SC": "CID Type 0C",
}
PLAIN = ("的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下"
         "以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想"
         "看文无开手十用主行方又如前所本见经头面公同三已老从动两长“”（）《》，。、；：？！")


def font_set(t, family):
    return t.write("one.yaml", (t.data / "one-face.yaml").read_text("utf-8")
                   .replace("FAMILY", family))


def has_family(t, family):
    listed = t.zhuanbao("fonts", "--fonts", font_set(t, family))
    return "采用" in listed.out


@each({f"{family}, {reader}": (family, kind, reader)
       for family, kind in FACES.items() for reader in READERS})
def test_each_kind_of_outline(t, family, kind, reader):
    fonts = font_set(t, family)
    if not has_family(t, family):
        raise harness.Skip(f"no font {family}")
    brief = t.brief(PLAIN)
    pdf = t.render(brief, fonts=fonts)
    rows = quiet(t, "pdffonts", pdf).splitlines()[2:]
    t.check(len(rows) == 1 and kind in rows[0], f"fonts: {rows}")
    text = markdown.squeeze(without_page_numbers(READERS[reader](t, pdf)))
    t.check(PLAIN in text, f"not in {text}")


@each({family: family for family in FACES})
def test_two_readers_draw_the_same(t, family):
    """mupdf and poppler draw the same picture: no wrong glyph in either."""
    fonts = font_set(t, family)
    if not has_family(t, family):
        raise harness.Skip(f"no font {family}")
    pdf = t.render(t.brief(PLAIN), fonts=fonts)
    t.tool(t.need("mutool"), "draw", "-q", "-F", "pgm", "-r", 100, "-o",
           t.tmp / "a.pgm", pdf, 1)
    t.tool(t.need("pdftoppm"), "-gray", "-r", 100, "-singlefile", pdf,
           t.tmp / "b")
    a, b = (grey_blocks(t.tmp / name) for name in ("a.pgm", "b.pgm"))
    dark = sum(block > 60 for block in a)
    unlike = sum(abs(x - y) > 90 for x, y in zip(a, b))
    t.check(len(a) == len(b) and dark > 300, f"{len(a)} {len(b)} {dark}")
    t.check(unlike < dark / 50, f"{unlike} of {dark} dark blocks differ")


def grey_blocks(picture, side=4):
    """How dark each square millimetre is; so far apart may two readers'
    smoothing be."""
    head, raw = re.match(rb"(P5\s+\d+\s+\d+\s+255\s)(.*)",
                         picture.read_bytes(), re.S).groups()
    width, height = map(int, head.split()[1:3])
    blocks = []
    for top in range(0, height - side, side):
        rows = [raw[y * width:(y + 1) * width]
                for y in range(top, top + side)]
        blocks += [255 - sum(sum(row[x:x + side]) for row in rows)
                   // side ** 2 for x in range(0, width - side, side)]
    return blocks


@each(READERS)
def test_marks_in_a_row_come_back(t, reader):
    """However three marks are squeezed, readers see them in order."""
    rows = ["天" + "".join(marks) + "地"
            for marks in itertools.product("，。？！：”）“（《", repeat=3)]
    pdf = t.render(t.brief("\n\n".join(rows)))
    text = markdown.squeeze(reader(t, pdf))
    lost = [row for row in rows if row not in text]
    t.equal(lost[:8], [], f"{len(lost)} rows are not in the text")


def test_a_brief_in_json_is_the_same(t):
    """The same fields and body as JSON give the same pages."""
    fields, body = markdown.split(BRIEFS["diya-jingji"].read_text("utf-8"))
    fields["body"] = body
    t.write("brief.json", json.dumps(fields, ensure_ascii=False))
    texts = [[line["text"] for page in t.inspect(path)
              for line in page["lines"]]
             for path in (t.tmp / "brief.json", BRIEFS["diya-jingji"])]
    t.equal(texts[0], texts[1], "lines")
