/* What a print order means in view of what the journal has: a new run, more
 * copies of an old one, finishing one, or a refusal. */
#ifndef ZB_QUEUE_PLAN_H
#define ZB_QUEUE_PLAN_H

#include "queue/printing.h"

typedef struct Plan {
	RunRecord run;	   /* a new one (id 0), or one of the journal */
	CopyRecord *added; /* copies that are not in the journal yet */
	size_t added_count;
} Plan;

/* Decides. The printer of an added copy is as the order has it: NULL stands for
 * the default. Returns false after reporting why nothing may be printed. */
bool plan_make(Arena *arena, const PrintOrder *order, const RunRecord *runs,
	       size_t count, Plan *plan, Diagnostics *diag);

/* The last record of this number, or NULL. */
CopyRecord *plan_last(const RunRecord *run, int number);

/* Numbers as people write them: 3-5,9. */
const char *plan_numbers(Arena *arena, const RunRecord *run,
			 bool (*which)(CopyState state));

/* The copy of this number in the order, or NULL. */
const Copy *plan_copy(const PrintOrder *order, int number);

#endif
