#include "cli/journal.h"

#include <string.h>

#include "base/path.h"

const char *
journal_path(Arena *arena, const Options *options)
{
	const char *brief = options->brief;

	if (options->ledger)
		return options->ledger;
	if (!strcmp(brief, "-")) {
		options_complain("从标准输入读的稿件要用 --ledger 指定登记",
				 "print");
		return NULL;
	}
	return arena_printf(arena, "%.*s.ledger", (int)path_stem(brief), brief);
}
