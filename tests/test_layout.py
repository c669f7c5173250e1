"""Geometry and page building, by the numbers of the rules that GB/T 9704 and
CLREQ give (RULES 1 … 9, 14, 23, 37, 42, 87, 88). Lengths in mm from the page's
top left. Noto's frame is 0.88 em above the baseline and 0.12 em below."""
import re

import layouts
from harness import each

EM = layouts.EM
LEFT, TOP, RIGHT, BOTTOM = 28.0, 37.0, 184.0, 262.0
POINT = 25.4 / 72
HAN = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁"
FOOT = {"责任编辑": "傅明远", "联系电话": "0512-55502617",
        "地址": "临澄市云渡区望潮路126号", "印数": "45"}
BODY = ("body", "item", "quote", "level1", "level2", "level3", "level4")


def frame(line):
    """Top and bottom of a line's character frames."""
    em = line["glyphs"][0]["size"] * POINT
    return line["y"] - 0.88 * em, line["y"] + 0.12 * em


def of_role(page, *roles):
    return [line for line in page["lines"] if line["role"] in roles]


def red_rows(t, pdf, dpi):
    """The rows with red in a picture of page 1, in mm, by mutool's eyes."""
    picture = t.tmp / "page.ppm"
    t.tool(t.need("mutool"), "draw", "-q", "-F", "ppm", "-r", dpi, "-o",
           picture, pdf, 1)
    head, raw = re.match(rb"(P6\s+\d+\s+\d+\s+255\s)(.*)",
                         picture.read_bytes(), re.S).groups()
    width, height = map(int, head.split()[1:3])
    rows = []
    for row in range(height):
        line = raw[row * width * 3:(row + 1) * width * 3]
        if any(r > 120 and g < 80 for r, g in zip(line[::3], line[1::3])):
            rows.append((row + 0.5) * 25.4 / dpi)
    return rows


def full_page(t):
    t.write("bare.yaml", layouts.bare())
    brief = t.brief(HAN * 22, title=None)
    return t.inspect(brief, "--layout", t.tmp / "bare.yaml")


def test_616_han_fill_a_page(t):
    """RULES 1, 2, 5, 6, 7: 22 lines of 28, edge to edge."""
    pages = full_page(t)
    t.equal(len(pages), 1, "pages")
    lines = pages[0]["lines"]
    t.equal([len(line["glyphs"]) for line in lines], [28] * 22, "Han a line")
    for line in lines:
        xs = [glyph["x"] for glyph in line["glyphs"]]
        for a, b in zip(xs, xs[1:]):
            t.near(b - a, 5.571, 0.005, f"pitch at y {line['y']}")
        last = line["glyphs"][-1]
        t.near(xs[0], LEFT, 0.005, "left edge")
        t.near(last["x"] + last["adv"], RIGHT, 0.02, "right edge")
    t.near(frame(lines[0])[0], TOP, 0.3, "top of the first frame")
    t.near(frame(lines[-1])[1], BOTTOM, 0.3, "bottom of the last frame")
    pitches = [b["y"] - a["y"] for a, b in zip(lines, lines[1:])]
    for pitch in pitches:
        t.near(pitch, pitches[0], 0.002, "line pitch is constant")
    t.check(29.45 <= pitches[0] / POINT <= 29.65, f"pitch {pitches[0]} mm")


def test_617_han_take_a_second_page(t):
    t.write("bare.yaml", layouts.bare())
    brief = t.brief(HAN * 22 + "天地", title=None)
    pages = t.inspect(brief, "--layout", t.tmp / "bare.yaml")
    t.equal(len(pages), 2, "pages")


def test_page_box_and_area(t):
    """RULES 1: A4, and nothing but the page number outside the 版心."""
    for page in sweep_pages(t, 900, **FOOT):
        t.equal((page["w"], page["h"]), (210.0, 297.0), "page box")
        for line in page["lines"]:
            if line["role"] == "page-number":
                continue
            top, bottom = frame(line)
            glyphs = line["glyphs"]
            end = max(glyph["x"] + glyph["adv"] for glyph in glyphs)
            t.check(top >= TOP - 0.1 and bottom <= BOTTOM + 0.1
                    and glyphs[0]["x"] >= LEFT - 0.6 * EM
                    and end <= RIGHT + 0.02,
                    f"outside the 版心: {line['text']} ends {end}")
        for rule in page["rules"]:
            t.check(rule["x"] >= LEFT - 0.01
                    and rule["x"] + rule["w"] <= RIGHT + 0.01,
                    f"rule outside the 版心: {rule}")


