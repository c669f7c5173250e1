#define _XOPEN_SOURCE 700
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/job.h"

static int
refuse(const Options *options, const char *what)
{
	fprintf(stderr,
		"zhuanbao: --fix 不能用于%s：%s\n用法见 zhuanbao --help "
		"(see zhuanbao --help)\n",
		what, options->brief);
	return EXIT_USAGE;
}

static bool
has_byte_order_mark(const char *path)
{
	char bytes[3];
	FILE *file = fopen(path, "rb");
	bool found = file && fread(bytes, 1, 3, file) == 3 &&
		     !memcmp(bytes, "\xEF\xBB\xBF", 3);

	if (file)
		fclose(file);
	return found;
}

/* Replaces the brief by one that may be read by the same people. */
static bool
write_brief(const Job *job, const char *path, const CheckFix *fix)
{
	struct stat info;
	bool known = stat(path, &info) == 0;
	mode_t mask = umask(0);

	umask(known ? ~info.st_mode & 0777 : mask);
	Output *output = output_open(path, job->diag);
	umask(mask);
	if (!output)
		return false;
	if (has_byte_order_mark(path))
		output_write(output, "\xEF\xBB\xBF", 3);
	output_write(output, fix->bytes, fix->size);
	return output_commit(output);
}

static void
say_what_changed(const Options *options, const CheckFix *fix)
{
	FILE *out = options->json ? stderr : stdout;
	const char *between = "：";

	if (options->quiet)
		return;
	fprintf(out, "%s：改了 %zu 处", options->brief, fix->total);
	for (size_t i = 0; i < CHECK_COUNT; i++) {
		if (fix->counts[i] == 0)
			continue;
		fprintf(out, "%s%s %zu", between, check_code_name((CheckCode)i),
			fix->counts[i]);
		between = "，";
	}
	fputc('\n', out);
}

/* Writes back what is beyond doubt. Afterwards the job is that of the new
 * brief. Returns false where nothing more can be said. */
static bool
fix_brief(Job *job, const Options *options)
{
	CheckFix fix = check_fix(job->arena, job->brief, job->layout,
				 job->fields, &job->switches);

	if (fix.total > 0 && !write_brief(job, options->brief, &fix))
		return false;
	say_what_changed(options, &fix);
	if (fix.total == 0)
		return true;
	/* What was said of the old brief stands at the old places. */
	job_forget(job);
	return job_open(job, options);
}

static bool
is_json(const Brief *brief)
{
	return brief->count > 0 && brief->blocks[0].at.source != brief->source;
}

int
command_check(const Options *options)
{
	Job job;

	struct stat info;

	if (options->fix &&
	    (!strcmp(options->brief, "-") ||
	     (stat(options->brief, &info) == 0 && !S_ISREG(info.st_mode))))
		return refuse(options, "标准输入和管道");
	bool shown = job_open(&job, options);
	if (options->fix && job.brief && is_json(job.brief)) {
		job_forget(&job);
		return refuse(options, " JSON 稿件");
	}
	if (options->fix && shown && diag_has_errors(job.diag))
		diag_report(job.diag, DIAG_WARNING, "not-fixed",
			    (Position){job.brief->source, 0, 0},
			    "请先改正错误，再用 --fix。", "稿件有错，没有改动");
	else if (options->fix && shown)
		shown = fix_brief(&job, options);
	if (job.layout && job.fields)
		check_brief(job.arena, job.brief, job.layout, job.fields,
			    &job.switches, job.diag);
	if (options->json)
		diag_print_json(job.diag, stdout);
	else if (shown && !diag_has_errors(job.diag) && !options->quiet)
		printf("%s：%zu 页，没有错误\n",
		       diag_safe(job.arena, options->brief),
		       job.display->count);
	return job_close(&job);
}
