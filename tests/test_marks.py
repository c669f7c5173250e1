"""What stands between lines (RULES 65, 85, 89–92, 100): marks hang from a line
and never move it, annotations stand above their bases, and what a reader
copies is the text of the brief. Lengths in mm."""
import re

import layouts
from harness import each

EM = layouts.EM
FILLER = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律"
MARKED = ("从*重点，重点*到<u>江海</u><u>沈予安</u>、<u class=\"wavy\">年鉴</u>"
          "与<span class=\"mourn\">顾松筠</span>在<ruby>颺<rt>yáng</rt></ruby>"
          "字m<sup>2</sup>和H<sub>2</sub>O。")
PLAIN = re.sub(r"<rt>.*?</rt>|<[^>]*>|\*", "", MARKED)


def body(page):
    return [line for line in page["lines"] if line["role"] == "body"]


def of_kind(page, kind):
    return [mark for mark in page["marks"] if mark["kind"] == kind]


def center(box):
    return box["x"] + (box["w"] if "w" in box else box["adv"]) / 2


def frame_bottom(line):
    return line["y"] + 0.12 * EM


def owner(page, mark):
    """The line that a mark below the text belongs to."""
    return max((line for line in body(page) if line["y"] < mark["y"]),
               key=lambda line: line["y"])


@each({f"after {count}": count for count in range(0, 30)})
def test_no_line_moves(t, count):
    """RULES 85, 90–92: baselines and text are those of the bare text."""
    prefix = FILLER[:count]
    marked = t.inspect(t.brief((prefix + MARKED) * 3))
    bare = t.inspect(t.brief((prefix + PLAIN) * 3))
    ys = [line["y"] for line in body(marked[0])]
    for y, other in zip(ys, [line["y"] for line in body(bare[0])]):
        t.near(y, other, 0.0001, "baseline")
    t.equal("".join(line["text"] for line in body(marked[0])),
            (prefix + PLAIN) * 3, "text")
    for line in body(marked[0]):
        first = line["glyphs"][0]
        t.check(first["size"] > 15, f"begins with {first['c']} of {line['text']}")
        last = line["glyphs"][-1]
        t.check(last["x"] + last["adv"] < 184.001, f"beyond: {line['text']}")
    for mark in marked[0]["marks"]:
        t.check(27.99 < mark["x"] and mark["x"] + mark["w"] < 184.01,
                f"{mark['kind']} leaves the type area")


@each({"as it falls": "*{}*，{}。", "pulled apart": "*{}*" + "x" * 70 + "{}。"})
def test_dots(t, text):
    """RULES 90: below each Han, centred; not below marks or letters."""
    pages = t.inspect(t.brief(text.format("重点，“在于”A落实" * 5, "不是")))
    dots = of_kind(pages[0], "dot")
    t.equal(len(dots), 6 * 5, "dots")
    under = []
    for dot in dots:
        line = owner(pages[0], dot)
        glyph = min(line["glyphs"], key=lambda g: abs(center(g) - center(dot)))
        under.append(glyph["c"])
        t.near(center(dot), center(glyph), 0.001, f"below {glyph['c']}")
        t.check(0.1 * EM < dot["y"] - frame_bottom(line) < 0.3 * EM,
                f"dot at {dot['y']}, line at {line['y']}")
    t.equal("".join(under), "重点在于落实" * 5, "dots below")


def test_names(t):
    """RULES 90: two names have two lines; a long one goes on below."""
    name = "江海经济技术开发区管理委员会综合办公室行政审批服务中心"
    pages = t.inspect(t.brief(f"在<u>江海</u><u>沈予安</u>。<u>{name}</u>。"))
    first, second, end, rest = of_kind(pages[0], "line")
    t.near(first["w"], 1.75 * EM, 0.01, "a name of two")
    t.near(second["x"] - first["x"] - first["w"], EM / 4, 0.05, "apart")
    t.near(end["x"] + end["w"], 184, 0.01, "goes on")
    t.near(rest["x"], 28, 0.01, "begins with the line")
    t.check(rest["y"] > end["y"] + EM, "on the next line")


def test_line_is_nearer_than_dots(t):
    """RULES 90."""
    pages = t.inspect(t.brief('<u>*江海*</u>，*<u class="wavy">年鉴</u>*。'))
    for kind in ("line", "wave"):
        mark = of_kind(pages[0], kind)[0]
        for dot in of_kind(pages[0], "dot"):
            if mark["x"] < dot["x"] < mark["x"] + mark["w"]:
                t.check(dot["y"] > mark["y"] + mark["h"], f"dot in the {kind}")


