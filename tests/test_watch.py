"""preview --watch: each saving is seen, in files and on the screen."""
import os
import pathlib
import select
import shutil
import signal
import subprocess
import time

from harness import (Skip, each, environment, findings, hear_interrupts)
from pictures import read_png
from terminal import Tmux

SECONDS = 30


class Watcher:
    """A running preview --watch into a file."""

    def __init__(self, t, *args):
        self.t = t
        self.errors = (t.tmp / "errors").open("wb")
        self.process = subprocess.Popen(
            [t.program, "preview", *map(str, args), "--watch", "--fonts",
             "noto"], cwd=t.tmp, env=environment(), bufsize=0,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=self.errors, preexec_fn=hear_interrupts)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.errors.close()

    def line(self):
        """The next line that it prints."""
        ready = select.select([self.process.stdout], [], [], SECONDS)[0]
        line = self.process.stdout.readline().decode("utf-8") if ready else ""
        assert line, f"no setting within {SECONDS} s\n{self.said()}"
        return line

    def until(self, reached, what):
        """Waits for as many settings as it takes."""
        end = time.monotonic() + SECONDS
        while not reached():
            assert time.monotonic() < end, f"never: {what}\n{self.said()}"
            time.sleep(0.02)

    def quiet(self, seconds=0.3):
        """Whether it prints nothing for a while."""
        return not select.select([self.process.stdout], [], [], seconds)[0]

    def said(self):
        return (self.t.tmp / "errors").read_text("utf-8")

    def wait_for(self, what):
        end = time.monotonic() + SECONDS
        while what not in self.said():
            assert time.monotonic() < end, f"never said {what}: {self.said()}"
            time.sleep(0.02)

    def end(self, number):
        self.process.send_signal(number)
        return self.process.wait(SECONDS)

    def memory(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(row.split()[1]) for row in status.splitlines()
                    if row.startswith("VmRSS"))


def save_in_place(path, content):
    path.write_bytes(content)


def save_by_rename(path, content):
    other = path.with_suffix(".swp")
    other.write_bytes(content)
    os.rename(other, path)


def save_by_link(path, content):
    """As some editors keep the file's other names."""
    other = path.with_suffix(".swp")
    other.write_bytes(content)
    path.unlink()
    os.link(other, path)
    other.unlink()


