#include "base/ranges.h"
#include "cli/commands.h"
#include "cli/job.h"
#include "cli/preview_diff.h"
#include "raster/raster.h"

static bool
write_picture(Job *job, const Options *options)
{
	double dpi = options->dpi > 0 ? options->dpi : 100;
	Ranges pages = {0};
	Raster raster;

	if (options->pages)
		ranges_read(job->arena, options->pages, &pages);
	size_t page = pages.count ? (size_t)pages.items[0].first : 1;

	if (page > job->display->count) {
		diag_report(job->diag, DIAG_ERROR, "no-such-page",
			    (Position){job->brief->source, 0, 0}, NULL,
			    "没有第 %zu 页：一共 %zu 页", page,
			    job->display->count);
		return false;
	}
	if (!raster_page(job->arena, job->display, page - 1, dpi, &raster,
			 job->diag))
		return false;
	Output *output = job_output(job, options->output);
	if (!output)
		return false;
	if (raster_write_png(&raster, dpi, output, job->diag))
		return output_commit(output);
	output_abort(output);
	return false;
}

int
command_preview(const Options *options)
{
	Job job;

	if (options->diff)
		return preview_diff(options);
	if (!options->output) {
		fputs("zhuanbao: preview 要用 -o 指定 PNG 文件 "
		      "(preview needs -o FILE.png)\n",
		      stderr);
		return EXIT_USAGE;
	}
	if (job_open(&job, options) && !diag_has_errors(job.diag))
		write_picture(&job, options);
	return job_close(&job);
}
