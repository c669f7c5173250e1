"""Bad input: one message with file:line:col, the excerpt, a caret and a hint,
exit 1 and no output file; failing surroundings: exit 3 and nothing left."""
import json
import os
import re
import resource
import signal
import subprocess

from harness import each, environment, findings, front_matter

TEXT = "# 标题\n\n正文一句话。\n"
GOOD = front_matter() + TEXT
MIB = 1024 * 1024


def with_body(body):
    return front_matter() + "# 标题\n\n" + body + "\n"


def left_in(folder, *known):
    """What a failed run left behind."""
    return sorted(set(os.listdir(folder)) - set(known))


def render_bad(t, content, name="brief.md", options=()):
    """The diagnostics of a brief that must not print."""
    t.write(name, content)
    run = t.zhuanbao("render", name, "--fonts", "noto", "-o", "out.pdf",
                     *options)
    t.equal(run.code, 1, f"exit code\n{run.err}")
    t.equal(left_in(t.tmp, name), [], "left behind")
    t.equal(run.out, "", "printed")
    return findings(run.err)


def expect(t, found, place, code, says="", excerpt=True):
    """One message, whole."""
    t.equal([(f.place, f.code) for f in found], [(place, code)], "messages")
    for finding in found[:1]:
        t.check(finding.severity == "错误", f"severity {finding.severity}")
        t.check(finding.hint, f"no hint: {finding.message}")
        t.check(finding.caret or not excerpt, f"no caret: {finding.rest}")
        t.check(says in finding.message + finding.hint,
                f"“{says}” is not said: {finding.message} {finding.hint}")


# Name: brief, place, code, what message or hint says.
MARKDOWN = {
    "missing field": (front_matter(期号=None) + TEXT, "2:1", "missing-field",
                      "期号"),
    "misspelled field": (front_matter(总期好="3") + TEXT, "6:1",
                         "unknown-field", "总期号"),
    "misspelled alias": (front_matter(totl="3") + TEXT, "6:1",
                         "unknown-field", "“total”"),
    "misspelled required field": (
        front_matter(期号=None, 期浩="9") + TEXT, "5:1", "unknown-field",
        "“期号”"),
    "field given twice": (front_matter(issue="9") + TEXT, "6:1",
                          "duplicate-field", "期号"),
    "number expected": (front_matter(期号="九") + TEXT, "3:5", "wrong-type",
                        "整数"),
    "no such day": (front_matter(日期="2023-02-29") + TEXT, "4:5",
                    "wrong-type", "2023-02-29"),
    "text expected, list given": (front_matter(刊名="[江海, 专报]") + TEXT,
                                  "2:5", "wrong-type", "刊名"),
    "list expected, mapping given": (front_matter(主办="{a: b}") + TEXT,
                                     "5:5", "wrong-type", "主办"),
    "YAML does not parse": (front_matter(期号='"9') + TEXT, "3:5",
                            "yaml-syntax", "YAML"),
    "unknown layout": (front_matter(版式="zhuanba") + TEXT, "6:5",
                       "unknown-layout", "zhuanbao"),
    "front matter not closed": (
        front_matter().rstrip("-\n") + "\n\n" + TEXT, "1:1",
        "unclosed-front-matter", "---"),
    "no title": (front_matter() + "正文。\n", "7:1", "missing-title", "# "),
    "title longer than the page": (
        front_matter() + "# " + "很长的标题" * 120 + "\n\n正文。\n", "7:3",
        "title-too-long", "标题"),
    "character without a font": (with_body("一个\U00012000字。"), "9:3",
                                 "missing-glyph", "U+12000"),
    "control character": (with_body("字\x01字"), "9:2", "control-character",
                          "U+0001"),
    "U+0000": (with_body("字\0字"), "9:2", "control-character", "U+0000"),
    "quotes nested over 32": (with_body(">" * 40 + " 引"), "9:33",
                              "nesting-too-deep", "32"),
    "YAML nested over 32": (front_matter(期号="[" * 40 + "]" * 40) + TEXT,
                            "3:36", "nesting-too-deep", "32"),
    "table": (with_body("| a | b |\n|---|---|\n| 1 | 2 |"), "9:1",
              "unsupported", "表格"),
    "image": (with_body("见![图](a.png)。"), "9:2", "unsupported", "图片"),
    "HTML block": (with_body("<div>字</div>"), "9:1", "unsupported", "HTML"),
    "HTML in a line": (with_body("一<br>字"), "9:2", "unsupported", "HTML"),
    "element not closed": (with_body("一<u>江海说"), "9:2", "unsupported",
                           "成对"),
    "element not opened": (with_body("一江海</u>说"), "9:4", "unsupported",
                           "成对"),
    "element with another attribute": (
        with_body('一<u class="x">江海说'), "9:2", "unsupported",
        '<u class="wavy">'),
    "ruby without an annotation": (with_body("一<ruby>颺</ruby>说"), "9:9",
                                   "unsupported", "<rt>"),
    "code": (with_body("见`x`。"), "9:2", "unsupported", "代码"),
    "code block": (with_body("```\nx\n```"), "9:1", "unsupported", "代码"),
    "link": (with_body("见[链接](http://a.b)。"), "9:2", "unsupported",
             "链接"),
    "strikethrough": (with_body("这是~~删去~~字。"), "9:3", "unsupported",
                      ""),
    "divider": (with_body("一\n\n---\n\n二"), "11:1", "unsupported", "分隔线"),
}


