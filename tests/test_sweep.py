"""Our own sweep: every mark and every pair of marks at every column of a line,
at each level of kinsoku; and the order in which a line gives and takes space,
by the steps that layouts/zhuanbao.yaml lists (RULES 52–66, 68–80)."""
import csv
import functools
import json
import math
import random

from harness import ROOT, each
from measure import (CONNECTORS, fixed_gaps, gaps, is_western, set_at, set_raw,
                     text_section, width_of)

HAN = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁"
EDGE = 0.001                # em
EQUAL = 0.01                # em: RULES 80
OPEN = set("“‘（〔【〖［｛《〈「『")
CLOSE = set("”’）〕】〗］｝》〉」』")
COMMAS = set("，、；：")
STOPS = set("。．？！")
MARKS = OPEN | CLOSE | COMMAS | STOPS
HALVES = set("·／–-/")
DOUBLES = ["——", "……", "⋯⋯"]
# Where CLREQ's own table is not at hand.
OWN_LIST = sorted(MARKS | HALVES) + DOUBLES + ["⸺", "—", "～"]

NOT_AT_START = {
    "none": set(),
    "basic": CLOSE | COMMAS | STOPS | HALVES | CONNECTORS,
}
NOT_AT_START["gb"] = NOT_AT_START["basic"]
NOT_AT_START["strict"] = NOT_AT_START["basic"] | set("—⸺…⋯")
NOT_AT_END = {"none": set(), "basic": OPEN, "gb": OPEN | set("/／")}
NOT_AT_END["strict"] = NOT_AT_END["gb"]
LEVELS = list(NOT_AT_START)


