/* Who the readers of a run are: a CSV file, or fields of the brief. */
#ifndef ZB_CLI_RECIPIENTS_H
#define ZB_CLI_RECIPIENTS_H

#include "cli/job.h"
#include "print/readers.h"

/* Reads the readers: of the CSV file `table` where it is not NULL, else of the
 * field that the layout names for them, else the names of its field of names,
 * one copy each, unless there are fewer than `copies` (0: not known). There may
 * be none. Returns false after reporting. */
bool recipients_read(const Job *job, const char *table, int copies,
		     ReaderRows *rows);

#endif