def test_body_style(t):
    """RULES 4, 5, 24: 三号, black, two characters of indent, flush after it."""
    page = t.inspect(t.brief(HAN * 5))[0]
    lines = of_role(page, "body")
    t.near(lines[0]["glyphs"][0]["x"], LEFT + 2 * EM, 0.01, "indent")
    for line in lines[1:]:
        t.near(line["glyphs"][0]["x"], LEFT, 0.01, "flush left")
    for line in lines:
        for glyph in line["glyphs"]:
            t.near(glyph["size"], 15.793, 0.005, "size")
            t.equal(glyph["color"], "black", "colour")


def test_body_stands_on_the_grid(t):
    """Every line of the body on one grid, on every page."""
    brief = t.brief("## 一、标题\n\n" + f"{HAN * 9}\n\n> {HAN * 3}\n\n" * 5)
    pitch = (225 - EM) / 21
    for page in t.inspect(brief):
        for line in of_role(page, *BODY):
            rows = (frame(line)[0] - TOP) / pitch
            t.near(rows, round(rows), 0.01, f"rows from the top: {line['text']}")


def test_masthead_by_its_ink(t):
    """RULES 14: its top edge 35 mm below the 版心's (72 mm), red."""
    rows = red_rows(t, t.render(t.brief("正文。")), 150)
    t.check(rows, "no red on the page")
    t.near(rows[0] if rows else 0, 72, 1, "top of the red ink")


def test_masthead_by_its_frame(t):
    page = t.inspect(t.brief("正文。"))[0]
    mast = of_role(page, "masthead")[0]
    t.near(frame(mast)[0], 72, 1, "top of the frame")
    t.equal({glyph["color"] for glyph in mast["glyphs"]}, {"red"}, "colour")


def test_red_rule(t):
    """RULES 19, 48: as wide as the 版心, above the title, below the head."""
    page = t.inspect(t.brief("正文。"))[0]
    rules = [rule for rule in page["rules"] if rule["color"] == "red"]
    t.equal([(rule["x"], rule["w"]) for rule in rules], [(28.0, 156.0)], "rule")
    top, = [rule["y"] for rule in rules]
    for line in of_role(page, "to", "masthead", "issue", "publisher", "date"):
        t.check(frame(line)[1] < top, f"{line['role']} is below the rule")
    for line in of_role(page, "title", "body"):
        t.check(frame(line)[0] > top, f"{line['role']} is above the rule")


@each({"odd": 1, "even": 2})
def test_page_number(t, number):
    """RULES 42: `— 1 —`, 四号, dashes 7 mm below the 版心, one character in
    from the outer edge."""
    line, = of_role(t.inspect(t.brief(HAN * 30))[number - 1], "page-number")
    t.equal(line["text"], f"— {number} —", "text")
    first, last = line["glyphs"][0], line["glyphs"][-1]
    t.near(first["size"], 14, 0.01, "size")
    # A dash stands in the middle of its frame.
    t.near(sum(frame(line)) / 2, BOTTOM + 7, 0.3, "height of the dashes")
    if number % 2:
        t.near(last["x"] + last["adv"], RIGHT - EM, 0.1, "right edge")
    else:
        t.near(first["x"], LEFT + EM, 0.1, "left edge")


def test_foot_rules(t):
    """RULES 37: 0.35, 0.25, 0.35 mm, the last on the 版心's bottom edge."""
    page = t.inspect(t.brief("正文。", **FOOT))[-1]
    rules = [rule for rule in page["rules"] if rule["color"] == "black"]
    t.equal([rule["h"] for rule in rules], [0.35, 0.25, 0.35], "thickness")
    for rule in rules:
        t.equal((rule["x"], rule["w"]), (28.0, 156.0), "width")
    t.near(rules[-1]["y"] + rules[-1]["h"], BOTTOM, 0.05, "lower edge")
    text = {line["role"]: line["text"] for line in page["lines"]}
    t.equal(text.get("copies"), "共印：45份", "copies")
    copies, = of_role(page, "copies")
    end = copies["glyphs"][-1]
    t.near(end["x"] + end["adv"], RIGHT - EM, 0.6, "right edge of 共印")


