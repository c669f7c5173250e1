"""Other engines' and the standards' own test tables (../shared/rules/data,
where they are present). What we set otherwise is named with its rule."""
import csv
import re

import layouts
from harness import each
from measure import (HARD_BREAK, gaps, may_be_short, right_edge, set_at,
                     texts_of, width_of)

SMALL = 0.0011              # em; positions are printed to 0.00001
OPEN = set("“‘（〔【〖［｛《〈「『")
CLOSE = set("”’）〕】〗］｝》〉」』")
POINTS = set("。．，、；：？！")
MARKS = OPEN | CLOSE | POINTS


def rows(t, name):
    path = t.need_file(t.shared / "rules" / "data" / name)
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t",
                                   quoting=csv.QUOTE_NONE))


def settle(t, what, seen, exceptions, wrong):
    """Every row passes or is named: no exception goes stale unseen.
    `seen` are the ids of all rows, `wrong` maps ids to what was seen."""
    for row in sorted(set(wrong) - set(exceptions)):
        t.check(False, f"{row}: {wrong[row]}")
    for row in sorted(set(exceptions) - set(wrong)):
        t.check(row in seen, f"{row} is no row")
        t.check(row not in seen, f"{row} is right: no exception is needed")
    if t.wrong:
        t.check(False, f"{what}: {len(seen) - len(wrong)} of {len(seen)} as "
                f"in the table, {len(exceptions)} named exceptions")


# --- web-platform-tests, css-text/i18n/zh -----------------------------------

# The 16 rows `pr` contradict UAX #14, `cj` is kana, and `loose` lets marks
# begin a line that CLREQ's lowest level forbids (RULES 53).
ZH_CLASSES = {"cpm", "in", "po", "iteration"}
ZH_LEVELS = {"normal": "gb", "strict": "strict"}


@each(ZH_LEVELS)
def test_wpt_zh_core(t, level):
    """62 rows: which characters begin no line."""
    table = [row for row in rows(t, "wpt-zh-linebreak.tsv")
             if row["class"] in ZH_CLASSES and row["line_break"] in ZH_LEVELS]
    t.equal(len(table), 62, "rows")
    mine = [row for row in table if ZH_LEVELS[row["line_break"]] == level]
    wrong = {}
    found = set_at(t, [row["text"] for row in mine], 6.17, "--kinsoku", level)
    for row, lines in zip(mine, found):
        begins = texts_of(lines)[0] == row["text"][:6]
        if begins != (row["expected"] == "break-before-allowed"):
            wrong[row["id"]] = f"{row['char']} {texts_of(lines)}"
    settle(t, "zh core", [row["id"] for row in mine], {}, wrong)


# --- web-platform-tests, css-text/i18n, opening and closing marks -----------

def is_wide(character):
    """Of Chinese, Japanese or full-width type: 82 rows, the 47 that a Chinese
    text can have among them."""
    return ord(character) >= 0x2E80


@each({level: level for level in ("basic", "gb", "strict")})
def test_wpt_opclns(t, level):
    """What opens ends no line; what closes, or is not a starter, begins none:
    at the table's measure and at every other about it."""
    table = [row for row in rows(t, "wpt-opclns.tsv") if is_wide(row["char"])]
    t.equal(len(table), 82, "rows")
    wrong = {}
    for em in (2, 2.5, 95 / 30, 3.5, 4):
        found = set_at(t, [row["text"] for row in table], f"{em:.4f}",
                       "--kinsoku", level)
        for row, lines in zip(table, found):
            seen = texts_of(lines)
            if row["class"] == "OP":
                good = all(not s.endswith(row["char"]) for s in seen[:-1])
            else:
                good = all(not s.startswith(row["char"]) for s in seen[1:])
            if not good:
                wrong[row["id"]] = f"{row['char']} at {em:.2f} em: {seen}"
    settle(t, "opclns", [row["id"] for row in table], {}, wrong)


# --- web-platform-tests, text-spacing-trim, zh-hans -------------------------

