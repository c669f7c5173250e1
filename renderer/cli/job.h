/* One brief on its way through the stages. This is the only place that knows
 * them all. */
#ifndef ZB_CLI_JOB_H
#define ZB_CLI_JOB_H

#include "base/file.h"
#include "check/check.h"
#include "cli/options.h"
#include "page/page.h"

typedef struct Job {
	Arena *arena;
	Diagnostics *diag;
	FontLibrary *library;
	FontSet *fonts;
	const Brief *brief;	 /* NULL where the command has none */
	const char *layout_name; /* as asked for; NULL: not yet */
	const Layout *layout;
	LayoutPlaces places;		 /* where layouts and font sets are */
	const char *const *font_folders; /* the user's */
	size_t font_folder_count;
	const Fields *fields;	/* of the brief */
	CheckSwitches switches; /* warnings that are not wanted */
	const Display *display;
	const char *other_input; /* one more file that was read, or NULL */
} Job;

/* Reads the layout and the fonts and, where the options name one, the brief,
 * and builds its pages. False where nothing can be shown; the diagnostics say
 * why. job_close is to be called in either case. */
bool job_open(Job *job, const Options *options);

/* Its two halves: all but the pages, and the pages; `numbered`: those of a
 * print run's copies. */
bool job_read(Job *job, const Options *options);
bool job_build(Job *job, bool numbered);

/* The same as job_open, with the layout's own sample text as the brief. */
bool job_open_sample(Job *job, const Options *options);

/* The name of the brief's file without folder and ending; `nameless` for one
 * from standard input. */
const char *job_brief_name(const Job *job, const char *nameless);

/* Opens an output of the job. What the job was read from is never written over:
 * that is reported as a failure. NULL after reporting. */
Output *job_output(Job *job, const char *path);

/* The parts of that: whether the job was read from this file, whether two paths
 * name one file, and the report. */
bool job_was_read_from(const Job *job, const char *path);
bool job_same_file(const char *a, const char *b);
void job_refuse_output(Diagnostics *diag, const char *path);

/* Prints the diagnostics to standard error, frees everything, and returns the
 * exit status. */
int job_close(Job *job);

/* Frees everything, and says nothing. */
void job_forget(Job *job);

#endif
