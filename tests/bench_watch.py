"""bench_watch.py PROGRAM: how long `preview --watch` takes from each of many
saves to the new picture, and how much memory it holds after the tenth and the
last. BRIEF names the brief; SAVES, how many saves.
"""
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

SAVES = int(os.environ.get("SAVES", "60"))
REFERENCE = "../shared/seed/lingjun-91.md"
AIM_MS = 100


def resident(pid):
    for row in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if row.startswith("VmRSS:"):
            return int(row.split()[1])
    return 0


def read_line(process):
    line = process.stdout.readline()
    if not line:
        sys.exit("bench: preview --watch 自己结束了")
    return line


def measure(program, folder, text):
    """Milliseconds of each save, and memory in kB after it. Saves as editors
    do: another file, renamed; what is saved differs every time."""
    brief, fresh = folder / "brief.md", folder / "brief.new"
    brief.write_text(text, "utf-8")
    process = subprocess.Popen(
        [program, "preview", brief.name, "--watch", "-o", "page.png"],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    times, memory = [], []
    try:
        read_line(process)
        for number in range(SAVES):
            fresh.write_text(f"{text}\n第 {number} 次存盘。\n", "utf-8")
            before = (folder / "page.png").stat().st_ino
            start = time.perf_counter()
            os.rename(fresh, brief)
            read_line(process)
            times.append((time.perf_counter() - start) * 1000)
            memory.append(resident(process.pid))
            if (folder / "page.png").stat().st_ino == before:
                sys.exit(f"bench: 第 {number} 次存盘没有新的图片")
    finally:
        process.terminate()
        process.wait()
    return times, memory


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    brief = pathlib.Path(os.environ.get("BRIEF", REFERENCE))
    if not brief.exists():
        brief = pathlib.Path("samples/diya-jingji.md")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="zhuanbao-"))
    try:
        times, memory = measure(program, folder, brief.read_text("utf-8"))
    finally:
        shutil.rmtree(folder)
    print(f"preview --watch -o page.png，{brief}，100 dpi，{SAVES} 次存盘：")
    print(f"  存盘到图片写完 min {min(times):.1f}  median "
          f"{statistics.median(times):.1f}  max {max(times):.1f} ms  "
          f"(aim {AIM_MS}: {'reached' if max(times) <= AIM_MS else 'MISSED'})")
    tenth = memory[min(9, len(memory) - 1)]
    print(f"  内存 第 10 次后 {tenth} kB，第 {SAVES} 次后 {memory[-1]} kB")


main()
