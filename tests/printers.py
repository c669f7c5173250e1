"""Printers for tests, on loopback and in a folder of their own: Debian's
ippeveprinter, and a CUPS server in front of it.

What came out of a printer is not what it says of itself but what lies in its
tray: a command that ippeveprinter runs for each document writes one line to
the tray's file, in one write, as its last act.
"""
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time

from harness import Skip

BUS = """<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><listen>unix:path={path}</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
"""

# A document that is not whole is not printed, as in any printer that reads
# PDF; nor is one while the file "jam" exists.
TRAY = """#!/bin/sh
cd '{folder}' || exit 1
[ -e empty ] && echo 'STATE: +media-empty-error' >&2
while [ -e empty ]; do sleep 0.05; done
echo 'STATE: -media-empty-error' >&2
[ "$(tail -c 6 "$1" | tr -d '\\n\\r')" = '%%EOF' ] || exit 1
[ -e abort ] && exit 1
[ -e delay ] && sleep "$(cat delay)"
echo 'ATTR: job-impressions-completed=1' >&2
printf '%s|%s|%s|%s|%s|%s|%s|%s\\n' "$IPP_JOB_NAME" "$1" "$IPP_COPIES" \\
 "$IPP_SIDES" "$IPP_MEDIA" "$IPP_FINISHINGS" "$IPP_MEDIA_COL" \\
 "$IPP_PRINT_COLOR_MODE" >>tray
[ -e after ] && sleep "$(cat after)"
exit 0
"""

# An office printer: both sides, stapler, A3, two trays.
OFFICE = """ATTR keyword printer-kind document
ATTR text printer-make-and-model "Office 3000"
ATTR text printer-location "三楼"
ATTR boolean color-supported true
ATTR integer copies-default 1
ATTR rangeOfInteger copies-supported 1-99
ATTR mimeMediaType document-format-default {format}
ATTR mimeMediaType document-format-supported {format}
ATTR enum finishings-default 3
ATTR enum finishings-supported 3,4,8
ATTR keyword media-default iso_a4_210x297mm
ATTR keyword media-ready iso_a4_210x297mm,iso_a3_297x420mm
ATTR keyword media-supported iso_a4_210x297mm,iso_a3_297x420mm,prc_16k_146x215mm
ATTR collection media-col-default {
    MEMBER collection media-size {
        MEMBER integer x-dimension 21000
        MEMBER integer y-dimension 29700
    }
}
ATTR keyword media-col-supported media-size,media-source
ATTR collection media-size-supported {
    MEMBER integer x-dimension 21000
    MEMBER integer y-dimension 29700
},{
    MEMBER integer x-dimension 29700
    MEMBER integer y-dimension 42000
}
ATTR keyword media-source-supported auto,tray-1,tray-2
ATTR keyword print-color-mode-default auto
ATTR keyword print-color-mode-supported auto,color,monochrome
ATTR keyword sides-default one-sided
ATTR keyword sides-supported one-sided,two-sided-long-edge,two-sided-short-edge
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(what, seconds=20):
    """Polls until `what()` is true, which is returned."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.01)
    raise AssertionError("waited in vain")


def answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Sheet:
    """One line of the tray: a document that was printed."""

    def __init__(self, line):
        (self.name, self.path, self.copies, self.sides, self.media,
         self.finishings, self.media_col, self.color) = line.split("|")

    @property
    def number(self):
        """The number of the copy, by the name of its job."""
        return int(self.name.split()[2])


class Printer:
    """ippeveprinter. `office` gives it a stapler, A3 and trays; otherwise it
    is a plain one that prints on one side. Needs a D-Bus, though it announces
    nothing: it gets one of its own."""

    def __init__(self, folder, office=True, formats="application/pdf",
                 options=()):
        if not shutil.which("ippeveprinter"):
            raise Skip("ippeveprinter is not installed")
        if not shutil.which("dbus-daemon"):
            raise Skip("dbus-daemon is not installed")
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "spool").mkdir(exist_ok=True)
        self.port = free_port()
        self.uri = f"ipp://127.0.0.1:{self.port}/ipp/print"
        self.command = self.folder / "command"
        self.command.write_text(TRAY.format(folder=self.folder))
        self.command.chmod(0o755)
        self.options = ["-f", formats, *options]
        if office:
            conf = self.folder / "office.conf"
            conf.write_text(OFFICE.replace("{format}", formats))
            self.options = ["-a", str(conf), *options]
        self.process = self.bus = None

    def __enter__(self):
        # A socket's path is short.
        self.socket = f"/tmp/zb-bus-{os.getpid()}-{self.port}"
        conf = self.folder / "bus.conf"
        conf.write_text(BUS.format(path=self.socket))
        self.bus = subprocess.Popen(
            ["dbus-daemon", f"--config-file={conf}", "--nofork", "--nopidfile"],
            stderr=subprocess.DEVNULL)
        wait_for(lambda: os.path.exists(self.socket))
        self.start()
        return self

    def start(self):
        env = {**os.environ, "LC_ALL": "C.UTF-8", "DBUS_SYSTEM_BUS_ADDRESS":
               f"unix:path={self.socket}"}
        self.log = open(self.folder / "log", "ab")
        self.process = subprocess.Popen(
            ["ippeveprinter", "-r", "off", "-p", str(self.port), "-n",
             "localhost", "-d", str(self.folder / "spool"), "-k", "-c",
             str(self.command), *self.options, "test"],
            env=env, stdout=self.log, stderr=self.log, cwd=self.folder)
        wait_for(lambda: answers(self.port))

    def kill(self):
        """As when the plug is pulled: its memory of jobs is gone."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.log.close()

    def __exit__(self, *error):
        for name in ("empty", "delay", "after"):
            (self.folder / name).unlink(missing_ok=True)
        if self.process.poll() is None:
            self.kill()
        self.bus.kill()
        self.bus.wait()
        pathlib.Path(self.socket).unlink(missing_ok=True)

    def set(self, name, value=""):
        (self.folder / name).write_text(value)

    def unset(self, name):
        (self.folder / name).unlink(missing_ok=True)

    @property
    def tray(self):
        path = self.folder / "tray"
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        return [Sheet(line) for line in lines]

    @property
    def numbers(self):
        """The numbers that came out, sorted."""
        return sorted(sheet.number for sheet in self.tray)
