"""Paragraphs set at a measure of so many em, by `inspect --measure`."""
import json
import re

HARD_BREAK = "\u2028"
SOFT_HYPHEN = "\u00ad"
CONNECTORS = set("–-～/／")
WIDE = 400                  # em: everything stands on one line


def set_raw(t, texts, em, *options, fonts="noto"):
    """One row of JSON for each text. All texts go through one process."""
    texts = list(texts)
    run = t.zhuanbao("inspect", "--measure", em, "--fonts", fonts, *options,
                     "-", stdin="\n".join(texts) + "\n")
    # A character that no font has is an error, but has its place all the same.
    assert run.code == 0 or "[missing-glyph]" in run.err, (
        f"inspect --measure: exit {run.code}\n{run.err}")
    rows = run.raw.decode("utf-8").split("\n")[:-1]
    assert len(rows) == len(texts), f"{len(rows)} rows of {len(texts)} texts"
    return rows


def set_at(t, texts, em, *options, fonts="noto"):
    """For each text its lines: {"text": …, "glyphs": [{c, x, adv}]} in em."""
    return [json.loads(row)["lines"]
            for row in set_raw(t, texts, em, *options, fonts=fonts)]


def texts_of(lines):
    return [line["text"] for line in lines]


def right_edge(line):
    last = line["glyphs"][-1]
    return last["x"] + last["adv"]


def gaps(line):
    """(glyph before, glyph behind, space between them)."""
    glyphs = line["glyphs"]
    return [(a["c"], b["c"], b["x"] - a["x"] - a["adv"])
            for a, b in zip(glyphs, glyphs[1:])]


def is_western(text):
    """A hyphen or solidus, which connects, is fixed on both sides anyway; the
    hyphen that a line end draws is a letter of its word."""
    return text == SOFT_HYPHEN or text.isascii() and text not in " -/"


def fixed_gaps(glyphs):
    """For each gap of a line whether RULES 60–66 and 79 forbid any space in
    it: inside a word, a number or a unit, beside what connects."""
    texts = [glyph["c"] for glyph in glyphs]
    connects = [text in CONNECTORS or text == "—" and "—" not in (
                    texts[i - 1][-1] if i else "", "".join(texts[i + 1:i + 2]))
                for i, text in enumerate(texts)]
    ellipses = dashes = 0
    fixed = []
    for i, (before, behind) in enumerate(zip(texts, texts[1:])):
        ellipses = ellipses + 1 if before in "…⋯" else 0
        dashes = dashes + len(before) if before[0] == "—" else 0
        fixed.append(
            is_western(before) and is_western(behind)
            or connects[i] or connects[i + 1]
            or ellipses % 2 == 1 and behind in "…⋯"
            or dashes % 2 == 1 and behind[0] == "—"
            or before in "？！" and behind in "？！"
            or before.isdigit() and behind in "℃℉％‰")
    return fixed


def may_be_short(line, em):
    """RULES 77: a line reaches the edge, but where a gap would have to be
    wider than an em."""
    return em - right_edge(line) > fixed_gaps(line["glyphs"]).count(False)


def width_of(t, text):
    """The width of a text on a line of its own, nothing adjusted."""
    (line,), = set_at(t, [text], WIDE)
    return right_edge(line)


def text_section(layout):
    """The rules of line setting in a layout: its numbers and words by name,
    and its steps as [(what, limit in em or None)]."""
    section = re.search(r"(?ms)^text:\n(.*?)(?=^\S)", layout)[1]
    rules = dict(re.findall(r"^  ([a-z-]+): (\S+)", section, re.M))
    for name in ("compress", "expand"):
        block = re.search(rf"(?m)^  {name}:\n((?:    -.*\n)+)", section)[1]
        rules[name] = [(what, int(limit) / 1000 if limit else None)
                       for what, limit in re.findall(
                           r"what: ([a-z-]+)(?:, limit: (\d+))?", block)]
    return rules
