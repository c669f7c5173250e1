#!/usr/bin/env python3
"""compare.py PROGRAM [--list]: twenty briefs beside Typst and XeLaTeX.

Sets the briefs of samples/ and tests/briefs/ with each engine that is
installed, all at one geometry and in the same fonts, and prints one table of
what a judging script (JUDGE=…) measures in the PDFs, and of lines that stand
alone at a page's top or bottom. --list adds the lines behind the figures of
zhuanbao. What is made is left under build/compare/.

All engines get the same text: title, headings, paragraphs; list items, quoted
lines and lines broken by hand are paragraphs. The head of the first page is
left empty, so that the figures are those of the text.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "compare"
JUDGE = pathlib.Path(os.environ.get("JUDGE", "../shared/tools/judge.py"))
TYPST = ROOT / "build" / "bench" / "typst"

# In points: 28 characters fill 156 mm, 22 lines 225 mm (rounded down, lest the
# last one be too much); 9 lines of head.
SIZE, PITCH, TITLE_SIZE, HEAD_ROWS = 15.7927, 29.6191, 22, 9
LEADING = round(PITCH - SIZE, 4)
LEFT = 28 * 72 / 25.4

# How a figure of the judge becomes one of all briefs.
SUM, MOST, MEAN = "sum", "max", "mean"
FIGURES = {
    "kinsoku_start": SUM, "kinsoku_end": SUM, "split": SUM, "flush_bad": SUM,
    "loose_lines": SUM, "squeezed": SUM, "uneven_lines": SUM,
    "pair_full": SUM, "lat_gap_bad": SUM, "runt": SUM,
    "widow": SUM, "orphan": SUM,
    "gap_mean": MEAN, "gap_max": MOST, "lat_gap_sd": MEAN, "on_grid": MEAN,
    "grid_dev_pt": MOST, "lines": SUM, "pages": SUM,
}
MORE_IS_BETTER = {"on_grid"}
TOLD_ONLY = {"lines", "pages"}
# The judge takes the grid from rounded distances: to some thousandths.
DIGITS = {"grid_dev_pt": 2}

# --- the text -------------------------------------------------------------

Block = collections.namedtuple("Block", "level text")  # level 0: a paragraph


def join(lines):
    """A line end between two Latin letters is a space, any other is nothing."""
    text = ""
    for line in lines:
        line = line.strip()
        latin = text[-1:].isascii() and line[:1].isascii()
        text += (" " if text and latin else "") + line
    return text


def read_brief(path):
    """The front matter as it is, and the blocks."""
    _, front, body = path.read_text("utf-8").split("---\n", 2)
    blocks, lines = [], []

    def close():
        if lines:
            blocks.append(Block(0, join(lines)))
            lines.clear()

    for line in body.splitlines():
        bare = re.sub(r"^\s*(> ?)?", "", line)
        heading = re.match(r"(#+) +(.*)", bare)
        item = re.match(r"(?:[-+] +|\d+\. +)(.*)", bare)
        if heading or item or not bare:
            close()
        if heading:
            blocks.append(Block(len(heading[1]), heading[2]))
            continue
        bare = item[1] if item else bare
        broken = re.search(r"(\\|  )$", bare)
        if bare:
            lines.append(bare[:broken.start()] if broken else bare)
        if broken:
            close()
    close()
    return front, blocks


def spans(text):
    """(is it strong, text) in turn."""
    return [(bool(number % 2), part)
            for number, part in enumerate(text.split("**")) if part]


def title_rows(text):
    return -(-len(text) * TITLE_SIZE // (28 * SIZE))

# --- zhuanbao --------------------------------------------------------------


def as_markdown(front, blocks):
    rows = ["#" * level + (" " if level else "") + text
            for level, text in blocks]
    return f"---\n{front}---\n\n" + "\n\n".join(rows) + "\n"


def write_layout():
    """The project's layout with nothing printed in the head."""
    text = (ROOT / "layouts" / "zhuanbao.yaml").read_text("utf-8")
    before, head, rest = re.split(r"(?m)^(head:\n(?:[ ].*\n)+)", text)
    kept = [row for row in head.splitlines(True) if " text: " not in row]
    path = OUT / "layout.yaml"
    path.write_text(before + "".join(kept) + rest, "utf-8")
    return path


def set_zhuanbao(briefs, program):
    layout = write_layout()
    for name, (front, blocks) in briefs.items():
        brief = OUT / f"{name}.md"
        brief.write_text(as_markdown(front, blocks), "utf-8")
        run([program, "render", brief, "--fonts", "noto", "--layout", layout,
             "--quiet", "-o", OUT / f"{name}.zhuanbao.pdf"])

# --- Typst -----------------------------------------------------------------

