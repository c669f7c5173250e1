#define _XOPEN_SOURCE 700
#include "queue/printing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "queue/answers.h"
#include "queue/reasons.h"
#include "queue/session.h"

/* Between two rounds of questions, in seconds: soon after a change, then less
 * and less often. */
static const double NAP_FIRST = 0.02, NAP_LONGEST = 0.5;

/* The limit of one exchange. */
static double
exchange_seconds(const PrintOrder *order)
{
	return order->timeout > 0 && order->timeout < 30 ? order->timeout : 30;
}

static bool
report_gone(const Lane *lane, Diagnostics *diag)
{
	diag_report(diag, DIAG_FAILURE, "printer-gone", (Position){0},
		    "请看它是否开着、地址对不对。若有份在它那里而它不会再回来，"
		    "对照纸本用 --resume --printed、--unprinted 写明。",
		    "打印机“%s”没有回答：%s", printer_name(lane->printer),
		    printer_why(lane->printer));
	return false;
}

/* Looks at a printer, and checks the ticket where copies are to go there. */
static bool
check_lane(Session *session, Lane *lane, Diagnostics *diag)
{
	const char *name = printer_name(lane->printer);
	Answer answer =
	    printer_look(lane->printer, session->arena, &lane->abilities);

	if (answer != ANSWER_OK)
		return report_gone(lane, diag);
	if (!lane->sends)
		return true;
	if (!ticket_check(&session->order->ticket, &lane->abilities, name,
			  diag))
		return false;
	answer = printer_validate(lane->printer, &session->order->ticket,
				  &lane->abilities);
	if (answer == ANSWER_OK || answer == ANSWER_BUSY)
		return true;
	if (answer == ANSWER_NONE)
		return report_gone(lane, diag);
	diag_report(diag, DIAG_FAILURE, "printer-refused", (Position){0},
		    "请改用它支持的选项（zhuanbao printers 列出），或换一台。",
		    "打印机“%s”不接受这样的任务：%s", name,
		    printer_why(lane->printer));
	return false;
}

/* The lane of a printer that may not have one yet; NULL where there is no such
 * printer. */
static Lane *
open_lane(Session *session, const char *printer, Diagnostics *diag)
{
	Lane *lane = printer ? session_lane(session, printer) : NULL;

	if (lane)
		return lane;
	Printer *opened = printer_open(session->arena, printer,
				       exchange_seconds(session->order), diag);
	if (!opened)
		return NULL;
	lane = session_lane(session, printer_name(opened));
	if (lane)
		return lane;
	lane = &session->lanes[session->lane_count++];
	*lane = (Lane){.printer = opened, .depth = LANE_DEPTH};
	return lane;
}

/* May this copy have to be sent? One in doubt may turn out to be missing; one
 * of unknown fate, if somebody says so. */
static bool
may_be_sent(const PrintOrder *order, const CopyRecord *copy)
{
	switch (copy->state) {
	case COPY_PLANNED:
	case COPY_CLAIMED:
	case COPY_CREATED:
	case COPY_FAILED:
		return true;
	case COPY_SENDING:
	case COPY_SENT:
		return !ranges_have(&order->printed, copy->number);
	case COPY_UNKNOWN:
		return ranges_have(&order->unprinted, copy->number) ||
		       isatty(STDIN_FILENO);
	case COPY_PRINTED:
		return false;
	}
	return false;
}

/* Where a missing copy of an earlier run goes now: its reader's own printer, as
 * the list has it today; else the one that was ordered; else the same. */
static const char *
printer_again(const PrintOrder *order, const CopyRecord *record)
{
	const Copy *copy = plan_copy(order, record->number);

	if (copy && copy->reader && copy->reader->printer)
		return copy->reader->printer;
	return order->printer ? order->printer : record->printer;
}

/* Opens and checks the printers of the copies that are to be sent. All that is
 * wrong with any is reported before anything is sent. */
static bool
open_sending(Session *session, CopyRecord *copies, size_t count, bool again)
{
	const char *last = NULL;
	Lane *lane = NULL;
	bool right = true;

	session->targets =
	    arena_alloc_array(session->arena, count, sizeof(Lane *));
	for (size_t i = 0; i < count; i++) {
		const char *wanted =
		    again ? printer_again(session->order, &copies[i])
			  : copies[i].printer;
		if (!may_be_sent(session->order, &copies[i]))
			continue;
		if (!lane || wanted != last)
			lane = open_lane(session, wanted, session->diag);
		if (!lane)
			return false;
		last = wanted;
		lane->sends = true;
		session->targets[i] = lane;
		if (!again)
			copies[i].printer = printer_name(lane->printer);
	}
	for (size_t i = 0; i < session->lane_count; i++)
		right &= check_lane(session, &session->lanes[i], session->diag);
	return right;
}

/* The same for those that have to be asked about copies in doubt. One that
 * does not answer is no obstacle where a person has answered for it. */
