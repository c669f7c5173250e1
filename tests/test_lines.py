"""Lines of a text set at a measure of so many em, by RULES 52 … 86."""
import csv

import layouts
from harness import each

EM = layouts.EM
LEFT = 28.0
HAN = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁"



def set_lines(t, columns, *texts, fonts="noto"):
    """For each text the lines that it is set in: lists of trace lines."""
    t.write("bare.yaml", layouts.bare(columns))
    brief = t.brief("\n\n".join(texts), title=None)
    first = brief.read_text("utf-8").split("\n").index("---", 1) + 2
    found = [[] for _ in texts]
    for page in t.inspect(brief, "--layout", t.tmp / "bare.yaml", fonts=fonts):
        for line in page["lines"]:
            row = int(line["source"].split(":")[0])
            found[(row - first) // 2].append(line)
    return found


def shown(lines):
    return "|".join(line["text"].strip() for line in lines)


# Name: columns, lines. Texts of eight em show the rule; those of 28 are as
# long as a briefing's.
ROWS = {
    "Han alone": (8, "一二三四五六七八|九十"),
    "stop pulled in (57)": (8, "一二三，四五六七。|八九十"),
    "last line pulled in (86)": (8, "一二三，四五六七。"),
    "comma pushed out (57)": (8, "一二三四五六七|八，九十甲乙"),
    "comma pushed out of a long line (57)": (
        28, HAN[:27] + "|" + HAN[27] + "，一二三四"),
    "comma fits in half a width (71)": (
        28, HAN[:20] + "，" + HAN[20:27] + "，|一二三四"),
    "two commas squeezed (78)": (
        28, HAN[:9] + "，" + HAN[9:20] + "，" + HAN[20:26] + "，|一二三四"),
    "colon pushed out (53)": (8, "一二三四五六七|八：九十"),
    "opening mark moved on (54)": (8, "一二三四五六七|（八九）十"),
    "quote moved on (54)": (28, HAN[:27] + "|“一二三四”"),
    "quotes in the middle (70)": (8, "一二“三四”，五六|七八九"),
    "stop and quote at the end (71)": (8, "一二三四五六七。”|八九甲"),
    "dash at the end (60)": (8, "一二三四五六——|七八"),
    "dash at the start (56)": (8, "一二三四五六|七——八九"),
    "ellipsis at the end (60)": (8, "一二三四五六……|七八"),
    "ellipsis at the start (56)": (8, "一二三四五六|七……八九十"),
    "？！ is one em (74)": (8, "一二三四五六七？！|八九"),
    "！！！ is two em (74)": (8, "一二三四五六！！！|八九"),
    "interpunct (99)": (8, "一二三四五六七|八·九十甲"),
    "solidus (101)": (8, "一二三四五六|七／八九甲"),
    "wave at the end (98)": (28, HAN[:24] + "63％～|68％" + HAN[:6]),
    "wave at the start (98)": (28, HAN[:25] + "|63％～68％" + HAN[:6]),
    "percent (62)": (28, HAN[:26] + "|12.5%" + HAN[:6]),
    "percent of full width (62)": (28, HAN[:26] + "|12.5％" + HAN[:6]),
    "degrees (62)": (28, HAN[:27] + "|37℃" + HAN[:6]),
    "sign (63)": (28, HAN[:27] + "|±5" + HAN[:6]),
    "minus (63)": (28, HAN[:27] + "|−15" + HAN[:6]),
    "hyphen begins no line (53)": (
        28, HAN[:26] + "|" + HAN[26] + "-15" + HAN[:6]),
    "currency (64)": (28, HAN[:26] + "|¥1280" + HAN[:6]),
    "year (61, 67)": (28, HAN[:26] + "|2024年" + HAN[:6]),
    "thousands with commas (61)": (8, "一二三四五六|1,234,567七八"),
    "thousands with spaces (105)": (8, "一二三四五六|1 234 567七八九"),
    "decimal (61)": (8, "一二三四五六七|3.1415八"),
    "long number moved on whole (61)": (
        28, HAN[:24] + "|1234567890" + HAN[:6]),
    "word moved on whole (66)": (8, "一二三四五六|China七八九"),
    "word of the middle of a page (66)": (
        28, HAN[:24] + "|INTERNATIONAL" + HAN[:8]),
    "two Han on a long paragraph's last line (86)": (
        28, HAN[:27] + "|" + HAN[27] + "律"),
    "Han and mark are one (86)": (28, HAN[:27] + "|" + HAN[27] + "律。"),
    "word nearly as wide as the line (66)": (
        28, HAN[:8] + "|Pneumonoultramicroscopicsilicovolcanoconiosis9。"),
    "author's no-break (U+2060)": (
        28, HAN[:27] + "|" + HAN[27] + "\u2060律吕调阳"),
}


@each(ROWS)
def test_row(t, columns, wanted):
    text = wanted.replace("|", "")
    lines, = set_lines(t, columns, text)
    t.equal(shown(lines), wanted, "lines")


def clreq_marks(t):
    """Rows of the table of marks: (mark, not at start, not at end)."""
    path = t.need_file(t.shared / "rules" / "data" / "clreq-punct.tsv")
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t",
                                  quoting=csv.QUOTE_NONE):
            # Strict is our level: —— and …… begin no line.
            yield (row["char"], "no" in row["line_start"],
                   row["line_end"].endswith("no"))