TYPST_HEAD = f"""\
#let pitch = {PITCH}pt
#let leading = {LEADING}pt
#set page(width: 210mm, height: 297mm,
  margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm))
#set text(font: "Noto Serif CJK SC", size: {SIZE}pt, lang: "zh", region: "cn",
  top-edge: 0.88em, bottom-edge: -0.12em)
#set par(justify: true, leading: leading, spacing: leading,
  first-line-indent: (amount: 2em, all: true))
#show strong: set text(font: "Noto Sans CJK SC")
#let rows(n, body) = block(width: 100%, height: n * pitch - leading,
  above: leading, below: leading, align(center + horizon, body))
#let head(body) = block(above: leading, below: leading, sticky: true,
  par(strong(body)))
#let title(n, body) = rows(n + 2, par(first-line-indent: 0pt, justify: false,
  leading: pitch - {TITLE_SIZE}pt, text({TITLE_SIZE}pt, weight: "bold", body)))
#rows({HEAD_ROWS}, [])
"""

TYPST_SCRIPT = """\
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import fs from 'node:fs';
const [workspace, ...files] = process.argv.slice(2);
const compiler = NodeCompiler.create({ workspace });
for (const file of files) {
  const done = compiler.compile({ mainFilePath: file });
  if (!done.result) { done.printErrors(); process.exit(1); }
  fs.writeFileSync(file.replace(/typ$/, 'typst.pdf'),
    compiler.pdf(done.result));
}
"""


def typst_text(text):
    """As string literals, in which nothing is markup."""
    parts = []
    for strong, part in spans(text):
        part = part.replace("\\", "\\\\").replace('"', '\\"')
        parts.append(f'#strong("{part}")' if strong else f'#"{part}"')
    return "[" + "".join(parts) + "]"


def as_typst(blocks):
    rows = [TYPST_HEAD]
    for level, text in blocks:
        body = typst_text(text)
        if level == 1:
            rows.append(f"#title({title_rows(text)}, {body})\n")
        else:
            rows.append(f"#head({body})\n" if level else f"#par{body}\n")
    return "".join(rows)


def set_typst(briefs, _):
    # Node looks for modules beside the script.
    script = TYPST / "compare.mjs"
    script.write_text(TYPST_SCRIPT, "utf-8")
    files = []
    for name, (_, blocks) in briefs.items():
        files.append(OUT / f"{name}.typ")
        files[-1].write_text(as_typst(blocks), "utf-8")
    run(["node", script, OUT, *files])

# --- XeLaTeX ---------------------------------------------------------------

LATEX_HEAD = rf"""\documentclass[fontset=none,a4paper,linespread=1]{{ctexart}}
\usepackage[a4paper,top=37mm,left=28mm,textwidth=156mm,
  textheight=637.8bp]{{geometry}}
\setCJKmainfont{{Noto Serif CJK SC}}[BoldFont={{Noto Serif CJK SC Bold}}]
\setCJKsansfont{{Noto Sans CJK SC}}[BoldFont={{Noto Sans CJK SC Bold}}]
\setmainfont{{Noto Serif CJK SC}}[BoldFont={{Noto Serif CJK SC Bold}}]
\setsansfont{{Noto Sans CJK SC}}[BoldFont={{Noto Sans CJK SC Bold}}]
\pagestyle{{empty}}
\renewcommand{{\normalsize}}{{\fontsize{{{SIZE}bp}}{{{PITCH}bp}}\selectfont}}
\normalsize
\setlength{{\parindent}}{{2\ccwd}}\setlength{{\parskip}}{{0pt}}
\setlength{{\topskip}}{{{SIZE}bp}}\setlength{{\lineskiplimit}}{{-20pt}}
\raggedbottom\widowpenalty=10000\clubpenalty=10000
\newcommand{{\blank}}{{\noindent\mbox{{}}\par}}
\newcommand{{\heavy}}[1]{{{{\sffamily\bfseries #1}}}}
\newcommand{{\heading}}[1]{{{{\sffamily\bfseries #1\par}}\nobreak}}
\newcommand{{\papertitle}}[1]{{\blank{{\centering
  \fontsize{{{TITLE_SIZE}bp}}{{{PITCH}bp}}\selectfont\bfseries #1\par}}\blank}}
\begin{{document}}
"""
LATEX_MARKS = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}",
               "^": r"\textasciicircum{}", **{c: "\\" + c for c in "{}$&#_%"}}


def latex_text(text):
    parts = []
    for strong, part in spans(text):
        part = "".join(LATEX_MARKS.get(c, c) for c in part)
        parts.append(rf"\heavy{{{part}}}" if strong else part)
    return "".join(parts)


def as_latex(blocks):
    rows = [LATEX_HEAD, r"\blank" * HEAD_ROWS + "\n"]
    for level, text in blocks:
        body = latex_text(text)
        if level == 1:
            body = rf"\papertitle{{{body}}}"
        elif level:
            body = rf"\heading{{{body}}}"
        rows.append(body + "\n\n")
    return "".join(rows) + "\\end{document}\n"


def set_one_xelatex(name, blocks):
    (OUT / f"{name}.xelatex.tex").write_text(as_latex(blocks), "utf-8")
    run(["xelatex", "-interaction=batchmode", "-halt-on-error",
         f"-output-directory={OUT}", OUT / f"{name}.xelatex.tex"])


def set_xelatex(briefs, _):
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for done in [pool.submit(set_one_xelatex, name, blocks)
                     for name, (_, blocks) in briefs.items()]:
            done.result()

