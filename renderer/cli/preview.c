#define _XOPEN_SOURCE 700
#include <string.h>
#include <unistd.h>

#include "base/ranges.h"
#include "cli/commands.h"
#include "cli/pictures.h"
#include "cli/preview_diff.h"
#include "cli/view.h"
#include "cli/watch.h"

/* Prints the pictures on the terminal, one below the other. */
static bool
show_pictures(Job *job, const Options *options, const Pictures *pictures,
	      TerminalForm form)
{
	Terminal terminal = {.form = form};
	View view = {.zoom = options->zoom > 0 ? options->zoom : 1,
		     .dpi = options->dpi,
		     .scrolls = true};

	terminal_measure(&terminal, STDOUT_FILENO);
	for (size_t i = 0; i < pictures->count; i++) {
		Arena *arena = arena_new();
		size_t size, page = pictures->pages[i];
		unsigned rows;
		const char *picture =
		    view_encode(arena, &view, &terminal, pictures->display,
				page, &size, &rows, job->diag);
		if (picture) {
			fwrite(picture, 1, size, stdout);
			printf("\n%s\n",
			       pictures->contact
				   ? arena_printf(arena, "一共 %zu 页",
						  job->display->count)
				   : view_caption(arena, page,
						  job->display->count));
			fflush(stdout);
		}
		arena_free(arena);
		if (!picture)
			return false;
	}
	return true;
}

/* Writes files. Where these are many, one line says so. */
static bool
write_pictures(Job *job, const Options *options, const Pictures *pictures)
{
	const char *where;

	if (!pictures_write(job->arena, job, options, pictures, true, &where))
		return false;
	bool folder = pictures_to_folder(options);
	if (pictures->count > 1 || folder)
		printf("%s%s：%zu 页\n", diag_safe(job->arena, where),
		       folder ? "" : " 等", pictures->count);
	return true;
}

static int
preview_once(const Options *options, TerminalForm form)
{
	Job job;
	Pictures pictures;
	bool all = !options->output || pictures_to_folder(options);
	bool open = options->brief ? job_open(&job, options)
				   : job_open_sample(&job, options);

	if (open && !diag_has_errors(job.diag) &&
	    pictures_choose(job.arena, &job, options, all, &pictures)) {
		if (options->output)
			write_pictures(&job, options, &pictures);
		else
			show_pictures(&job, options, &pictures, form);
	}
	return job_close(&job);
}

/* Where pictures go that have no file: the form that was asked for, or that of
 * the terminal. */
static bool
find_form(const Options *options, TerminalForm *form)
{
	*form = TERMINAL_NONE;
	if (options->output)
		return true;
	if (options->terminal)
		return terminal_form_by_name(options->terminal, form);
	if (!isatty(STDOUT_FILENO))
		return options_complain(
		    "preview 要在终端里运行，或用 -o 指定文件 "
		    "(run it in a terminal, or use -o FILE)",
		    "标准输出不是终端");
	*form = terminal_detect();
	if (*form == TERMINAL_NONE)
		return options_complain(
		    "这个终端不能显示图片，请用 -o 指定文件 "
		    "(no pictures in this terminal, use -o FILE)",
		    "TERM");
	return true;
}

/* Whether --page names more than one page. */
static bool
names_several(const Options *options)
{
	Arena *arena = arena_new();
	Ranges ranges = {0};

	if (options->pages)
		ranges_read(arena, options->pages, &ranges);
	bool several =
	    ranges.count > 1 ||
	    (ranges.count == 1 && ranges.items[0].last > ranges.items[0].first);
	arena_free(arena);
	return several;
}

/* Whether the options go together. */
static bool
options_agree(const Options *options)
{
	const char *brief = options->brief ? options->brief : "";
	bool pipe = options->output && !strcmp(options->output, "-");

	if (!options->brief && !options->layout)
		return options_complain(
		    "缺少专报文件，或用 --layout 看版式的样文 "
		    "(no brief, no layout given)",
		    "preview");
	if (pipe && isatty(STDOUT_FILENO))
		return options_complain("不把图片文件写到终端上，请用 -o "
					"指定文件 (use -o FILE)",
					"-o -");
	if (pipe && names_several(options) && !options->contact)
		return options_complain("标准输出只能写一页 "
					"(one page to standard output)",
					options->pages);
	if (options->watch && !strcmp(brief, "-"))
		return options_complain("标准输入不能监视，请给稿件文件 "
					"(cannot watch standard input)",
					"--watch -");
	if (options->watch && pipe)
		return options_complain("--watch 要写到文件里 "
					"(--watch needs a file)",
					"-o -");
	if (options->watch && !options->output && !isatty(STDOUT_FILENO))
		return options_complain(
		    "--watch 要在终端里运行，或用 -o 指定文件 "
		    "(run it in a terminal, or use -o FILE)",
		    "标准输出不是终端");
	return true;
}

int
command_preview(const Options *options)
{
	TerminalForm form;

	if (options->output && !pictures_may_be(options->output))
		return EXIT_USAGE;
	if (options->diff)
		return preview_diff(options);
	if (!options_agree(options) || !find_form(options, &form))
		return EXIT_USAGE;
	return options->watch ? watch_run(options, form)
			      : preview_once(options, form);
}
