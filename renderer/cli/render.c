#include <string.h>
#include <unistd.h>

#include "base/path.h"
#include "cli/commands.h"
#include "cli/job.h"
#include "pdf/pdf.h"

/* The brief's name with the ending .pdf; standard output for standard input. */
static const char *
default_output(Arena *arena, const char *brief)
{
	if (!strcmp(brief, "-"))
		return "-";
	return arena_printf(arena, "%.*s.pdf", (int)path_stem(brief), brief);
}

static bool
write_pdf(Job *job, const char *path)
{
	Output *output = job_output(job, path);

	if (!output)
		return false;
	if (pdf_write(job->display, output, job->diag))
		return output_commit(output);
	output_abort(output);
	return false;
}

int
command_render(const Options *options)
{
	Job job;
	bool ready = job_open(&job, options) && !diag_has_errors(job.diag);
	const char *path = options->output
			       ? options->output
			       : default_output(job.arena, options->brief);
	bool standard = !strcmp(path, "-");

	if (ready && standard && isatty(STDOUT_FILENO)) {
		fputs("zhuanbao: 不把 PDF 写到终端上，请用 -o 指定文件 "
		      "(use -o FILE)\n",
		      stderr);
		job_close(&job);
		return EXIT_USAGE;
	}
	if (ready && write_pdf(&job, path) && !standard && !options->quiet)
		printf("%s：%zu 页\n", diag_safe(job.arena, path),
		       job.display->count);
	return job_close(&job);
}
