#include "cli/job.h"

int
command_check(const Options *options)
{
	Job job;
	bool shown = job_open(&job, options) && !diag_has_errors(job.diag);

	if (options->json)
		diag_print_json(job.diag, stdout);
	else if (shown && !options->quiet)
		printf("%s：%zu 页，没有错误\n", options->brief,
		       job.display->count);
	return job_close(&job);
}
