#define _XOPEN_SOURCE 700
#include "queue/progress.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

Progress
progress_begin(bool quiet)
{
	return (Progress){.quiet = quiet,
			  .terminal = isatty(STDERR_FILENO) != 0};
}

static void
say(Progress *progress, bool keep, const char *format, va_list args)
{
	char line[sizeof progress->last];

	vsnprintf(line, sizeof line, format, args);
	if (progress->quiet || !strcmp(line, progress->last))
		return;
	strcpy(progress->last, line);
	if (progress->terminal)
		fprintf(stderr, "\r\033[K%s%s", line, keep ? "\n" : "");
	else
		fprintf(stderr, "%s\n", line);
	progress->open = progress->terminal && !keep;
	fflush(stderr);
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