@each({f"{columns} em": columns for columns in (7, 10, 17, 28)})
def test_every_mark_at_every_place(t, columns):
    """CLREQ's table: each mark moved through the line's end."""
    marks = list(clreq_marks(t))
    t.check(len(marks) > 40, f"only {len(marks)} marks")
    rows = [(mark, start, end, HAN[:place] + mark + HAN[:12])
            for mark, start, end in marks
            for place in range(columns - 5, columns + 2)]
    found = set_lines(t, columns, *[row[3] for row in rows])
    for (mark, start, end, text), lines in zip(rows, found):
        seen = shown(lines)
        t.equal(seen.replace("|", ""), text, "text of the lines")
        t.check(not (start and "|" + mark in seen),
                f"{mark} begins a line: {seen}")
        t.check(not (end and mark + "|" in seen),
                f"{mark} ends a line: {seen}")
        t.check(len(mark) == 1 or mark in seen, f"{mark} is split: {seen}")


TOKENS = ["95%", "12.5％", "37℃", "±5", "-15", "¥1280", "1,234,567",
          "3.14159", "2024", "１２３４５", "？！", "——", "……", "1 234 567",
          "“A”", "5‰", "90°"]


@each({f"{columns} em": columns for columns in (8, 12, 19, 28)})
def test_unbreakable_at_every_place(t, columns):
    """RULES 60 … 66: a token is never split, whatever the place."""
    rows = [(token, HAN[:place] + token + HAN[:10])
            for token in TOKENS for place in range(columns - 6, columns + 2)]
    found = set_lines(t, columns, *[text for _, text in rows])
    for (token, text), lines in zip(rows, found):
        seen = shown(lines)
        t.equal(seen.replace("|", ""), text, "text of the lines")
        t.check(token in seen, f"{token} is split: {seen}")


