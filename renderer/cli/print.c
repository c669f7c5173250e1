#include "cli/commands.h"
#include "cli/print_files.h"
#include "print/impose.h"

/* What cannot go together. */
static bool
options_agree(const Options *o)
{
	if (o->booklet && o->nup > 0)
		return options_complain("--booklet 和 --nup 只能用一个",
					"--nup");
	if (o->booklet && o->slip)
		return options_complain(
		    "送阅单不能和骑马订印在一起，请分两次印", "--slip");
	if (o->nup > 0 && !nup_is_possible((size_t)o->nup))
		return options_complain("--nup 要 2、4、6、8、9 或 16",
					"--nup");
	return true;
}

int
command_print(const Options *options)
{
	if (!options_agree(options))
		return EXIT_USAGE;
	return print_to_files(options);
}
