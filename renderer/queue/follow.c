#define _XOPEN_SOURCE 700
/* Following copies at a printer to their end. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "queue/reasons.h"
#include "queue/session.h"

/* A copy that has not moved on for so long may be stuck, in seconds; the printer
 * is asked why no oftener than that. */
static const double STUCK = 0.3, LOOK_EVERY = 1;

static const char *
stage_text(int stage)
{
	switch (stage) {
	case JOB_PENDING:
		return "等待打印";
	case JOB_HELD:
		return "任务被搁置";
	case JOB_PROCESSING:
		return "正在打印";
	case JOB_STOPPED:
		return "任务停住";
	default:
		return "在打印机";
	}
}

/* Where a copy does not move on, the printer may say why. */
static void
look_at_printer(Lane *lane, const Flight *flight)
{
	double now = session_now();
	Abilities abilities;

	if (now - flight->since < STUCK || now - lane->looked < LOOK_EVERY)
		return;
	lane->looked = now;
	Arena *arena = arena_new();
	if (printer_look(lane->printer, arena, &abilities) == ANSWER_OK) {
		const char *reasons = reasons_text(arena, &abilities.reasons);
		if (!*reasons && abilities.state == PRINTER_STOPPED)
			reasons = printer_state_text(abilities.state);
		snprintf(lane->condition, sizeof lane->condition, "%.*s",
			 (int)utf8_fitting(reasons, sizeof lane->condition - 1),
			 reasons);
	}
	arena_free(arena);
}

static bool
wait_on(Session *session, Lane *lane, Flight *flight, const JobReport *job)
{
	CopyRecord *copy = flight->copy;
	double now = session_now();
	bool moved = job->stage != flight->stage ||
		     job->impressions != flight->impressions;

	if (moved) {
		flight->stage = job->stage;
		flight->impressions = job->impressions;
		flight->since = now;
		lane->condition[0] = '\0';
	} else {
		look_at_printer(lane, flight);
	}
	copy->impressions = job->impressions;
	if (flight == lane->flights)
		session_show(session, lane, copy, stage_text(job->stage));
	if (session->order->timeout > 0 &&
	    now - flight->since >= session->order->timeout)
		lane_give_up(
		    session, lane, "printer-held-up",
		    "任务还在打印机里，不会重发；处理好以后用 --resume "
		    "接着看它印完。",
		    "停在第 %d 份：%s", copy->number,
		    *lane->condition ? lane->condition
				     : stage_text(job->stage));
	return moved;
}

/* The printer itself ended a copy: someone cancelled it, or it cannot print.
 * The next would fare no better. */
static void
stop_lane(Session *session, Lane *lane, const CopyRecord *copy, const char *why)
{
	lane_give_up(session, lane, "copy-failed",
		     "请看打印机，处理好以后用 --resume 接着印。",
		     "没有印完第 %d 份：%s", copy->number, why);
}

static void
land(Session *session, Lane *lane, Flight *flight, Verdict verdict,
     const JobReport *job, const char *why)
{
	CopyRecord *copy = flight->copy;
	bool refused = job && job->stage != JOB_COMPLETED && !flight->canceled;
	bool was_sent = copy->state == COPY_SENT;

	if (job)
		copy->impressions = job->impressions;
	switch (verdict) {
	case VERDICT_PRINTED:
		session_set(session, copy, COPY_PRINTED, why);
		lane->counts |= copy->impressions > 0;
		lane->setbacks = 0;
		lane->condition[0] = '\0';
		session_show(session, lane, copy, "已印好");
		break;
	case VERDICT_NOTHING:
		session_set(session, copy, COPY_FAILED, why);
		lane->setbacks++;
		session_show(session, lane, copy, "没有印出");
		if (refused && was_sent && !flight->inherited)
			stop_lane(session, lane, copy, why);
		break;
	case VERDICT_UNKNOWN:
		session_set(session, copy, COPY_UNKNOWN, why);
		session_show(session, lane, copy, "不知道印出没有");
		if (refused && !flight->inherited)
			stop_lane(session, lane, copy, why);
		break;
	case VERDICT_WAIT:
	case VERDICT_CANCEL:
		break;
	}
	size_t at = (size_t)(flight - lane->flights);
	lane->count--;
	memmove(flight, flight + 1, (lane->count - at) * sizeof *flight);
}

/* Asks about one copy. `*moved` tells whether anything changed. Returns true
 * where it is still in flight. */
static bool
follow_one(Session *session, Lane *lane, Flight *flight, bool *moved)
{
	CopyRecord *copy = flight->copy;
	const char *why = NULL;
	JobReport job;
	Answer answer = printer_ask(lane->printer, copy->job, &job);

	if (answer == ANSWER_NONE || answer == ANSWER_BUSY) {
		lane_silent(session, lane);
		return true;
	}
	lane_answered(lane);
	if (answer == ANSWER_REFUSED) {
		lane_give_up(session, lane, "printer-refused",
			     "登记是准的；能问的时候用 --resume 接着印。",
			     "不肯说第 %d 份怎样了：%s", copy->number,
			     printer_why(lane->printer));
		return true;
	}
	const JobReport *known = answer == ANSWER_OK ? &job : NULL;
	Arena *scratch = arena_new();
	Verdict verdict =
	    verdict_of(copy, known, copy_job_name(scratch, session->run, copy),
		       lane->counts, &why);
	arena_free(scratch);
	if (verdict == VERDICT_CANCEL) {
		/* Again each time: nobody knows whether the last one
		 * arrived. */
		printer_cancel(lane->printer, copy->job);
		flight->canceled = true;
	}
	if (verdict == VERDICT_CANCEL || verdict == VERDICT_WAIT) {
		*moved |= wait_on(session, lane, flight, &job);
		return true;
	}
	land(session, lane, flight, verdict, known, why);
	*moved = true;
	return false;
}

bool
lane_follow(Session *session, Lane *lane)
{
	bool moved = false;
	size_t i = 0;

	while (i < lane->count && !lane->dead && !session->broken &&
	       session_now() >= lane->not_before)
		if (follow_one(session, lane, &lane->flights[i], &moved))
			i++;
	return moved;
}