@each({"narrow": "yī", "wide": "zhuāng", "wider": "shuāngchuáng"})
def test_annotation(t, ruby):
    """RULES 91: half size, centred above, the base spaced where it must be."""
    pages = t.inspect(t.brief(
        f"我们<ruby>颺<rt>{ruby}</rt></ruby>字，（<ruby>颺<rt>{ruby}</rt></ruby>）"))
    line = body(pages[0])[0]
    rubies = [row for row in pages[0]["lines"] if row["role"] == "ruby"]
    t.equal([row["text"] for row in rubies], [ruby] * 2, "annotations")
    bases = [k for k, g in enumerate(line["glyphs"]) if g["c"] == "颺"]
    for row, k, over in zip(rubies, bases, (EM / 4, 0)):
        left = row["glyphs"][0]["x"]
        right = row["glyphs"][-1]["x"] + row["glyphs"][-1]["adv"]
        base, before, after = line["glyphs"][k], line["glyphs"][k - 1], \
            line["glyphs"][k + 1]
        t.near((left + right) / 2, center(base), 0.001, "centre")
        t.near(row["glyphs"][0]["size"], base["size"] / 2, 0.001, "size")
        t.check(left > before["x"] + before["adv"] - over - 0.001, "over left")
        t.check(right < after["x"] + over + 0.001, "over right")
        t.check(row["y"] < line["y"] - 0.88 * EM, "above the frame")


@each({f"after {count}": count for count in range(20, 30)})
def test_kept_together(t, count):
    """RULES 65, 91: no line ends inside a base or before a superscript."""
    pages = t.inspect(t.brief(
        FILLER[:count] + "<ruby>饕餮<rt>tāotiè</rt></ruby>见<sup>[12]</sup>，"
        "汉字<sup>原注</sup>和km<sup>2</sup>。"))
    for line in body(pages[0]):
        t.check(not line["text"].endswith("饕"), "a base is split")
        t.check(not re.match(r"\[|1|2|\]|原|注", line["text"]),
                f"begins with {line['text'][:3]}")
        t.check(not re.search(r"原$|\[1?$", line["text"]), line["text"])


def test_frame(t):
    """RULES 92: clear of the name and of its neighbours."""
    pages = t.inspect(t.brief('与<span class="mourn">顾松筠</span>同志'))
    frame = of_kind(pages[0], "frame")[0]
    glyphs = body(pages[0])[0]["glyphs"]
    t.check(glyphs[0]["x"] + EM < frame["x"], "touches 与")
    t.near(glyphs[1]["x"] - frame["x"], 0.14 * EM, 0.01, "left")
    right = frame["x"] + frame["w"]
    t.near(right - glyphs[3]["x"] - EM, 0.14 * EM, 0.01, "right")
    t.check(right < glyphs[4]["x"], "touches 同")


def test_copied_text(t):
    """The bases stay together; an annotation is copied on its own."""
    pdf = t.render(t.brief("前面的" + MARKED))
    for tool in (("mutool", "draw", "-q", "-F", "txt", pdf),
                 ("pdftotext", pdf, "-")):
        t.need(tool[0])
        rows = t.tool(*tool).out.splitlines()
        text = "".join("".join(rows).split())
        for part in ("前面的从重点，重点到江海沈予安、年鉴", "与顾松筠在颺字m2"):
            t.check(part in text or part in text.replace("yáng", ""),
                    f"{tool[0]} gives no {part}: {text}")
        t.check("yáng" in [row.strip() for row in rows],
                f"{tool[0]} gives no annotation: {rows}")


@each({f"{name} over {width}": (name, width) for name, width in
       (("张三", 3), ("张三", 4), ("欧阳修", 4), ("司马相如", 4), ("王", 2),
        ("诸葛亮", 9), ("司马相如", 2))})
def test_even_spacing(t, name, width):
    """均排: equal gaps up to the width, in one piece at every column; a name
    that is wider stays as it is (RULES 89)."""
    body = "\n\n".join(f'{"字" * before}<span class="even-{width}">{name}</span>'
                       f'{"字" * 9}' for before in range(20, 30))
    for page in t.inspect(t.brief(body)):
        for line in page["lines"]:
            if name not in line["text"]:
                continue
            glyphs = line["glyphs"]
            at = line["text"].index(name)
            places = [glyphs[at + i]["x"] for i in range(len(name))]
            steps = [b - a for a, b in zip(places, places[1:])]
            t.check(not steps or max(steps) - min(steps) < 0.12, "equal gaps")
            if at + len(name) < len(glyphs) and len(name) > 1:
                wide = glyphs[at + len(name)]["x"] - places[0]
                t.near(wide / 5.5714, max(width, len(name)), 0.06, "the width")
    text = "".join(line["text"] for page in t.inspect(t.brief(body))
                   for line in page["lines"] if line["role"] == "body")
    t.equal(text.count(name), 10, "names in one piece")