@each(MARKDOWN)
def test_markdown(t, content, place, code, says):
    expect(t, render_bad(t, content), place, code, says)


@each({name: row for name, row in MARKDOWN.items()
       if name in ("missing field", "table", "character without a font")})
def test_check_says_the_same(t, content, place, code, says):
    t.write("brief.md", content)
    run = t.zhuanbao("check", "brief.md", "--fonts", "noto")
    t.equal(run.code, 1, "exit code")
    expect(t, findings(run.err), place, code, says)
    run = t.zhuanbao("check", "brief.md", "--fonts", "noto", "--json")
    rows = json.loads(run.out)
    t.equal([f"{row['line']}:{row['column']} {row['code']}" for row in rows],
            [f"{place} {code}"], "as JSON")


def test_footnote(t):
    found = render_bad(t, with_body("注[^1]见\n\n[^1]: 注文"))
    t.equal([(f.place, f.code) for f in found],
            [("9:2", "unsupported"), ("11:1", "unsupported")], "messages")


def test_not_utf8(t):
    found = render_bad(t, GOOD.encode() + "再一句".encode("gbk") + b"\n")
    expect(t, found, "10:1", "not-utf8", "UTF-8")


@each({"nothing at all": ("", "1:1"), "fields alone": (front_matter(), "7:1")})
def test_empty(t, content, place):
    # There is no line there to show.
    expect(t, render_bad(t, content), place, "empty-body", excerpt=False)


def test_title_alone(t):
    """The first page must show body text (RULES 23)."""
    found = render_bad(t, front_matter() + "# 标题\n")
    expect(t, found, "7:1", "empty-body", excerpt=False)


def test_over_16_mib(t):
    content = GOOD.encode()
    found = render_bad(t, content + b"\n" + b"a" * (16 * MIB))
    expect(t, found, "", "file-too-large", "16 MiB", excerpt=False)


JSON = {
    "does not parse": ('{"刊名": "江海",\n "期号" 9}', "json-syntax"),
    "cut off": ('{"刊名": "江海"', "json-syntax"),
    "no body": ('{"刊名": "江海"}', "missing-body"),
    "not an object": ('["江海"]', None),
    "nested over 32": ('{"刊名":' + "[" * 60 + "]" * 60 + "}",
                       "nesting-too-deep"),
}


@each(JSON)
def test_json(t, content, code):
    found = render_bad(t, content, name="brief.json")
    t.equal(len(found), 1, f"messages {[f.message for f in found]}")
    for finding in found[:1]:
        t.check(finding.place, "no line and column")
        t.check(finding.caret and finding.hint, f"{finding.rest}")
        t.check(code in (None, finding.code), finding.code)


@each({
    "layout": ("--layout", "nope", "unknown-layout", "zhuanbao"),
    "font set": ("--fonts", "nope", "unknown-font-set", "noto"),
})
def test_unknown_name_as_option(t, option, name, code, says):
    """There is no line to point at, but the list is shown."""
    found = render_bad(t, GOOD, options=(option, name))
    expect(t, found, "", code, says, excerpt=False)


