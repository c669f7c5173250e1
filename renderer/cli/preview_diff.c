#define _XOPEN_SOURCE 700
#include "cli/preview_diff.h"

#include <string.h>

#include "base/path.h"
#include "base/ranges.h"
#include "cli/pictures.h"
#include "pdf/pdf.h"
#include "compare/overlay.h"
#include "compare/pdf.h"

/* What is compared. The old version is a job or a PDF. */
typedef struct Diff {
	const Options *options;
	Job job, old_job;
	ComparePdf *old_pdf, *new_pdf;
	const Comparison *comparison;
} Diff;

/* Nothing that is less has moved: for our own pages, and as read from a PDF,
 * whose numbers were rounded by whoever wrote it. */
static Length
tolerance_of(const Diff *diff)
{
	return diff->old_pdf ? length_from_mm(0.1) : length_from_mm(0.02);
}

/* The pages as everybody sees them: written as a PDF and read again. */
static ComparePdf *
as_pdf(Job *job)
{
	OutputBytes bytes;
	Output *output = output_to_memory(job->arena, &bytes, job->diag);

	if (!output)
		return NULL;
	if (!pdf_write(job->display, output, job->diag)) {
		output_abort(output);
		return NULL;
	}
	output_commit(output);
	return compare_pdf_from_bytes(job->brief->source->path, bytes.items,
				      bytes.size, job->diag);
}

static void
compare(Diff *diff, const CompareContent *old, const CompareContent *new)
{
	const Layout *layout = diff->job.layout;
	CompareGrid grid = {layout->pitch, layout->rows};

	diff->comparison = compare_contents(diff->job.arena, old, new, grid,
					    tolerance_of(diff));
}

static bool
compare_with_pdf(Diff *diff)
{
	Job *job = &diff->job;

	diff->new_pdf = as_pdf(job);
	CompareContent *new =
	    diff->new_pdf
		? compare_pdf_read(job->arena, diff->new_pdf, job->diag)
		: NULL;
	CompareContent *old =
	    new ? compare_pdf_read(job->arena, diff->old_pdf, job->diag) : NULL;
	if (!old)
		return false;
	compare_pdf_locate(new, compare_from_display(job->arena, job->display));
	compare_pdf_find_running(old, new);
	compare_number_lines(old);
	compare(diff, old, new);
	return true;
}

static bool
compare_with_brief(Diff *diff)
{
	compare(diff,
		compare_from_display(diff->job.arena, diff->old_job.display),
		compare_from_display(diff->job.arena, diff->job.display));
	return true;
}

/* The old version, by the same options but for its own brief. */
static bool
open_old(Diff *diff)
{
	Options options = *diff->options;

	if (compare_pdf_is(options.diff)) {
		diff->old_pdf = compare_pdf_open(options.diff, diff->job.diag);
		return diff->old_pdf != NULL;
	}
	options.brief = options.diff;
	return job_open(&diff->old_job, &options) &&
	       !diag_has_errors(diff->old_job.diag);
}

/* What is only to be said of the old version is not said: it was, then. */
static int
close_all(Diff *diff)
{
	int old_status = 0;

	compare_pdf_close(diff->old_pdf);
	compare_pdf_close(diff->new_pdf);
	if (diff->old_job.diag) {
		old_status = diag_exit_status(diff->old_job.diag);
		if (old_status)
			job_close(&diff->old_job);
		else
			job_forget(&diff->old_job);
	}
	int status = job_close(&diff->job);
	return status > old_status ? status : old_status;
}

/* What a comparison has no use for is not passed over in silence. */
static bool
is_only_compared(const Options *options)
{
	const char *other = options->watch	? "--watch"
			    : options->contact	? "--contact"
			    : options->guides	? "--guides"
			    : options->terminal ? "--terminal"
						: NULL;

	if (other)
		return options_complain("--diff 不能与此选项同用 "
					"(not together with --diff)",
					other);
	if (!options->output &&
	    (options->pages || options->zoom > 0 || options->dpi > 0))
		return options_complain("--diff 要画图，还须用 -o 指定文件 "
					"(pictures need -o FILE)",
					options->pages	    ? "--page"
					: options->zoom > 0 ? "--zoom"
							    : "--dpi");
	if (options->output && pictures_are_svg(options->output))
		return options_complain("--diff 的图只能是 PNG "
					"(--diff draws PNG files)",
					options->output);
	return true;
}

