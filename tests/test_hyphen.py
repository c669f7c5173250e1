"""Western words that are too long for their line (RULES 66): where they are
broken, and what is drawn, counted and copied there."""
import json
import re

import harness
import layouts
import markdown
from harness import each

HAN = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁"
SOFT = "\u00ad"
READERS = {
    "mutool": ("mutool", "draw", "-q", "-F", "txt", "-o", "-"),
    "pdftotext": ("pdftotext", "-enc", "UTF-8"),
}


def set_at(t, text, em, *options):
    """The lines of one paragraph: lists of glyphs."""
    run = t.zhuanbao("inspect", "--measure", em, "--fonts", "noto", *options,
                     "-", stdin=text + "\n")
    assert run.code == 0, f"exit {run.code}\n{run.err}"
    return [line["glyphs"] for line in json.loads(run.out)["lines"]]


def shown(lines):
    """The lines with | between them and = where a hyphen is drawn."""
    return "|".join("".join(g["c"] for g in line).replace(SOFT, "=")
                    for line in lines)


# Name: em, lines as drawn. Neither = nor | are in the text, + is a typed space
# at a line's end.
ROWS = {
    "rather than a gap": (12, "一二三四五六七interna=|tional八九十"),
    "two letters before": (8, "一二三四五六in=|ternational七"),
    "not the last two": (7, "一二三四re=|cently五六"),
    "the word fits": (6, "anniversary|一二"),
    "the word does not": (5, "anniver=|sary一二"),
    "short words stay whole": (8, "一二三四五六|paper七八九十"),
    "a capital at the start": (12, "一二三四五六七Interna=|tional八九十"),
    "none for a gap of 0.028 em": (
        75, (HAN * 3)[:73] + "|international" + HAN[:6]),
    "one for a gap of 0.035 em": (
        60, (HAN * 3)[:58] + "in=|ternational" + HAN[:6]),
    "word spaces give first": (
        15, "the official briefing is set in+|representative type faces"),
    "word spaces have no more": (
        16, "the official briefing is set in rep=|resentative type faces"),
    "a typed hyphen is enough": (12, "一二三四五六七八self-|government九十"),
    "not in lines that follow each other": (
        20, "天地玄黄宇international天地玄黄宇宙洪，|infrastructure天地玄黄宇宙洪"
        "representa=|tion天地玄黄"),
    "in lines that follow where all else is worse": (
        4.2, "interna=|tional=|ization|一二"),
    "not with capitals inside": (8, "一二三四五六|ChatGpting七八"),
    "not with digits": (8, "一二三四五六|covid-19related|七八"),
    "not in an address": (12, "一二三四五|someone@example.com|七"),
}

# The same of texts where ~ is a soft hyphen. It is drawn where = is.
TYPED = {
    "at the author's points": (
        12, "一二三四五六七inter~nation~al八九十",
        "一二三四五六七inter=|national八九十"),
    "at those alone": (
        8, "一二三四in~ternationalize七", "一二三四in=|ternationalize七"),
    "with capitals": (8, "一二三四五六OE~CD七八", "一二三四五六OE=|CD七八"),
    "in a ligature": (6, "一二三四of~fice五六", "一二三四of=|fice五六"),
    "no hyphen between Han": (8, "一二三四五六七八~九", "一二三四五六七八|九"),
}


@each(ROWS)
def test_points(t, em, wanted):
    if "=" in wanted and "=" not in shown(set_at(t, "anniversary", 5)):
        raise harness.Skip("the patterns are not installed")
    text = re.sub("[=|]", "", wanted).replace("+", " ")
    t.equal(shown(set_at(t, text, em)), wanted.replace("+", ""), "lines")


@each(TYPED)
def test_soft_hyphens(t, em, text, wanted):
    t.equal(shown(set_at(t, text.replace("~", SOFT), em)), wanted, "lines")


def test_the_hyphen_counts(t):
    """It stands at the edge, and its width is part of the line."""
    lines = set_at(t, f"一二三四五六七interna{SOFT}tional八九十", 12)
    hyphen, before = lines[0][-1], lines[0][-2]
    t.equal(hyphen["c"], SOFT, "its character")
    t.check(0.2 < hyphen["adv"] < 0.5, f"{hyphen['adv']} em wide")
    t.near(hyphen["x"] + hyphen["adv"], 12, 0.001, "the right edge")
    t.near(before["x"] + before["adv"], hyphen["x"], 0.001, "no gap before")


def test_a_soft_hyphen_is_invisible(t):
    """No letter is lost, and none moves but by its kerning."""
    one, other = (set_at(t, text, 20)[0] for text in
                  (f"天in{SOFT}ter{SOFT}nation地", "天internation地"))
    t.equal(shown([one]), shown([other]), "letters")
    for a, b in zip(one, other):
        t.near(a["x"], b["x"], 0.01, f"place of {a['c']}")


def test_layouts_may_do_without(t):
    text = (harness.ROOT / "layouts" / "zhuanbao.yaml").read_text("utf-8")
    layout = t.write("none.yaml", layouts.replace(
        text, "hyphenation: en-us", "hyphenation: none"))
    lines = set_at(t, "一二三四五六七international八九十", 12,
                   "--layout", layout)
    t.equal(shown(lines), "一二三四五六七|international八九十", "lines")


LONG = "Internationalization Representation Characterization Responsibilities"


def test_titles_and_names_stay_whole(t):
    """Titles and headings are broken between words; names below a line, in a
    frame or annotated are never hyphenated."""
    name = "Internationalization"
    body = [f"# 论{LONG}与{LONG}", f"## 一、{LONG} {LONG}",
            *(f"{HAN[:count]}<u>{name}</u>{HAN[:9]}<span class=\"mourn\">"
              f"{name}</span>" for count in range(16, 28))]
    pages = t.inspect(t.brief("\n\n".join(body), title=None), fonts="noto")
    text = "\n".join(line["text"] for page in pages for line in page["lines"])
    t.check(SOFT not in text, f"hyphens in {text}")


@each(READERS)
def test_words_come_back(t, *command):
    """What is copied has a soft hyphen where the page has a hyphen."""
    rows = [f"{HAN[:count]}inter{SOFT}national{HAN[:4]}" for count in
            (18, 20, 21, 22)]
    pdf = t.render(t.brief("\n\n".join(rows)))
    tail = ["-"] if command[0] == "pdftotext" else []
    text = t.tool(t.need(command[0]), *command[1:], pdf, *tail).out
    for row in rows:
        t.check(row.replace(SOFT, "") in markdown.squeeze(text),
                f"{row} is not in {text}")
    t.check(re.search(f"inter ?{SOFT}\\s+national", text),
            f"no soft hyphen in {text}")