def test_unknown_font_set_in_layout(t):
    layout = (t.root / "layouts" / "zhuanbao.yaml").read_text("utf-8")
    t.write("mine.yaml", layout.replace("\nfonts: default", "\nfonts: nope"))
    t.write("brief.md", GOOD)
    run = t.zhuanbao("render", "brief.md", "--layout", "mine.yaml", "-o",
                     "out.pdf")
    t.equal(run.code, 1, "exit code")
    found = findings(run.err)
    t.equal([f.code for f in found], ["unknown-font-set"], "messages")
    t.check(found and found[0].file == "mine.yaml", "not at mine.yaml")
    t.check(found and "noto" in found[0].hint, "no list of the font sets")


@each({"word": ("a" * 200, "9:1"), "number": ("编号" + "1234567890" * 12,
                                              "9:3")})
def test_wider_than_the_line(t, body, place):
    """Set all the same, with one warning."""
    t.write("brief.md", with_body(body))
    run = t.zhuanbao("render", "brief.md", "--fonts", "noto", "-o", "out.pdf")
    t.equal(run.code, 0, "exit code")
    t.check((t.tmp / "out.pdf").exists(), "no PDF")
    found = findings(run.err)
    t.equal([(f.place, f.code) for f in found], [(place, "word-split")],
            "warnings")
    for finding in found:
        t.equal(finding.severity, "警告", "severity")
    pages = t.inspect(t.tmp / "brief.md")
    text = "".join(line["text"] for line in pages[0]["lines"]
                   if line["role"] == "body")
    t.check(body in text.replace(" ", ""), "the word is not whole on the page")


def test_several_findings_are_sorted(t):
    found = render_bad(t, front_matter(期号="九") + "# 标题\n\n<b>一\n\n`二`\n")
    lines = [int(f.line) for f in found]
    t.equal(lines, sorted(lines), "order of lines")
    t.check(len(found) >= 2, f"only {len(found)}")


# Failing surroundings.

def render_failing(t, *options, output="out.pdf", env=None, known=()):
    t.write("brief.md", GOOD)
    run = t.zhuanbao("render", "brief.md", "--fonts", "noto", "-o", output,
                     *options, env=env)
    t.equal(run.code, 3, f"exit code\n{run.err}")
    t.equal(left_in(t.tmp, "brief.md", *known), [], "left behind")
    found = findings(run.err)
    t.check(found, "nothing is said")
    for finding in found:
        t.equal(finding.severity, "失败", "severity")
    return found


@each({
    "full disk": "/dev/full",
    "below a file": "/dev/null/out.pdf",
    "no such folder": "no/such/out.pdf",
    "a folder": ".",
})
def test_output_cannot_be_written(t, output):
    found = render_failing(t, output=output)
    t.equal([f.code for f in found], ["cannot-write"], "messages")
    t.check(found and output in found[0].message, "the path is not named")


def test_full_standard_output(t):
    t.write("brief.md", GOOD)
    for args in (["render", "-o", "-"], ["inspect"], ["check"], ["fonts"]):
        with open("/dev/full", "wb") as full:
            run = run_into(t, full, args)
        t.equal(run, 3, f"exit code of {args[0]}")


def run_into(t, out, args):
    command = [t.program, args[0], "brief.md", "--fonts", "noto", *args[1:]]
    return subprocess.run(command, stdout=out, stderr=subprocess.DEVNULL,
                          cwd=t.tmp, env=environment()).returncode


def test_small_disk(t):
    """A file that may not grow: the beginning is written and taken back."""
    t.write("brief.md", GOOD)

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    for command in ("render", "inspect", "preview"):
        run = subprocess.run(
            [t.program, command, "brief.md", "--fonts", "noto", "-o", "out"],
            capture_output=True, cwd=t.tmp, env=environment(),
            preexec_fn=limit, restore_signals=False)
        t.equal(run.returncode, 3, f"exit code of {command}")
        t.equal(left_in(t.tmp, "brief.md"), [], f"left behind by {command}")


def test_failure_leaves_the_old_file(t):
    t.write("brief.md", GOOD)
    t.write("out.pdf", "old")
    t.zhuanbao("render", "brief.md", "--fonts", "none", "-o", "out.pdf")
    t.equal((t.tmp / "out.pdf").read_text(), "old", "out.pdf")