# CSS leaves an opening mark whole at a line start by default, and the first of
# a paragraph with `space-first`.
TRIM_EXCEPTIONS = {
    "wpt-tst-616": "RULES 72: an opening mark is trimmed at every line start",
    "wpt-tst-619": "RULES 72: the same behind a hard break",
    "wpt-tst-626": "RULES 72, 73: a line start and a paragraph start alike",
}


def advances(lines):
    """F for a whole em, H for half of one, | between lines."""
    def letter(advance):
        return "F" if advance >= 0.8 else "H" if advance <= 0.6 else "?"
    return "|".join("".join(letter(g["adv"]) for g in line["glyphs"])
                    for line in lines)


def test_wpt_text_spacing_trim(t):
    """34 pairs of marks, and marks at line edges."""
    table = [row for row in rows(t, "wpt-text-spacing-trim.tsv")
             if row["lang"] == "zh-hans"]
    t.equal(len(table), 34, "rows")
    wrong = {}
    for row in table:
        wanted = row["advances(F=1em,H=0.5em,|=line)"]
        em = 4 if "|" in wanted else 40
        text = row["text"].replace("⏎", HARD_BREAK)
        seen = advances(set_at(t, [text], em)[0])
        if seen != wanted:
            wrong[row["id"]] = f"{row['text']} {seen} for {wanted}"
            if row["id"] in TRIM_EXCEPTIONS:
                t.equal(seen, "FFFF|H", f"{row['id']} {row['text']}")
    settle(t, "zh-hans", [row["id"] for row in table], TRIM_EXCEPTIONS, wrong)


# --- luatex-cn, unbreakable tokens under stress -----------------------------

@each({f"{em} em": em for em in range(8, 29)})
def test_stress_tokens(t, em):
    """RULES 61–64, 74: 110 tokens, none split, no gap inside any. A token
    wider than the measure has to be: by arithmetic, not by a table."""
    table = rows(t, "luatexcn-unbreakable-stress.tsv")
    found = set_at(t, [row["text"] for row in table], em)
    count = 0
    for row, lines in zip(table, found):
        token, many = re.fullmatch(r"(.+)\((\d+)\)",
                                   row["tokens(count)"]).groups()
        t.equal(row["text"].count(token), int(many), f"{token} in the table")
        count += int(many)
        seen = texts_of(lines)
        t.equal("".join(seen), row["text"], f"text of {token}")
        if width_of(t, token) > em:
            continue
        t.equal(sum(s.count(token) for s in seen), int(many),
                f"{token} whole at {em} em: {seen}")
        for line in lines:
            for match in re.finditer(re.escape(token), line["text"]):
                inside = gaps(line)[match.start():match.end() - 1]
                t.check(all(abs(g) < SMALL for _, _, g in inside),
                        f"a gap inside {token}: {line['text']}")
    t.equal(count, 110, "tokens")


# --- xeCJK, paragraphs ------------------------------------------------------

# How a row is set here. Its test's first line is indented, which its text does
# not tell: as many em stand before it, by two Han or (LaTeX's own 15 pt) a Han
# and an interpunct. Or its lines end by the author's hand.
TWO_EM, LATEX = "天地", "天·"
BY_HAND = HARD_BREAK
XECJK_SET = {
    "xecjk-011": TWO_EM, "xecjk-012": TWO_EM, "xecjk-013": TWO_EM,
    "xecjk-014": TWO_EM, "xecjk-015": TWO_EM, "xecjk-016": TWO_EM,
    "xecjk-017": TWO_EM, "xecjk-018": BY_HAND, "xecjk-019": BY_HAND,
    "xecjk-022": TWO_EM, "xecjk-023": TWO_EM, "xecjk-024": TWO_EM,
    "xecjk-025": TWO_EM, "xecjk-026": BY_HAND, "xecjk-027": BY_HAND,
    "xecjk-028": BY_HAND, "xecjk-029": TWO_EM, "xecjk-030": TWO_EM,
    "xecjk-031": TWO_EM, "xecjk-032": TWO_EM, "xecjk-033": TWO_EM,
    "xecjk-034": TWO_EM, "xecjk-035": TWO_EM, "xecjk-036": LATEX,
}
# xeCJK's styles of marks by ours (RULES 70, CLREQ's schemes).
XECJK_SCHEME = {"xecjk-031": "half", "xecjk-032": "open", "xecjk-034": "half"}

