/* What a printer's word on a job says of the copy: the one place that decides
 * whether a copy was printed, was not, or has to be asked about. */
#ifndef ZB_QUEUE_VERDICT_H
#define ZB_QUEUE_VERDICT_H

#include "queue/journal.h"

/* job-state, by IPP's numbers (RFC 8011, 5.3.7). */
typedef enum JobStage {
	JOB_PENDING = 3,
	JOB_HELD,
	JOB_PROCESSING,
	JOB_STOPPED,
	JOB_CANCELED,
	JOB_ABORTED,
	JOB_COMPLETED,
} JobStage;

typedef enum JobBegun {
	BEGUN_UNSAID,
	BEGUN_NO, /* the printer says that it never began to process it */
	BEGUN_YES,
} JobBegun;

/* What a printer says of a job; numbers are -1 where it says nothing. */
typedef struct JobReport {
	char name[160];
	int stage;		 /* a JobStage, or what else the printer says */
	int impressions, sheets; /* that came out */
	int kilobytes;		 /* of document that it has, rounded up */
	JobBegun begun;
	char reasons[320]; /* job-state-reasons, commas around each */
} JobReport;

typedef enum Verdict {
	VERDICT_WAIT,	/* it is not at its end */
	VERDICT_CANCEL, /* it waits for a document that will not come */
	VERDICT_PRINTED,
	VERDICT_NOTHING, /* nothing came out, and nothing will */
	VERDICT_UNKNOWN,
} Verdict;

/* Judges a copy in doubt (sending or sent). `job` is NULL where the printer
 * does not know the job; `name` is the job's name as we gave it. `counts` tells
 * that this printer has been seen to count impressions: one that always says 0
 * proves nothing by it. `*why` is for people. */
Verdict verdict_of(const CopyRecord *copy, const JobReport *job,
		   const char *name, bool counts, const char **why);

#endif
