/* The distribution register: which number went to whom, when, from which
 * content. */
#ifndef ZB_QUEUE_LEDGER_H
#define ZB_QUEUE_LEDGER_H

#include <stdio.h>

#include "queue/journal.h"

/* A table for people, a section for each run. */
void ledger_write_table(Arena *arena, const RunRecord *runs, size_t count,
			FILE *out);

/* The same as CSV (RFC 4180) with all that is known. It begins with a byte
 * order mark: Excel, which is what the register is opened with in an office,
 * takes a file without one for GBK and shows rubbish; other programs skip it.
 * A cell that a spreadsheet would take for a formula has a ' before it. */
void ledger_write_csv(Arena *arena, const RunRecord *runs, size_t count,
		      FILE *out);

#endif
