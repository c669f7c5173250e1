"""What an attack on the program once found: each stays found."""
from harness import each


def text_of(t, pdf):
    t.need("pdftotext")
    return t.tool("pdftotext", pdf, "-").out


def test_output_is_never_its_own_input(t):
    brief = t.brief("正文一段。")
    before = brief.read_bytes()
    for command in (["render", brief, "-o", brief],
                    ["inspect", brief, "-o", brief],
                    ["preview", brief, "-o", brief]):
        done = t.zhuanbao(*command)
        t.equal(done.code, 3, f"exit code of {command[0]}")
        t.check("output-is-input" in done.err, "the message")
        t.equal(brief.read_bytes(), before, "the brief")
    pdf = t.write("brief.pdf", before.decode("utf-8"))
    t.equal(t.zhuanbao("render", pdf).code, 3, "the default name")
    t.equal(pdf.read_bytes(), before, "the brief")


def test_foot_never_over_text(t):
    """A title that fills the page: the foot goes on, with text (RULES 37)."""
    title = "很长的标题" * 36
    pages = t.inspect(t.brief("正文一句话。", title=title, 责任编辑="甲"))
    last = pages[-1]["lines"]
    body = [line["y"] for line in last if line["role"] == "body"]
    foot = [line["y"] for line in last if line["role"] == "editor"]
    t.check(body and foot and max(body) < min(foot) - 5, "foot below text")


def test_heading_too_deep_is_refused_and_harmless(t):
    done = t.zhuanbao("check", t.brief("###### 六级\n\n- 甲\n\n正文。"))
    t.equal(done.code, 1, "exit code")
    t.check("unsupported" in done.err, "the message")


@each({"U+0301": "\u0301"})
def test_combining_mark_is_drawn(t, mark):
    """A mark that the base's face lacks comes from one that has it."""
    pages = t.inspect(t.brief(f"甲{mark}乙"))
    fonts = {g["c"]: g["font"] for line in pages[0]["lines"]
             for g in line["glyphs"] if line["role"] == "body"}
    t.check(any(mark in c for c in fonts), "the mark is placed")
    t.check(mark in text_of(t, t.render(t.brief(f"甲{mark}乙"))), "and drawn")


def test_deep_quotes_stay_on_the_page(t):
    for page in t.inspect(t.brief(">" * 25 + " 引文里的一段话，还有一段")):
        for line in page["lines"]:
            for glyph in line["glyphs"]:
                t.check(glyph["x"] + glyph["adv"] < 184.1, "inside the 版心")


@each({"empty": '""', "blank": '"　 "', "no item": "[]", "null": "~"})
def test_required_field_says_something(t, value):
    brief = t.brief("正文。")
    text = brief.read_text("utf-8").split("\n")
    text = [f"主办: {value}" if row.startswith("主办:") else row for row in text]
    brief.write_text("\n".join(text), "utf-8")
    done = t.zhuanbao("check", brief)
    t.equal(done.code, 1, "exit code")
    t.check("missing-field" in done.err, done.err)


def test_terminal_is_not_obeyed(t):
    brief = t.write("a\x1b]0;x\x07.md", t.brief("甲\x9b31m乙").read_text("utf-8"))
    done = t.zhuanbao("check", brief)
    for bad in ("\x1b", "\x07", "\x9b"):
        t.check(bad not in done.out + done.err, repr(bad))


@each({"bracket": "a]b", "brace": "a{b", "field": "{无此字段}"})
def test_templates_of_properties_are_checked(t, template):
    text = (t.root / "layouts/zhuanbao.yaml").read_text("utf-8")
    text = text.replace('author: "{主办}"', f'author: "{template}"')
    done = t.zhuanbao("check", t.brief("正文。"), "--layout",
                      t.write("l.yaml", text))
    t.equal(done.code, 1, "exit code")
    t.check("bad-template" in done.err, done.err)


@each({"a length": ("size: 1字", "size: 99999pt"),
       "a page": ("width: 210mm", "width: 99999mm"),
       "a gap": ("han-latin: 250", "han-latin: 999999999"),
       "an edge": ("left: 28mm", "left: -900mm")})
def test_layout_out_of_range(t, old, new):
    text = (t.root / "layouts/zhuanbao.yaml").read_text("utf-8")
    t.check(old in text, "the layout still says so")
    done = t.zhuanbao("check", t.brief("正文。"), "--layout",
                      t.write("l.yaml", text.replace(old, new, 1)))
    t.equal(done.code, 1, "exit code")
    t.check("wrong-value" in done.err, done.err)


def test_labels_of_items_stay(t):
    """An item that begins with a quote, a heading or a list has its number."""
    pages = t.inspect(t.brief("1. > 引文\n\n2. 甲\n\n3. - 乙"))
    text = "".join(line["text"] for line in pages[0]["lines"])
    for label in ("1.引文", "2.甲", "3."):
        t.check(label in text, label)
    pages = t.inspect(t.brief("1.\n2. 丁"))
    text = "".join(line["text"] for line in pages[0]["lines"])
    t.check("2.丁" in text, "an empty item does not renumber the next")


def test_many_findings_are_counted(t):
    done = t.zhuanbao("check", t.brief("说,“甲”." * 300))
    t.check("另有" in done.err, "the rest is counted")
    t.check(done.err.count("\n") < 2000, "and not listed")


def test_standard_output_under_another_name(t):
    brief = t.brief("正文。")
    out = t.tmp / "out"
    out.write_bytes(b"")
    done = t.tool("sh", "-c", f'(echo A; "{t.program}" render "{brief}" -q '
                  f'-o /dev/stdout; echo B) > "{out}"')
    t.equal(done.code, 0, "exit code")
    written = out.read_bytes()
    t.check(written.startswith(b"A\n%PDF") and written.endswith(b"B\n"),
            "nothing is lost")


def test_line_of_blanks_alone(t):
    t.equal(t.zhuanbao("check", t.brief("　\\\n下一行。")).code, 0, "exit code")


@each({"alone": None, "under a title": "标题"})
def test_body_of_nothing_visible(t, title):
    done = t.zhuanbao("check", t.brief("&shy;", title=title))
    t.equal(done.code, 1, "exit code")


def test_silenced_findings_are_not_counted(t):
    long_words = "\n\n".join("a" * 200 for _ in range(120))
    done = t.zhuanbao("check", t.brief(long_words, 不检查="word-split"))
    t.check("word-split" not in done.err, "nothing is said of them")


def test_foot_higher_than_the_page(t):
    text = (t.root / "layouts/zhuanbao.yaml").read_text("utf-8")
    done = t.zhuanbao("check", t.brief("正文。", 责任编辑="甲"), "--layout",
                      t.write("l.yaml", text.replace("line: 1行", "line: 20行")))
    t.equal(done.code, 1, "exit code")
    t.check("bad-geometry" in done.err, done.err)
