#define _XOPEN_SOURCE 700
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/job.h"
#include "trace/trace.h"

/* Writes the trace to standard output or, whole or not at all, to a file. */
static bool
write_trace(Job *job, const Options *options)
{
	const char *path = options->output ? options->output : "-";
	char *bytes = NULL;
	size_t size = 0;
	FILE *memory = open_memstream(&bytes, &size);
	bool written = false;

	if (memory) {
		if (options->text)
			trace_write_text(job->display, memory);
		else
			trace_write_json(job->display, memory);
	}
	if (!memory || fclose(memory) != 0) {
		diag_report(job->diag, DIAG_FAILURE, "cannot-write",
			    (Position){0}, NULL, "无法写入“%s”：%s", path,
			    strerror(errno));
	} else {
		Output *output = job_output(job, path);
		if (output) {
			output_write(output, bytes, size);
			written = output_commit(output);
		}
	}
	free(bytes);
	return written;
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
