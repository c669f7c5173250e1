#define _XOPEN_SOURCE 700
#include "queue/answers.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool
answers_have(const PrintOrder *order, int number)
{
	return ranges_have(&order->printed, number) ||
	       ranges_have(&order->unprinted, number);
}

static bool
record(Session *session, CopyRecord *copy, bool printed)
{
	return session_set(session, copy, printed ? COPY_PRINTED : COPY_FAILED,
			   printed ? "由人确认：已印出" : "由人确认：没有印出");
}

static bool
refuse(Session *session, const CopyRecord *copy, const char *hint,
       const char *what)
{
	diag_report(session->diag, DIAG_ERROR, "wrong-answer", (Position){0},
		    hint, "第 %d 份%s", copy->number, what);
	return false;
}

/* A printer that answers knows more than a person who looks at the tray: a
 * copy that it still has may yet come out. */
static bool
answer_in_doubt(Session *session, CopyRecord *copy, bool printed)
{
	const Lane *lane = session_lane(session, copy->printer);

	if (lane && !lane->dead)
		return refuse(session, copy,
			      "请等它印完，或在打印机上取消那个任务。",
			      "还在打印机里，不必回答");
	return session_set(session, copy, COPY_UNKNOWN, "打印机没有回答") &&
	       record(session, copy, printed);
}

static bool
answer(Session *session, CopyRecord *copy, bool printed)
{
	switch (copy->state) {
	case COPY_UNKNOWN:
		return record(session, copy, printed);
	case COPY_SENDING:
	case COPY_SENT:
		return answer_in_doubt(session, copy, printed);
	case COPY_PRINTED:
		return printed ||
		       refuse(session, copy, "要重印，印完以后用 --range。",
			      "登记为已印，不能说没有印出");
	case COPY_PLANNED:
	case COPY_CLAIMED:
	case COPY_CREATED:
	case COPY_FAILED:
		return !printed || refuse(session, copy, "请核对份号。",
					  "登记为没有印出，不能说已印出");
	}
	return false;
}

bool
answers_apply(Session *session)
{
	const PrintOrder *order = session->order;

	for (size_t i = 0; i < order->run->count; i++) {
		int number = order->run->copies[i].number;
		CopyRecord *copy = answers_have(order, number)
				       ? plan_last(session->run, number)
				       : NULL;
		if (!copy)
			continue;
		if (ranges_have(&order->printed, number) &&
		    ranges_have(&order->unprinted, number))
			return refuse(session, copy, "请只写在一处。",
				      "同时写在 --printed 和 --unprinted 里");
		if (!answer(session, copy,
			    ranges_have(&order->printed, number)))
			return false;
	}
	return true;
}

/* Returns the choice, 3 where there is none. */
static int
ask_one(Arena *arena, const CopyRecord *copy)
{
	const char *question = diag_safe(
	    arena,
	    arena_printf(arena, "第 %d 份（%s%s%s）不知道印出没有：%s。",
			 copy->number, copy->label, copy->reader ? "，" : "",
			 copy->reader ? copy->reader : "",
			 copy->note ? copy->note : "原因不明"));
	char line[40];
	bool begins = true; /* not the rest of a line that was too long */

	for (;;) {
		if (begins)
			fprintf(stderr,
				"%s\n  1 已印出  2 没有印出  3 以后再说  "
				"请选：",
				question);
		fflush(stderr);
		if (!fgets(line, sizeof line, stdin))
			return 3;
		if (begins && line[0] >= '1' && line[0] <= '3' &&
		    line[1] == '\n')
			return line[0] - '0';
		begins = strchr(line, '\n') != NULL;
	}
}

bool
answers_ask(Session *session)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
		return true;
	progress_end(&session->progress);
	for (size_t i = 0; i < session->run->copy_count; i++) {
		CopyRecord *copy = &session->run->copies[i];
		if (copy->state != COPY_UNKNOWN ||
		    interrupt_came(&session->interrupt))
			continue;
		int choice = ask_one(session->arena, copy);
		if (choice < 3 && !record(session, copy, choice == 1))
			return false;
	}
	return true;
}
