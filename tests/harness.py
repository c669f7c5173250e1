"""What a test is given: the program, a folder of its own, and the tools.

A test is a function `test_*(t)` in a module tests/test_*.py; `t` is a Context.
It fails by an AssertionError, or by what t.check and t.equal have collected,
so that one run shows every wrong row of a table. It is skipped by Skip.
"""
import json
import os
import pathlib
import pty
import re
import shutil
import signal
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"
DATA = ROOT / "tests" / "data"
SHARED = ROOT.parent / "shared"

# A sanitizer must not end in one of the program's own exit codes.
SANITIZER_EXIT = 99
SECONDS = 100

FIELDS = {
    "刊名": "江海专报",
    "期号": "9",
    "日期": "2024-04-01",
    "主办": "江海研究院",
}


def shown(value):
    """A value as a message shows it: a picture's bytes say nothing."""
    text = repr(value)
    return text if len(text) < 4000 else f"{text[:2000]} … {len(text)} in all"


class Skip(Exception):
    """The test cannot run here; the text says why."""


def each(rows):
    """Runs the test once for each row of a dict: name → arguments."""
    def mark(function):
        function.rows = rows
        return function
    return mark


def hear_interrupts():
    """For preexec_fn: a test that was started in the background has children
    that ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def open_terminal():
    """(ours, theirs) of a pseudo-terminal."""
    try:
        return pty.openpty()
    except OSError as error:
        raise Skip(f"there are no pseudo-terminals here: {error}")


class Run:
    """What a program that has ended left: code, out, err (text), raw (bytes)."""

    def __init__(self, done):
        self.code = done.returncode
        self.raw = done.stdout
        self.out = done.stdout.decode("utf-8", "replace")
        self.err = done.stderr.decode("utf-8", "replace")


class Finding:
    """One diagnostic as printed: head line, excerpt and caret, hint."""

    HEAD = re.compile(r"^(?P<file>.+?)(:(?P<line>\d+):(?P<column>\d+))?: "
                      r"(?P<severity>错误|警告|失败)：(?P<message>.*) "
                      r"\[(?P<code>[a-z0-9-]+)\]$")

    def __init__(self, match):
        self.__dict__.update(match.groupdict())
        self.place = (f"{self.line}:{self.column}" if self.line else "")
        self.rest = []

    @property
    def hint(self):
        return "".join(row for row in self.rest if row.startswith("    提示："))

    @property
    def caret(self):
        return any(re.fullmatch(r"[ 　]*\^", row) for row in self.rest)


def findings(text):
    """The diagnostics in what the program printed on standard error."""
    found = []
    for row in text.splitlines():
        match = Finding.HEAD.match(row)
        if match:
            found.append(Finding(match))
        elif found:
            found[-1].rest.append(row)
    return found


def front_matter(**fields):
    """The front matter of a brief; a field set to None is left out."""
    rows = [f"{name}: {value}" for name, value in {**FIELDS, **fields}.items()
            if value is not None]
    return "\n".join(["---", *rows, "---", ""])


def environment(**changes):
    """A quiet environment, the same for everyone; None takes a name out."""
    env = {name: os.environ[name] for name in ("PATH", "HOME", "XDG_CACHE_HOME")
           if name in os.environ}
    env.update(LC_ALL="C.UTF-8", TZ="UTC", ZHUANBAO_DATA=str(ROOT),
               ASAN_OPTIONS=f"exitcode={SANITIZER_EXIT}",
               UBSAN_OPTIONS=f"exitcode={SANITIZER_EXIT}:print_stacktrace=1")
    env.update(changes)
    return {name: value for name, value in env.items() if value is not None}


class Context:
    def __init__(self, program, folder):
        self.program = str(program)
        self.tmp = pathlib.Path(folder)
        self.root, self.data, self.shared = ROOT, DATA, SHARED
        self.wrong = []

    # Verdicts.

    def check(self, right, what):
        if not right:
            self.wrong.append(what)

    def equal(self, seen, expected, what):
        if seen != expected:
            self.wrong.append(f"{what}\n  expected {shown(expected)}\n"
                              f"  seen     {shown(seen)}")

    def near(self, seen, expected, by, what):
        if abs(seen - expected) > by:
            self.wrong.append(f"{what}: expected {expected} ± {by}, "
                              f"seen {seen:.4f}")

    # What may be missing.

    def need(self, tool):
        path = shutil.which(tool)
        if not path:
            raise Skip(f"{tool} is not installed")
        return path

    def need_file(self, path):
        if not pathlib.Path(path).exists():
            raise Skip(f"{os.path.relpath(path, ROOT)} is not there")
        return pathlib.Path(path)

    def sanitized(self):
        return b"__asan_init" in pathlib.Path(self.program).read_bytes()

    # Running.

    def tool(self, *command, **options):
        """Runs any program and returns its Run."""
        return Run(subprocess.run([str(part) for part in command],
                                  capture_output=True, timeout=SECONDS,
                                  **options))

    def zhuanbao(self, *args, stdin=None, env=None, cwd=None):
        """Runs the program. A crash or a sanitizer's finding fails the test,
        whatever it is about."""
        if isinstance(stdin, str):
            stdin = stdin.encode()
        run = self.tool(self.program, *args, input=stdin or b"",
                        env=environment(**(env or {})), cwd=cwd or self.tmp)
        assert run.code in range(4) and "Sanitizer" not in run.err, (
            f"zhuanbao {' '.join(map(str, args))}: exit {run.code}\n{run.err}")
        return run

    # Briefs.

    def write(self, name, content):
        path = self.tmp / name
        if isinstance(content, str):
            content = content.encode()
        path.write_bytes(content)
        return path

    def brief(self, body, name="brief.md", title="标题", **fields):
        head = f"# {title}\n\n" if title else ""
        return self.write(name, front_matter(**fields) + head + body + "\n")

    def inspect(self, brief, *args, fonts="noto"):
        """The placed pages of a brief that must be right."""
        run = self.zhuanbao("inspect", brief, "--fonts", fonts, *args)
        assert run.code == 0, f"inspect: exit {run.code}\n{run.err}"
        return json.loads(run.out)["pages"]

    def render(self, brief, *args, fonts="noto", name="out.pdf"):
        """The PDF of a brief that must be right."""
        pdf = self.tmp / name
        run = self.zhuanbao("render", brief, "--fonts", fonts, "-o", pdf, *args)
        assert run.code == 0, f"render: exit {run.code}\n{run.err}"
        return pdf
