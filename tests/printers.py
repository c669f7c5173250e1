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
ATTR enum finishings-supported 3,4,8,20
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


CUPSD = """Listen {socket}
Listen 127.0.0.1:{port}
Browsing Off
WebInterface No
DefaultAuthType None
LogLevel debug
DirtyCleanInterval 0
MaxLogSize 0
PreserveJobHistory Yes
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
JobPrivateAccess default
JobPrivateValues default
<Limit All>
Order deny,allow
Allow all
</Limit>
</Policy>
"""

CUPS_FILES = """ServerRoot {root}
StateDir {root}/state
CacheDir {root}/cache
RequestRoot {root}/spool
TempDir {root}/tmp
Printcap {root}/printcap
AccessLog {root}/access
ErrorLog {root}/error
PageLog {root}/page
ServerKeychain {root}/ssl
SystemGroup {group}
Sandboxing Relaxed
FatalErrors config
SyncOnClose No
"""


class Cups:
    """A CUPS server of its own, without any state of the machine's, and a
    queue `office` to a printer."""

    def __init__(self, folder, printer):
        self.cupsd = shutil.which("cupsd") or "/usr/sbin/cupsd"
        self.lpadmin = shutil.which("lpadmin") or "/usr/sbin/lpadmin"
        for tool in (self.cupsd, self.lpadmin):
            if not os.path.exists(tool):
                raise Skip(f"{os.path.basename(tool)} is not installed")
        self.folder = pathlib.Path(folder)
        self.printer = printer
        self.port = free_port()
        self.socket = f"/tmp/zb-cups-{os.getpid()}-{self.port}"
        self.env = {"CUPS_SERVER": self.socket}

    def start(self):
        self.log = open(self.folder / "log", "ab")
        self.process = subprocess.Popen(
            [self.cupsd, "-f", "-c", str(self.folder / "cupsd.conf"), "-s",
             str(self.folder / "cups-files.conf")],
            env={**os.environ, "LC_ALL": "C.UTF-8"}, stdout=self.log,
            stderr=self.log)
        try:
            wait_for(lambda: answers(self.port) or
                     self.process.poll() is not None)
        except AssertionError:
            pass
        if not answers(self.port):
            self.__exit__()
            said = (self.folder / "log").read_text("utf-8", "replace")
            raise Skip(f"cupsd does not run here: {said.strip()[-200:]}")

    def __enter__(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        # What it starts runs as another user.
        self.folder.parent.chmod(0o755)
        for name in ("state", "cache", "spool", "tmp", "ssl", "ppd"):
            (self.folder / name).mkdir(exist_ok=True)
        (self.folder / "cupsd.conf").write_text(
            CUPSD.format(socket=self.socket, port=self.port))
        (self.folder / "cups-files.conf").write_text(
            CUPS_FILES.format(root=self.folder, group=group()))
        # What Debian's cups-filters would do, which are not needed here.
        (self.folder / "local.convs").write_text(
            "application/pdf application/vnd.cups-pdf 0 -\n")
        self.start()
        done = subprocess.run(
            [self.lpadmin, "-p", "office", "-E", "-v", self.printer.uri, "-m",
             "everywhere", "-o", "printer-is-shared=false"],
            env={**os.environ, **self.env}, capture_output=True, text=True)
        if done.returncode:
            self.__exit__()
            raise Skip(f"no queue can be made: {done.stderr.strip()}")
        return self

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.log.close()

    def __exit__(self, *error):
        if self.process.poll() is None:
            self.kill()
        pathlib.Path(self.socket).unlink(missing_ok=True)


def group():
    """A group that exists."""
    import grp
    return grp.getgrgid(os.getgid()).gr_name
