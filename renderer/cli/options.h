/* The command line. */
#ifndef ZB_CLI_OPTIONS_H
#define ZB_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The most --font-dir options that are taken. */
enum { MAX_FONT_DIRS = 32 };

/* Exit codes, as the manual page has them; 1 is for errors in the brief, and
 * comes from the diagnostics. */
enum { EXIT_DONE = 0, EXIT_USAGE = 2, EXIT_SURROUNDINGS = 3 };

typedef enum OptionId {
	/* what is set, and with what */
	OPTION_OUTPUT,
	OPTION_LAYOUT,
	OPTION_FONTS,
	OPTION_FONT_DIR,
	/* how it is said */
	OPTION_JSON,
	OPTION_TEXT,
	OPTION_CSV,
	OPTION_QUIET,
	/* check */
	OPTION_FIX,
	/* inspect */
	OPTION_MEASURE,
	OPTION_KINSOKU,
	OPTION_SCHEME,
	OPTION_GRID,
	/* preview */
	OPTION_PAGE,
	OPTION_DPI,
	OPTION_ZOOM,
	OPTION_GUIDES,
	OPTION_CONTACT,
	OPTION_TERMINAL,
	OPTION_DIFF,
	OPTION_WATCH,
	/* print: which copies, for whom */
	OPTION_RANGE,
	OPTION_COPIES,
	OPTION_READERS,
	OPTION_SLIP,
	OPTION_WATERMARK,
	/* print: where to */
	OPTION_TO,
	OPTION_PRINTER,
	OPTION_SIDES,
	OPTION_STAPLE,
	OPTION_TRAY,
	OPTION_MEDIA,
	OPTION_TIMEOUT,
	/* print: sheets */
	OPTION_BOOKLET,
	OPTION_CREEP,
	OPTION_NUP,
	OPTION_UNCOLLATED,
	OPTION_GREY,
	/* print: the journal */
	OPTION_LEDGER,
	OPTION_RESUME,
	OPTION_PRINTED,
	OPTION_UNPRINTED,
	OPTION_DRY_RUN,
	OPTION_HELP,
	OPTION_COUNT,
} OptionId;

typedef struct Options {
	const char *brief; /* NULL where none was given */
	const char *output;
	const char *layout, *fonts;
	const char *font_dirs[MAX_FONT_DIRS];
	size_t font_dir_count;
	bool help; /* asked for: nothing else is read */
	bool json, text, csv, quiet;
	bool fix;
	double measure; /* in em, 0: not given */
	const char *kinsoku, *scheme, *grid;

	/* preview */
	const char *pages; /* ranges; NULL: not given */
	double dpi, zoom;  /* 0: not given */
	bool guides, contact, watch;
	const char *terminal; /* kitty, sixel, iterm, blocks; NULL: found */
	const char *diff;     /* what to compare with */

	/* print */
	const char *range, *readers, *to;
	double copies; /* 0: as the brief says */
	bool slip, watermark;
	const char *printer, *sides, *tray, *media;
	bool staple, booklet, uncollated, grey;
	double nup, timeout; /* 0: not given */
	double creep;	     /* mm a sheet */
	const char *ledger;  /* the journal's file, NULL: beside the brief */
	bool resume, dry_run;
	const char *printed, *unprinted; /* ranges */
} Options;

/* Which options a command takes: OPTION_BIT(OPTION_OUTPUT) | … */
#define OPTION_BIT(id) (UINT64_C(1) << (id))

/* One command of a program. Those of another program of the house have its
 * name and nothing else: it reads the command line itself. */
typedef struct Command {
	const char *name;
	const char *program; /* NULL: this one */
	bool needs_brief;
	uint64_t options;
	int (*run)(const Options *options);
} Command;

/* Reads the arguments after the command. Returns false after saying what is
 * wrong on standard error. */
bool options_read(Options *options, const Command *command, int argc,
		  char **argv);

/* Says what is wrong with the command line, and returns false. */
bool options_complain(const char *what, const char *about);

/* Prints the help of a command, or of all where it is NULL, in Chinese where
 * the locale is. */
void help_print(const char *command);

#endif