def test_no_foot_without_fields(t):
    page = t.inspect(t.brief("正文。"))[-1]
    t.equal([r for r in page["rules"] if r["color"] == "black"], [], "rules")


def test_title(t):
    """RULES 20: 二号, centred, on at most as many lines as it needs."""
    page = t.inspect(t.brief("正文。", title="临澄：织好低空一张网"))[0]
    line, = of_role(page, "title")
    glyphs = line["glyphs"]
    t.near(glyphs[0]["size"], 22, 0.01, "size")
    middle = (glyphs[0]["x"] + glyphs[-1]["x"] + glyphs[-1]["adv"]) / 2
    t.near(middle, (LEFT + RIGHT) / 2, 0.05, "middle")


# Page building, over every length of text.

def sweep_brief(t, han, unit, **fields):
    """Paragraphs of three lines, under a heading after every third."""
    parts, left, count = [], han, 0
    while left > 0:
        if count % 3 == 1:
            parts.append(f"## 一、{HAN[:10]}")
        size = min(left, unit)
        parts.append((HAN * (size // len(HAN) + 1))[:size - 1] + "。")
        left -= unit
        count += 1
    return t.brief("\n\n".join(parts), **fields)


def sweep_pages(t, han, unit=75, **fields):
    return t.inspect(sweep_brief(t, han, unit, **fields))


def check_page_ends(t, pages, what):
    """RULES 23, 87, 88, and the foot among the text."""
    body = [of_role(page, *BODY) for page in pages]
    for number, lines in enumerate(body, 1):
        t.check(lines, f"{what}: page {number} has no body text")
    t.check(of_role(pages[0], "body"), f"{what}: no body on page 1")
    for before, after in zip(body, body[1:]):
        if not before or not after:
            continue
        t.check(not before[-1]["role"].startswith("level"),
                f"{what}: a heading ends a page")
        last, first = before[-1], after[0]
        if is_start(first) or first["role"].startswith("level"):
            continue
        t.check(not is_start(last), f"{what}: a first line alone (RULES 87)")
        t.check(len(after) > 1 and not is_start(after[1])
                and not after[1]["role"].startswith("level"),
                f"{what}: a last line alone (RULES 87)")


def is_start(line):
    return abs(line["glyphs"][0]["x"] - LEFT - 2 * EM) < 0.7 * EM


def check_foot(t, pages, what):
    """On the last page alone, below all text."""
    for page in pages[:-1]:
        t.equal([r for r in page["rules"] if r["color"] == "black"], [],
                f"{what}: rules before the last page")
    rules = [r for r in pages[-1]["rules"] if r["color"] == "black"]
    t.equal(len(rules), 3, f"{what}: rules of the foot")
    if not rules:
        return
    t.near(rules[-1]["y"] + 0.35, BOTTOM, 0.05, f"{what}: last rule")
    for line in of_role(pages[-1], *BODY):
        t.check(frame(line)[1] < rules[0]["y"] - 2,
                f"{what}: the foot is too near to {line['text']}")


@each({f"from {start}": start for start in range(0, 44, 4)})
def test_sweep(t, start):
    """Two pages' worth of lengths, a line more each time, with a foot."""
    for lines in range(start, start + 4):
        han = 20 + 28 * lines
        what = f"{han} Han"
        pages = sweep_pages(t, han, **FOOT)
        check_page_ends(t, pages, what)
        check_foot(t, pages, what)


@each({"two lines": 50, "three lines": 82, "four lines": 100,
       "seven lines": 190})
def test_sweep_of_paragraphs(t, unit):
    """Paragraphs of other lengths, moved down the page by a longer title."""
    for title in range(0, 5):
        pages = t.inspect(sweep_brief(t, 1800, unit,
                                      title="标题" + "甚长" * (8 * title)))
        check_page_ends(t, pages, f"{unit} Han each, title {title}")


def test_no_text_is_lost_over_the_pages(t):
    for han in (300, 700, 1500):
        brief = sweep_brief(t, han, 75, **FOOT)
        pages = t.inspect(brief)
        seen = "".join(line["text"] for page in pages
                       for line in of_role(page, *BODY))
        body = brief.read_text("utf-8").split("# 标题\n\n")[1]
        want = re.sub(r"\s|#", "", body)
        t.equal(seen, want, f"text of {han} Han")
