#define _XOPEN_SOURCE 700
#include "queue/progress.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/utf8.h"

Progress
progress_begin(bool quiet)
{
	return (Progress){.quiet = quiet,
			  .terminal = isatty(STDERR_FILENO) != 0};
}

static void
write_line(Progress *progress, bool keep)
{
	if (progress->terminal)
		fprintf(stderr, "\r\033[K%s%s", progress->last,
			keep ? "\n" : "");
	else
		fprintf(stderr, "%s\n", progress->last);
	progress->open = progress->terminal && !keep;
	fflush(stderr);
}

/* Names and words come from lists, journals and printers: what a terminal would
 * obey is made harmless. */
static void
say(Progress *progress, bool keep, const char *format, va_list args)
{
	Arena *arena = arena_new();
	const char *line = diag_safe(arena, arena_vprintf(arena, format, args));
	size_t size = utf8_fitting(line, sizeof progress->last - 1);
	bool news = strncmp(line, progress->last, size) != 0 ||
		    progress->last[size] != '\0';

	if (news && !progress->quiet) {
		memcpy(progress->last, line, size);
		progress->last[size] = '\0';
		write_line(progress, keep);
	}
	arena_free(arena);
}

void
progress_say(Progress *progress, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(progress, false, format, args);
	va_end(args);
}

void
progress_keep(Progress *progress, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(progress, true, format, args);
	va_end(args);
}

void
progress_end(Progress *progress)
{
	if (progress->open)
		fputc('\n', stderr);
	progress->open = false;
}
