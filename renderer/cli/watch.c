#define _GNU_SOURCE /* open_memstream */
#include "cli/watch.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "base/ranges.h"
#include "cli/pictures.h"
#include "cli/screen.h"
#include "cli/sources.h"
#include "cli/view.h"

/* Beyond this a whole page takes too much memory and time to be drawn. */
static const double most_zoom = 8, zoom_step = 1.25;

typedef struct Watch {
	const Options *options;
	Sources *sources;
	Diagnostics *diag; /* what is wrong with watching itself */
	int signals;	   /* signalfd */
	bool ended;
	Job job;      /* the last good setting */
	bool set;     /* there is one */
	char *wrong;  /* what is wrong with the newest; NULL: nothing. malloc */
	double start; /* when it was begun */
	bool fresh;   /* it has not been shown yet */
	double ms;    /* that it took until it could be shown */

	/* On the screen. */
	Screen screen;
	View view;
	size_t page;		/* index */
	unsigned columns, rows; /* of the screen when it was drawn last */
	double drawn_zoom;
	bool was_wrong;
} Watch;

static double
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static bool
open_job(Job *job, const Options *options)
{
	return (options->brief ? job_open(job, options)
			       : job_open_sample(job, options)) &&
	       !diag_has_errors(job->diag);
}

/* What the diagnostics say, to be freed. */
static char *
printed(Diagnostics *diag)
{
	char *text = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&text, &size);

	if (stream) {
		diag_print(diag, stream);
		fclose(stream);
	}
	return text;
}

/* Takes the job as the newest one. Where it is not good, what is wrong with it
 * is kept, and the last good one stays. */
static void
take_job(Watch *w, Job *job, bool good)
{
	free(w->wrong);
	w->wrong = NULL;
	if (good) {
		if (w->set)
			job_forget(&w->job);
		w->job = *job;
		w->set = true;
		return;
	}
	w->wrong = printed(job->diag);
	job_forget(job);
}

/* The pages for files: errors are reported in the job. */
static bool
write_files(Watch *w, Job *job)
{
	Arena *arena = arena_new();
	Pictures pictures;
	const char *where;
	bool folder = pictures_to_folder(w->options);
	bool good =
	    pictures_choose(arena, job, w->options, folder, &pictures) &&
	    pictures_write(arena, job, w->options, &pictures, false, &where);

	if (good) {
		const char *name = diag_safe(arena, job->brief->source->path);
		const char *what =
		    pictures.count == 1 && !pictures.contact
			? arena_printf(arena, "第 %zu 页",
				       pictures.pages[0] + 1)
			: arena_printf(arena, "%zu 页",
				       pictures.contact ? job->display->count
							: pictures.count);
		printf("%s：%s → %s，%.0f ms\n", name, what,
		       diag_safe(arena, where), now_ms() - w->start);
		fflush(stdout);
	}
	arena_free(arena);
	return good;
}

static void
set_files(Watch *w, Job *job, bool good)
{
	if (good)
		write_files(w, job);
	diag_print(job->diag, stderr);
	job_forget(job);
}

static const char *
status_line(Watch *w, Arena *arena)
{
	size_t warnings = w->set ? diag_warnings(w->job.diag) : 0;

	if (!w->set)
		return "还没有排出来，改好稿件再存盘　q 退出";
	return arena_printf(
	    arena, "%s　%s%.0f ms%s　n 下页　p 上页　+ - 缩放　q 退出",
	    view_caption(arena, w->page, w->job.display->count),
	    w->wrong ? "有错，图是上一次的　" : "", w->ms,
	    warnings ? arena_printf(arena, "　警告 %zu 条", warnings) : "");
}

/* Draws the page again, with guides where they are wanted. What cannot be
 * drawn is said in place of it. */
static void
draw(Watch *w)
{
	Arena *arena = arena_new();
	const Terminal *t = &w->screen.terminal;
	ScreenFrame frame = {.message = w->wrong};
	Options one = *w->options;
	Pictures pictures;
	unsigned rows;

	if (!one.contact)
		one.pages = NULL;
	if (w->set && w->page >= w->job.display->count)
		w->page = w->job.display->count - 1;
	if (w->set && pictures_choose(arena, &w->job, &one, true, &pictures))
		frame.picture =
		    view_encode(arena, &w->view, t, pictures.display,
				pictures.contact ? 0 : w->page, &frame.size,
				&rows, w->job.diag);
	char *failure = w->set && !frame.picture ? printed(w->job.diag) : NULL;
	if (failure)
		frame.message = failure;
	if (w->fresh)
		w->ms = now_ms() - w->start;
	w->fresh = false;
	frame.clear = t->columns != w->columns || t->rows != w->rows ||
		      w->view.zoom != w->drawn_zoom ||
		      (w->was_wrong && !frame.message);
	frame.status = status_line(w, arena);
	screen_draw(&w->screen, &frame);
	w->columns = t->columns;
	w->rows = t->rows;
	w->drawn_zoom = w->view.zoom;
	w->was_wrong = frame.message != NULL;
	free(failure);
	arena_free(arena);
}

/* Sets the brief, and shows it. */
static void
set_again(Watch *w)
{
	Job job = {0};

	w->start = now_ms();
	w->fresh = true;
	/* What is known before it is read, so that no saving falls between. */
	bool watched = sources_add(w->sources, &job, w->options, w->diag);
	bool good = open_job(&job, w->options);
	watched &= sources_add(w->sources, &job, w->options, w->diag);
	if (!watched)
		w->ended = true;
	if (w->options->output) {
		set_files(w, &job, good);
		return;
	}
	take_job(w, &job, good);
	draw(w);
}

