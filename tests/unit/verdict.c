/* What a printer's word on a job says of a copy, and which states follow which.
 */
#include "check.h"
#include "queue/ticket.h"
#include "queue/verdict.h"

static const char name[] = "zhuanbao 1 000007 1-1";

/* A copy of 3 pages and 5000 bytes. */
static Verdict
judge(CopyState state, int stage, int impressions, int kilobytes,
      JobBegun begun, const char *reasons, bool counts)
{
	CopyRecord copy = {.state = state, .pages = 3, .size = 5000};
	JobReport job = {.stage = stage,
			 .impressions = impressions,
			 .sheets = -1,
			 .kilobytes = kilobytes,
			 .begun = begun};
	const char *why;

	snprintf(job.name, sizeof job.name, "%s", name);
	snprintf(job.reasons, sizeof job.reasons, "%s", reasons);
	return verdict_of(&copy, &job, name, counts, &why);
}

static void
check_waiting(void)
{
	for (int stage = JOB_PENDING; stage <= JOB_STOPPED; stage++) {
		CHECK_INT(judge(COPY_SENT, stage, 0, -1, BEGUN_NO,
				",job-incoming,", true),
			  VERDICT_WAIT);
		CHECK_INT(judge(COPY_SENDING, stage, 0, -1, BEGUN_NO,
				",job-data-insufficient,", true),
			  VERDICT_CANCEL);
		CHECK_INT(
		    judge(COPY_SENDING, stage, 0, -1, BEGUN_NO, ",", true),
		    stage == JOB_HELD ? VERDICT_CANCEL : VERDICT_WAIT);
	}
}

static void
check_completed(void)
{
	const int done = JOB_COMPLETED;

	CHECK_INT(judge(COPY_SENT, done, -1, -1, BEGUN_YES, ",", false),
		  VERDICT_PRINTED);
	CHECK_INT(judge(COPY_SENT, done, 3, -1, BEGUN_YES,
			",job-completed-with-warnings,", false),
		  VERDICT_PRINTED);
	CHECK_INT(judge(COPY_SENT, done, 3, -1, BEGUN_YES,
			",job-completed-with-errors,", false),
		  VERDICT_UNKNOWN);
	/* Cut off while it was sent: all pages, or all bytes, or a question. */
	CHECK_INT(judge(COPY_SENDING, done, 3, -1, BEGUN_YES, ",", false),
		  VERDICT_PRINTED);
	CHECK_INT(judge(COPY_SENDING, done, 2, -1, BEGUN_YES, ",", true),
		  VERDICT_UNKNOWN);
	CHECK_INT(judge(COPY_SENDING, done, -1, 5, BEGUN_YES, ",", false),
		  VERDICT_PRINTED);
	CHECK_INT(judge(COPY_SENDING, done, -1, 4, BEGUN_YES, ",", false),
		  VERDICT_UNKNOWN);
}

static void
check_given_up(void)
{
	for (int stage = JOB_CANCELED; stage <= JOB_ABORTED; stage++) {
		CHECK_INT(judge(COPY_SENT, stage, 0, -1, BEGUN_NO, ",", false),
			  VERDICT_NOTHING);
		CHECK_INT(judge(COPY_SENT, stage, 0, -1, BEGUN_YES, ",", false),
			  VERDICT_UNKNOWN);
		CHECK_INT(judge(COPY_SENT, stage, 0, -1, BEGUN_YES, ",", true),
			  VERDICT_NOTHING);
		CHECK_INT(judge(COPY_SENT, stage, 0, -1, BEGUN_YES,
				",processing-to-stop-point,", true),
			  VERDICT_UNKNOWN);
		CHECK_INT(judge(COPY_SENT, stage, -1, -1, BEGUN_YES, ",", true),
			  VERDICT_UNKNOWN);
		CHECK_INT(judge(COPY_SENT, stage, 1, -1, BEGUN_NO, ",", true),
			  VERDICT_UNKNOWN);
	}
}

static void
check_strangers(void)
{
	CopyRecord copy = {.state = COPY_SENT};
	JobReport job = {.name = "theirs", .stage = JOB_COMPLETED};
	const char *why;

	CHECK_INT(verdict_of(&copy, &job, name, true, &why), VERDICT_UNKNOWN);
	CHECK_INT(verdict_of(&copy, NULL, name, true, &why), VERDICT_UNKNOWN);
	CHECK_INT(judge(COPY_SENT, 77, 3, -1, BEGUN_YES, ",", true),
		  VERDICT_UNKNOWN);
}

/* What was printed stays so, and nothing is sent that was not claimed. */
static void
check_states(void)
{
	for (int state = 0; state < COPY_STATE_COUNT; state++) {
		CHECK(!copy_may_become(COPY_PRINTED, (CopyState)state));
		CHECK(!copy_may_become((CopyState)state, COPY_SENDING) ||
		      state == COPY_CREATED);
		CHECK(!copy_may_become((CopyState)state, COPY_CLAIMED) ||
		      state == COPY_PLANNED || state == COPY_FAILED);
		CHECK(!(copy_is_missing((CopyState)state) &&
			copy_is_in_doubt((CopyState)state)));
	}
}

static void
check_media(void)
{
	Arena *arena = arena_new();

	CHECK_STR(ticket_media(arena, "A4"), "iso_a4_210x297mm");
	CHECK_STR(ticket_media(arena, "a3"), "iso_a3_297x420mm");
	CHECK_STR(ticket_media(arena, "iso_a5_148x210mm"), "iso_a5_148x210mm");
	CHECK(!ticket_media(arena, "wide"));
	CHECK_STR(ticket_media_of_size(arena, 595.276, 841.89),
		  "iso_a4_210x297mm");
	CHECK_STR(ticket_media_of_size(arena, 841.89, 1190.55),
		  "iso_a3_297x420mm");
	arena_free(arena);
}

int
main(void)
{
	check_waiting();
	check_completed();
	check_given_up();
	check_strangers();
	check_states();
	check_media();
	return check_report();
}
