/* Pictures of pages: which ones are wanted, with what drawn over them, and
 * where they are written. */
#ifndef ZB_CLI_PICTURES_H
#define ZB_CLI_PICTURES_H

#include "cli/job.h"

/* What is to be drawn: pages of `display`, which has guides where they are
 * wanted, and for a contact sheet is the sheet. It lives in the arena that it
 * was made in, and what it shows in the job's. */
typedef struct Pictures {
	const Display *display;
	const size_t *pages; /* indices, in the order to be shown */
	size_t count;
	bool contact;
} Pictures;

/* Chooses the pages: those that the options name; else all, or the first alone
 * where `all` is false. A page that does not exist is reported: false. */
bool pictures_choose(Arena *arena, Job *job, const Options *options, bool all,
		     Pictures *pictures);

/* True where -o names a folder: it exists, or the name ends in a slash. */
bool pictures_to_folder(const Options *options);

/* Whether a file of this name is to be SVG; all others are PNG. */
bool pictures_are_svg(const char *path);

/* Whether -o may be a picture: false after complaining of a name that promises
 * what is not written, as that of a PDF. */
bool pictures_may_be(const char *path);

/* Makes the folder that -o names, if it names one that is not there. `*made`
 * says whether it was. False after reporting. */
bool pictures_make_folder(Job *job, const Options *options, bool *made);

/* The file of one page of several: NAME.png as NAME-2.png. */
const char *pictures_numbered(Arena *arena, const char *path, size_t page);

/* Reports that the brief has no page of this number. Returns false. */
bool pictures_report_no_page(Job *job, int number);

/* Writes the pictures to -o: PNG, or SVG where the name ends so; all of them
 * or, after reporting, none. Files that need not last are not waited for.
 * `*where` receives what to call the place, for people. */
bool pictures_write(Arena *arena, Job *job, const Options *options,
		    const Pictures *pictures, bool lasting, const char **where);

/* The resolution of pictures in files. */
double pictures_dpi(const Options *options);

#endif
