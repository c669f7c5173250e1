"""Goldens: tests/cases/NAME.md (or .json) and what it must give, NAME.expected:
the placed pages as text, then the diagnostics. A case is one because its
expected file exists."""
import difflib
import tempfile

import harness
import layouts

# Cases that are set with a layout made from layouts/zhuanbao.yaml.
LAYOUTS = {"grid": layouts.on_grid}


def names():
    return sorted(path.stem for path in harness.CASES.glob("*.expected"))


def brief_of(name):
    """The case's brief, or None."""
    for ending in (".md", ".json"):
        path = harness.CASES / (name + ending)
        if path.exists():
            return path
    return None


def expected_of(name):
    return harness.CASES / (name + ".expected")


def seen(context, name):
    """What the program gives now, with no path of this machine in it."""
    brief = brief_of(name)
    assert brief, f"tests/cases has no brief named {name}"
    options = []
    if name in LAYOUTS:
        options = ["--layout", context.write("layout.yaml", LAYOUTS[name]())]
    run = context.zhuanbao("inspect", "--text", "--fonts", "noto", brief.name,
                           *options, cwd=harness.CASES)
    text = f"exit {run.code}\n{run.out}{run.err}"
    return text.replace(f"{harness.ROOT}/", "")


def difference(name, old, new):
    return "".join(difflib.unified_diff(
        old.splitlines(True), new.splitlines(True),
        f"{name}.expected", "seen", n=1))


def check(context, name):
    expected = expected_of(name).read_text("utf-8")
    now = seen(context, name)
    assert now == expected, (
        difference(name, expected, now) + f"\nmake bless CASE={name}")


def bless(program, chosen):
    """Rewrites the expected files of the cases and shows what changed."""
    if not chosen:
        print("cases: " + " ".join(names()) + "\nmake bless CASE=NAME "
              "(several: CASE='A B', every one: CASE=all)")
        return 2
    for name in names() if chosen == ["all"] else chosen:
        if not brief_of(name):
            print(f"no such case: {name}")
            return 2
        path = expected_of(name)
        old = path.read_text("utf-8") if path.exists() else ""
        with tempfile.TemporaryDirectory() as folder:
            new = seen(harness.Context(program, folder), name)
        path.write_text(new, "utf-8")
        print(difference(name, old, new) or f"{name}: no change")
    return 0
