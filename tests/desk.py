"""A brief and the commands that print it, for tests of the print run."""
import contextlib
import csv
import io
import sqlite3
import subprocess

import printers
from harness import environment, hear_interrupts, findings


class Desk:
    """A brief, and the commands that print it."""

    def __init__(self, t, printer, copies=3, body="正文一段。", env=None):
        self.t, self.printer = t, printer
        self.env = {"TMPDIR": str(t.tmp), **(env or {})}
        self.brief = t.brief(body, 印数=copies)
        self.journal = self.brief.with_suffix(".ledger")

    def arguments(self, *args):
        return ["print", *args, "--fonts", "noto", "--printer",
                self.printer if isinstance(self.printer, str)
                else self.printer.uri, str(self.brief)]

    def print(self, *args):
        return self.t.zhuanbao(*self.arguments(*args), env=self.env)

    def resume(self, *args):
        return self.print("--resume", *args)

    def ledger(self, *args):
        return self.t.zhuanbao("ledger", self.brief, *args, env=self.env)

    @contextlib.contextmanager
    def begin(self, *args, **options):
        """A run in the background, which does not outlive the test."""
        options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL,
                   "stderr": subprocess.PIPE,
                   "preexec_fn": hear_interrupts, **options}
        process = subprocess.Popen(
            [self.t.program, *map(str, self.arguments(*args))],
            env=environment(**self.env), cwd=self.t.tmp, **options)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
            process.communicate()

    def kill_at(self, stop, *args):
        """Kills a run when the printer has got to the stop."""
        with self.begin(*args) as process:
            assert stop.reached.wait(30), process.communicate(timeout=1)
            process.kill()
            process.wait()
            states = self.states()
            stop.release.set()
        # What was on its way arrives, or breaks off.
        printers.wait_for(lambda: not self.printer.active)
        return states

    def sql(self, command):
        if not self.journal.exists():
            raise sqlite3.OperationalError("there is no journal")
        with contextlib.closing(sqlite3.connect(self.journal)) as database:
            rows = database.execute(command).fetchall()
            database.commit()
            return rows

    def states(self):
        try:
            return [state for (state,) in self.sql(
                "SELECT state FROM copy ORDER BY number, print")]
        except sqlite3.OperationalError:
            return []  # nothing is in it yet


def codes(run):
    return [finding.code for finding in findings(run.err)]


def refused(t, run, code, exit_code, *words):
    """One message of this code, with a hint."""
    t.equal((run.code, codes(run)), (exit_code, [code]), run.err)
    for finding in findings(run.err):
        t.check(finding.hint, f"no hint: {run.err}")
    for word in words:
        t.check(word in run.err, f"{word} is not in {run.err}")


def read_csv(raw):
    text = raw.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))
