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
    "  preview 稿件   把一页画成 PNG 图片\n"
    "  fonts [稿件]   各字体角色用了哪个文件，哪些字换了字体\n"
    "  inspect 稿件   排好的每一页、每一行、每个字的位置（JSON）\n"
    "  print 稿件     逐份打印，记入登记；--resume 接着印没有印完的\n"
    "  printers [打印机] 有哪些打印机，能做什么\n"
    "  ledger 稿件    打印登记：哪一份在何时给了谁\n"
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
    "  --page 页号         preview：画哪一页（默认 1）\n"
    "  --dpi 数            preview：每英寸像素（默认 100）\n"
    "  --json              check：问题以 JSON 列出\n"
    "  --fix               check：把没有疑义的问题改好，写回稿件\n"
    "  --text              inspect：给人看的一行一条\n"
    "  --measure 字数      inspect：稿件每行文字排成这样宽的一段\n"
    "  --kinsoku 级别      同上：避头尾 none、basic、gb、strict\n"
    "  --scheme 名字       同上：标点宽度 full、open、half\n"
    "  --grid 方式         同上：字在字格上 none、strict\n"
    "  --printer 名字|地址 print：CUPS 队列，或 ipp://主机/ipp/print\n"
    "  --copies 份数       print：印多少份（默认按稿件的“印数”）\n"
    "  --range 份号        print：只印这几份；印过的记为重印\n"
    "  --sides one|long|short  print：单面，双面长边翻、短边翻\n"
    "  --staple、--grey    print：装订；按黑白印\n"
    "  --media 纸、--tray 纸盒  print：默认用版面的纸\n"
    "  --timeout 秒        print：多久没有回答、没有进展就停（默认 30 秒没有\n"
    "                      回答；缺纸、卡纸一直等）\n"
    "  --resume            print：补完上次没有印完的\n"
    "  --printed、--unprinted 份号  同上：说不准的份，印出了、没有印出\n"
    "  --ledger 文件       print、ledger：登记在哪里（默认在稿件旁边）\n"
    "  --csv               ledger：写成 CSV\n"
    "  --dry-run           print：只检查，不发送\n"
    "  -q, --quiet         render、check、print：没有问题时不说话\n"
    "  -h, --help          这份说明\n"
    "  --version           版本\n"
    "\n"
    "退出码：0 完成，1 稿件有错或登记不许，2 用法有错，3 环境有错（文件、字体、\n"
    "磁盘、打印机；print 没有全部印完）\n";

static const char english[] =
    "zhuanbao " ZB_VERSION
    ": typesets Chinese briefings (专报) as print-ready PDF\n"
    "\n"
    "usage: zhuanbao COMMAND [OPTION]... BRIEF\n"
    "\n"
    "commands\n"
    "  render BRIEF    set the brief and write a PDF (same name by default)\n"
    "  check BRIEF     print all diagnostics, write nothing\n"
    "  preview BRIEF   draw one page as a PNG picture\n"
    "  fonts [BRIEF]   which file serves each font role, what fell back\n"
    "  inspect BRIEF   the placed pages, lines and glyphs as JSON\n"
    "  print BRIEF     print each copy and record it; --resume finishes a run\n"
    "  printers [NAME] the printers and what they can do\n"
    "  ledger BRIEF    the register: which number went to whom, and when\n"
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
    "  --page N             preview: the page (default 1)\n"
    "  --dpi N              preview: pixels per inch (default 100)\n"
    "  --json               check: diagnostics as JSON\n"
    "  --fix                check: write what is beyond doubt back to the\n"
    "                       brief\n"
    "  --text               inspect: one readable row a line\n"
    "  --measure EM         inspect: set each line of text at this width\n"
    "  --kinsoku LEVEL      with it: none, basic, gb or strict\n"
    "  --scheme NAME        with it: marks full, open or half width\n"
    "  --grid MODE          with it: Han on the grid, none or strict\n"
    "  --printer NAME|ADDRESS  print: a CUPS queue, or ipp://host/ipp/print\n"
    "  --copies N           print: how many (default: the brief's field)\n"
    "  --range LIST         print: these numbers, as reprints if printed\n"
    "  --sides one|long|short  print: one side, or how sheets are turned\n"
    "  --staple, --grey     print: stapled; without colour\n"
    "  --media SIZE, --tray NAME  print: paper (default: the page's size)\n"
    "  --timeout SECONDS    print: without an answer or progress (default 30 s\n"
    "                       without an answer; no paper: wait for ever)\n"
    "  --resume             print: finish the last run\n"
    "  --printed, --unprinted LIST  with it: the fate of copies in doubt\n"
    "  --ledger FILE        print, ledger: the journal (default: by the brief)\n"
    "  --csv                ledger: as CSV\n"
    "  --dry-run            print: check everything, send nothing\n"
    "  -q, --quiet          render, check, print: say nothing if all is well\n"
    "  -h, --help           this text\n"
    "  --version            the version\n"
    "\n"
    "exit status: 0 done, 1 errors in the brief or refused by the journal, 2\n"
    "wrong usage, 3 the surroundings failed (files, fonts, disk, printers; a\n"
    "print run that is not finished)\n";

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
