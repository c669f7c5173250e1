#define _XOPEN_SOURCE 700
/* Sending one copy: each step is in the journal before the printer hears of
 * it. The states and what is certain in each are in queue/journal.h. */
#include <string.h>

#include "queue/session.h"

/* An attempt that failed in a row so often is not made again by itself. */
enum { SETBACKS = 5 };

/* A job that was begun for an earlier try has no document and prints nothing,
 * but a printer that takes one job at a time would wait for it. */
static bool
drop_empty_job(Session *session, Lane *lane, CopyRecord *copy)
{
	static const char note[] = "中断在发送之前，什么也没有印出";
	const char *name = copy_job_name(session->arena, session->run, copy);
	JobReport report;

	if (strcmp(copy->printer, printer_name(lane->printer)) != 0)
		return session_set(session, copy, COPY_PLANNED, note);
	int job = copy->job;
	Answer answer = job ? printer_ask(lane->printer, job, &report)
			    : printer_find(lane->printer, name, &job);

	if (copy->job && answer == ANSWER_OK && strcmp(report.name, name) != 0)
		job = 0;
	if (answer == ANSWER_OK && job)
		answer = printer_cancel(lane->printer, job);
	if (answer == ANSWER_NONE) {
		lane_silent(session, lane);
		return false;
	}
	lane_answered(lane);
	copy->job = 0;
	return session_set(session, copy, COPY_PLANNED, note);
}

/* The printer takes no job now. If copies of ours are there it is waited for
 * them; after that it gets no more at a time than it took. */
static void
wait_for_room(Session *session, Lane *lane, CopyRecord *copy)
{
	double now = session_now();

	if (lane->count)
		lane->depth = lane->count;
	if (lane->busy <= 0)
		lane->busy = now;
	double pause = 0.05 + (now - lane->busy) / 4;
	lane->not_before = now + (pause < 2 ? pause : 2);
	if (!lane->count)
		session_show(session, lane, copy, "打印机忙，等它空出来");
	if (!lane->count && session->order->timeout > 0 &&
	    now - lane->busy >= session->order->timeout)
		lane_give_up(session, lane, "printer-busy",
			     "等它空出来以后用 --resume 接着印。", "一直忙：%s",
			     printer_why(lane->printer));
}

/* Create-Job. False where the copy goes no further now. */
static bool
begin_job(Session *session, Lane *lane, CopyRecord *copy,
	  const CopyDocument *document)
{
	copy->printer = printer_name(lane->printer);
	copy->tries++;
	copy->job = 0;
	copy->impressions = -1;
	copy->size = (int)document->size;
	copy->pages = document->pages;
	if (!session_set(session, copy, COPY_CLAIMED, NULL))
		return false;
	int job = 0;
	Answer answer = printer_create(
	    lane->printer, &session->order->ticket, &lane->abilities,
	    copy_job_name(session->arena, session->run, copy), &job);
	if (answer == ANSWER_NONE) {
		lane_silent(session, lane);
		return false;
	}
	lane_answered(lane);
	if (answer == ANSWER_OK) {
		lane->busy = 0;
		copy->job = job;
		return session_set(session, copy, COPY_CREATED, NULL);
	}
	if (!session_set(session, copy, COPY_PLANNED,
			 printer_why(lane->printer)))
		return false;
	if (answer == ANSWER_BUSY)
		wait_for_room(session, lane, copy);
	else
		lane_give_up(session, lane, "printer-refused",
			     "请看打印机要什么，改好以后用 --resume 接着印。",
			     "不收第 %d 份：%s", copy->number,
			     printer_why(lane->printer));
	return false;
}

/* Send-Document. From the first byte on only the printer knows what becomes of
 * the copy. */
static void
send_document(Session *session, Lane *lane, CopyRecord *copy,
	      const CopyDocument *document)
{
	if (!session_set(session, copy, COPY_SENDING, NULL)) {
		printer_cancel(lane->printer, copy->job);
		return;
	}
	session_show(session, lane, copy, "正在发送");
	Answer answer = printer_send(lane->printer, copy->job, document);
	lane_watch(lane, copy, false);
	switch (answer) {
	case ANSWER_OK:
		lane_answered(lane);
		session_set(session, copy, COPY_SENT, NULL);
		return;
	case ANSWER_NONE:
		lane_silent(session, lane);
		return;
	case ANSWER_REFUSED:
		diag_report(session->diag, DIAG_FAILURE, "printer-refused",
			    (Position){0},
			    "请看打印机要什么，改好以后用 --resume 接着印。",
			    "打印机“%s”不收第 %d 份：%s",
			    printer_name(lane->printer), copy->number,
			    printer_why(lane->printer));
		lane->closing = true;
		break;
	case ANSWER_BUSY:
	case ANSWER_NO_JOB:
		break;
	}
	/* What it did not take it need not wait for. How the job ended, and
	 * whether anything came out, is seen when it is followed. */
	lane_answered(lane);
	printer_cancel(lane->printer, copy->job);
	lane->flights[lane->count - 1].canceled = true;
}

void
lane_send(Session *session, Lane *lane, CopyRecord *copy)
{
	CopyDocument document = {0};

	if (copy->state == COPY_CLAIMED || copy->state == COPY_CREATED) {
		if (!drop_empty_job(session, lane, copy))
			return;
	}
	if (lane->setbacks >= SETBACKS) {
		lane_give_up(session, lane, "printer-fails",
			     "请看打印机出了什么事，再用 --resume 接着印。",
			     "接连 %d 次没有收下：%s", lane->setbacks,
			     printer_why(lane->printer));
		return;
	}
	Arena *scratch = arena_new();
	if (!session->order->make(session->order->context,
				  plan_copy(session->order, copy->number),
				  scratch, &document, session->diag))
		session->broken = true;
	else if (begin_job(session, lane, copy, &document))
		send_document(session, lane, copy, &document);
	arena_free(scratch);
}