# Why our lines are others, and which they are.
TOO_WIDE = ("RULES 71, 81: its last line is 10.5 em wide at a measure of 10, "
            "the 。 beyond the edge, and hanging is off; RULES 86: 十 goes "
            "down with the 。")
XECJK_TOO_WIDE = "一二三四五六七八九|十一二三四五六七八九|十。"
XECJK_EXCEPTIONS = {
    "xecjk-003": (TOO_WIDE, XECJK_TOO_WIDE),
    "xecjk-004": (TOO_WIDE, XECJK_TOO_WIDE),
    "xecjk-005": (TOO_WIDE, XECJK_TOO_WIDE),
    "xecjk-006": (TOO_WIDE, XECJK_TOO_WIDE),
    "xecjk-007": (
        "RULES 57, 86: what the row sends down fits by squeezing marks",
        "标点、标点，标点。标点、标点，标点。「标点」、「『标点』」，"
        "《标点》、〈标点〉。"),
    "xecjk-008": (
        "RULES 86: a Han and its mark are one character, so two go down",
        "字字字字字字字字字字字字字字字字字字|字字。"),
    "xecjk-009": (
        "UAX #14 LB13: a full stop begins no line; xecjk-010 is the same text "
        "so set", "字字字字字）.|字"),
    "xecjk-012": (
        "RULES 57, 86: brackets are squeezed before one Han goes down alone",
        "字字字字字字字|字（——）字字字字字"),
    "xecjk-020": (
        "RULES 71, 78: its first line is 6.5 em wide at a measure of 6; "
        "without the macro, which U+2060 is here, see xecjk-021",
        "字字字字字，|不断行。字字|字字字字字字"),
    "xecjk-025": (
        "RULES 66, 82: its second line is wider than 12 em in our faces; a "
        "typed space between Han and Latin gives way to the gap",
        "这是一段中英文混排|的文字，其中包含English|words和标点符号。还有一|"
        "些数字12345穿插其中。"),
}

# Two ways that are both right: which one, is a matter of the layout's costs.
PULLED_IN = ("RULES 57: four characters more, by squeezing marks to half",
             "标点、标点，标点。标点、标点，标点。标点、标点，标点。"
             "「标点」、「『标点』」，|"
             "《标点》、〈标点〉。「标点。」「『标』点，」《标点。》")
XECJK_ALSO_RIGHT = {"xecjk-030": PULLED_IN, "xecjk-033": PULLED_IN,
                    "xecjk-035": PULLED_IN}


def test_xecjk_lines(t):
    """36 paragraphs: good for where lines break, not for widths."""
    table = rows(t, "xecjk-lines.tsv")
    t.equal(len(table), 36, "rows")
    wrong = {}
    for row in table:
        wanted = [line.strip() for line in row["lines"].split("|")]
        way = XECJK_SET.get(row["id"], "")
        text = (BY_HAND.join(wanted) if way == BY_HAND
                else way + "".join(wanted))
        scheme = XECJK_SCHEME.get(row["id"], "full")
        em = re.match(r"[\d.]+", row["line_width"])[0]
        seen = texts_of(set_at(t, [text], em, "--scheme", scheme)[0])
        seen[0] = seen[0].removeprefix(way)
        also = XECJK_ALSO_RIGHT.get(row["id"], ("", ""))[1]
        if seen != wanted and "|".join(seen) != also:
            wrong[row["id"]] = f"{row['test']}: {'|'.join(seen)}"
            if row["id"] in XECJK_EXCEPTIONS:
                t.equal("|".join(seen), XECJK_EXCEPTIONS[row["id"]][1],
                        f"{row['id']} {row['test']}")
    settle(t, "xeCJK", [row["id"] for row in table], XECJK_EXCEPTIONS, wrong)


