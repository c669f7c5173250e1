"""Lines on the column grid (RULES 84): `text: {grid: strict}` puts every Han in
a column, whatever the line holds, and keeps both edges."""
import json
import random

import layouts
import measure
from harness import each

EM = layouts.EM
LEFT = 28.0
HAN = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律"
TOKENS = ["，", "。", "、", "；", "：", "“", "”", "《", "》", "（", "）", "？！",
          "！！！", "——", "……", "·", "～", "—", "-", "/", "+", "％", "GDP",
          "2024", "11", "5.81%", "37℃", "±5", "¥1280", "1,234,567",
          "open source", "　", "”，", "，“", "。”", "（GDP）"]
CLOSING = set("，、；：。？！”》）")
NO_START = CLOSING | set("·～—…/")
NO_END = set("“《（")


def is_han(text):
    return len(text) == 1 and "\u4e00" <= text <= "\u9fff"


def set_grid(t, texts, em, *options, fonts="noto"):
    return measure.set_at(t, texts, em, "--grid", "strict", *options,
                          fonts=fonts)


def check_columns(t, lines, em):
    for line in lines:
        for glyph in line["glyphs"]:
            if is_han(glyph["c"]):
                x = glyph["x"]
                t.check(abs(x - round(x)) < 0.001 and -0.001 < x < em - 0.999,
                        f"{glyph['c']} at {x} of {em}: {line['text']}")


def is_flush(line, em):
    """The last glyph ends at the edge, or is a mark whose ink does: in a half
    cell, or beyond."""
    last = line["glyphs"][-1]
    places = [last["x"] + last["adv"]]
    if last["c"] in CLOSING:
        places += [last["x"] + 0.5, last["x"]]
    return min(abs(place - em) for place in places) < 0.001


def mixed_texts(seed, count=120):
    rng = random.Random(seed)
    return ["".join(rng.choice(TOKENS) if rng.random() < 0.12
                    else rng.choice(HAN) for _ in range(rng.randint(5, 150)))
            for _ in range(count)]


@each({f"{em} em, {fonts}": (em, fonts) for em in (8, 12, 17, 28)
       for fonts in ("noto", "default")})
def test_every_han_in_a_column(t, em, fonts):
    texts = mixed_texts(em)
    for text, lines in zip(texts, set_grid(t, texts, em, fonts=fonts)):
        shown = measure.texts_of(lines)
        t.equal("".join(shown).replace("　", "").replace(" ", ""),
                text.replace("　", "").replace(" ", ""), "text of the lines")
        check_columns(t, lines, em)
        for first, line in zip(shown, shown[1:]):
            t.check(line[0] not in NO_START or text.startswith(line),
                    f"begins a line: {line}")
            t.check(first[-1] not in NO_END, f"ends a line: {first}")


@each({f"{em} em": em for em in (12, 20, 28)})
def test_edges_are_flush(t, em):
    """Wherever something in a line can give way: here there is a comma after
    every few Han."""
    rng = random.Random(em)
    words = ["GDP", "2024", "12.5%", "“四链”", "《办法》", "（草案）", "——",
             "A—B", "37℃", "深圳-香港"]
    texts = []
    for _ in range(60):
        parts = [rng.choice(HAN) * rng.randint(2, 6)
                 + (rng.choice(words) + rng.choice(HAN) * 2
                    if rng.random() < 0.4 else "") for _ in range(20)]
        texts.append("，".join(parts) + "。")
    for lines in set_grid(t, texts, em):
        check_columns(t, lines, em)
        for line in lines[:-1]:
            t.check(is_flush(line, em), f"not flush at {em}: {line['text']}")


# Name: columns, lines, and where the glyphs of the first line stand.
ROWS = {
    "Han alone": (4, "一二三四|五", [0, 1, 2, 3]),
    "a mark has a cell": (6, "一，二、三四|五六", [0, 1, 2, 3, 4, 5]),
    "a mark ends a line in a cell": (4, "一二三，|四五", [0, 1, 2, 3]),
    "a mark hangs": (4, "一二三四，|五六", [0, 1, 2, 3, 4]),
    "an opening mark has a cell": (6, "一“二三”四|五六",
                                 [0, 1, 2, 3, 4, 5]),
    "at a line's start too": (4, "“一二三|四”五六", [0, 1, 2, 3]),
    "two marks share a cell": (6, "一”，二三四五|六七",
                               [0, 1, 1.5, 2, 3, 4, 5]),
    "two marks share it at the end": (4, "一二三。”|四五",
                                      [0, 1, 2, 3, 3.5]),
    "an interpunct is centred": (6, "一·二三四五|六七",
                                 [0, 1.25, 2, 3, 4, 5]),
    "a typed space is a cell": (6, "一 二三四五|六七", [0, 1, 2, 3, 4, 5]),
    "—— has two": (6, "一——二三四|五六", [0, 1, 3, 4, 5]),
    "？！ has one": (6, "一？！二三四五|六七", [0, 1, 1.5, 2, 3, 4, 5]),
}


