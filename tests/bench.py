"""bench.py NAME COMMAND... [-- NAME COMMAND...]...

Whole-process wall time, peak memory and file size of each command. Rounds are
interleaved: every round runs each command once, in an order that rotates, so
that whatever slows the machine down slows all of them down; the ratio to the
first command is the median of the ratios within each round. The file measured
is the command's last argument that ends in .pdf.
"""

import os
import statistics
import sys
import time

ROUNDS = int(os.environ.get("ROUNDS", "31"))
WARM_UP = 3
AIM_OF_PANGO, AIM_MIB, AIM_BYTES = 0.25, 64, 200_000


def split(arguments):
    """The commands as (name, argument list), in the order given."""
    commands, current = [], []
    for argument in arguments + ["--"]:
        if argument != "--":
            current.append(argument)
        elif current:
            commands.append((current[0], current[1:]))
            current = []
    return commands


def run(command):
    """Milliseconds and MiB of one run; what it prints is dropped. The kernel
    counts what this script holds at the start as the child's: a process that
    needs less than some 12 MiB would be shown with that."""
    start = time.perf_counter()
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)])
    _, status, usage = os.wait4(pid, 0)
    elapsed = time.perf_counter() - start
    if status != 0:
        sys.exit(f"bench: 运行失败：{' '.join(command)}")
    return elapsed * 1000, usage.ru_maxrss / 1024


def output_size(command):
    files = [word for word in command if word.endswith(".pdf")]
    return os.path.getsize(files[-1]) if files else 0


def measure(commands):
    times = {name: [] for name, _ in commands}
    peaks = {name: 0 for name, _ in commands}
    for number in range(WARM_UP + ROUNDS):
        turn = number % len(commands)
        for name, command in commands[turn:] + commands[:turn]:
            elapsed, peak = run(command)
            if number >= WARM_UP:
                times[name].append(elapsed)
                peaks[name] = max(peaks[name], peak)
    return times, peaks


def paired(times, name, base):
    return statistics.median(
        one / other for one, other in zip(times[name], times[base]))


def show_aims(times, peak, size, first):
    def show(what, value, reached):
        print(f"  {what}: {value} {'reached' if reached else 'MISSED'}")

    print("\naims")
    if "pango" in times:
        ratio = paired(times, first, "pango")
        show(f"time / pango <= {AIM_OF_PANGO}", f"{ratio:.3f}",
             ratio <= AIM_OF_PANGO)
    show(f"peak <= {AIM_MIB} MiB", f"{peak:.1f}", peak <= AIM_MIB)
    show(f"size <= {AIM_BYTES:,} bytes", f"{size:,}", size <= AIM_BYTES)


def main():
    commands = split(sys.argv[1:])
    first = commands[0][0]
    times, peaks = measure(commands)
    print(f"\n{ROUNDS} interleaved rounds; wall time of the whole process")
    print(f"{'':10}{'min ms':>8}{'median':>8}{'max':>8}{'peak MiB':>10}"
          f"{'bytes':>10}  time / {first}")
    for name, command in commands:
        size = output_size(command)
        print(f"{name:10}{min(times[name]):8.1f}"
              f"{statistics.median(times[name]):8.1f}{max(times[name]):8.1f}"
              f"{peaks[name]:10.1f}{size or '–':>10}"
              f"{paired(times, name, first):10.2f}")
    show_aims(times, peaks[first], output_size(commands[0][1]), first)


main()
