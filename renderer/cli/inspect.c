#include "base/file.h"
#include "cli/commands.h"
#include "cli/job.h"
#include "trace/trace.h"

static void
print_text(void *context, FILE *out)
{
	trace_write_text(*(const Display *const *)context, out);
}

static void
print_json(void *context, FILE *out)
{
	trace_write_json(*(const Display *const *)context, out);
}

/* Writes the trace to standard output or, whole or not at all, to a file. */
static void
write_trace(Job *job, const Options *options)
{
	Output *output =
	    job_output(job, options->output ? options->output : "-");

	if (!output)
		return;
	output_print(output, options->text ? print_text : print_json,
		     &job->display);
	output_commit(output);
}

int
command_inspect(const Options *options)
{
	Job job;

	if (options->measure > 0)
		return command_measure(options);
	if (options->kinsoku || options->scheme || options->grid) {
		fputs("zhuanbao: --kinsoku、--scheme、--grid 要和 --measure "
		      "一起用 (only with --measure)\n",
		      stderr);
		return EXIT_USAGE;
	}
	if (job_open(&job, options) && !diag_has_errors(job.diag))
		write_trace(&job, options);
	return job_close(&job);
}
