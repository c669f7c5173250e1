"""The same brief gives the same bytes: from run to run, in any locale, time
zone and folder, by any name that leads to it."""
import os
import shutil

from harness import each

COMMANDS = {
    "render": ("render", ["-o", "-"]),
    "inspect": ("inspect", []),
    "inspect text": ("inspect", ["--text"]),
}
SAMPLE = "diya-jingji.md"


def output(t, command, options, brief="brief.md", **where):
    run = t.zhuanbao(command, brief, "--fonts", "noto", *options, **where)
    assert run.code == 0, f"exit {run.code}\n{run.err}"
    assert len(run.raw) > 1000
    return run.raw


@each(COMMANDS)
def test_same_bytes(t, command, options):
    shutil.copy(t.root / "samples" / SAMPLE, t.tmp / "brief.md")
    first = output(t, command, options)
    other = t.tmp / "另一个" / "folder"
    other.mkdir(parents=True)
    shutil.copy(t.tmp / "brief.md", other)
    changes = {
        "second run": {},
        "C": {"env": {"LC_ALL": "C"}},
        "another locale": {"env": {"LC_ALL": "zh_CN.GB18030",
                                   "LANG": "zh_CN.GB18030"}},
        "Turkish": {"env": {"LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"}},
        "comma locale": {"env": {"LC_ALL": "de_DE.UTF-8",
                                 "LC_NUMERIC": "de_DE.UTF-8"}},
        "another time zone": {"env": {"TZ": "Asia/Shanghai"}},
        "no time zone": {"env": {"TZ": None}},
        "a moment given": {"env": {"SOURCE_DATE_EPOCH": "1"}},
        "another folder": {"cwd": other},
        "from the root": {"cwd": "/", "brief": t.tmp / "brief.md"},
        "relative": {"cwd": other, "brief": os.path.join("..", "..",
                                                         "brief.md")},
    }
    for what, where in changes.items():
        t.check(output(t, command, options, **where) == first,
                f"{what}: other bytes")


def test_fonts_by_default_too(t):
    """With the default font set: several faces, several subsets."""
    shutil.copy(t.root / "samples" / SAMPLE, t.tmp / "brief.md")
    runs = [t.zhuanbao("render", "brief.md", "-o", "-", env=env).raw
            for env in ({}, {"LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Tokyo"})]
    t.check(runs[0][:5] == b"%PDF-", "no PDF")
    t.check(runs[0] == runs[1], "other bytes")


def test_standard_input_and_file_agree(t):
    text = (t.root / "samples" / SAMPLE).read_bytes()
    t.write("brief.md", text)
    piped = t.zhuanbao("render", "-", "--fonts", "noto", stdin=text).raw
    t.check(piped == output(t, "render", ["-o", "-"]), "other bytes")


def test_output_file_and_standard_output_agree(t):
    shutil.copy(t.root / "samples" / SAMPLE, t.tmp / "brief.md")
    pdf = t.render("brief.md")
    t.check(pdf.read_bytes() == output(t, "render", ["-o", "-"]),
            "other bytes")


def test_data_beside_the_program(t):
    """Without ZHUANBAO_DATA the layouts beside the program serve."""
    shutil.copy(t.root / "samples" / SAMPLE, t.tmp / "brief.md")
    first = output(t, "render", ["-o", "-"])
    found = output(t, "render", ["-o", "-"], env={"ZHUANBAO_DATA": None})
    t.check(found == first, "other bytes")