@each({f"{columns} em": columns for columns in range(8, 29, 4)})
def test_stress_paragraphs(t, columns):
    """Many tokens in one paragraph, no gap inside any."""
    path = t.need_file(t.shared / "rules" / "data"
                       / "luatexcn-unbreakable-stress.tsv")
    with open(path, encoding="utf-8", newline="") as file:
        rows = [(row["tokens(count)"].split("(")[0], row["text"]) for row in
                csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    found = set_lines(t, columns, *[text for _, text in rows])
    for (token, text), lines in zip(rows, found):
        seen = shown(lines)
        t.equal(seen.replace("|", ""), text, "text of the lines")
        if len(token) <= columns:
            t.equal(seen.count(token), text.count(token),
                    f"{token} whole at {columns} em")


def glyph(lines, row, at):
    return lines[row]["glyphs"][at]


def test_line_end_mark_is_half(t):
    """RULES 71, 102: the last mark's origin half an em before the edge."""
    marks = "，。、；：）》”"
    found = set_lines(t, 28, *[HAN[:27] + mark + HAN for mark in marks])
    for mark, lines in zip(marks, found):
        last = glyph(lines, 0, -1)
        t.equal(last["c"], mark, "last of the line")
        t.near((LEFT + 28 * EM - last["x"]) / EM, 0.5, 0.01,
               f"{mark} from the edge in em")


def test_line_start_mark_is_trimmed(t):
    """RULES 72: what follows an opening mark stands half an em in."""
    for mark in "“（《〔":
        lines, = set_lines(t, 28, HAN[:27] + mark + HAN[:10])
        t.equal(glyph(lines, 1, 0)["c"], mark, "first of the line")
        t.near((glyph(lines, 1, 1)["x"] - LEFT) / EM, 0.5, 0.01,
               f"after {mark} in em")


PAIRS = ["”，", "》、", "）。", "。”", "：“", "，“", "）（", "》《", "「『",
         "”）", "；（", "、《"]


def test_pairs_are_squeezed(t):
    """RULES 70: two marks that meet take one and a half em."""
    found = set_lines(t, 28, *[f"天地{pair}玄黄" for pair in PAIRS])
    for pair, lines in zip(PAIRS, found):
        xs = [g["x"] for g in lines[0]["glyphs"]]
        t.near((xs[4] - xs[2]) / EM, 1.5, 0.01,
               f"{pair} in em")


def test_exclamations(t):
    """RULES 74: two of ？！ in one em, three in two."""
    for marks, width in {"？！": 1, "！？": 1, "！！": 1, "？？": 1,
                         "！！！": 2, "？？？": 2}.items():
        lines, = set_lines(t, 28, f"天地{marks}玄黄")
        glyphs = lines[0]["glyphs"]
        after = next(g["x"] for g in glyphs if g["c"] == "玄")
        before = next(g["x"] + EM for g in glyphs if g["c"] == "地")
        t.near((after - before) / EM, width, 0.01, f"{marks} in em")


def test_long_marks(t):
    """RULES 68, 76: —— and …… take two em, unbroken; · takes half an em."""
    for mark, width in {"——": 2, "……": 2, "·": 0.5, "／": 0.5}.items():
        lines, = set_lines(t, 28, f"天地{mark}玄黄")
        glyphs = lines[0]["glyphs"]
        after = next(g["x"] for g in glyphs if g["c"] == "玄")
        t.near((after - LEFT) / EM - 2, width, 0.01, f"{mark} in em")


def test_han_latin_gap(t):
    """RULES 82: a quarter em, typed space or not; none next to marks."""
    for text in ("天A地", "天 A 地", "天8地", "天 8 地"):
        lines, = set_lines(t, 28, text)
        glyphs = [g for g in lines[0]["glyphs"] if g["c"] != " "]
        latin, after = glyphs[1], glyphs[2]
        t.near((latin["x"] - LEFT) / EM - 1, 0.25, 0.01, f"before: {text}")
        t.near((after["x"] - latin["x"] - latin["adv"]) / EM, 0.25, 0.01,
               f"after: {text}")
    for text in ("天，A", "天（A", "天《8", "天。8"):
        lines, = set_lines(t, 28, text + "天")
        before, latin = lines[0]["glyphs"][1:3]
        t.near((latin["x"] - before["x"]) / EM, 1, 0.01, f"{text} in em")


def test_no_gap_at_a_line_end(t):
    """RULES 82: none at a line's start or end."""
    lines, = set_lines(t, 28, HAN[:27] + "A" + HAN)
    for line in lines:
        t.near(line["glyphs"][0]["x"], LEFT, 0.005, "line start")
    lines, = set_lines(t, 28, HAN + "2024年" + HAN)
    t.near(glyph(lines, 1, 0)["x"], LEFT, 0.005, "a number begins a line")


def han_gaps(line):
    """Spaces between neighbouring Han, in em."""
    return [(b["x"] - a["x"]) / EM - 1
            for a, b in zip(line["glyphs"], line["glyphs"][1:])
            if a["c"] in HAN and b["c"] in HAN]


def test_space_is_added_evenly(t):
    """RULES 79, 80: a loose line's Han all have the same space."""
    lines, = set_lines(t, 28, HAN[:27] + "“" + HAN[:10])
    gaps = han_gaps(lines[0])
    t.near(max(gaps) - min(gaps), 0, 0.002, "difference of the gaps")
    t.near(sum(gaps), 1, 0.01, "all of the space")
    last = glyph(lines, 0, -1)
    t.near(last["x"] + last["adv"], LEFT + 28 * EM, 0.02, "right edge")


def test_number_is_not_spaced(t):
    """RULES 79, 83: no space inside a number or a word of a loose line."""
    lines, = set_lines(t, 28, HAN[:10] + "2024年" + HAN[:8] + "GDP"
                       + HAN[:3] + "“" + HAN[:10])
    for word in ("2024", "GDP"):
        glyphs = lines[0]["glyphs"]
        start = lines[0]["text"].index(word)
        part = glyphs[start:start + len(word)]
        for a, b in zip(part, part[1:]):
            t.near(b["x"] - a["x"], a["adv"], 0.003, f"space inside {word}")


def test_comma_before_stop(t):
    """RULES 78: commas give first, equally; stops only after them."""
    text = HAN[:6] + "。" + HAN[:6] + "，" + HAN[:6] + "，" + HAN[:7] + "。"
    lines, = set_lines(t, 28, text + HAN)
    glyphs = lines[0]["glyphs"]
    width = {}
    for a, b in zip(glyphs, glyphs[1:]):
        if a["c"] in "，。":
            width.setdefault(a["c"], []).append((b["x"] - a["x"]) / EM)
    t.equal(shown(lines).split("|")[0], text, "first line")
    t.near(width["，"][0], width["，"][1], 0.005, "commas alike")
    t.check(width["，"][0] < 1, "commas are not squeezed")
    t.near(width["。"][0], 1, 0.005, "the stop is left alone")


def test_hard_breaks_and_soft_newlines(t):
    """A newline between Han prints nothing, between words a space."""
    rows = {"天地\n玄黄": "天地玄黄", "天地\\\n玄黄": "天地|玄黄",
            "天地  \n玄黄": "天地|玄黄", "one\ntwo": "one two",
            "天地\none": "天地one", "天地，\n“玄黄”": "天地，“玄黄”"}
    for text, wanted in rows.items():
        t.write("bare.yaml", layouts.bare())
        brief = t.brief(text, title=None)
        page, = t.inspect(brief, "--layout", t.tmp / "bare.yaml")
        t.equal(shown(page["lines"]), wanted, repr(text))


@each({"comma": "，", "stop": "。"})
def test_hanging(t, mark):
    """RULES 81: off, the mark is pulled in or pushed out; on, one mark stands
    wholly beyond the edge, and the Han before it at the edge."""
    text = layouts.bare(8)
    hanging = layouts.replace(text, r"hanging: false", "hanging: true")
    seen = {}
    for name, layout in (("off", text), ("on", hanging)):
        t.write("l.yaml", layout)
        brief = t.brief("一二三四五六七八" + mark + "九十甲乙", title=None)
        pages = t.inspect(brief, "--layout", t.tmp / "l.yaml")
        seen[name] = pages[0]["lines"]
    t.equal(shown(seen["on"]), f"一二三四五六七八{mark}|九十甲乙", "hung")
    t.equal(shown(seen["off"]), f"一二三四五六七|八{mark}九十甲乙", "not hung")
    t.near(seen["on"][0]["glyphs"][8]["x"], LEFT + 8 * EM, 0.01, "the edge")


def test_hanging_is_one_mark_only(t):
    """RULES 81: never for a run of marks."""
    text = layouts.replace(layouts.bare(8), r"hanging: false", "hanging: true")
    brief = t.brief("一二三四五六七”，八九十", title=None)
    pages = t.inspect(brief, "--layout", t.write("l.yaml", text))
    for line in pages[0]["lines"]:
        last = line["glyphs"][-1]
        t.check(last["x"] + last["adv"] < LEFT + 8 * EM + 0.01, line["text"])


def test_title_broken_by_hand(t):
    brief = t.brief("关于加快培育新质生产力推动\\\n临澄发展的意见\n===\n\n正文。",
                    title=None)
    lines = [line["text"] for line in t.inspect(brief)[0]["lines"]
             if line["role"] == "title"]
    t.equal(lines, ["关于加快培育新质生产力推动", "临澄发展的意见"], "lines")