def test_xecjk_line_too_wide(t):
    """The arithmetic of xecjk-003 … 006, 020 and 025."""
    for text, em in {"一二三四五六七八九十。": 10, "字字字字字，不": 6,
                     "文字，其中包含English words": 12}.items():
        t.check(len(set_at(t, [text], em)[0]) > 1, f"{text} fits {em} em")
    lines, = set_at(t, ["字字字字字，\u2060不断行。字字字字字字"], 6)
    t.check(all(not line["text"].endswith("，\u2060") for line in lines),
            f"the author's no-break: {texts_of(lines)}")


# --- Typst, its tests and its list of gaps ----------------------------------

NOT_OURS = {
    "typ-02": "Traditional Chinese (Taiwan)",
    "typ-21": "Traditional Chinese (Hong Kong)",
    "typ-39": "Traditional Chinese (Taiwan), centred marks",
    "typ-24": "GB/T 9704 numbers no heading by 〔1〕 (RULES 25)",
    "typ-28": "no displayed formulas",
    "typ-37": "headings wrap flush, not hanging (RULES 24)",
}
MEASURES = range(5, 24)


def unspaced(text):
    """A space at a line end, or between Han and Latin, is not set."""
    return re.sub(rf"[ {HARD_BREAK}]", "", text)


class Row:
    """A row of the Typst table, set in the way that its check asks for."""

    def __init__(self, t, row):
        self.t = t
        self.name = f"{row['id']} {row['case']}"
        self.text = row["text"].replace("⏎", HARD_BREAK)

    def lines(self, em):
        lines, = set_at(self.t, [self.text], em)
        self.t.equal(unspaced("".join(texts_of(lines))), unspaced(self.text),
                     f"{self.name}: text at {em} em")
        return lines

    def check(self, right, what):
        self.t.check(right, f"{self.name}: {what}")

    def near(self, seen, expected, what):
        self.t.near(seen, expected, SMALL, f"{self.name}: {what}")


def width(line, mark, at=0):
    """The advance of the mark's `at`-th glyph."""
    return [g["adv"] for g in line["glyphs"] if g["c"] == mark][at]


def one_line(row):
    line, = row.lines(40)
    return line


def marks_and_edges(row, *measures):
    """RULES 70–72, 53, 54, 77: pairs squeezed, half marks at both edges, no
    forbidden start or end, flush."""
    for em in measures:
        lines = row.lines(em)
        for line in lines:
            first, last = line["glyphs"][0], line["glyphs"][-1]
            for a, b in zip(line["glyphs"], line["glyphs"][1:]):
                bracket = a["c"] in OPEN | CLOSE or b["c"] in OPEN | CLOSE
                if bracket and {a["c"], b["c"]} <= MARKS:
                    row.check(a["adv"] + b["adv"] < 1.5 + SMALL,
                              f"{a['c']}{b['c']} at {em} em")
            if first["c"] in OPEN:
                row.near(first["adv"], 0.5, f"line start at {em} em")
            if last["c"] in CLOSE | POINTS:
                row.near(last["adv"], 0.5, f"line end at {em} em")
        for before, line in zip(lines, lines[1:]):
            row.check(before["text"][-1] not in OPEN
                      and line["text"][0] not in CLOSE | POINTS,
                      f"{before['text']}|{line['text']}")
            hard = before["text"] + HARD_BREAK in row.text
            if not hard and not may_be_short(before, em):
                row.near(right_edge(before), em, f"edge: {before['text']}")


def squeezed(**widths):
    def check(row):
        for marks, wanted in widths.items():
            line = one_line(row)
            at = line["text"].index(marks[0])
            seen = sum(g["adv"] for g in line["glyphs"][at:at + len(marks)])
            row.near(seen, wanted, marks)
    return check


def at_measures(*measures):
    return lambda row: marks_and_edges(row, *measures)


