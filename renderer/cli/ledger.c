#define _XOPEN_SOURCE 700
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/journal.h"
#include "queue/ledger.h"

static bool
write_ledger(Arena *arena, const Options *options, const RunRecord *runs,
	     size_t count, Diagnostics *diag)
{
	const char *path = options->output ? options->output : "-";
	char *bytes = NULL;
	size_t size = 0;
	FILE *memory = open_memstream(&bytes, &size);
	bool written = false;

	if (memory && options->csv)
		ledger_write_csv(arena, runs, count, memory);
	else if (memory)
		ledger_write_table(arena, runs, count, memory);
	if (!memory || fclose(memory) != 0) {
		diag_report(diag, DIAG_FAILURE, "cannot-write", (Position){0},
			    NULL, "无法写入“%s”：%s", path, strerror(errno));
	} else {
		Output *output = output_open(path, diag);
		if (output) {
			output_write(output, bytes, size);
			written = output_commit(output);
		}
	}
	free(bytes);
	return written;
}

int
command_ledger(const Options *options)
{
	Arena *arena = arena_new();
	Diagnostics *diag = diag_new();
	const char *path = journal_path(arena, options);
	RunRecord *runs;
	size_t count;

	Journal *journal = path ? journal_open_to_read(path, diag) : NULL;
	if (journal && journal_read(journal, arena, &runs, &count))
		write_ledger(arena, options, runs, count, diag);
	journal_close(journal);
	diag_print(diag, stderr);
	int status = path ? diag_exit_status(diag) : EXIT_USAGE;
	diag_free(diag);
	arena_free(arena);
	return status;
}
