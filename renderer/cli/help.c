#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/options.h"

static const char chinese[] =
    "zhuanbao " ZB_VERSION "：把专报稿排成可以付印的 PDF\n"
    "\n"
    "用法：zhuanbao 命令 [选项] 稿件\n"
    "\n"
    "命令\n"
    "  render 稿件    排版，写成 PDF（默认与稿件同名）\n"
    "  check 稿件     只检查，列出全部问题\n"
    "  preview [稿件] 看排好的页：在终端里，或写成 PNG、SVG\n"
    "  fonts [稿件]   各字体角色用了哪个文件，哪些字换了字体\n"
    "  inspect 稿件   排好的每一页、每一行、每个字的位置（JSON）\n"
    "\n"
    "稿件是带 YAML 文件头的 Markdown，或字段相同、正文在 body 里的 JSON；\n"
    "写 - 则从标准输入读。\n"
    "\n"
    "选项\n"
    "  -o, --output 文件   写到哪里（- 是标准输出）\n"
    "  --layout 名字|文件  版式（默认按稿件的“版式”，否则 zhuanbao）\n"
    "  --fonts 名字|文件   字体集（默认按版式）\n"
    "  --font-dir 文件夹   先在这里找字体，可以写多次；环境变量\n"
    "                      ZHUANBAO_FONTS 同此，用冒号分开\n"
    "  -o 文件|文件夹      preview：写成 PNG；文件名以 .svg 结尾则写成\n"
    "                      SVG；写进文件夹则每页一个 PNG\n"
    "  --page 页号         preview：哪几页，如 2-3,5（默认全部；写一个\n"
    "                      文件时是第 1 页）\n"
    "  --dpi 数            preview：每英寸像素（写文件时默认 100）\n"
    "  --zoom 倍数         preview：放大；在终端里 1 是整页\n"
    "  --guides            preview：画出版心、字格、基线、各框的尺寸\n"
    "  --contact           preview：所有的页排在一张图上\n"
    "  --terminal 方式     preview：kitty、sixel、iterm、blocks（默认\n"
    "                      按终端）\n"
    "  --watch             preview：稿件、版式、字体一存盘就重排；按 q\n"
    "                      退出\n"
    "  --diff 旧稿|PDF     preview：与旧稿或 PDF 对照，列出不同之处；用 -o 则\n"
    "                      把有不同的页标好画出来（图-页号.png）\n"
    "  --json              check：问题以 JSON 列出\n"
    "  --fix               check：把没有疑义的问题改好，写回稿件\n"
    "  --text              inspect：给人看的一行一条\n"
    "  --measure 字数      inspect：稿件每行文字排成这样宽的一段\n"
    "  --kinsoku 级别      同上：避头尾 none、basic、gb、strict\n"
    "  --scheme 名字       同上：标点宽度 full、open、half\n"
    "  --grid 方式         同上：字在字格上 none、strict\n"
    "  -q, --quiet         render、check：没有问题时不说话\n"
    "  -h, --help          这份说明\n"
    "  --version           版本\n"
    "\n"
    "退出码：0 完成，1 稿件有错，2 用法有错，3 环境有错（文件、字体、磁盘）\n";

static const char english[] =
    "zhuanbao " ZB_VERSION
    ": typesets Chinese briefings (专报) as print-ready PDF\n"
    "\n"
    "usage: zhuanbao COMMAND [OPTION]... BRIEF\n"
    "\n"
    "commands\n"
    "  render BRIEF    set the brief and write a PDF (same name by default)\n"
    "  check BRIEF     print all diagnostics, write nothing\n"
    "  preview [BRIEF] show the pages in the terminal, or write them as PNG\n"
    "                  or SVG; without a brief, the layout's sample\n"
    "  fonts [BRIEF]   which file serves each font role, what fell back\n"
    "  inspect BRIEF   the placed pages, lines and glyphs as JSON\n"
    "\n"
    "A brief is Markdown with YAML front matter, or JSON with the same fields\n"
    "and a member `body`; - reads standard input.\n"
    "\n"
    "options\n"
    "  -o, --output FILE    where to write (- is standard output)\n"
    "  --layout NAME|FILE   layout (default: the brief's, else zhuanbao)\n"
    "  --fonts NAME|FILE    font set (default: the layout's)\n"
    "  --font-dir DIR       look for fonts here first; may be repeated; the\n"
    "                       variable ZHUANBAO_FONTS does the same (a:b:c)\n"
    "  -o FILE|FOLDER       preview: write PNG, or SVG where the name ends\n"
    "                       in .svg; into a folder, a PNG for each page\n"
    "  --page RANGES        preview: which pages, 2-3,5 (default all; with\n"
    "                       one file, the first)\n"
    "  --dpi N              preview: pixels per inch (100 in files)\n"
    "  --zoom N             preview: larger; in a terminal 1 is a whole page\n"
    "  --guides             preview: the type area, cells, baselines, frames\n"
    "                       and their measures\n"
    "  --contact            preview: all pages on one sheet\n"
    "  --terminal FORM      preview: kitty, sixel, iterm or blocks (default:\n"
    "                       what the terminal knows)\n"
    "  --watch              preview: set again whenever the brief, its layout\n"
    "                       or fonts are saved; q quits\n"
    "  --diff OLD           preview: list what is different from an older\n"
    "                       brief or a PDF; with -o, draw the pages that\n"
    "                       differ, marked (NAME-PAGE.png)\n"
    "  --json               check: diagnostics as JSON\n"
    "  --fix                check: write what is beyond doubt back to the\n"
    "                       brief\n"
    "  --text               inspect: one readable row a line\n"
    "  --measure EM         inspect: set each line of text at this width\n"
    "  --kinsoku LEVEL      with it: none, basic, gb or strict\n"
    "  --scheme NAME        with it: marks full, open or half width\n"
    "  --grid MODE          with it: Han on the grid, none or strict\n"
    "  -q, --quiet          render, check: say nothing where all is well\n"
    "  -h, --help           this text\n"
    "  --version            the version\n"
    "\n"
    "exit status: 0 done, 1 errors in the brief, 2 wrong usage, 3 the\n"
    "surroundings failed (files, fonts, disk)\n";

/* The first of these that is set decides, as in setlocale(3). */
static bool
locale_is_chinese(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = getenv(names[i]);
		if (value && *value)
			return !strncmp(value, "zh", 2);
	}
	return false;
}

void
help_print(void)
{
	fputs(locale_is_chinese() ? chinese : english, stdout);
}