# --- measuring -------------------------------------------------------------


def run(command):
    done = subprocess.run([str(word) for word in command], cwd=ROOT,
                          capture_output=True, check=False)
    if done.returncode != 0:
        out = (done.stdout + done.stderr).decode("utf-8", "replace")
        sys.exit(f"compare: 运行失败：{' '.join(map(str, command))}\n{out}")
    return done.stdout.decode("utf-8", "replace")


def body_lines(page):
    """(left edge, text) of the lines in the body's size, from the top."""
    rows = {}
    for font in page.iter("font"):
        if abs(float(font.get("size")) - SIZE) > 0.26:
            continue
        for char in font.iter("char"):
            if char.get("c", "").strip():
                y = round(float(char.get("y")))
                y = next((y + d for d in (-1, 1) if y + d in rows), y)
                rows.setdefault(y, []).append(
                    (float(char.get("x")), char.get("c")))
    lines = [sorted(rows[y]) for y in sorted(rows)]
    return [(line[0][0], "".join(c for _, c in line)) for line in lines]


def lone_lines(pdf):
    """(what, page, text) of each line of a longer paragraph that is alone at
    the top (widow) or bottom (orphan) of a page. A first line is indented."""
    out = run(["mutool", "draw", "-q", "-F", "stext", "-o", "-", pdf])
    out = re.sub(r"&#x([0-8bcef]|1[0-9a-f]);", "", out)
    pages = [body_lines(page)
             for page in xml.etree.ElementTree.fromstring(out).iter("page")]

    def first(line):
        return line[0] > LEFT + SIZE

    found = []
    for number in range(1, len(pages)):
        above, page = pages[number - 1], pages[number]
        if not above or not page or first(page[0]):
            continue
        if first(above[-1]):
            found.append(("orphan", number, above[-1][1]))
        if len(page) == 1 or first(page[1]):
            found.append(("widow", number + 1, page[0][1]))
    return found


def judge(pdf):
    """The judge's figures with our own two, and the lines behind them."""
    out = run([sys.executable, JUDGE, pdf, "--json", "--list"])
    figures, *notes = out.splitlines()
    figures = json.loads(figures)
    lone = lone_lines(pdf)
    for what in ("widow", "orphan"):
        figures[what] = sum(kind == what for kind, _, _ in lone)
    return figures, notes + [f"{what} {page} {text}"
                             for what, page, text in lone]


def summary(all_figures):
    """Means are weighted by the number of lines."""
    result = {}
    for name, how in FIGURES.items():
        known = [(figures[name], figures["lines"]) for figures in all_figures
                 if figures[name] is not None]
        if how == SUM:
            result[name] = sum(value for value, _ in known)
        elif how == MOST:
            result[name] = max(value for value, _ in known)
        else:
            result[name] = (sum(value * lines for value, lines in known)
                            / sum(lines for _, lines in known))
    return result


def show(table):
    """Figures are compared as they are printed."""
    print(f"{'':15}" + "".join(f"{name:>10}" for name in table))
    for figure, how in FIGURES.items():
        digits = 0 if how == SUM else DIGITS.get(figure, 4)
        first, *others = [round(column[figure], digits)
                          for column in table.values()]
        behind = (first < max(others, default=first)
                  if figure in MORE_IS_BETTER
                  else first > min(others, default=first))
        print(f"{figure:15}"
              + "".join(f"{value:10.{digits}f}" for value in [first, *others])
              + ("   BEHIND" if behind and figure not in TOLD_ONLY else ""))


def engines():
    yield "zhuanbao", set_zhuanbao
    if (TYPST / "node_modules").is_dir() and shutil.which("node"):
        yield "typst", set_typst
    else:
        print(f"typst：没有安装，略过（在 {TYPST.relative_to(ROOT)} 里运行"
              " npm install @myriaddreamin/typst-ts-node-compiler@0.7.0）")
    if shutil.which("xelatex"):
        yield "xelatex", set_xelatex
    else:
        print("xelatex：没有安装，略过（texlive-xetex texlive-lang-chinese"
              " texlive-latex-recommended）")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    if not (ROOT / JUDGE).is_file():
        print(f"compare: 没有评判脚本 {JUDGE}（JUDGE=…），略过")
        return
    OUT.mkdir(parents=True, exist_ok=True)
    paths = [*(ROOT / "samples").glob("*.md"),
             *(ROOT / "tests" / "briefs").glob("*.md")]
    briefs = {path.stem: read_brief(path) for path in sorted(paths)}
    table, notes = {}, []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for engine, set_all in engines():
            set_all(briefs, options.program.resolve())
            judged = list(pool.map(
                judge, [OUT / f"{name}.{engine}.pdf" for name in briefs]))
            table[engine] = summary([figures for figures, _ in judged])
            if engine == "zhuanbao":
                notes = [f"{name}: {note}" for name, (_, found)
                         in zip(briefs, judged) for note in found]
    print(f"{len(briefs)} briefs")
    show(table)
    if options.list:
        print("\n".join(notes))


main()