static bool
open_asking(Session *session)
{
	for (size_t i = 0; i < session->run->copy_count; i++) {
		CopyRecord *copy = &session->run->copies[i];
		if (!copy_is_in_doubt(copy->state) ||
		    session_lane(session, copy->printer))
			continue;
		Diagnostics *unsaid = diag_new();
		Diagnostics *diag = answers_have(session->order, copy->number)
					? unsaid
					: session->diag;
		Lane *lane = open_lane(session, copy->printer, diag);
		if (lane)
			lane->dead = !check_lane(session, lane, diag);
		diag_free(unsaid);
		if (diag == session->diag && (!lane || lane->dead))
			return false;
	}
	return true;
}

static void
make_flights(Session *session)
{
	for (size_t i = 0; i < session->lane_count; i++) {
		Lane *lane = &session->lanes[i];
		lane->flights = arena_alloc_array(
		    session->arena, session->run->copy_count + LANE_DEPTH,
		    sizeof *lane->flights);
		lane->count = 0;
	}
	for (size_t i = 0; i < session->run->copy_count; i++) {
		CopyRecord *copy = &session->run->copies[i];
		Lane *lane = session_lane(session, copy->printer);
		if (!lane)
			continue;
		lane->counts |=
		    copy->state == COPY_PRINTED && copy->impressions > 0;
		if (copy_is_in_doubt(copy->state) && !lane->dead)
			lane_watch(lane, copy, true);
	}
}

/* Asks once about all copies that were in doubt when the last run ended. */
static void
settle(Session *session)
{
	for (size_t i = 0; i < session->lane_count; i++) {
		Lane *lane = &session->lanes[i];
		do {
			lane_follow(session, lane);
			if (lane->silent > 0)
				interrupt_nap(NAP_FIRST);
		} while (lane->silent > 0 && !lane->dead && !session->broken &&
			 !interrupt_came(&session->interrupt));
	}
}

static CopyRecord *
next_copy(Session *session, const Lane *lane)
{
	for (size_t i = 0; i < session->run->copy_count; i++)
		if (session->targets[i] == lane &&
		    copy_is_missing(session->run->copies[i].state))
			return &session->run->copies[i];
	return NULL;
}

/* One round at one printer. Returns true where anything changed; `*work` is
 * set where there is more to do. */
static bool
step(Session *session, Lane *lane, bool *work)
{
	bool moved = lane_follow(session, lane);
	bool sending = !interrupt_came(&session->interrupt) && !lane->closing &&
		       !lane->dead;
	CopyRecord *copy = sending ? next_copy(session, lane) : NULL;

	if (copy && lane->count < lane->depth && !session->broken &&
	    session_now() >= lane->not_before) {
		lane_send(session, lane, copy);
		moved |= copy_is_in_doubt(copy->state);
	}
	*work |= !lane->dead && (copy || lane->count);
	return moved;
}

static void
run_lanes(Session *session)
{
	double nap = NAP_FIRST;
	bool work = true, said = false;

	while (work && !session->broken) {
		bool came = interrupt_came(&session->interrupt);
		bool moved = false;
		work = false;
		for (size_t i = 0; i < session->lane_count; i++)
			moved |= step(session, &session->lanes[i], &work);
		if (came && work && !said) {
			progress_keep(
			    &session->progress,
			    "收到中断：等打印机里的印完就停；再按一次 "
			    "Ctrl-C 立刻退出，登记仍是准的");
			said = true;
		}
		if (!work || session->broken)
			break;
		nap = moved ? NAP_FIRST : nap * 1.5;
		if (nap > NAP_LONGEST)
			nap = NAP_LONGEST;
		if (!moved)
			interrupt_nap(nap);
	}
	progress_end(&session->progress);
}

static bool
is_unknown(CopyState state)
{
	return state == COPY_UNKNOWN;
}

static bool
is_left(CopyState state)
{
	return state != COPY_PRINTED && state != COPY_UNKNOWN;
}

/* What is not finished, and how to go on. */
static bool
report_rest(Session *session)
{
	const PrintOrder *order = session->order;
	const char *unknown =
	    plan_numbers(session->arena, session->run, is_unknown);
	const char *left = plan_numbers(session->arena, session->run, is_left);

	if (*unknown)
		diag_report(
		    session->diag, DIAG_FAILURE, "unknown-copies",
		    (Position){0},
		    arena_printf(session->arena,
				 "请看纸本，然后用和这次一样的选项运行 "
				 "zhuanbao print --resume "
				 "--printed 份号 --unprinted 份号 %s；zhuanbao "
				 "ledger 有各份的缘由。",
				 order->brief),
		    "不知道第 %s 份印出没有", unknown);
	if (*left)
		diag_report(
		    session->diag, DIAG_FAILURE, "unfinished-run",
		    (Position){0},
		    arena_printf(session->arena,
				 "接着印：用和这次一样的选项，加上 "
				 "--resume：zhuanbao print --resume … %s",
				 order->brief),
		    "没有印完：还差第 %s 份", left);
	return !*unknown && !*left;
}

