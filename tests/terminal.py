"""Terminals for tests: a tmux of our own, and a bare pseudo-terminal."""
import fcntl
import os
import select
import struct
import subprocess
import termios
import time

import harness


class Tmux:
    """A shell in a terminal of columns × rows, on a private socket."""

    def __init__(self, t, columns=100, rows=40):
        self.tool, self.t = t.need("tmux"), t
        for end in harness.open_terminal():
            os.close(end)
        self.socket = str(t.tmp / "tmux")
        self.run("-f", "/dev/null", "new-session", "-d", "-x", columns, "-y",
                 rows, "-c", t.tmp, "sh")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.run("kill-server")

    def run(self, *args):
        done = subprocess.run(
            [self.tool, "-S", self.socket, *map(str, args)], timeout=20,
            capture_output=True, env=harness.environment(
                TERM="xterm-256color", PS1="$ ", ENV=None),
            preexec_fn=harness.hear_interrupts)
        return done.stdout.decode("utf-8", "replace")

    def type(self, *keys):
        self.run("send-keys", *keys)

    def start(self, *args):
        """Types the command that runs the program."""
        command = " ".join(map(str, [self.t.program, *args]))
        self.type("-l", command)
        self.type("Enter")

    def screen(self):
        return self.run("capture-pane", "-p").split("\n")

    def wait(self, what, seconds=20):
        """The screen, when `what(rows)` has become true of it."""
        end = time.monotonic() + seconds
        while True:
            rows = self.screen()
            if what(rows):
                return rows
            assert time.monotonic() < end, (
                "the screen never shows it:\n" + "\n".join(rows))
            time.sleep(0.05)


def run_in_pty(command, cwd, columns=80, rows=24, pixels=(0, 0), **changes):
    """Runs a program whose output is a terminal of this size. Returns what it
    sent there, what it said on standard error, and its exit code."""
    ours, theirs = harness.open_terminal()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ,
                struct.pack("HHHH", rows, columns, *pixels))
    process = subprocess.Popen(
        list(map(str, command)), stdin=subprocess.DEVNULL, stdout=theirs,
        stderr=subprocess.PIPE, cwd=cwd, env=harness.environment(**changes))
    os.close(theirs)
    sent = b""
    end = time.monotonic() + harness.SECONDS
    while time.monotonic() < end:
        if not select.select([ours], [], [], 1)[0]:
            continue
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other side is closed
            break
        if not part:
            break
        sent += part
    os.close(ours)
    said = process.stderr.read().decode("utf-8", "replace")
    return sent.decode("utf-8", "replace"), said, process.wait(20)
