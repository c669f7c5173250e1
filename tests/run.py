#!/usr/bin/env python3
"""Runs the test suite: unit programs, goldens, and the functions `test_*` of
tests/test_*.py, on all cores.

    run.py --program build/zhuanbao --units build/unit [--only SUBSTRING]
    run.py --program build/zhuanbao --bless 'CASE …'

Prints what fails and what is skipped, and ends in `N passed, N failed,
N skipped`. Exits with 1 where anything fails.
"""
import argparse
import concurrent.futures
import importlib
import inspect
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import traceback

sys.dont_write_bytecode = True
TESTS = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(TESTS))

import goldens  # noqa: E402
import harness  # noqa: E402


def find_functions():
    """(module, function, row) of every test; row is None where it has none."""
    for path in sorted(TESTS.glob("test_*.py")):
        module = importlib.import_module(path.stem)
        for name, function in vars(module).items():
            if not name.startswith("test_") or not inspect.isfunction(function):
                continue
            for row in getattr(function, "rows", [None]):
                yield path.stem, name, row


def title_of(task):
    kind, *rest = task
    if kind == "unit":
        return f"unit/{rest[0].name}"
    if kind == "golden":
        return f"cases/{rest[0]}"
    module, name, row = rest
    return f"{module}.{name}" + (f"[{row}]" if row is not None else "")


def run_unit(program):
    """A unit program counts as its own checks."""
    done = subprocess.run([str(program)], capture_output=True, cwd=harness.ROOT,
                          env=harness.environment(), timeout=harness.SECONDS)
    out = done.stdout.decode("utf-8", "replace")
    counts = re.search(r"^(\d+) passed, (\d+) failed$", out, re.M)
    failed = int(counts[2]) if counts else 1
    if done.returncode and not failed:
        failed = 1
    text = out + done.stderr.decode("utf-8", "replace") if failed else ""
    return int(counts[1]) if counts else 0, failed, text


def run_function(context, module, name, row):
    function = getattr(importlib.import_module(module), name)
    arguments = () if row is None else function.rows[row]
    if not isinstance(arguments, (tuple, list)):
        arguments = (arguments,)
    function(context, *arguments)
    assert not context.wrong, "\n".join(context.wrong)


def run_task(task, program):
    """Returns (passed, failed, why it failed, why it was skipped, seconds)."""
    start = time.monotonic()
    kind, *rest = task

    def result(passed, failed, text="", skipped=""):
        return passed, failed, text, skipped, time.monotonic() - start

    with tempfile.TemporaryDirectory(prefix="zhuanbao-") as folder:
        context = harness.Context(program, folder)
        try:
            if kind == "unit":
                return result(*run_unit(rest[0]))
            if kind == "golden":
                goldens.check(context, rest[0])
            else:
                run_function(context, *rest)
        except harness.Skip as skip:
            return result(0, 0, skipped=str(skip))
        except AssertionError as wrong:
            return result(0, 1, str(wrong) or traceback.format_exc())
        except Exception:
            return result(0, 1, traceback.format_exc())
    return result(1, 0)


def indented(text):
    return "".join(f"    {row}\n" for row in text.rstrip().splitlines())


def run_all(tasks, program, slowest):
    passed = failed = skipped = 0
    times = []
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        waiting = {pool.submit(run_task, task, program): title_of(task)
                   for task in tasks}
        for done in concurrent.futures.as_completed(waiting):
            title = waiting[done]
            good, bad, text, reason, seconds = done.result()
            passed += good
            failed += bad
            times.append((seconds, title))
            if bad:
                print(f"FAIL {title}\n{indented(text)}", flush=True)
            elif reason:
                skipped += 1
                print(f"skip {title}: {reason}", flush=True)
    for seconds, title in sorted(times, reverse=True)[:slowest]:
        print(f"{seconds:7.2f} s  {title}")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return failed == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--program", required=True, type=pathlib.Path)
    parser.add_argument("--units", type=pathlib.Path,
                        help="folder of the unit programs")
    parser.add_argument("--only", default="",
                        help="run those whose name has this")
    parser.add_argument("--slowest", type=int, default=0,
                        help="print so many of the slowest")
    parser.add_argument("--bless", metavar="CASE",
                        help="rewrite what these cases expect (all: each)")
    options = parser.parse_args()
    program = options.program.resolve()
    if options.bless is not None:
        sys.exit(goldens.bless(program, options.bless.split()))

    if options.units and not options.units.is_dir():
        parser.error(f"no folder {options.units}: run make units")
    units = sorted(options.units.iterdir()) if options.units else []
    tasks = [("unit", path) for path in units
             if path.is_file() and os.access(path, os.X_OK)]
    tasks += [("test", *found) for found in find_functions()]
    tasks += [("golden", name) for name in goldens.names()]
    tasks = [task for task in tasks if options.only in title_of(task)]
    sys.exit(0 if run_all(tasks, program, options.slowest) else 1)


if __name__ == "__main__":
    main()