static bool
check_options(const Options *options)
{
	if (!options->brief)
		return options_complain("缺少专报文件 (no brief given)",
					"preview --diff");
	if (!strcmp(options->brief, "-") && !strcmp(options->diff, "-"))
		return options_complain(
		    "标准输入只能读一次 (standard input twice)", "--diff -");
	if (options->output && !strcmp(options->output, "-"))
		return options_complain(
		    "标准输出留给不同之处的清单，图片请写到文件 "
		    "(the list goes to standard output)",
		    "-o -");
	return is_only_compared(options);
}

/* NAME.png for one page; for several NAME-3.png, in a folder 3.png. */
static const char *
picture_path(const Diff *diff, size_t page, bool only)
{
	const char *output = diff->options->output;
	Arena *arena = diff->job.arena;

	if (pictures_to_folder(diff->options))
		return arena_printf(arena, "%s%s%zu.png", output,
				    path_ends_in(output, "/") ? "" : "/",
				    page + 1);
	return only ? output : pictures_numbered(arena, output, page + 1);
}

static bool
draw_old(void *context, Arena *arena, size_t page, double dpi, Raster *raster,
	 Diagnostics *diag)
{
	Diff *diff = context;

	if (diff->old_pdf)
		return compare_pdf_draw(arena, diff->old_pdf, page, dpi, raster,
					diag);
	return raster_page(arena, diff->old_job.display, page, dpi, raster,
			   diag);
}

/* Opens a picture; the old version is not written over either. */
static Output *
open_picture(Diff *diff, const char *path)
{
	if (!job_same_file(path, diff->options->diff) &&
	    !job_was_read_from(&diff->old_job, path))
		return job_output(&diff->job, path);
	job_refuse_output(diff->job.diag, path);
	return NULL;
}

/* Draws one page. Its pixels go with it. */
static bool
write_page(Diff *diff, size_t page, const char *path)
{
	double dpi = pictures_dpi(diff->options);
	Job *job = &diff->job;
	CompareOld old = {draw_old, diff};
	Arena *arena = arena_new();
	Raster raster;
	bool written = false;
	Output *output =
	    raster_page(arena, job->display, page, dpi, &raster, job->diag) &&
		    compare_overlay(arena, diff->comparison, job->display, old,
				    page, dpi, &raster, job->diag)
		? open_picture(diff, path)
		: NULL;

	if (output && raster_write_png(&raster, dpi, output, job->diag))
		written = output_commit(output);
	else if (output)
		output_abort(output);
	arena_free(arena);
	if (written)
		printf("%s：第 %zu 页\n", diag_safe(job->arena, path),
		       page + 1);
	return written;
}

/* Which pages are drawn: those that were asked for, or those that differ. */
static bool
choose_pages(Diff *diff, bool *chosen)
{
	Job *job = &diff->job;
	size_t count = job->display->count;
	Ranges pages = {0};

	if (diff->options->pages)
		ranges_read(job->arena, diff->options->pages, &pages);
	if ((size_t)ranges_highest(&pages) > count)
		return pictures_report_no_page(job, ranges_highest(&pages));
	for (size_t i = 0; i < count; i++)
		chosen[i] = pages.count
				? ranges_have(&pages, (int)i + 1)
				: compare_page_differs(diff->comparison, i);
	return true;
}

static void
write_pictures(Diff *diff)
{
	Job *job = &diff->job;
	size_t count = job->display->count, total = 0;
	bool *chosen = arena_alloc_array(job->arena, count, sizeof *chosen);
	bool made;

	if (!choose_pages(diff, chosen))
		return;
	for (size_t i = 0; i < count; i++)
		total += chosen[i];
	if (total > 0 && !pictures_make_folder(job, diff->options, &made))
		return;
	for (size_t i = 0; i < count; i++)
		if (chosen[i] &&
		    !write_page(diff, i, picture_path(diff, i, total == 1)))
			return;
}

static void
tell(Diff *diff)
{
	compare_print(stdout, diff->job.arena, diff->comparison,
		      diff->options->brief, diff->options->diff);
	if (diff->options->output)
		write_pictures(diff);
}

int
preview_diff(const Options *options)
{
	Diff diff = {.options = options};

	if (!check_options(options))
		return EXIT_USAGE;
	bool ready =
	    job_open(&diff.job, options) && !diag_has_errors(diff.job.diag);
	/* Both are read, so that the errors of both are told at once. */
	ready &= open_old(&diff);
	if (ready && (diff.old_pdf ? compare_with_pdf(&diff)
				   : compare_with_brief(&diff)))
		tell(&diff);
	return close_all(&diff);
}
