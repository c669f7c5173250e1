/* How far a run is, on standard error: one line that is written anew on a
 * terminal, otherwise a line for each change. */
#ifndef ZB_QUEUE_PROGRESS_H
#define ZB_QUEUE_PROGRESS_H

#include <stdbool.h>

typedef struct Progress {
	bool quiet, terminal;
	bool open; /* a line on the terminal is not ended */
	char last[600];
} Progress;

Progress progress_begin(bool quiet);

/* Shows a line, unless it is what is shown already. */
void progress_say(Progress *progress, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The same for what is to stay on a terminal. */
void progress_keep(Progress *progress, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Ends an open line, so that others can write. */
void progress_end(Progress *progress);

#endif
