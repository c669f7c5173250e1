#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/options.h"

/* What there is to say of one command, its options among it. */
typedef struct Help {
	const char *command;
	const char *chinese, *english;
} Help;

static const Help general = {
    NULL,
    "zhuanbao " ZB_VERSION "：把专报稿排成可以付印的 PDF\n"
    "\n"
    "用法：zhuanbao 命令 [选项] 稿件\n"
    "\n"
    "  render 稿件        排版，写成 PDF\n"
    "  check 稿件         只检查，列出全部问题\n"
    "  preview [稿件]     看排好的页：在终端里，或写成图片\n"
    "  print 稿件         逐份打印并登记，或写成编了份号的 PDF\n"
    "  printers [打印机]  有哪些打印机，能做什么\n"
    "  ledger 稿件        打印登记：哪一份在何时给了谁\n"
    "  fonts [稿件]       各字体角色用了哪个文件，哪些字换了字体\n"
    "  inspect 稿件       排好的每一页、每一行、每个字的位置（JSON）\n"
    "\n"
    "稿件是带 YAML 文件头的 Markdown，或字段相同、正文在 body 里的 JSON；\n"
    "写 - 则从标准输入读。一个命令的说明：zhuanbao 命令 --help\n",
    "zhuanbao " ZB_VERSION
    ": typesets Chinese briefings (专报) as print-ready PDF\n"
    "\n"
    "usage: zhuanbao COMMAND [OPTION]... BRIEF\n"
    "\n"
    "  render BRIEF     set the brief and write a PDF\n"
    "  check BRIEF      print all diagnostics, write nothing\n"
    "  preview [BRIEF]  show the pages in the terminal, or write pictures\n"
    "  print BRIEF      print and record each copy, or write numbered PDFs\n"
    "  printers [NAME]  the printers and what they can do\n"
    "  ledger BRIEF     the register: which number went to whom, and when\n"
    "  fonts [BRIEF]    which file serves each font role, what fell back\n"
    "  inspect BRIEF    the placed pages, lines and glyphs as JSON\n"
    "\n"
    "A brief is Markdown with YAML front matter, or JSON with the same fields\n"
    "and a member `body`; - reads standard input. For one command:\n"
    "zhuanbao COMMAND --help\n",
};

