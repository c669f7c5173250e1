#include "base/file.h"
#include "cli/commands.h"
#include "cli/job.h"
#include "cli/journal.h"
#include "queue/ledger.h"

typedef struct Register {
	Arena *arena;
	RunRecord *runs;
	size_t count;
} Register;

static void
print_table(void *context, FILE *out)
{
	const Register *all = context;

	ledger_write_table(all->arena, all->runs, all->count, out);
}

static void
print_csv(void *context, FILE *out)
{
	const Register *all = context;

	ledger_write_csv(all->arena, all->runs, all->count, out);
}

static void
write_ledger(Register *all, const Options *options, const char *journal,
	     Diagnostics *diag)
{
	const char *path = options->output ? options->output : "-";

	/* The register is the only proof of who got what. */
	if (job_same_file(path, journal) ||
	    job_same_file(path, options->brief)) {
		job_refuse_output(diag, path);
		return;
	}
	Output *output = output_open(path, diag);
	if (!output)
		return;
	output_print(output, options->csv ? print_csv : print_table, all);
	output_commit(output);
}

int
command_ledger(const Options *options)
{
	Arena *arena = arena_new();
	Diagnostics *diag = diag_new();
	const char *path = journal_path(arena, options);
	Register all = {.arena = arena};

	Journal *journal = path ? journal_open_to_read(path, diag) : NULL;
	if (journal && journal_read(journal, arena, &all.runs, &all.count))
		write_ledger(&all, options, path, diag);
	journal_close(journal);
	diag_print(diag, stderr);
	int status = path ? diag_exit_status(diag) : EXIT_USAGE;
	diag_free(diag);
	arena_free(arena);
	return status;
}