def han_latin_gaps(row):
    """RULES 82: a quarter em between Han and Latin, none beside marks."""
    for before, behind, gap in gaps(one_line(row)):
        border = before.isascii() != behind.isascii() and not (
            {before, behind} & MARKS)
        row.near(gap, 0.25 if border else 0, f"between {before} and {behind}")


def no_gap_at_hard_break(em):
    def check(row):
        above, below = row.lines(em)
        row.near(below["glyphs"][0]["x"], 0, "line start")
        row.near(right_edge(above), sum(g["adv"] for g in above["glyphs"])
                 + sum(g for *_, g in gaps(above)), "line end")
        row.near(above["glyphs"][-1]["adv"], 1, "the last Han")
    return check


def brief_line(row, text):
    """The one line of a text with Markdown, in em from the left edge."""
    row.t.write("bare.yaml", layouts.bare())
    page, = row.t.inspect(row.t.brief(text, title=None),
                          "--layout", row.t.tmp / "bare.yaml")
    line, = page["lines"]
    for glyph in line["glyphs"]:
        glyph["x"] = (glyph["x"] - 28) / layouts.EM
        glyph["adv"] /= layouts.EM
    return page, line


def note_marks(row):
    """RULES 65, 82: no gap before a note mark."""
    _, line = brief_line(row, re.sub(r"\[(/?sup)\]", r"<\1>", row.text))
    for before, behind, gap in gaps(line):
        if behind in "12":
            row.near(gap, 0, f"before the note {behind}")


def never_parted(pair, *measures):
    def check(row):
        for em in measures:
            seen = texts_of(row.lines(em))
            row.check(any(pair in s for s in seen), f"{em} em: {seen}")
            marks_and_edges(row, em)
    return check


def begins_no_line(mark):
    def check(row):
        for em in MEASURES:
            seen = texts_of(row.lines(em))
            row.check(all(not s.startswith(mark) for s in seen),
                      f"{em} em: {seen}")
    return check


def dash_inside(row):
    """RULES 60: —— ends line 1, inside the measure."""
    line = row.lines(9)[0]
    row.check(line["text"] == "娜拉走后怎样？——", f"line 1: {line['text']}")
    row.near(right_edge(line), 9, "right edge")


def paragraph_start(row):
    """RULES 73: behind an indent of 2 em, ink at 2 em, not at 2.5."""
    layout = layouts.replace(layouts.bare(8), r"(?s)(  body:.*?first-line:) 0",
                             r"\1 2字")
    row.t.write("indent.yaml", layout)
    page, = row.t.inspect(row.t.brief(row.text, title=None),
                          "--layout", row.t.tmp / "indent.yaml")
    second = page["lines"][0]["glyphs"][1]
    row.t.near((second["x"] - 28) / layouts.EM, 2.5, 0.01,
               f"{row.name}: x of {second['c']} in em")


def even_pitch(row):
    """RULES 80, 85: the same distance between all Han of a line."""
    for line in row.lines(7.5):
        spaces = [gap for *_, gap in gaps(line)]
        row.near(max(spaces), min(spaces), f"gaps of {line['text']}")


def stop_on_line_four(row):
    seen = texts_of(row.lines(8))
    row.check(len(seen) == 4 and seen[-1].endswith("。"), f"{seen}")
    marks_and_edges(row, 8)


def number_and_edges(*tokens):
    """RULES 61, 62, 77: numbers whole; both edges, whatever the line holds."""
    def check(row):
        for em in MEASURES:
            seen = texts_of(row.lines(em))
            for token in tokens:
                row.check(any(token in s for s in seen), f"{em} em: {seen}")
        marks_and_edges(row, *range(8, 24))
    return check


def equal_gaps_about_digit(row):
    line = row.lines(3)[0]
    row.check(line["text"] == "第1回", f"line 1: {line['text']}")
    before, behind = [gap for *_, gap in gaps(line)]
    row.near(before, behind, "the gaps beside 1")
    row.near(right_edge(line), 3, "right edge")


