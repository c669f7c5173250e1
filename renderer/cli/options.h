/* The command line. */
#ifndef ZB_CLI_OPTIONS_H
#define ZB_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

/* The most --font-dir options that are taken. */
enum { MAX_FONT_DIRS = 32 };

/* Exit codes, as the manual page has them; 1 is for errors in the brief, and
 * comes from the diagnostics. */
enum { EXIT_DONE = 0, EXIT_USAGE = 2, EXIT_SURROUNDINGS = 3 };

typedef struct Options {
	const char *brief;  /* NULL where none was given */
	const char *output; /* -o */
	const char *layout, *fonts;
	const char *font_dirs[MAX_FONT_DIRS];
	size_t font_dir_count;
	int page;	/* 0: not given */
	double dpi;	/* 0: not given */
	double measure; /* in em, 0: not given */
	const char *kinsoku, *scheme, *grid;
	bool json, text, quiet, fix;
} Options;

/* One command: its name, whether it needs a brief, the options that it takes
 * as getopt letters, what it does. */
typedef struct Command {
	const char *name;
	bool needs_brief;
	const char *letters;
	int (*run)(const Options *options);
} Command;

/* Reads the arguments after the command. Returns false after saying what is
 * wrong on standard error. */
bool options_read(Options *options, const Command *command, int argc,
		  char **argv);

/* Prints the help, in Chinese where the locale is. */
void help_print(void);

int command_render(const Options *options);
int command_check(const Options *options);
int command_inspect(const Options *options);
int command_measure(const Options *options);
int command_fonts(const Options *options);
int command_preview(const Options *options);

#endif