def save_in_parts(path, content):
    """A reader must not see the beginning alone."""
    with path.open("wb") as out:
        out.write(content[:len(content) // 2])
        out.flush()
        time.sleep(0.1)
        out.write(content[len(content) // 2:])


def text_of(t, number):
    t.brief(f"第{number}次存盘的正文。", name="source.md")
    return (t.tmp / "source.md").read_bytes()


@each({"in place": save_in_place, "by renaming": save_by_rename,
       "by linking": save_by_link, "in parts": save_in_parts})
def test_each_save_is_seen(t, save):
    """Ten saves: after each a new picture, of what was saved."""
    brief = t.write("brief.md", text_of(t, 0))
    with Watcher(t, "brief.md", "-o", "out.png") as watch:
        t.check(watch.line().startswith("brief.md：第 1 页 → out.png，"),
                "the first line")
        for number in range(1, 11):
            save(brief, text_of(t, number))
            line = watch.line()
            t.check(line.rstrip().endswith(" ms"), line)
            t.zhuanbao("preview", "source.md", "--fonts", "noto", "-o",
                       "right.png")
            t.equal((t.tmp / "out.png").read_bytes(),
                    (t.tmp / "right.png").read_bytes(), f"save {number}")
        t.check(watch.quiet(), "set again without a save")
        t.equal(watch.end(signal.SIGINT), 0, "exit code")
        t.equal(watch.said(), "", "messages")


def test_only_sources_matter(t):
    t.write("brief.md", text_of(t, 0))
    with Watcher(t, "brief.md", "-o", "out.png") as watch:
        watch.line()
        for name in ("other.md", "brief.md~", ".brief.md.swp", "out.svg"):
            save_by_rename(t.tmp / name, b"x")
        t.check(watch.quiet(), "another file's saving")
        t.equal(watch.end(signal.SIGTERM), 0, "exit code")


def test_layout_fonts_and_sets_are_watched(t):
    """The layout, its font set, a folder with fonts, a link's target."""
    layout = (t.root / "layouts" / "zhuanbao.yaml").read_text("utf-8")
    fonts = (t.root / "fonts" / "noto.yaml").read_bytes()
    (t.tmp / "far").mkdir()
    (t.tmp / "fonts").mkdir()
    t.write("far/brief.md", text_of(t, 0))
    (t.tmp / "brief.md").symlink_to("far/brief.md")
    t.write("my.yaml", layout)
    t.write("set.yaml", fonts)
    found = t.tool("fc-match", "-f", "%{file}", "Noto Sans CJK SC")
    with Watcher(t, "brief.md", "--layout", "my.yaml", "--fonts", "set.yaml",
                 "--font-dir", "fonts", "-o", "out.png") as watch:
        # The class adds --fonts noto, which the last one given wins over.
        watch.line()
        before = (t.tmp / "out.png").read_bytes()
        save_by_rename(t.tmp / "my.yaml",
                       layout.replace("left: 28mm", "left: 20mm").encode())
        watch.line()
        t.check((t.tmp / "out.png").read_bytes() != before, "the new layout")
        save_by_rename(t.tmp / "far" / "brief.md", text_of(t, 1))
        watch.line()
        if found.code == 0 and pathlib.Path(found.out).exists():
            os.symlink(found.out, t.tmp / "fonts" / "new.ttc")
            watch.line()
        t.equal(watch.end(signal.SIGHUP), 0, "exit code")


def test_errors_and_recovery(t):
    """What is wrong is said, the last good picture stays, and it goes on."""
    brief = t.write("brief.md", text_of(t, 0))
    good = brief.read_bytes()
    with Watcher(t, "brief.md", "-o", "out.png") as watch:
        watch.line()
        picture = (t.tmp / "out.png").read_bytes()
        save_by_rename(brief, good.replace("期号: 9".encode(),
                                           "期号: 九".encode()))
        watch.wait_for("wrong-type")
        t.equal([f.place for f in findings(watch.said())], ["3:5"], "place")
        t.equal((t.tmp / "out.png").read_bytes(), picture, "the picture")
        t.check(watch.quiet(0.1), "a line for a picture that is not there")
        brief.unlink()
        save_by_rename(brief, text_of(t, 1))
        watch.line()
        t.check((t.tmp / "out.png").read_bytes() != picture, "a new picture")
        t.equal(watch.end(signal.SIGINT), 0, "exit code")


@each({"removed": lambda path: shutil.rmtree(path.parent),
       "renamed": lambda path: path.rename(path.with_name("elsewhere"))})
def test_folder_goes_and_comes(t, lose):
    """As when another branch is checked out: the brief's folder, and the one
    above it too, is lost and there again."""
    folder = t.tmp / "above" / "folder"
    folder.mkdir(parents=True)
    brief = t.write("above/folder/brief.md", text_of(t, 0))
    with Watcher(t, "above/folder/brief.md", "-o", "out.png") as watch:
        watch.line()
        before = (t.tmp / "out.png").read_bytes()
        lose(folder)
        watch.wait_for("cannot-read")
        folder.mkdir(parents=True)
        # The folder's coming and the brief's may be seen as one or as two.
        picture = t.tmp / "out.png"
        save_by_rename(brief, text_of(t, 1))
        watch.until(lambda: picture.read_bytes() != before, "a new picture")
        save_in_place(brief, text_of(t, 0))
        watch.until(lambda: picture.read_bytes() == before, "the old picture")
        t.equal(watch.end(signal.SIGINT), 0, "exit code")


def test_brief_with_errors_at_first(t):
    t.write("brief.md", "没有文件头\n")
    with Watcher(t, "brief.md", "-o", "out.png") as watch:
        watch.wait_for("错误")
        t.check(not (t.tmp / "out.png").exists(), "a picture")
        save_in_place(t.tmp / "brief.md", text_of(t, 0))
        watch.line()
        t.equal(read_png(t.tmp / "out.png").size, (827, 1170), "the picture")


def test_layout_with_errors_at_first(t):
    """Its name is known, though nothing of it could be read."""
    layout = (t.root / "layouts" / "zhuanbao.yaml").read_bytes()
    t.brief("正文。", 版式="my.yaml")
    t.write("my.yaml", "name: [\n")
    with Watcher(t, "brief.md", "-o", "out.png") as watch:
        watch.wait_for("错误")
        save_by_rename(t.tmp / "my.yaml", layout)
        watch.line()


def test_sample_is_watched(t):
    """A layout without a brief: its sample is a source."""
    for name in ("zhuanbao.yaml", "zhuanbao.md"):
        shutil.copy(t.root / "layouts" / name, t.tmp)
    with Watcher(t, "--layout", "zhuanbao.yaml", "-o", "out.png") as watch:
        watch.line()
        save_by_rename(t.tmp / "zhuanbao.md", text_of(t, 0))
        watch.line()


def test_pages_into_a_folder(t):
    t.write("brief.md", text_of(t, 0))
    with Watcher(t, "brief.md", "-o", "out/") as watch:
        watch.line()
        t.brief("很长的一段。" * 400)
        t.check("：5 页 → out/" in watch.line(), "the line")
        t.equal(sorted(os.listdir(t.tmp / "out")),
                [f"brief-{n}.png" for n in range(1, 6)], "files")


def test_memory_stays(t):
    """Thirty settings keep no more than ten do."""
    if t.sanitized():
        raise Skip("the sanitizer keeps what is freed")
    brief = t.root / "samples" / "diya-jingji.md"
    text = brief.read_bytes()
    t.write("brief.md", text)
    memory = []
    with Watcher(t, "brief.md", "-o", "out.png") as watch:
        watch.line()
        for number in range(30):
            save_by_rename(t.tmp / "brief.md", text + b"\n" * (number + 1))
            watch.line()
            memory.append(watch.memory())
    # One setting of this brief takes some 10 MB.
    t.check(memory[-1] - memory[9] < 4096, f"{memory[9]} → {memory[-1]} kB")


# The screen.

def shows(*words):
    return lambda rows: all(any(word in row for row in rows) for word in words)


def says_same(rows):
    """The answer, not the echo of the command."""
    return any(row.rstrip().endswith("same") and "echo" not in row
               for row in rows)


def picture_of(rows):
    """What is drawn, without the status line."""
    end = max(i for i, row in enumerate(rows) if row.strip())
    return rows[:end]


def test_screen(t):
    """Page and place stay; errors stand over the last good picture; keys; the
    terminal is given back as it was."""
    brief = t.brief(("一段正文，写得长一些。" * 9 + "\n\n") * 12)
    good = brief.read_bytes()
    with Tmux(t, 100, 40) as tmux:
        tmux.type("stty -g >before; clear", "Enter")
        tmux.start("preview", "brief.md", "--watch", "--fonts", "noto")
        first = tmux.wait(shows("第 1 页，共 3 页"))
        tmux.type("n")
        second = tmux.wait(shows("第 2 页"))
        t.check(picture_of(first) != picture_of(second), "the same picture")
        save_by_rename(brief, good.replace(b"9\n", "九\n".encode(), 1))
        rows = tmux.wait(shows("brief.md:3:5: 错误", "第 2 页", "有错"))
        t.check(rows[0].startswith("brief.md:3:5: 错误"), "the message")
        t.equal(picture_of(rows)[8:], picture_of(second)[8:],
                "the last good picture")
        save_by_rename(brief, good)
        rows = tmux.wait(lambda rows: shows("第 2 页")(rows)
                         and not shows("有错")(rows))
        t.equal(picture_of(rows), picture_of(second), "page 2 again")
        tmux.type("PageUp")
        t.equal(picture_of(tmux.wait(shows("第 1 页"))), picture_of(first),
                "page 1 again")
        tmux.type("+")
        tmux.wait(lambda rows: picture_of(rows) != picture_of(first))
        tmux.type("-")
        tmux.wait(lambda rows: picture_of(rows) == picture_of(first))
        tmux.type("G")
        tmux.wait(shows("第 3 页"))
        tmux.type("g")
        tmux.wait(shows("第 1 页"))
        tmux.run("resize-window", "-x", 80, "-y", 30)
        tmux.wait(lambda rows: len(rows) <= 31 and shows("第 1 页")(rows)
                  and picture_of(rows) != picture_of(first)[:len(rows)])
        tmux.type("q")
        tmux.wait(lambda rows: not shows("第 1 页")(rows))
        tmux.type("stty -g >after; cmp before after && echo same", "Enter")
        tmux.wait(says_same)


def is_watcher_in(process, folder):
    try:
        return (b"--watch" in (process / "cmdline").read_bytes().split(b"\0")
                and os.path.realpath(process / "cwd")
                == os.path.realpath(folder))
    except OSError:  # it has ended, or is not ours
        return False


@each({"SIGINT": "INT", "SIGTERM": "TERM", "SIGHUP": "HUP"})
def test_screen_is_given_back(t, name):
    t.brief("正文。")
    with Tmux(t) as tmux:
        tmux.type("stty -g >before; clear", "Enter")
        tmux.start("preview", "brief.md", "--watch", "--fonts", "noto",
                   "& p=$!; fg; echo code $?")
        tmux.wait(shows("第 1 页"))
        ours = [path.name for path in pathlib.Path("/proc").iterdir()
                if path.name.isdigit() and is_watcher_in(path, t.tmp)]
        t.check(ours, "the process is not found")
        for pid in ours:
            os.kill(int(pid), getattr(signal, f"SIG{name}"))
        tmux.wait(shows("code 0"))
        tmux.type("stty -g >after; cmp before after && echo same", "Enter")
        tmux.wait(says_same)
