/* The journal of print runs: which copy was sent where, and what is known of
 * its fate. It lies beside the brief, one file, and is the register of who got
 * which number as well.
 *
 * Why SQLite and not a file of our own to which lines are appended: a journal
 * has to survive a kill, a full disk and a pulled plug between any two bytes;
 * be read while a run goes on; change a state only if nobody else has changed
 * it; say that it is damaged instead of being half read; and be legible to
 * other tools for years. An append-only file gives the first with care (fsync
 * of file and folder, sums over lines, cutting off a torn end) and the rest
 * only by writing the small database that SQLite is, with less testing. The
 * price, three or four fsyncs a step, is nothing beside a sheet of paper. It
 * runs with synchronous=EXTRA and journal_mode=DELETE: no second file lives
 * beside it, and a step that was recorded stays so if the plug is pulled.
 *
 * A copy's states, and what is certain where the program dies in one:
 *
 *   planned   nothing was said to a printer.
 *   claimed   recorded before Create-Job. The job may exist; it has no
 *             document, so nothing can come out.
 *   created   its job number is known. Still no document: the same.
 *   sending   recorded before the first byte of the document leaves. The
 *             printer may have nothing, a part, or all of it.
 *   sent      the printer has said that it has the whole document.
 *   printed   the printer has said that the copy is done, or a person has.
 *   failed    nothing came out, says the printer, or a person. It is missing.
 *   unknown   neither can be said. Only a person can: it is asked about, never
 *             sent again on a guess, never counted as printed on a guess.
 *
 *   planned ─► claimed ─► created ─► sending ─► sent ─► printed
 *      ▲          │          │          │        │
 *      └──────────┴──────────┘          ├────────┼────► unknown ─► printed
 *                                       │        │         │
 *   failed ─► claimed                   └────────┴────► failed ◄┘
 *
 * Claimed and created are begun anew, their empty jobs cancelled. For sending
 * and sent the printer is asked (queue/verdict.h). Each claim counts one try
 * more, and the try is part of the job's name: a printer that was switched off
 * and counts its jobs from 1 again cannot pass another's job for ours.
 *
 * Every change of state is one transaction with a row of history. It takes
 * place only if the copy still has the state that we believe, so that even
 * where locks do not work (some network disks) two runs cannot claim the same
 * copy. Where they work, a lock held as long as the run keeps the second out at
 * once; the system drops it however the process ends. */
#ifndef ZB_QUEUE_JOURNAL_H
#define ZB_QUEUE_JOURNAL_H

#include "base/diag.h"

typedef enum CopyState {
	COPY_PLANNED,
	COPY_CLAIMED,
	COPY_CREATED,
	COPY_SENDING,
	COPY_SENT,
	COPY_PRINTED,
	COPY_FAILED,
	COPY_UNKNOWN,
} CopyState;

enum { COPY_STATE_COUNT = COPY_UNKNOWN + 1 };

/* One copy on paper: a number that is printed again has a record more. */
typedef struct CopyRecord {
	int number;
	int print;		   /* 1; 2 and more are reprints */
	const char *label;	   /* 份号, as printed */
	const char *reader, *unit; /* NULL: not known */
	const char *reason;	   /* of a reprint; NULL */
	const char *printer;	   /* the destination, by name or address */
	CopyState state;
	int tries;	     /* claims so far */
	int job;	     /* at the printer, of the last try; 0: none */
	int impressions;     /* as the printer counted them; -1: it did not */
	int size, pages;     /* of the document: bytes, and 0 if unknown */
	const char *changed; /* when the state was reached, ISO 8601 in UTC */
	const char *note;    /* what was said of that; NULL */
} CopyRecord;

/* One run: one content, given one set of numbers. */
typedef struct RunRecord {
	long long id;	   /* 0: not begun */
	const char *uuid;  /* part of the jobs' names */
	const char *brief; /* the file's name */
	const char *hash;  /* SHA-256 of the PDF that `render` writes */
	int count;	   /* copies of the whole run */
	const char *started, *version, *ticket;
	CopyRecord *copies; /* by number, then print; not all need be there */
	size_t copy_count;
} RunRecord;

typedef struct Journal Journal;

/* Opens the journal at `path` for a run: makes it where there is none, and
 * keeps every other run out until journal_close. NULL after reporting that it
 * is damaged, not a journal, of a later version, in use or not writable. */
Journal *journal_open(const char *path, Diagnostics *diag);

/* Opens it to be read, even while a run goes on. NULL after reporting. */
Journal *journal_open_to_read(const char *path, Diagnostics *diag);

/* Closes it; one that was made and never written to is removed. NULL is
 * allowed. */
void journal_close(Journal *journal);

/* Reads all runs, the oldest first. */
bool journal_read(Journal *journal, Arena *arena, RunRecord **runs,
		  size_t *count);

/* Records a new run with its copies: sets `id`, `uuid` and `started`. */
bool journal_begin(Journal *journal, Arena *arena, RunRecord *run);

/* Adds copies to a run that was begun: reprints, or numbers that were not
 * printed yet. Those of `copies` must not be in the journal. */
bool journal_add(Journal *journal, Arena *arena, const RunRecord *run,
		 CopyRecord *copies, size_t count);

/* Takes the copy to another state and records its other fields with it.
 * Returns false, having reported, and leaves `copy->state` as it was where that
 * cannot be recorded: the caller must not go on with the copy. */
bool journal_set(Journal *journal, Arena *arena, const RunRecord *run,
		 CopyRecord *copy, CopyState state, const char *note);

/* True where the way from one state to the other is one of the arrows above. */
bool copy_may_become(CopyState from, CopyState to);

/* In the journal's own words, and for people. */
const char *copy_state_name(CopyState state);
const char *copy_state_chinese(CopyState state);

/* Missing: to be sent (again). In doubt: the printer has to be asked. */
bool copy_is_missing(CopyState state);
bool copy_is_in_doubt(CopyState state);

/* The name of the copy's job for its present try: it says which run, number
 * and try it is to us, and nothing of the brief to who reads the queue. */
const char *copy_job_name(Arena *arena, const RunRecord *run,
			  const CopyRecord *copy);

#endif