@each(ROWS)
def test_row(t, columns, wanted, places):
    lines, = set_grid(t, [wanted.replace("|", "")], columns)
    t.equal("|".join(measure.texts_of(lines)), wanted, "lines")
    seen = [glyph["x"] for glyph in lines[0]["glyphs"]]
    t.equal(len(seen), len(places), "glyphs")
    for glyph, x in zip(lines[0]["glyphs"], places):
        t.near(glyph["x"], x, 0.001, glyph["c"])


def test_gaps_are_equal(t):
    """RULES 82, 84: the gaps at both sides of a Western run are alike, between
    nothing and half an em where the run's width allows it."""
    texts = [f"天地{word}玄黄" for word in
             ("A", "8", "20", "24", "100", "2024", "GDP", "5.8", "W3C")]
    for lines in set_grid(t, texts, 28, fonts="default"):
        glyphs = lines[0]["glyphs"]
        before = glyphs[2]["x"] - 2
        behind = glyphs[-2]["x"] - glyphs[-3]["x"] - glyphs[-3]["adv"]
        t.near(before, behind, 0.001, lines[0]["text"])
        t.check(-0.001 < before < 0.51, f"{before}: {lines[0]['text']}")


def test_no_word_is_spaced(t):
    """RULES 83, 60–66: nothing is added inside words, numbers and units."""
    texts = mixed_texts(5)
    for lines in set_grid(t, texts, 17):
        for line in lines:
            glyphs = line["glyphs"]
            for a, b, fixed in zip(glyphs, glyphs[1:],
                                   measure.fixed_gaps(glyphs)):
                if fixed and a["c"].isalnum() and b["c"].isalnum():
                    t.near(b["x"] - a["x"] - a["adv"], 0, 0.001,
                           f"{a['c']}{b['c']} in {line['text']}")


def test_scheme_and_level(t):
    """The grid holds with marks of any width, at any level."""
    texts = mixed_texts(6, 40)
    for options in (("--scheme", "half"), ("--scheme", "open"),
                    ("--kinsoku", "none"), ("--kinsoku", "gb")):
        for lines in set_grid(t, texts, 14, *options):
            check_columns(t, lines, 14)


BRIEF = ("“四链”融合，GDP占比达5.81%，其中12家企业的“含深度”，比2023年高出"
         "1.5个百分点；“楼上楼下”模式——首创推出……极大提高了效率。") * 4


def test_pages(t):
    """Body, headings, quotes and lists stand in the columns; the title, which is
    of another size, stands as before."""
    body = (f"{BRIEF}\n\n## 一、把“路”打通，先易后难\n\n{BRIEF}\n\n"
            f"> {BRIEF}\n\n- {BRIEF}\n")
    brief = t.brief(body, title="以GDP之进，拓创新之路")
    layout = t.write("grid.yaml", layouts.on_grid())
    seen = t.inspect(brief, "--layout", layout)
    count = 0
    for page in seen:
        for line in page["lines"]:
            for glyph in line["glyphs"]:
                if is_han(glyph["c"]) and line["role"] in (
                        "body", "level2", "quote", "item"):
                    x = (glyph["x"] - LEFT) / EM
                    t.near(x, round(x), 0.001, f"{glyph['c']} in {line['text']}")
                    count += 1
    t.check(count > 500, f"only {count} Han")
    titles = [[line for page in pages for line in page["lines"]
               if line["role"] == "title"]
              for pages in (seen, t.inspect(brief))]
    t.equal(titles[0], titles[1], "the title")


def test_none_changes_nothing(t):
    """The default, written out or left out, by layout or option."""
    brief = t.brief(BRIEF)
    text = (t.root / "layouts" / "zhuanbao.yaml").read_text("utf-8")
    bare = t.write("bare.yaml", layouts.replace(text, r"(?m)^  grid: none\n",
                                                ""))
    t.equal(t.inspect(brief, "--layout", bare), t.inspect(brief), "pages")
    plain = measure.set_raw(t, mixed_texts(7, 30), 20)
    t.equal(measure.set_raw(t, mixed_texts(7, 30), 20, "--grid", "none"),
            plain, "lines")


def test_wrong_mode(t):
    run = t.zhuanbao("inspect", "--measure", "8", "--grid", "loose", "-")
    t.equal(run.code, 2, "exit code")
    t.check("--grid" in run.err, run.err)
    layout = t.write("wrong.yaml", layouts.on_grid().replace(
        "grid: strict", "grid: loose"))
    run = t.zhuanbao("check", "--layout", layout, t.brief("正文。"))
    t.equal(run.code, 1, "exit code")


def test_judge(t):
    """The outside measure, on the reference brief."""
    t.need("mutool")
    judge = t.need_file(t.shared / "tools" / "judge.py")
    source = t.need_file(t.shared / "seed" / "lingjun-91.md")
    layout = t.write("grid.yaml", layouts.on_grid())
    pdf = t.render(source, "--layout", layout)
    seen = json.loads(t.tool("python3", judge, "--json", pdf).out)
    t.equal(seen["on_grid"], 1.0, "on_grid")
    for name in ("kinsoku_start", "kinsoku_end", "split", "flush_bad",
                 "loose_lines", "squeezed", "uneven_lines", "pair_full",
                 "runt"):
        t.equal(seen[name], 0, name)
