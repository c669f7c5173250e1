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


def split(arguments):
    commands, current = [], []
    for argument in arguments + ["--"]:
        if argument != "--":
            current.append(argument)
        elif current:
            commands.append((current[0], current[1:]))
            current = []
    return commands


def run(command):
    """Seconds and KiB of one run; what it prints is dropped."""
    start = time.perf_counter()
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)])
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        sys.exit(f"bench: 运行失败：{' '.join(command)}")
    return seconds, usage.ru_maxrss


def output_size(command):
    files = [word for word in command if word.endswith(".pdf")]
    return f"{os.path.getsize(files[-1]):,}" if files else "–"


def main():
    commands = split(sys.argv[1:])
    times = {name: [] for name, _ in commands}
    peaks = {name: [] for name, _ in commands}
    for number in range(WARM_UP + ROUNDS):
        turn = number % len(commands)
        for name, command in commands[turn:] + commands[:turn]:
            seconds, peak = run(command)
            if number >= WARM_UP:
                times[name].append(seconds * 1000)
                peaks[name].append(peak / 1024)
    first = times[commands[0][0]]
    print(f"{ROUNDS} rounds, interleaved; wall time of the whole process\n")
    print(f"{'':10}{'min ms':>9}{'median':>9}{'max':>9}"
          f"{'peak MiB':>10}{'bytes':>12}{'  time / ' + commands[0][0]}")
    for name, command in commands:
        ratio = statistics.median(
            other / own for other, own in zip(times[name], first))
        print(f"{name:10}{min(times[name]):9.1f}"
              f"{statistics.median(times[name]):9.1f}{max(times[name]):9.1f}"
              f"{max(peaks[name]):10.1f}{output_size(command):>12}"
              f"{ratio:10.2f}")


main()