static const Help commands[] = {
    {"render",
     "  -o, --output 文件   写到哪里（默认与稿件同名，- 是标准输出）\n"
     "  -q, --quiet         没有问题时不说话\n",
     "  -o, --output FILE    where to write (default: the brief's name; - is\n"
     "                       standard output)\n"
     "  -q, --quiet          say nothing where all is well\n"},
    {"check",
     "  --fix               把没有疑义的问题改好，写回稿件\n"
     "  --json              问题以 JSON 列出\n"
     "  -q, --quiet         没有问题时不说话\n",
     "  --fix                write what is beyond doubt back to the brief\n"
     "  --json               diagnostics as JSON\n"
     "  -q, --quiet          say nothing where all is well\n"},
    {"preview",
     "  -o 文件|文件夹      写成 PNG；文件名以 .svg 结尾则写成 SVG；写进\n"
     "                      文件夹则每页一个 PNG（默认显示在终端里）\n"
     "  --page 页号         哪几页，如 2-3,5（默认全部；写一个文件时是第 1 "
     "页）\n"
     "  --dpi 数            每英寸像素（写文件时默认 100）\n"
     "  --zoom 倍数         放大；在终端里 1 是整页\n"
     "  --guides            画出版心、字格、基线、各框的尺寸\n"
     "  --contact           所有的页排在一张图上\n"
     "  --terminal 方式     kitty、sixel、iterm、blocks（默认按终端）\n"
     "  --watch             稿件、版式、字体一存盘就重排；按 q 退出\n"
     "  --diff 旧稿|PDF     列出与旧稿或 PDF 的不同之处；用 -o 则把有不同的\n"
     "                      页标好画出来（图-页号.png）\n"
     "  没有稿件而有 --layout 时，看版式自己的样文。\n",
     "  -o FILE|FOLDER       write PNG, or SVG where the name ends in .svg; "
     "into\n"
     "                       a folder, a PNG for each page (default: show "
     "them\n"
     "                       in the terminal)\n"
     "  --page RANGES        which pages, 2-3,5 (default all; with one file,\n"
     "                       the first)\n"
     "  --dpi N              pixels per inch (100 in files)\n"
     "  --zoom N             larger; in a terminal 1 is a whole page\n"
     "  --guides             the type area, cells, baselines, frames and "
     "their\n"
     "                       measures\n"
     "  --contact            all pages on one sheet\n"
     "  --terminal FORM      kitty, sixel, iterm or blocks (default: what the\n"
     "                       terminal knows)\n"
     "  --watch              set again whenever the brief, its layout or "
     "fonts\n"
     "                       are saved; q quits\n"
     "  --diff OLD           list what is different from an older brief or a\n"
     "                       PDF; with -o, draw the pages that differ, marked\n"
     "                       (NAME-PAGE.png)\n"
     "  Without a brief, --layout shows the layout's own sample.\n"},
    {"print",
     "  哪些份\n"
     "  --copies 份数       印多少份（默认按稿件的“印数”）\n"
     "  --range 份号        只印这几份，如 12-15,20；印过的记为重印\n"
     "  --readers 表.csv    每份给谁：姓名、单位、份数、份号、打印机各一列\n"
     "                      （默认按稿件的“分发”，没有则按“本期专报”）\n"
     "  --watermark         每页文字下面印份号和读者\n"
     "  --slip              每份前面加一张送阅单\n"
     "  印在什么上面\n"
     "  --to 文件.pdf|文件夹  不打印，写成一个 PDF，或每份一个 PDF\n"
     "  --sides one|long|short  单面，双面长边翻（默认）、短边翻\n"
     "  --booklet           骑马订：两页并排，对折成册（A4 用 A3 纸）\n"
     "  --creep 毫米        骑马订：里面每张纸向折缝移多少\n"
     "  --nup 页数          每面 2、4、6、8、9 或 16 页，看小样\n"
     "  --grey              彩色印成灰色\n"
     "  --uncollated        --to：先印各份的第 1 张，再印各份的第 2 张……\n"
     "  打印机\n"
     "  --printer 名字|地址  CUPS 队列，或 ipp://主机/ipp/print\n"
     "  --staple            装订；与 --booklet 一起是骑马订\n"
     "  --media 纸、--tray 纸盒  默认用版面的纸\n"
     "  --timeout 秒        多久没有回答、没有进展就停（默认 30 秒没有回答；\n"
     "                      缺纸、卡纸一直等）\n"
     "  --dry-run           只检查，不发送\n"
     "  登记\n"
     "  --resume            补完上次没有印完的\n"
     "  --printed、--unprinted 份号  同上：说不准的份，印出了、没有印出\n"
     "  --ledger 文件       登记在哪里（默认在稿件旁边，稿件名.ledger）\n"
     "  -q, --quiet         不报进度\n",
     "  which copies\n"
     "  --copies N           how many (default: the brief's field 印数)\n"
     "  --range LIST         these numbers, 12-15,20; as reprints if printed\n"
     "  --readers FILE.csv   who gets which: columns name, unit, copies, "
     "number,\n"
     "                       printer (default: the brief's field 分发, else\n"
     "                       本期专报)\n"
     "  --watermark          number and reader below the text of each page\n"
     "  --slip               a cover slip before each copy\n"
     "  on what\n"
     "  --to FILE.pdf|DIR    do not print: write one PDF, or one for each "
     "copy\n"
     "  --sides one|long|short  one side; both, turned over the long edge "
     "(the\n"
     "                       default) or the short one\n"
     "  --booklet            two pages side by side, to be folded and stapled\n"
     "  --creep MM           with it: what inner sheets move toward the fold\n"
     "  --nup N              2, 4, 6, 8, 9 or 16 pages on a side, as a proof\n"
     "  --grey               colours as grey\n"
     "  --uncollated         with --to: sheet 1 of all copies, then sheet 2 …\n"
     "  printers\n"
     "  --printer NAME|ADDRESS  a CUPS queue, or ipp://host/ipp/print\n"
     "  --staple             stapled; with --booklet in the fold\n"
     "  --media SIZE, --tray NAME  paper (default: the page's size)\n"
     "  --timeout SECONDS    without an answer or progress (default 30 s "
     "without\n"
     "                       an answer; no paper: wait for ever)\n"
     "  --dry-run            check everything, send nothing\n"
     "  the journal\n"
     "  --resume             finish the last run\n"
     "  --printed, --unprinted LIST  with it: the fate of copies in doubt\n"
     "  --ledger FILE        the journal (default: BRIEF.ledger by the brief)\n"
     "  -q, --quiet          no progress\n"},
    {"printers", "  --json              列成 JSON\n",
     "  --json               as JSON\n"},
    {"ledger",
     "  --csv               写成 CSV，Excel 可以直接打开\n"
     "  -o 文件             写到哪里\n"
     "  --ledger 文件       登记在哪里（默认在稿件旁边）\n",
     "  --csv                as CSV that Excel can open\n"
     "  -o FILE              where to write\n"
     "  --ledger FILE        the journal (default: by the brief)\n"},
    {"inspect",
     "  -o 文件             写到哪里\n"
     "  --text              给人看的一行一条\n"
     "  --measure 字数      稿件每行文字排成这样宽的一段\n"
     "  --kinsoku 级别      同上：避头尾 none、basic、gb、strict\n"
     "  --scheme 名字       同上：标点宽度 full、open、half\n"
     "  --grid 方式         同上：字在字格上 none、strict\n",
     "  -o FILE              where to write\n"
     "  --text               one readable row a line\n"
     "  --measure EM         set each line of text at this width\n"
     "  --kinsoku LEVEL      with it: none, basic, gb or strict\n"
     "  --scheme NAME        with it: marks full, open or half width\n"
     "  --grid MODE          with it: Han on the grid, none or strict\n"},
};