def all_marks(t):
    path = t.shared / "rules" / "data" / "clreq-punct.tsv"
    if not path.exists():
        return OWN_LIST
    with open(path, encoding="utf-8", newline="") as file:
        marks = [row["char"] for row in csv.DictReader(
            file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    assert sorted(marks) == sorted(OWN_LIST), "the table is another"
    return marks


# --- How wide a line is before it is adjusted (RULES 68–74) -----------------

def plain_width(glyph):
    text = glyph["c"]
    if is_western(text) or text == "℃":
        return glyph["adv"]             # as wide as its face has it
    if text in HALVES:
        return 0.5
    return 2.0 if text == "⸺" else float(len(text))


def natural(glyphs):
    """The width of each glyph of a line, and the room that it can give up."""
    texts = [glyph["c"] for glyph in glyphs]
    widths = [plain_width(glyph) for glyph in glyphs]
    room = [0.5 if text in MARKS else 0.0 for text in texts]
    run = 0
    for i, text in enumerate(texts + [" "]):
        if text in "？！":
            run += 1
            continue
        if run > 1:                     # two in one em, three in two
            for k in range(i - run, i):
                widths[k], room[k] = (0.5 if run == 2 else 2 / 3), 0.0
        run = 0

    def trim(i):
        widths[i] -= room[i]
        room[i] = 0.0

    for i, (left, right) in enumerate(zip(texts, texts[1:])):
        if left in MARKS and right in OPEN:
            if left in OPEN or room[i]:
                trim(i + 1)
        elif left in MARKS - OPEN and right in MARKS:
            trim(i)
    if texts[0] in OPEN:
        trim(0)
    if texts[-1] in MARKS - OPEN:
        trim(-1)
    return widths, room


# --- The order of the steps (RULES 78–80) -----------------------------------

# A place gives or takes space: (what it is, how much it gave or took, how wide
# it is by nature). A line has few different ones, however long it is; PLACES
# maps each to what it is called in a finding.

def room_up_to(place, limit, sign):
    """How much a place may give (sign −1) or take (1) up to a step's limit."""
    what, _, nature = place
    if what in ("word-space", "han-latin"):
        return max(0.0, sign * (limit - nature))
    return limit if sign > 0 else 0.5


def shares(place, steps, sign):
    """What a place uses of each step, and what it could: [(used, room)]. The
    last step of expansion is between all characters, without a limit."""
    left, reached, found = place[1], 0.0, []
    for at, (what, limit) in enumerate(steps):
        room = 0.0
        if sign > 0 and at + 1 == len(steps):
            room = math.inf
        elif what == place[0]:
            room = max(0.0, room_up_to(place, limit, sign) - reached)
            reached += room
        used = min(left, room)
        left -= used
        found.append((used, room))
    return found, left


def order_faults(places, steps, sign):
    """Steps used before the earlier ones are used up, and unequal shares."""
    table = []
    for place, name in places.items():
        found, left = shares(place, steps, sign)
        table.append((name, found))
        if left > EDGE:
            yield f"{name} moved by {place[1]:.3f}: beyond its limit"
    short = ""
    for at, (what, _) in enumerate(steps):
        users = [(found[at], name) for name, found in table if found[at][1]]
        step = f"step {at + 1} ({what})"
        for (used, _), name in users:
            if short and used > 2 * EDGE:
                yield f"{step} at {name} before {short}"
                break
        same = {}
        for (used, room), _ in users:
            same.setdefault(round(room, 3), []).append(used)
        for used in same.values():
            if max(used) - min(used) > EQUAL:
                yield (f"{step}: shares from {min(used):.3f} to "
                       f"{max(used):.3f}")
        for (used, room), name in users:
            if not short and used < room - 2 * EDGE:
                short = f"{step} is used up at {name}"


@functools.cache
def layout_rules():
    """The layout's steps and its gap between Han and Latin."""
    return text_section((ROOT / "layouts" / "zhuanbao.yaml").read_text("utf-8"))


def giving_kind(text):
    if text in OPEN | CLOSE:
        return "bracket"
    return "comma" if text in COMMAS else "stop"


class LineCheck:
    """The geometry of one line."""

    def __init__(self, glyphs, em, last, space):
        self.glyphs, self.em, self.last = glyphs, em, last
        self.space = space              # the natural word space
        self.rules = layout_rules()
        self.gap = int(self.rules["han-latin"]) / 1000
        self.give, self.take = {}, {}   # places and their names
        self.given = self.taken = 0.0
        self.places = 0                 # that take
        self.moved = []                 # what must not move, and did
        self.measure()

    def is_border(self, i):
        """Whether a Han and a Western word meet before glyph i."""
        before, here = self.glyphs[i - 1]["c"], self.glyphs[i]["c"]
        return (before in HAN and is_western(here)
                or here in HAN and is_western(before))

    def measure(self):
        glyphs = self.glyphs
        widths, room = natural(glyphs)
        fixed = [True] + fixed_gaps(glyphs)
        end, before = 0.0, ""
        for i, glyph in enumerate(glyphs):
            text, given = glyph["c"], widths[i] - glyph["adv"]
            gap = glyph["x"] - end
            end = glyph["x"] + glyph["adv"]
            if text == " ":
                self.glue("word-space", glyphs[i + 1]["x"] - glyph["x"] + gap,
                          self.space, "a space")
                before = text
                continue
            if room[i] and i != (0 if text in OPEN else len(glyphs) - 1):
                self.note(self.give, giving_kind(text), given, 0.5, text)
                self.given += given
            elif abs(given) > EDGE:
                self.moved.append(f"{text} is {glyph['adv']:.3f} wide, not "
                                  f"{widths[i]:.3f}")
            if before == " ":
                pass
            elif i and self.is_border(i):
                self.glue("han-latin", gap, self.gap, before + text)
            elif fixed[i]:
                if abs(gap) > EDGE:
                    self.moved.append(f"{gap:.3f} before {text}")
            else:
                self.places += 1
                self.note(self.take, "any", gap, 0.0, before + text)
                self.taken += gap
            before = text

    def note(self, places, what, amount, nature, name):
        places.setdefault((what, round(amount, 4), nature), name)

    def glue(self, what, width, nature, name):
        """A gap that may give and take."""
        less, more = max(0.0, nature - width), max(0.0, width - nature)
        self.note(self.give, what, less, nature, name)
        self.note(self.take, what, more, nature, name)
        self.given += less
        self.taken += more
        self.places += 1

    def faults(self):
        last = self.glyphs[-1]
        lack = self.em - last["x"] - last["adv"]
        yield from self.moved
        if abs(self.glyphs[0]["x"]) > EDGE:
            yield f"begins at {self.glyphs[0]['x']}"
        if lack < -EDGE:
            yield f"{-lack:.4f} beyond the edge"
        # It may stay short where a gap would have to exceed an em.
        if not self.last and EDGE < lack <= self.places:
            yield f"{lack:.4f} short of the edge"
        if self.last and self.taken > EDGE:
            yield f"the last line is spread by {self.taken:.3f}"
        if self.given > EDGE and self.taken > EDGE:
            yield f"gives {self.given:.3f} and takes {self.taken:.3f}"
        yield from order_faults(self.give, self.rules["compress"], -1)
        yield from order_faults(self.take, self.rules["expand"], 1)


# --- Breaks -----------------------------------------------------------------

def break_faults(before, behind, level):
    """What is wrong with a line end between two texts."""
    first, last = behind[0], before[-1]
    run = len(before) - len(before.rstrip("—"))
    if first == "—" and run % 2:
        yield "a dash is split"
    if first in "…⋯" and (len(before) - len(before.rstrip("…⋯"))) % 2:
        yield "an ellipsis is split"
    lone = first == "—" and run == 0 and behind[1:2] != "—"
    if first in NOT_AT_START[level] or lone and level != "none":
        yield f"{first} begins a line"
    if last in NOT_AT_END[level]:
        yield f"{last} ends a line"


def lines_of(row):
    """The lines of a row of JSON, each as its text and the text of its glyphs,
    which is cheaper than to read them all."""
    for line in row.removeprefix('{"lines":[{"text":"').removesuffix(
            "]}]}").split(']},{"text":"'):
        text, glyphs = line.split('","glyphs":[', 1)
        yield text, glyphs


class Sweep:
    """Checks many paragraphs set at one measure, at one or several levels."""

    MOST = 30                           # faults printed

    def __init__(self, t, em, space=0.0):
        self.t, self.em, self.space = t, em, space
        self.known = {}
        self.paragraphs = self.lines = self.wrong = 0

    def fault(self, level, seen, what):
        self.wrong += 1
        if self.wrong <= self.MOST:
            self.t.check(False, f"{level}: {seen}: {what}")

    def line_faults(self, glyphs, last):
        """A line that came out like another needs no second look."""
        key = glyphs, last
        if key not in self.known:
            self.known[key] = list(LineCheck(json.loads(f"[{glyphs}]"), self.em,
                                             last, self.space).faults())
        return self.known[key]

    def paragraph(self, level, text, row):
        lines = list(lines_of(row))
        texts = [text for text, _ in lines]
        seen = "|".join(texts)
        self.paragraphs += 1
        self.lines += len(lines)
        # A space at a line end, or between Han and Latin, is not set.
        if seen.replace("|", "").replace(" ", "") != text.replace(" ", ""):
            self.fault(level, seen, f"is not {text}")
        for before, behind in zip(texts, texts[1:]):
            for what in break_faults(before, behind, level):
                self.fault(level, seen, what)
        for at, (_, glyphs) in enumerate(lines, 1):
            for what in self.line_faults(glyphs, at == len(lines)):
                self.fault(level, seen, f"line {at}: {what}")

    def run(self, texts, *levels):
        if self.t.sanitized():
            texts = texts[::5] or texts
        for level in levels:
            rows = set_raw(self.t, texts, self.em, "--kinsoku", level)
            for text, row in zip(texts, rows):
                self.paragraph(level, text, row)

    def close(self, least):
        """Says how many faults there were, and that enough was looked at."""
        if self.t.sanitized():
            least //= 6
        self.t.check(self.paragraphs >= least,
                     f"only {self.paragraphs} paragraphs")
        if self.wrong:
            self.t.check(False, f"{self.wrong} faults in {self.lines} lines of "
                         f"{self.paragraphs} paragraphs")


PARTS = {f"part {part + 1} of 4": part for part in range(4)}


def tokens(t):
    """All marks and pairs. - and / are Western beside each other, and nobody
    writes a single — beside a double one."""
    marks = all_marks(t)
    pairs = [a + b for a in marks for b in marks]
    return marks + [pair for pair in pairs
                    if not pair.isascii() and pair not in ("—⸺", "⸺—")]


def sweep_pairs(t, em, texts_of_token, part, least):
    """A text's first - or / connects nothing: there it is a Western sign."""
    sweep = Sweep(t, em)
    texts = [text for token in tokens(t)[part::len(PARTS)]
             for text in texts_of_token(token) if text[0] not in "-/"]
    sweep.run(texts, *LEVELS)
    sweep.close(least)


@each(PARTS)
def test_every_pair_at_every_column_of_12(t, part):
    """One mark or pair at each column, Han on both sides."""
    sweep_pairs(t, 12, lambda token: [
        HAN[:column] + token + HAN[column:][:15 - column]
        for column in range(13)], part, 23000)


@each(PARTS)
def test_every_pair_at_every_column_of_28(t, part):
    """The same mark or pair four times a line, moved by one through its
    columns: several places to share what is given and taken."""
    sweep_pairs(t, 28, lambda token: [
        HAN[:shift] + "".join(token + HAN[7 * k:][:5] for k in range(4))
        + token + HAN[:8] for shift in range(7)], part, 12000)


def next_end(text, end, level):
    """The next place behind `end` where a line of the text may end."""
    for k in range(end + 1, len(text)):
        if not any(break_faults(text[:k], text[k:], level)):
            return k
    return len(text)


def test_first_in_then_out(t):
    """RULES 57, 77: no line is spread that could have taken in what follows,
    which set alone would have fitted it."""
    level = "strict"
    texts = [HAN[:column] + token + HAN[column:][:15 - column]
             for token in tokens(t)[::4] for column in range(4, 13)]
    tried = []
    for text, lines in zip(texts, set_at(t, texts, 12, "--kinsoku", level)):
        line = lines[0]["text"]
        if len(lines) > 1 and sum(g for *_, g in gaps(lines[0])) > EQUAL:
            tried.append((text[:next_end(text, len(line), level)], line))
    alone = set_at(t, [text for text, _ in tried], 12, "--kinsoku", level)
    for (text, line), lines in zip(tried, alone):
        t.check(len(lines) > 1, f"{line} is spread, but {text} fits")
    t.check(len(tried) > 300, f"only {len(tried)} lines are spread")


PIECES = ["天", "玄黄", "宇宙洪", "日月盈昃", "GDP", "2024", "95%", "37℃", "A",
          "on the way", "international", "1,234", "，", "。", "、", "；", "：",
          "“天地”", "《宙》", "（寒）", "……", "——", "～", "·", "／", "？！"]


@each({f"{em} em": em for em in (12, 17, 20, 24, 28)})
def test_order_of_steps_in_mixed_text(t, em):
    """RULES 78–80 where all steps have places: words, numbers, marks."""
    dice = random.Random(em)
    texts = []
    for _ in range(500):
        pieces = ["天"]
        while len("".join(pieces)) < 90:
            piece = dice.choice(PIECES)
            # A mark or a word stands between Han.
            if piece[0] in HAN or pieces[-1][-1] in HAN:
                pieces.append(piece)
        texts.append("".join(pieces) + "收冬")
    sweep = Sweep(t, em, space=width_of(t, "a b") - width_of(t, "a")
                  - width_of(t, "b"))
    sweep.run(texts, "strict")
    sweep.close(500)


def test_long_paragraph(t):
    """A paragraph of 100,000 characters: no fault in any of its lines."""
    text = "".join(HAN[k % 20:][:7] + "，" + HAN[:k % 9] + "。"
                   for k in range(10000))[:100000]
    sweep = Sweep(t, 28)
    sweep.run([text], "strict")
    sweep.close(1)
    t.check(sweep.lines > 3000, f"only {sweep.lines} lines")