def underline_ends_with_name(row):
    """RULES 90, 82: the line below a name does not run into the gap."""
    page, line = brief_line(row, re.sub(r"\[(/?u)\]", r"<\1>", row.text))
    mark, = page["marks"]
    row.check((mark["x"] + mark["w"] - 28) / layouts.EM < 3 + SMALL,
              f"the line below ends at {mark['x'] + mark['w']:.3f} mm")


def quotes_by_context(row):
    """RULES 75: Chinese quotes full-width, an apostrophe narrow."""
    line = one_line(row)
    row.near(width(line, "“"), 0.5, "“ behind ：")
    row.near(width(line, "‘"), 1, "‘")
    row.near(width(line, "’"), 1, "’")
    row.check(width(line, "'") < 0.4, "the apostrophe is wide")


def quotes_mended(row):
    """RULES 104: `check --fix` writes straight quotes as “ ‘ ’ ”."""
    brief = row.t.brief(row.text)
    row.t.zhuanbao("check", "--fix", brief)
    row.check("“掌柜说，‘还欠钱呢！’到了端午又说‘还欠钱呢！’到中秋可是没有"
              "说。”" in brief.read_text("utf-8"), brief.read_text("utf-8"))


def no_gap_behind_number(row):
    line = one_line(row)
    row.near(line["glyphs"][2]["x"], 2, "x of 标")


def across_styles(row):
    """RULES 70: marks that meet are squeezed across a change of style."""
    for text in ("**噫）**。嘘）．唏", "噫）**。嘘**）．唏"):
        _, line = brief_line(row, text)
        row.t.near(width(line, "）"), 0.5, 0.001, f"{row.name}: ） in {text}")


TYPST = {
    "typ-01": squeezed(**{"》！？": 1.5}),
    "typ-03": squeezed(**{"？": 0.5}),
    "typ-04": squeezed(**{"〉": 0.5}),
    "typ-05": squeezed(**{"〕：": 1.5}),
    "typ-06": at_measures(21, *MEASURES),
    # 16159—2012 and Einstein）】 are wider than a line of 5 em.
    "typ-07": at_measures(21, *MEASURES[1:]),
    "typ-08": at_measures(21, *MEASURES[1:]),
    **{f"typ-{n:02}": at_measures(21, *MEASURES) for n in range(9, 12)},
    "typ-12": han_latin_gaps,
    "typ-13": han_latin_gaps,
    "typ-14": no_gap_at_hard_break(40),
    "typ-15": no_gap_at_hard_break(2.3),
    "typ-16": note_marks,
    "typ-17": at_measures(8, *MEASURES[4:]),
    "typ-18": at_measures(8, *MEASURES),
    "typ-19": at_measures(8, *MEASURES),
    "typ-20": at_measures(17, *MEASURES),
    "typ-22": at_measures(10, *MEASURES),
    "typ-23": never_parted("），", *range(15, 28)),
    "typ-25": begins_no_line("·"),
    "typ-26": dash_inside,
    "typ-27": paragraph_start,
    "typ-29": even_pitch,
    "typ-30": stop_on_line_four,
    "typ-31": number_and_edges("4,000"),
    "typ-32": equal_gaps_about_digit,
    "typ-33": underline_ends_with_name,
    "typ-34": quotes_by_context,
    "typ-35": quotes_mended,
    "typ-36": no_gap_behind_number,
    "typ-38": across_styles,
    "typ-40": number_and_edges("11.6%", "2025"),
}


def test_typst_rows_are_all_there(t):
    table = {row["id"] for row in rows(t, "typst-cjk.tsv")}
    t.equal(len(table), 40, "rows")
    t.equal(set(TYPST) | set(NOT_OURS), table, "rows with a check or a reason")
    t.equal(set(TYPST) & set(NOT_OURS), set(), "rows with both")


@each({name: name for name in TYPST})
def test_typst(t, name):
    row, = (row for row in rows(t, "typst-cjk.tsv") if row["id"] == name)
    TYPST[name](Row(t, row))
