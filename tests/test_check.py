"""`check`: what an editor marks in red, at its place; what can be switched
off; what --fix writes back, and that it leaves all else alone."""
import json
import os

from harness import Skip, each, findings, front_matter

BODY = """# 标题：一、二、三

## 一、总体

同比增长,占比不低于 60%,其中"关键"技术--即核心--占10-20%...

## 三、结语

自2024年04月01日起，2019-2023年统计，张 三、李 四。
"""

FIXED = """# 标题：一、二、三

## 一、总体

同比增长，占比不低于60%，其中“关键”技术——即核心——占10～20%……

## 三、结语

自2024年4月1日起，2019—2023年统计，张 三、李 四。
"""

# Of BODY, behind the front matter of the harness: six lines.
FOUND = [
    ("11:5", "halfwidth-punctuation"), ("11:11", "typed-space"),
    ("11:15", "halfwidth-punctuation"), ("11:18", "straight-quotes"),
    ("11:21", "straight-quotes"), ("11:24", "dash-form"),
    ("11:29", "dash-form"), ("11:34", "range-form"), ("11:38", "dash-form"),
    ("13:4", "heading-number"), ("15:7", "date-form"), ("15:10", "date-form"),
    ("15:19", "range-form"), ("15:29", "name-space"), ("15:33", "name-space"),
]


# What the fonts and lines of a place have to say is not of interest here.
OF_SETTING = ("font-fallback", "word-split", "loose-line")


def found_in(run):
    return [(f.place, f.code) for f in findings(run.err)
            if f.code not in OF_SETTING]


def check(t, path, *options):
    return t.zhuanbao("check", path, "--fonts", "noto", *options)


def test_found_at_their_places(t):
    run = check(t, t.write("a.md", front_matter() + BODY))
    t.equal(run.code, 0, "warnings are no errors")
    t.equal(found_in(run), FOUND, "findings")
    for finding in findings(run.err):
        t.check(finding.severity == "警告", f"{finding.code}: severity")
        t.check(finding.hint, f"{finding.code}: no hint")
        t.check(finding.caret, f"{finding.code}: no caret")


def test_found_as_json(t):
    run = check(t, t.write("a.md", front_matter() + BODY), "--json")
    found = [(f"{f['line']}:{f['column']}", f["code"])
             for f in json.loads(run.out)]
    t.equal([f for f in found if f[1] not in OF_SETTING], FOUND, "findings")


def test_samples_are_clean(t):
    for sample in sorted((t.root / "samples").glob("*.md")):
        run = check(t, sample)
        t.equal((run.code, found_in(run)), (0, []), sample.name)


def test_fix_writes_back(t):
    path = t.write("a.md", front_matter() + BODY)
    os.chmod(path, 0o640)
    run = check(t, path, "--fix")
    t.equal(path.read_text("utf-8"), front_matter() + FIXED, "text")
    t.equal(os.stat(path).st_mode & 0o777, 0o640, "mode")
    t.check(
        "改了 12 处：halfwidth-punctuation 2，straight-quotes 2，"
        "typed-space 1，range-form 2，date-form 2，dash-form 3" in run.out,
        run.out)
    t.equal([code for _, code in found_in(run)],
            ["heading-number", "name-space", "name-space"], "left")
    t.equal(os.listdir(t.tmp), ["a.md"], "files")
    before = os.stat(path)
    again = check(t, path, "--fix")
    t.equal(path.read_text("utf-8"), front_matter() + FIXED, "second time")
    t.equal(os.stat(path).st_ino, before.st_ino, "the file is the same one")
    t.check("改了 0 处" in again.out, again.out)


def test_fix_with_json_and_quiet(t):
    path = t.write("a.md", front_matter() + BODY)
    run = check(t, path, "--fix", "--json")
    t.equal([f["code"] for f in json.loads(run.out)
             if f["code"] not in OF_SETTING],
            ["heading-number", "name-space", "name-space"], "left")
    run = check(t, t.write("a.md", front_matter() + BODY), "--fix", "-q")
    t.equal(run.out, "", "printed")


# Name: what stands in the file behind the front matter, before and after.
BYTES = {
    "line ends and comments": (
        "# 甲\r\n\r\n<!-- 甲,乙 -->\r\n\r\n- 甲,乙  \r\n  丙 1\t\r\n",
        "# 甲\r\n\r\n<!-- 甲,乙 -->\r\n\r\n- 甲，乙  \r\n  丙1\t\r\n"),
    "no line end at the end": ("# 甲\n\n甲,乙", "# 甲\n\n甲，乙"),
    "bold ends where it ended": (
        "# 甲\n\n**一是:** 加强 **核心** 技术,占 **60%** 以上。\n",
        "# 甲\n\n**一是：** 加强**核心**技术，占**60%** 以上。\n"),
    "escapes and entities stay": (
        "# 甲\n\n甲\\,乙&#44;丙&nbsp;1\\\"丁\\\"\n",
        "# 甲\n\n甲\\,乙&#44;丙&nbsp;1\\\"丁\\\"\n"),
    "text over several lines": (
        "# 甲\n\n甲\"乙\n丙\"丁,\n戊 GDP\nand so on, 己\n",
        "# 甲\n\n甲“乙\n丙”丁，\n戊GDP\nand so on，己\n"),
    "quotes and lists": (
        "# 甲\n\n> 甲,乙\n> 丙\n\n1. 甲:乙\n   - 丙;丁\n",
        "# 甲\n\n> 甲，乙\n> 丙\n\n1. 甲：乙\n   - 丙；丁\n"),
}


