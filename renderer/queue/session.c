#define _XOPEN_SOURCE 700
#include "queue/session.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* How long a printer may be silent, where nothing else was asked for. */
static const double SILENCE = 30;

/* The longest pause between two attempts. */
static const double PAUSE = 5;

double
session_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

Lane *
session_lane(Session *session, const char *printer)
{
	for (size_t i = 0; i < session->lane_count; i++)
		if (!strcmp(printer_name(session->lanes[i].printer), printer))
			return &session->lanes[i];
	return NULL;
}

bool
session_set(Session *session, CopyRecord *copy, CopyState state,
	    const char *note)
{
	if (session->broken ||
	    !journal_set(session->journal, session->arena, session->run, copy,
			 state,
			 note ? arena_copy_string(session->arena, note) : NULL))
		session->broken = true;
	return !session->broken;
}

void
session_show(Session *session, const Lane *lane, const CopyRecord *copy,
	     const char *doing)
{
	Arena *arena = arena_new();
	const char *where =
	    session->lane_count > 1
		? arena_printf(arena, "［%s］", printer_name(lane->printer))
		: "";
	const char *page =
	    copy->impressions > 0 && copy_is_in_doubt(copy->state)
		? arena_printf(arena, "，第 %d 页", copy->impressions)
		: "";

	progress_say(&session->progress, "%s第 %d 份，共 %d 份（%s）：%s%s%s%s",
		     where, copy->number, session->run->count, copy->label,
		     doing, page, *lane->condition ? "；打印机：" : "",
		     lane->condition);
	arena_free(arena);
}

void
lane_give_up(Session *session, Lane *lane, const char *code, const char *hint,
	     const char *format, ...)
{
	va_list args;

	va_start(args, format);
	const char *what = arena_vprintf(session->arena, format, args);
	va_end(args);
	if (!lane->dead)
		diag_report(session->diag, DIAG_FAILURE, code, (Position){0},
			    hint, "打印机“%s”%s", printer_name(lane->printer),
			    what);
	lane->dead = true;
}

void
lane_answered(Lane *lane)
{
	lane->silent = 0;
	lane->not_before = 0;
}

void
lane_silent(Session *session, Lane *lane)
{
	double now = session_now();
	double limit =
	    session->order->timeout > 0 ? session->order->timeout : SILENCE;

	if (lane->silent <= 0)
		lane->silent = now;
	double pause = 0.1 + (now - lane->silent) / 2;
	lane->not_before = now + (pause < PAUSE ? pause : PAUSE);
	snprintf(lane->condition, sizeof lane->condition, "没有回答");
	if (now - lane->silent >= limit)
		lane_give_up(session, lane, "printer-gone",
			     "登记是准的：打印机恢复以后用 --resume 接着印。",
			     "没有回答：%s", printer_why(lane->printer));
}

void
lane_watch(Lane *lane, CopyRecord *copy, bool inherited)
{
	lane->flights[lane->count++] = (Flight){.copy = copy,
						.inherited = inherited,
						.since = session_now(),
						.impressions = -1};
}