@each({"option": (["--font-dir", "/no/such"], {}),
       "variable": ([], {"ZHUANBAO_FONTS": "/no/such"})})
def test_no_font_folder(t, options, env):
    found = render_failing(t, *options, env=env)
    t.check(found and "/no/such" in found[0].message, "the path is not named")
    t.check(found and found[0].hint, "no hint")


def test_fonts_missing(t):
    """A font set naming nothing: each role says what was tried."""
    roles = "仿宋 楷体 黑体 宋体 小标宋 西文".split()
    t.write("none.yaml", "name: none\ndescription: 没有\nroles:\n" + "".join(
        f"  {role}: [没有甲, 没有乙]\n" for role in roles)
        + "last-resort: [没有丙]\n")
    found = render_failing(t, "--fonts", "none.yaml", known=["none.yaml"])
    t.equal([f.code for f in found], ["font-missing"] * len(roles), "messages")
    for finding, role in zip(found, roles):
        t.check(role in finding.message and "没有甲" in finding.message,
                f"what was tried is not said: {finding.message}")
        t.check(finding.hint, "no hint")


@each({"no such brief": "no.md", "a folder": "."})
def test_brief_cannot_be_read(t, brief):
    run = t.zhuanbao("render", brief, "-o", "out.pdf")
    t.equal(run.code, 3, "exit code")
    t.equal([f.code for f in findings(run.err)], ["cannot-read"], "messages")
    t.equal(left_in(t.tmp), [], "left behind")


# Wrong usage.

@each({
    "no command": [],
    "unknown command": ["print"],
    "no brief": ["render"],
    "two briefs": ["render", "brief.md", "brief.md"],
    "unknown option": ["render", "brief.md", "--nope"],
    "another command's option": ["render", "brief.md", "--page", "3"],
    "no value": ["render", "brief.md", "-o"],
    "preview without -o": ["preview", "brief.md"],
    "page 0": ["preview", "brief.md", "-o", "out.png", "--page", "0"],
    "dpi 1": ["preview", "brief.md", "-o", "out.png", "--dpi", "1"],
    "page is not a number": ["preview", "brief.md", "-o", "x", "--page", "nan"],
})
def test_usage(t, *args):
    t.write("brief.md", GOOD)
    run = t.zhuanbao(*args)
    t.equal(run.code, 2, "exit code")
    t.check(run.err.startswith("zhuanbao: "), f"said: {run.err}")
    t.equal(left_in(t.tmp, "brief.md"), [], "left behind")


@each({"Chinese": ("zh_CN.UTF-8", "用法"), "English": ("en_US.UTF-8", "usage")})
def test_help(t, locale, word):
    run = t.zhuanbao("--help", env={"LC_ALL": locale})
    t.equal(run.code, 0, "exit code")
    t.check(word in run.out, f"no “{word}” in the help")


COMMANDS = ("render", "check", "preview", "fonts", "inspect", "print",
            "printers", "ledger")


def test_every_option_is_explained(t):
    """In the help of both languages, in the manual, and where it is taken: each
    option is one of the command whose help names it."""
    source = (t.root / "renderer/cli/options.c").read_text("utf-8")
    names = re.findall(r'\[OPTION_\w+\]\s*=\s*\{"([a-z-]+)"', source)
    t.check(len(names) > 40, f"only {names}")
    manual = (t.root / "renderer/cli/zhuanbao.1").read_text("utf-8")
    for locale in ("zh_CN.UTF-8", "en_US.UTF-8"):
        whole = t.zhuanbao("--help", env={"LC_ALL": locale}).out
        for name in names:
            t.check(re.search(rf"--{name}\b", whole), f"{locale}: no --{name}")
            t.check(f"Fl -{name}" in manual, f"the manual has no --{name}")
        for command in COMMANDS:
            run = t.zhuanbao(command, "--help", env={"LC_ALL": locale})
            t.equal(run.code, 0, f"{command} --help")
            own = run.out.split("\n\n")[0]
            for name in re.findall(r"--([a-z-]+)", own):
                t.check(name in names, f"{command}: there is no --{name}")
