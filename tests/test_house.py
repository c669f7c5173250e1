"""The house: who may include whom, what is confined where, the map, sizes."""
import re
import subprocess

from harness import ROOT, Skip

RENDERER = ROOT / "renderer"

# A stage → the stages whose headers it may include, besides its own.
ABOVE = {"base", "brief", "font", "style", "text"}
MAY_INCLUDE = {
    "check": {"base", "brief", "style"},
    "base": set(),
    "brief": {"base"},
    "font": {"base"},
    "style": {"base", "brief", "font"},
    "text": {"base", "brief", "font", "style"},
    "display": {"base", "font"},
    "page": ABOVE | {"display"},
    "pdf": {"base", "font", "display"},
    "raster": {"base", "font", "display"},
    "trace": {"base", "font", "display"},
    "print": {"base", "display"},
    "queue": {"base", "print"},
    "proof": {"base", "font", "display", "raster"},
    "compare": {"base", "font", "display", "raster"},
    # Programs that make the build's own data; not part of the product.
    "tools": {"base", "text"},
}

# Part of a header's name → the only stages that may include it.
CONFINED = {
    "hpdf": {"pdf"},
    "cmark": {"brief"},
    "libfyaml": {"brief"},
    "fontconfig/": {"font"},
    "unicode/": {"text"},
    "ft2build.h": {"raster"},
    "png.h": {"raster"},
    "hyphen.h": {"text"},
    "zlib.h": {"pdf"},
    "chafa.h": {"raster"},
    "poppler": {"compare"},
    "cairo": {"compare"},
    "cups/": {"queue"},
    "sqlite3.h": {"queue"},
}

LONGEST_FILE = 500
MACHINE_FOLDERS = ("work", "root")


def sources():
    return sorted(path for path in RENDERER.glob("*/*")
                  if path.suffix in (".c", ".h"))


def includes(path):
    """(opening mark, name) of each #include."""
    return re.findall(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]',
                      path.read_text("utf-8"), re.M)


def test_stages_are_known(t):
    stages = {path.parent.name for path in sources()}
    t.equal(stages - set(MAY_INCLUDE) - {"cli"}, set(), "unknown stages")
    t.check(len(stages) > 8, f"only {stages}")


def test_include_table(t):
    for path in sources():
        stage = path.parent.name
        for mark, name in includes(path):
            if mark == "<":
                continue
            where = path.relative_to(ROOT)
            t.check("/" in name, f"{where}: \"{name}\" has no folder")
            t.check((RENDERER / name).exists(), f"{where}: no {name}")
            other = name.split("/")[0]
            t.check(stage == "cli" or other == stage
                    or other in MAY_INCLUDE.get(stage, set()),
                    f"{where}: {stage} may not include {name}")


def test_libraries_are_confined(t):
    for path in sources():
        for mark, name in includes(path):
            for part, stages in CONFINED.items():
                t.check(mark == '"' or part not in name
                        or path.parent.name in stages,
                        f"{path.relative_to(ROOT)}: <{name}> belongs to "
                        f"{'/'.join(stages)}")


def test_no_cycle_between_stages(t):
    for stage, others in MAY_INCLUDE.items():
        for other in others:
            t.check(stage not in MAY_INCLUDE.get(other, set()),
                    f"{stage} and {other} include each other")


def test_map_names_every_file(t):
    """renderer/README.md names each file, and no file that is not there."""
    readme = RENDERER / "README.md"
    assert readme.exists(), "renderer/README.md is missing"
    text = readme.read_text("utf-8")
    for path in sorted(RENDERER.rglob("*")):
        if path.is_file() and path != readme:
            name = path.relative_to(RENDERER).as_posix()
            t.check(re.search(rf"(?<![\w/]){re.escape(name)}(?!\w)", text),
                    f"not in renderer/README.md: {name}")
    for name in set(re.findall(r"\b[a-z]+/[a-z0-9_]+\.[ch]\b", text)):
        t.check((RENDERER / name).exists(),
                f"renderer/README.md names {name}, which is not there")


def test_no_long_file(t):
    for path in sources():
        count = len(path.read_text("utf-8").splitlines())
        t.check(count <= LONGEST_FILE,
                f"{path.relative_to(ROOT)} has {count} lines")


def test_headers_are_guarded_and_open_with_a_word(t):
    """A header says what the module is for before anything else."""
    for path in sources():
        if path.suffix == ".h":
            text = path.read_text("utf-8")
            where = path.relative_to(ROOT)
            t.check(text.startswith("/*"), f"{where}: no opening comment")
            t.check(re.search(r"^#ifndef (ZB_\w+)\n#define \1$", text, re.M),
                    f"{where}: no include guard")


def test_no_path_of_a_machine(t):
    """Tracked text names no folder of the machine that it was written on."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT,
                            capture_output=True)
    if listed.returncode:
        raise Skip("this is not a git checkout")
    pattern = re.compile("/(?:%s)/" % "|".join(MACHINE_FOLDERS))
    for name in listed.stdout.decode().split("\0"):
        path = ROOT / name
        if not name or not path.is_file():
            continue
        text = path.read_bytes()
        if b"\0" in text:
            continue
        for number, line in enumerate(
                text.decode("utf-8", "replace").splitlines(), 1):
            found = pattern.search(line)
            t.check(not found, f"{name}:{number}: {line.strip()[:60]}")