static const Help last = {
    NULL,
    "  --layout 名字|文件  版式（默认按稿件的“版式”，否则 zhuanbao）\n"
    "  --fonts 名字|文件   字体集（默认按版式）\n"
    "  --font-dir 文件夹   先在这里找字体，可以写多次；环境变量\n"
    "                      ZHUANBAO_FONTS 同此，用冒号分开\n"
    "  -h, --help          说明\n"
    "  --version           版本\n"
    "\n"
    "退出码：0 完成，1 稿件有错或登记不许，2 用法有错，3 "
    "环境有错（文件、字体、\n"
    "磁盘、打印机；print 没有全部印完）\n",
    "  --layout NAME|FILE   layout (default: the brief's, else zhuanbao)\n"
    "  --fonts NAME|FILE    font set (default: the layout's)\n"
    "  --font-dir DIR       look for fonts here first; may be repeated; the\n"
    "                       variable ZHUANBAO_FONTS does the same (a:b:c)\n"
    "  -h, --help           help\n"
    "  --version            the version\n"
    "\n"
    "exit status: 0 done, 1 errors in the brief or refused by the journal, 2\n"
    "wrong usage, 3 the surroundings failed (files, fonts, disk, printers; a\n"
    "print run that is not finished)\n",
};

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

static void
print_text(const Help *help, bool chinese)
{
	fputs(chinese ? help->chinese : help->english, stdout);
}

void
help_print(const char *command)
{
	bool chinese = locale_is_chinese();
	bool all = true;

	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		all &= !command || strcmp(command, commands[i].command) != 0;
	if (all)
		print_text(&general, chinese);
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		const Help *help = &commands[i];
		if (!all && strcmp(command, help->command) != 0)
			continue;
		printf("%szhuanbao %s\n", all ? "\n" : "", help->command);
		print_text(help, chinese);
	}
	puts(chinese ? "\n排版的命令都有的"
		     : "\nall commands that set a brief");
	print_text(&last, chinese);
}