/* Moves by a part of the screen, in shares of the page. */
static void
move(View *view, double across, double down)
{
	view->x += across / view->zoom;
	view->y += down / view->zoom;
}

/* Larger or smaller, with the same place in the middle. */
static void
change_zoom(View *view, double zoom)
{
	if (zoom > most_zoom)
		zoom = most_zoom;
	if (zoom < 0.1)
		zoom = 0.1;
	double shift = (1 / view->zoom - 1 / zoom) / 2;
	view->dpi = 0;
	view->x = zoom > 1 ? view->x + shift : 0;
	view->y = zoom > 1 ? view->y + shift : 0;
	view->zoom = zoom;
}

static void
obey_key(Watch *w, Key key)
{
	enum { PART = 3 }; /* of a screen is one step */
	double step = 1.0 / PART;

	switch (key) {
	case KEY_NONE:
	case KEY_END:
		break;
	case KEY_NEXT:
		w->page++;
		break;
	case KEY_PREVIOUS:
		w->page -= w->page > 0;
		break;
	case KEY_FIRST:
		w->page = 0;
		break;
	case KEY_LAST:
		w->page = w->set ? w->job.display->count - 1 : 0;
		break;
	case KEY_LARGER:
		change_zoom(&w->view, w->view.zoom * zoom_step);
		break;
	case KEY_SMALLER:
		change_zoom(&w->view, w->view.zoom / zoom_step);
		break;
	case KEY_WHOLE:
		change_zoom(&w->view, 1);
		break;
	case KEY_UP:
		move(&w->view, 0, -step);
		break;
	case KEY_DOWN:
		move(&w->view, 0, step);
		break;
	case KEY_LEFT:
		move(&w->view, -step, 0);
		break;
	case KEY_RIGHT:
		move(&w->view, step, 0);
		break;
	case KEY_QUIT:
		w->ended = true;
		break;
	}
}

static void
read_keys(Watch *w)
{
	bool any = false;
	Key key;

	while (!w->ended && (key = screen_key(&w->screen)) != KEY_NONE) {
		if (key == KEY_END) {
			w->screen.keys = false;
			break;
		}
		obey_key(w, key);
		any = true;
	}
	if (any && !w->ended)
		draw(w);
}

static void
read_signals(Watch *w)
{
	struct signalfd_siginfo info;

	while (read(w->signals, &info, sizeof info) == sizeof info) {
		if (info.ssi_signo != SIGWINCH) {
			w->ended = true;
		} else if (!w->options->output) {
			terminal_measure(&w->screen.terminal, STDOUT_FILENO);
			draw(w);
		}
	}
}

/* Sets again where a source was saved. `*wait` receives how long to wait for
 * the end of one that was only begun. */
static void
read_news(Watch *w, int *wait)
{
	enum { PATIENCE = 50 }; /* ms */

	switch (sources_news(w->sources)) {
	case NEWS_NONE:
		break;
	case NEWS_BEGUN:
		*wait = PATIENCE;
		break;
	case NEWS_SAVED:
		*wait = -1;
		set_again(w);
		break;
	}
}

/* Waits for whatever comes first, until the end. */
static void
run(Watch *w)
{
	int wait = -1;

	set_again(w);
	while (!w->ended) {
		bool keys = !w->options->output && w->screen.keys;
		struct pollfd waiting[] = {
		    {w->signals, POLLIN, 0},
		    {sources_descriptor(w->sources), POLLIN, 0},
		    {keys ? STDIN_FILENO : -1, POLLIN, 0},
		};
		int ready = poll(waiting, 3, wait);
		if (ready == 0) {
			wait = -1;
			set_again(w);
		}
		if (ready <= 0)
			continue;
		if (waiting[0].revents)
			read_signals(w);
		if (!w->ended && waiting[1].revents)
			read_news(w, &wait);
		if (!w->ended && waiting[2].revents)
			read_keys(w);
	}
}

/* Signals wait until they are read: before any thread is started, so that they
 * wait in each. */
static int
open_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGWINCH);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

/* Where to begin: the first page that was asked for. */
static size_t
first_page(const Options *options)
{
	Arena *arena = arena_new();
	Ranges ranges = {0};

	if (options->pages)
		ranges_read(arena, options->pages, &ranges);
	size_t page = ranges.count ? (size_t)ranges.items[0].first - 1 : 0;
	arena_free(arena);
	return page;
}

int
watch_run(const Options *options, TerminalForm form)
{
	double zoom = options->zoom > 0 ? options->zoom : 1;
	Diagnostics *diag = diag_new();
	Watch w = {
	    .options = options, .diag = diag, .page = first_page(options)};

	w.view.zoom = zoom > most_zoom ? most_zoom : zoom;
	w.view.dpi = options->dpi;
	w.signals = open_signals();
	w.sources = sources_open(diag);
	if (w.sources) {
		if (!options->output)
			screen_open(&w.screen, form);
		run(&w);
		if (!options->output)
			screen_close(&w.screen);
	}
	if (w.set)
		job_forget(&w.job);
	free(w.wrong);
	sources_close(w.sources);
	close(w.signals);
	diag_print(diag, stderr);
	int status = diag_exit_status(diag);
	diag_free(diag);
	return status;
}