static size_t
count_open(const Session *session)
{
	size_t count = 0;

	for (size_t i = 0; i < session->run->copy_count; i++)
		count += session->run->copies[i].state != COPY_PRINTED;
	return count;
}

/* Sends and follows until nothing more can be done; asks where it can. */
static bool
work(Session *session)
{
	size_t before = count_open(session);

	make_flights(session);
	interrupt_begin(&session->interrupt);
	settle(session);
	bool right =
	    !session->broken && answers_apply(session) && answers_ask(session);
	if (right) {
		run_lanes(session);
		right = !session->broken;
	}
	interrupt_end(&session->interrupt);
	if (right && report_rest(session)) {
		if (!session->order->quiet)
			printf(before ? "印好 %zu 份，全部完成\n"
				      : "没有要印的：都已印好\n",
			       before);
		return true;
	}
	return false;
}

/* The run as it is in the journal now becomes the session's, with the targets
 * of what was added. */
static bool
read_run(Session *session, long long id)
{
	RunRecord *runs;
	size_t count, at = 0;

	if (!journal_read(session->journal, session->arena, &runs, &count))
		return false;
	while (at < count && runs[at].id != id)
		at++;
	if (at == count)
		return false;
	session->run = &runs[at];
	session->targets = arena_alloc_array(
	    session->arena, session->run->copy_count, sizeof(Lane *));
	for (size_t i = 0; i < session->run->copy_count; i++)
		session->targets[i] =
		    session_lane(session, session->run->copies[i].printer);
	return true;
}

/* What a run of `count` copies would send to each printer. */
static void
say_order(const Session *session, size_t count)
{
	for (size_t i = 0; i < session->lane_count; i++) {
		Lane *lane = &session->lanes[i];
		const char *reasons =
		    reasons_text(session->arena, &lane->abilities.reasons);
		size_t copies = 0;
		for (size_t k = 0; k < count; k++)
			copies += session->targets[k] == lane;
		if (copies)
			printf("可以印：%zu 份，打印机“%s”%s%s\n", copies,
			       diag_safe(session->arena,
					 printer_name(lane->printer)),
			       *reasons ? "，它报告：" : "", reasons);
	}
}

/* Copies that are printed now may be printed otherwise than the others: a
 * printer may have been changed, a stapler be empty. It is said. */
static void
say_ticket(Session *session)
{
	const char *ticket =
	    ticket_text(session->arena, &session->order->ticket);
	const char *before = session->run->ticket;
	size_t size = strlen(ticket);

	if (strncmp(before, ticket, size) != 0 ||
	    (before[size] && before[size] != ';'))
		progress_keep(&session->progress,
			      "和上次的打法不同：上次“%s”，这次“%s”", before,
			      ticket);
}

static bool
carry_out(Session *session, Plan *plan, bool another)
{
	const PrintOrder *order = session->order;

	CopyRecord *copies = order->resume ? plan->run.copies : plan->added;
	size_t count = order->resume ? plan->run.copy_count : plan->added_count;

	session->run = &plan->run;
	if (!open_sending(session, copies, count, order->resume) ||
	    !open_asking(session))
		return false;
	if (order->dry_run) {
		if (!order->quiet)
			say_order(session, count);
		return true;
	}
	if (order->resume) {
		if (count_open(session))
			say_ticket(session);
		return work(session);
	}
	if (another)
		progress_keep(&session->progress,
			      "内容和上次印的不同：作为新的一版，从头登记");
	if (!plan->run.id) {
		plan->run.copies = plan->added;
		plan->run.copy_count = plan->added_count;
		if (!journal_begin(session->journal, session->arena,
				   &plan->run))
			return false;
	} else if (!journal_add(session->journal, session->arena, &plan->run,
				plan->added, plan->added_count)) {
		return false;
	}
	return read_run(session, plan->run.id) && work(session);
}

bool
print_run(Arena *arena, const PrintOrder *order, Diagnostics *diag)
{
	Session session = {.arena = arena,
			   .order = order,
			   .diag = diag,
			   .progress = progress_begin(order->quiet)};
	RunRecord *runs = NULL;
	size_t count = 0;
	Plan plan;
	bool done = false;

	session.journal = journal_open(order->journal, diag);
	if (session.journal &&
	    journal_read(session.journal, arena, &runs, &count) &&
	    plan_make(arena, order, runs, count, &plan, diag)) {
		session.lanes = arena_alloc_array(
		    arena, 2 * plan.run.copy_count + plan.added_count + 1,
		    sizeof *session.lanes);
		done = carry_out(&session, &plan, count && !plan.run.id);
	}
	for (size_t i = 0; i < session.lane_count; i++)
		printer_close(session.lanes[i].printer);
	journal_close(session.journal);
	return done;
}
