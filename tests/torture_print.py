#!/usr/bin/env python3
"""Kills print runs at random moments, in a quarter of them the printer too,
and finishes them with --resume. In the end each number must have come out of
the printer once, by the printer's own tray: never twice, never missing. Copies
that the program calls unknown are answered for from the tray, as a person
would.

    torture_print.py [--program build/zhuanbao] [--runs 200] [--copies 30]
                     [--jobs 3] [--seed 1]

Prints what was killed in which state, and exits with 1 where any number came
out twice or not at all.
"""
import argparse
import collections
import concurrent.futures
import contextlib
import os
import pathlib
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import harness  # noqa: E402
import printers  # noqa: E402

# More resumes than that for one run, and it will never end.
MOST_RESUMES = 40


class Torture:
    """One printer, and run after run on it."""

    def __init__(self, program, folder, copies, seed):
        self.program = str(program)
        self.folder = pathlib.Path(folder)
        self.copies = copies
        self.random = random.Random(seed)
        self.figures = collections.Counter()
        self.wrong = []
        self.span = 0

    def command(self, *args):
        return [self.program, "print", *map(str, args), "--printer",
                self.printer.uri, "--fonts", "noto", "--timeout", "1",
                "--copies", str(self.copies), str(self.brief)]

    def begin(self, *args):
        return subprocess.Popen(
            self.command(*args), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            env=harness.environment(TMPDIR=str(self.folder)), cwd=self.folder)

    def finish(self, process):
        error = process.communicate(timeout=harness.SECONDS)[1]
        return process.returncode, error.decode("utf-8", "replace")

    def states(self):
        """number → state, from the journal."""
        if not self.journal.exists():
            return {}
        with contextlib.closing(sqlite3.connect(self.journal)) as database:
            try:
                return dict(database.execute(
                    "SELECT number, state FROM copy"))
            except sqlite3.OperationalError:
                return {}

    def is_printing(self):
        """A killed printer's command may live a moment longer."""
        wanted = str(self.printer.command).encode()
        for path in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
            with contextlib.suppress(OSError):
                if wanted in path.read_bytes().split(b"\0")[:3]:
                    return True
        return False

    def quiet(self):
        for _ in range(2):
            printers.wait_for(lambda: not self.is_printing())
            time.sleep(0.03)

    def came_out(self):
        return [sheet.number for sheet in self.printer.tray[self.before:]]

    def pull_plug(self):
        self.printer.kill()
        self.figures["printer kills"] += 1
        time.sleep(self.random.choice([0, 0, 0.05]))
        self.printer.start()

    def kill_once(self, *args):
        """Starts the program and kills it at some moment, and perhaps the
        printer before, after or instead of it."""
        process = self.begin(*args)
        moment = self.random.uniform(0, self.span / (2 if args else 1))
        plug = self.random.random() < 0.25
        who = self.random.choice(["both", "printer"]) if plug else "program"
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(moment)
        if who != "program":
            self.pull_plug()
            if who == "both":
                time.sleep(self.random.uniform(0, 0.1))
        if who != "printer":
            process.send_signal(signal.SIGKILL)
        code, error = self.finish(process)
        if code == -signal.SIGKILL:
            self.figures["program kills"] += 1
            found = collections.Counter(self.states().values())
            for state in ("claimed", "created", "sending", "sent"):
                self.figures[f"killed in {state}"] += found[state]
            if not any(found[state] for state in
                       ("claimed", "created", "sending", "sent")):
                self.figures["killed between copies"] += 1
        elif code not in (0, 3):
            self.wrong.append(f"exit {code}: {error}")

    def answers(self):
        """What a person would say who looks at the tray."""
        unknown = [number for number, state in self.states().items()
                   if state == "unknown"]
        if not unknown:
            return []
        self.quiet()
        out = set(self.came_out())
        self.figures["unknown, asked about"] += len(unknown)
        given = []
        for option, numbers in (
                ("--printed", [n for n in unknown if n in out]),
                ("--unprinted", [n for n in unknown if n not in out])):
            self.figures[f"answered {option}"] += len(numbers)
            if numbers:
                given += [option, ",".join(map(str, numbers))]
        return given

    def resume(self):
        for _ in range(MOST_RESUMES):
            if not self.states():
                code, error = self.finish(self.begin())
            else:
                self.figures["resumes"] += 1
                code, error = self.finish(
                    self.begin("--resume", *self.answers()))
            if code == 0:
                return
            if code != 3:
                self.wrong.append(f"resume: exit {code}: {error}")
                return
        self.wrong.append(f"no end: {error}")

    def run(self, index):
        self.brief = self.folder / f"run{index}.md"
        self.brief.write_text(harness.front_matter() +
                              f"# 标题\n\n第 {index} 次。\n", "utf-8")
        self.journal = self.brief.with_suffix(".ledger")
        self.before = len(self.printer.tray)
        self.printer.set("delay", str(self.random.choice(
            [0, 0, 0.005, 0.02])))
        self.printer.set("after", str(self.random.choice([0, 0, 0.005])))
        self.kill_once()
        for _ in range(self.random.choice([0, 0, 1, 2])):
            if self.states():
                self.kill_once("--resume")
        self.resume()
        self.quiet()
        self.check(index)

    def check(self, index):
        out = collections.Counter(self.came_out())
        self.figures["runs"] += 1
        self.figures["copies"] += self.copies
        for number in range(1, self.copies + 1):
            if out[number] != 1:
                name = "missing" if not out[number] else "printed twice"
                self.figures[name] += 1
                self.wrong.append(f"run {index}: {number} came out "
                                  f"{out[number]} times")
        if set(self.states().values()) != {"printed"}:
            self.wrong.append(f"run {index}: {self.states()}")

    def calibrate(self):
        """How long a run takes, so that kills are spread over all of it."""
        self.brief = self.folder / "calibrate.md"
        self.brief.write_text(harness.front_matter() + "# 标题\n\n。\n",
                              "utf-8")
        start = time.monotonic()
        code, error = self.finish(self.begin())
        assert code == 0, error
        self.span = (time.monotonic() - start)

    def many(self, indices):
        with printers.Printer(self.folder / "printer") as self.printer:
            self.calibrate()
            for index in indices:
                self.run(index)
        return self.figures, self.wrong


def torture(program, folder, indices, copies, seed):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    return Torture(program, folder, copies, seed).many(indices)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--program", default=harness.ROOT / "build/zhuanbao",
                        type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--copies", type=int, default=30)
    parser.add_argument("--jobs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    start = time.monotonic()
    figures, wrong = collections.Counter(), []
    with tempfile.TemporaryDirectory(prefix="zb-") as folder, \
            concurrent.futures.ProcessPoolExecutor(options.jobs) as pool:
        parts = [pool.submit(torture, options.program.resolve(),
                             os.path.join(folder, str(job)),
                             range(job, options.runs, options.jobs),
                             options.copies, options.seed * 1000 + job)
                 for job in range(options.jobs)]
        for part in parts:
            more, bad = part.result()
            figures.update(more)
            wrong += bad
    for name in ("runs", "copies", "program kills", "killed between copies",
                 "killed in claimed", "killed in created", "killed in sending",
                 "killed in sent", "printer kills", "resumes",
                 "unknown, asked about", "answered --printed",
                 "answered --unprinted", "printed twice", "missing"):
        print(f"{figures[name]:7}  {name}")
    print(f"{time.monotonic() - start:7.0f}  seconds, {options.jobs} at a time,"
          f" seed {options.seed}")
    for line in wrong[:20]:
        print(f"WRONG {line}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