@each(BYTES)
def test_fix_leaves_the_rest(t, before, after):
    head = front_matter(说明="'甲,乙  \"丙\"'")
    path = t.write("a.md", (head + before).encode())
    run = check(t, path, "--fix")
    t.equal(run.code, 0, run.err)
    t.equal(path.read_bytes(), (head + after).encode(), "bytes")
    check(t, path, "--fix")
    t.equal(path.read_bytes(), (head + after).encode(), "second time")


def test_fix_keeps_the_byte_order_mark_and_the_link(t):
    mark = b"\xef\xbb\xbf"
    path = t.write("a.md", mark + (front_matter() + BODY).encode())
    link = t.tmp / "link.md"
    link.symlink_to("a.md")
    check(t, link, "--fix")
    t.equal(path.read_bytes(), mark + (front_matter() + FIXED).encode(),
            "bytes")
    t.check(link.is_symlink(), "the link is replaced")


def test_fix_is_not_for_all(t):
    text = front_matter() + BODY
    run = t.zhuanbao("check", "-", "--fix", stdin=text)
    t.equal((run.code, run.out), (2, ""), "standard input")
    t.check("标准输入" in run.err, run.err)
    fields = {"刊名": "甲", "期号": 9, "日期": "2024-04-01", "主办": "乙",
              "body": BODY}
    for name in ("a.json", "a.md"):
        path = t.write(name, json.dumps(fields, ensure_ascii=False))
        before = path.read_bytes()
        run = check(t, path, "--fix")
        t.equal((run.code, run.out), (2, ""), f"JSON in {name}")
        t.check("JSON" in run.err, run.err)
        t.equal(path.read_bytes(), before, name)


def test_fix_waits_for_errors(t):
    text = front_matter(期号=None) + BODY
    path = t.write("a.md", text)
    run = check(t, path, "--fix")
    t.equal(run.code, 1, run.err)
    t.check(("", "not-fixed") in found_in(run), run.err)
    t.equal(path.read_text("utf-8"), text, "text")


def test_fix_of_a_read_only_file(t):
    if os.geteuid() == 0:
        raise Skip("root may write anywhere")
    path = t.write("a.md", front_matter() + BODY)
    os.chmod(path, 0o444)
    run = check(t, path, "--fix")
    t.equal(run.code, 3, run.err)
    t.equal(path.read_text("utf-8"), front_matter() + BODY, "text")


def test_fix_belongs_to_check(t):
    run = t.zhuanbao("render", t.brief("甲"), "--fix")
    t.equal(run.code, 2, run.err)


def test_switched_off_in_the_brief(t):
    text = front_matter(不检查="[typed-space, heading-number]") + BODY
    path = t.write("a.md", text)
    left = [code for _, code in FOUND
            if code not in ("typed-space", "heading-number")]
    t.equal([code for _, code in found_in(check(t, path))], left, "findings")
    check(t, path, "--fix")
    t.check("不低于 60%，" in path.read_text("utf-8"), "a blank is gone")
    path = t.write("a.md", front_matter(**{"skip-checks": "name-spce"}) + BODY)
    run = check(t, path)
    t.equal(found_in(run)[0], ("6:14", "unknown-check"), "unknown code")
    t.check("name-space" in findings(run.err)[0].hint, run.err)


def layout_with(t, checks):
    text = (t.root / "layouts" / "zhuanbao.yaml").read_text("utf-8")
    rows = [row for row in text.splitlines() if not row.startswith("checks:")]
    return t.write("l.yaml", "\n".join(rows + [checks, ""]))


def test_switched_off_in_the_layout(t):
    path = t.write("a.md", front_matter() + BODY)
    layout = layout_with(t, "checks: {off: [dash-form, name-space]}")
    run = check(t, path, "--layout", layout)
    t.equal([code for _, code in found_in(run)],
            [code for _, code in FOUND
             if code not in ("dash-form", "name-space")], "findings")
    layout = layout_with(t, "checks: {off: [dash-from]}")
    run = check(t, path, "--layout", layout)
    t.check("是不是“dash-form”？" in run.err, run.err)
    for wrong in ("checks: {skip-field: 没有}", "checks: {off: dash-form}",
                  "checks: {off: [[a]]}", "checks: {of: []}"):
        run = check(t, path, "--layout", layout_with(t, wrong))
        t.equal(run.code, 1, wrong)
