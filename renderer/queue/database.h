/* The journal as an SQLite file: opening, locking, changing, and saying what
 * went wrong. What is in it is queue/journal.c's. */
#ifndef ZB_QUEUE_DATABASE_H
#define ZB_QUEUE_DATABASE_H

#include <sqlite3.h>

#include "queue/journal.h"

/* "zbpj" in the header of the file, and the version of what is in it. */
enum { APPLICATION = 0x7A62706A, VERSION = 1 };

struct Journal {
	sqlite3 *sqlite;
	const char *path; /* the caller's */
	int lock;	  /* of a run; -1: opened to be read */
	Diagnostics *diag;
};

/* Reports `what` of the journal as a failure. */
void database_report(Journal *journal, const char *code, const char *hint,
		     const char *what);

/* Reports that it is damaged, or no journal. */
void database_damaged(Journal *journal);

/* Reports why SQLite failed; always false. */
bool database_fail(Journal *journal);

/* Runs statements that have no parameters. */
bool database_execute(Journal *journal, const char *sql);

/* Runs one statement with its parameters: of each, `types` has i for a long
 * long, t for a text or NULL. */
bool database_change(Journal *journal, const char *sql, const char *types, ...);

/* Ends a transaction with COMMIT, or ROLLBACK where `right` is false: all of it
 * is on the disk, or nothing. Returns whether it is. */
bool database_finish(Journal *journal, bool right);

/* The one number that a query has. */
bool database_number(Journal *journal, const char *sql, long long *number);

#endif
