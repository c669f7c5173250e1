#include "queue/verdict.h"

#include <string.h>

static bool
has_reason(const JobReport *job, const char *reason)
{
	return strstr(job->reasons, reason) != NULL;
}

/* Did the printer get the whole document? Where the program died while it sent,
 * a job that is "completed" may be a half of it. The printer's count of pages
 * or of bytes tells. */
static bool
is_whole(const CopyRecord *copy, const JobReport *job)
{
	return (copy->pages > 0 && job->impressions >= copy->pages) ||
	       (copy->size > 0 && job->kilobytes >= 0 &&
		job->kilobytes == (copy->size + 1023) / 1024);
}

/* Is it certain that no sheet came out? A job that was never begun has none. A
 * count of 0 says so only from a printer that counts, and that has nothing else
 * to say. */
static bool
is_empty(const JobReport *job, bool counts)
{
	if (job->impressions > 0 || job->sheets > 0)
		return false;
	if (job->begun == BEGUN_NO)
		return true;
	return counts && (job->impressions == 0 || job->sheets == 0) &&
	       !has_reason(job, ",job-completed-") &&
	       !has_reason(job, ",processing-to-stop-point,");
}

static Verdict
judge_completed(const CopyRecord *copy, const JobReport *job, const char **why)
{
	if (has_reason(job, ",job-completed-with-errors,")) {
		*why = "打印机说印完了，但有错";
		return VERDICT_UNKNOWN;
	}
	if (copy->state == COPY_SENDING && !is_whole(copy, job)) {
		*why = "发送时中断，打印机说印完了，但不知是否完整";
		return VERDICT_UNKNOWN;
	}
	*why = has_reason(job, ",queued-in-device,") ? "打印队列说已交给打印机"
						     : "打印机说已印完";
	return VERDICT_PRINTED;
}

Verdict
verdict_of(const CopyRecord *copy, const JobReport *job, const char *name,
	   bool counts, const char **why)
{
	if (!job || strcmp(job->name, name) != 0) {
		*why = "打印机已经没有这个任务的记录";
		return VERDICT_UNKNOWN;
	}
	*why = NULL;
	switch ((JobStage)job->stage) {
	case JOB_PENDING:
	case JOB_HELD:
	case JOB_PROCESSING:
	case JOB_STOPPED:
		return copy->state == COPY_SENDING &&
			       (job->stage == JOB_HELD ||
				has_reason(job, ",job-incoming,") ||
				has_reason(job, ",job-data-insufficient,"))
			   ? VERDICT_CANCEL
			   : VERDICT_WAIT;
	case JOB_COMPLETED:
		return judge_completed(copy, job, why);
	case JOB_CANCELED:
	case JOB_ABORTED:
		*why = job->stage == JOB_CANCELED ? "任务在打印机上被取消"
						  : "任务被打印机放弃";
		return is_empty(job, counts) ? VERDICT_NOTHING
					     : VERDICT_UNKNOWN;
	}
	*why = "打印机的回答看不懂";
	return VERDICT_UNKNOWN;
}
