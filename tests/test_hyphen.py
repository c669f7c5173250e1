"""Western words that are too long for their line (RULES 66): where they are
broken, and what is drawn, counted and copied there."""
import json

import layouts
import markdown
from harness import each

HAN = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁"
SOFT = "\u00ad"
READERS = {
    "mutool": ("mutool", "draw", "-q", "-F", "txt", "-o", "-"),
    "pdftotext": ("pdftotext", "-enc", "UTF-8"),
}


def set_at(t, text, em, **options):
    """The lines of one paragraph: lists of glyphs."""
    flags = [part for name, value in options.items()
             for part in (f"--{name}", value)]
    run = t.zhuanbao("inspect", "--measure", em, "--fonts", "noto", *flags,
                     "-", stdin=text + "\n")
    assert run.code == 0, f"exit {run.code}\n{run.err}"
    return [line["glyphs"] for line in json.loads(run.out)["lines"]]


def shown(lines):
    """The lines with | between them and - where a hyphen is drawn."""
    return "|".join("".join(g["c"] for g in line).replace(SOFT, "-")
                    for line in lines)


# Name: em, lines as drawn. A - before | is not in the text.
ROWS = {
    "rather than a gap": (12, "一二三四五六七interna-|tional八九十"),
    "two letters before at least": (
        8, "一二三四五六in-|ternational七"),
    "three letters behind at least": (6, "anniver-|sary一二"),
    "short words stay whole": (8, "一二三四五六|paper七八九十"),
    "capital at the start": (12, "一二三四五六七Interna-|tional八九十"),
    "no hyphen where a line within limits does without": (
        28, HAN[:22] + "|international" + HAN[:6]),
    "word spaces take what there is": (
        16, "the official briefing is set in|representative type faces"),
    "the hyphen of a compound is enough": (
        12, "一二三四五六七八self-|government九十"),
    "not in successive lines": (
        13.5, "一二三四五六七八九interna-|tionalization一二三四五六七|八九十"),
}


@each(ROWS)
def test_row(t, em, wanted):
    text = wanted.replace("self-|", "self\0").replace("-|", "|")
    text = text.replace("self\0", "self-").replace("faces|", "faces ")
    text = text.replace("in|", "in ").replace("|", "")
    lines = shown(set_at(t, text, em))
    t.equal(lines.replace(" |", "|"), wanted, "lines")
