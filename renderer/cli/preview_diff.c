#include "cli/preview_diff.h"

#include <string.h>

#include "cli/job.h"
#include "pdf/pdf.h"
#include "proof/compare.h"
#include "proof/pdf.h"

/* What is compared. The old version is a job or a PDF. */
typedef struct Diff {
	const Options *options;
	Job job, old_job;
	ProofPdf *old_pdf, *new_pdf;
	const ProofComparison *comparison;
} Diff;

/* Nothing that is less has moved: for our own pages, and as read from a PDF,
 * whose numbers were rounded by whoever wrote it. */
static Length
tolerance_of(const Diff *diff)
{
	return diff->old_pdf ? length_from_mm(0.1) : length_from_mm(0.02);
}

/* The pages as everybody sees them: written as a PDF and read again. */
static ProofPdf *
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
	return proof_pdf_from_bytes(job->brief->source->path, bytes.items,
				    bytes.size, job->diag);
}

static void
compare(Diff *diff, const ProofContent *old, const ProofContent *new)
{
	const Layout *layout = diff->job.layout;
	ProofGrid grid = {layout->pitch, layout->rows};

	diff->comparison =
	    proof_compare(diff->job.arena, old, new, grid, tolerance_of(diff));
}

static bool
compare_with_pdf(Diff *diff)
{
	Job *job = &diff->job;

	diff->new_pdf = as_pdf(job);
	ProofContent *new =
	    diff->new_pdf ? proof_pdf_read(job->arena, diff->new_pdf, job->diag)
			  : NULL;
	ProofContent *old =
	    new ? proof_pdf_read(job->arena, diff->old_pdf, job->diag) : NULL;
	if (!old)
		return false;
	proof_pdf_locate(new, proof_from_display(job->arena, job->display));
	proof_pdf_find_running(old, new);
	proof_number_lines(old);
	compare(diff, old, new);
	return true;
}

static bool
compare_with_brief(Diff *diff)
{
	compare(diff,
		proof_from_display(diff->job.arena, diff->old_job.display),
		proof_from_display(diff->job.arena, diff->job.display));
	return true;
}

/* The old version, by the same options but for its own brief. */
static bool
open_old(Diff *diff)
{
	Options options = *diff->options;

	if (proof_pdf_is(options.diff)) {
		diff->old_pdf = proof_pdf_open(options.diff, diff->job.diag);
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

	proof_pdf_close(diff->old_pdf);
	proof_pdf_close(diff->new_pdf);
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
	return true;
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
		proof_print(stdout, diff.job.arena, diff.comparison,
			    options->brief, options->diff);
	return close_all(&diff);
}
