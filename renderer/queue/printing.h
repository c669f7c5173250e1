/* A print run: sends each copy to its printer once, follows it to its end, and
 * keeps the journal, so that a run that was cut off can be finished. */
#ifndef ZB_QUEUE_PRINTING_H
#define ZB_QUEUE_PRINTING_H

#include "base/ranges.h"
#include "queue/printer.h"
#include "print/run.h"

/* Makes the PDF of one copy in the arena. Returns false after reporting. It is
 * asked for each copy when its turn comes, and again where one is sent again.
 */
typedef bool (*CopyMaker)(void *context, const Copy *copy, Arena *arena,
			  CopyDocument *document, Diagnostics *diag);

/* What is to be done. The texts are lent until print_run returns. */
typedef struct PrintOrder {
	const char *brief;   /* its path, for messages */
	const char *journal; /* its path */
	const char *hash;    /* SHA-256 of the brief's PDF, hexadecimal */
	const char *version; /* of the program */
	const Run *run;
	Ticket ticket;
	const char *form;    /* how the copies look, as options; "" plain */
	const char *printer; /* for copies that name none; NULL: the default, or
				with `resume` where they were sent before */

	/* Which copies. Ranges that are empty were not given. */
	bool resume;  /* finish the last run */
	Ranges range; /* only these, and if printed again */
	const char *range_text;
	Ranges printed, unprinted; /* answers about copies of unknown fate */

	bool dry_run; /* check everything, send and record nothing */
	bool quiet;
	double timeout; /* seconds without an answer or without progress; 0:
			   30, and for ever */
	CopyMaker make;
	void *context;
} PrintOrder;

/* Prints. Returns true where the run is finished; false after reporting what is
 * not. Asks on the terminal about copies of unknown fate where there is one. */
bool print_run(Arena *arena, const PrintOrder *order, Diagnostics *diag);

#endif
