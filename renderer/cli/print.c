#include <string.h>

#include "cli/commands.h"
#include "cli/print_files.h"
#include "cli/print_queue.h"
#include "print/impose.h"

/* What cannot go together on sheets. */
static bool
sheets_agree(const Options *o)
{
	if (o->booklet && o->nup > 0)
		return options_complain("--booklet 和 --nup 只能用一个",
					"--nup");
	if (o->booklet && o->slip)
		return options_complain(
		    "送阅单不能和骑马订印在一起，请分两次印", "--slip");
	if (o->booklet && o->sides && strcmp(o->sides, "short") != 0)
		return options_complain("骑马订要双面、短边翻", "--sides");
	if (o->creep > 0 && !o->booklet)
		return options_complain("--creep 要和 --booklet 一起用",
					"--creep");
	if (o->nup > 0 && !nup_is_possible((size_t)o->nup))
		return options_complain("--nup 要 2、4、6、8、9 或 16",
					"--nup");
	return true;
}

/* What is for printers alone. */
static bool
files_agree(const Options *o)
{
	const char *about = o->printer	   ? "--printer"
			    : o->staple	   ? "--staple"
			    : o->tray	   ? "--tray"
			    : o->media	   ? "--media"
			    : o->timeout   ? "--timeout"
			    : o->ledger	   ? "--ledger"
			    : o->resume	   ? "--resume"
			    : o->printed   ? "--printed"
			    : o->unprinted ? "--unprinted"
			    : o->dry_run   ? "--dry-run"
					   : NULL;

	return !about || options_complain("写文件（--to）时没有这一项", about);
}

/* What makes no sense at a printer. */
static bool
printing_agrees(const Options *o)
{
	if ((o->printed || o->unprinted) && !o->resume)
		return options_complain(
		    "--printed、--unprinted 要和 --resume 一起用", o->brief);
	if (o->range && o->resume)
		return options_complain("--range 不能和 --resume 一起用",
					o->brief);
	if (o->uncollated)
		return options_complain("打印机逐份印，--uncollated 只和 --to "
					"一起用",
					"--uncollated");
	return true;
}

int
command_print(const Options *options)
{
	if (!sheets_agree(options))
		return EXIT_USAGE;
	if (options->to)
		return files_agree(options) ? print_to_files(options)
					    : EXIT_USAGE;
	return printing_agrees(options) ? print_to_printers(options)
					: EXIT_USAGE;
}
