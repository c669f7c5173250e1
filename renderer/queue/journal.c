#define _XOPEN_SOURCE 700
#include "queue/journal.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "print/run.h"
#include "queue/database.h"

static const char schema[] =
    "CREATE TABLE run (id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE,"
    " brief TEXT NOT NULL, hash TEXT NOT NULL, copies INTEGER NOT NULL,"
    " started TEXT NOT NULL, version TEXT NOT NULL, ticket TEXT NOT NULL)"
    " STRICT;"
    "CREATE TABLE copy (run INTEGER NOT NULL REFERENCES run,"
    " number INTEGER NOT NULL, print INTEGER NOT NULL, label TEXT NOT NULL,"
    " reader TEXT, unit TEXT, reason TEXT, printer TEXT NOT NULL,"
    " state TEXT NOT NULL, tries INTEGER NOT NULL, job INTEGER NOT NULL,"
    " impressions INTEGER NOT NULL, size INTEGER NOT NULL,"
    " pages INTEGER NOT NULL, changed TEXT NOT NULL, note TEXT,"
    " PRIMARY KEY (run, number, print)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE event (id INTEGER PRIMARY KEY, run INTEGER NOT NULL,"
    " number INTEGER NOT NULL, print INTEGER NOT NULL, try INTEGER NOT NULL,"
    " state TEXT NOT NULL, printer TEXT NOT NULL, job INTEGER NOT NULL,"
    " at TEXT NOT NULL, note TEXT) STRICT;";

/* The last second of the year 9999: beyond, a date has another form. */
static const long long EPOCH_LAST = 253402300799;

/* SOURCE_DATE_EPOCH, where it is a time; otherwise what the clock says. */
static time_t
seconds_now(void)
{
	const char *given = getenv("SOURCE_DATE_EPOCH");
	char *end = NULL;
	long long seconds = given ? strtoll(given, &end, 10) : -1;

	return given && end != given && !*end && seconds >= 0 &&
		       seconds <= EPOCH_LAST
		   ? (time_t)seconds
		   : time(NULL);
}

/* The clock belongs here: the journal is a register of what happened when. */
static const char *
now(Arena *arena)
{
	time_t seconds = seconds_now();
	struct tm utc = {0};
	char text[40];

	gmtime_r(&seconds, &utc);
	strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
	return arena_copy_string(arena, text);
}

static const char *
new_uuid(Arena *arena)
{
	unsigned char bytes[16];
	char *text = arena_alloc(arena, 2 * sizeof bytes + 1);

	/* So few bytes are given whole, or not before the system has them. */
	while (getrandom(bytes, sizeof bytes, 0) != sizeof bytes)
		;
	for (size_t i = 0; i < sizeof bytes; i++)
		snprintf(text + 2 * i, 3, "%02x", bytes[i]);
	return text;
}

static bool
add_event(Journal *journal, const RunRecord *run, const CopyRecord *copy)
{
	return database_change(
	    journal,
	    "INSERT INTO event (run, number, print, try, state,"
	    " printer, job, at, note) VALUES (?,?,?,?,?,?,?,?,?)",
	    "iiiittitt", run->id, (long long)copy->number,
	    (long long)copy->print, (long long)copy->tries,
	    copy_state_name(copy->state), copy->printer, (long long)copy->job,
	    copy->changed, copy->note);
}

static bool
add_copy(Journal *journal, const RunRecord *run, const CopyRecord *copy)
{
	return database_change(
		   journal,
		   "INSERT INTO copy VALUES"
		   " (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
		   "iiittttttiiiiitt", run->id, (long long)copy->number,
		   (long long)copy->print, copy->label, copy->reader,
		   copy->unit, copy->reason, copy->printer,
		   copy_state_name(copy->state), (long long)copy->tries,
		   (long long)copy->job, (long long)copy->impressions,
		   (long long)copy->size, (long long)copy->pages, copy->changed,
		   copy->note) &&
	       add_event(journal, run, copy);
}

static bool
add_copies(Journal *journal, const RunRecord *run, CopyRecord *copies,
	   size_t count, const char *at)
{
	bool right = true;

	for (size_t i = 0; right && i < count; i++) {
		copies[i].state = COPY_PLANNED;
		copies[i].changed = at;
		right = add_copy(journal, run, &copies[i]);
	}
	return right;
}

static bool
make_tables(Journal *journal)
{
	char pragmas[100];
	long long tables;

	if (!database_number(journal, "SELECT count(*) FROM sqlite_schema",
			     &tables))
		return false;
	if (tables)
		return true;
	snprintf(pragmas, sizeof pragmas,
		 "PRAGMA application_id = %d; PRAGMA user_version = %d",
		 APPLICATION, VERSION);
	return database_execute(journal, schema) &&
	       database_execute(journal, pragmas);
}

bool
journal_begin(Journal *journal, Arena *arena, RunRecord *run)
{
	run->uuid = new_uuid(arena);
	run->started = now(arena);
	if (!database_execute(journal, "BEGIN IMMEDIATE"))
		return false;
	bool right =
	    make_tables(journal) &&
	    database_change(journal,
			    "INSERT INTO run (uuid, brief, hash, copies,"
			    " started, version, ticket) VALUES (?,?,?,?,?,?,?)",
			    "tttittt", run->uuid, run->brief, run->hash,
			    (long long)run->count, run->started, run->version,
			    run->ticket);
	run->id = sqlite3_last_insert_rowid(journal->sqlite);
	right = right && add_copies(journal, run, run->copies, run->copy_count,
				    run->started);
	return database_finish(journal, right);
}

bool
journal_add(Journal *journal, Arena *arena, const RunRecord *run,
	    CopyRecord *copies, size_t count)
{
	return database_execute(journal, "BEGIN IMMEDIATE") &&
	       database_finish(journal, add_copies(journal, run, copies, count,
						   now(arena)));
}

static bool
update_copy(Journal *journal, const RunRecord *run, const CopyRecord *copy,
	    CopyState from)
{
	if (!database_change(
		journal,
		"UPDATE copy SET printer = ?, state = ?, tries = ?,"
		" job = ?, impressions = ?, size = ?, pages = ?,"
		" changed = ?, note = ? WHERE run = ? AND number = ?"
		" AND print = ? AND state = ?",
		"ttiiiiittiiit", copy->printer, copy_state_name(copy->state),
		(long long)copy->tries, (long long)copy->job,
		(long long)copy->impressions, (long long)copy->size,
		(long long)copy->pages, copy->changed, copy->note, run->id,
		(long long)copy->number, (long long)copy->print,
		copy_state_name(from)))
		return false;
	if (sqlite3_changes(journal->sqlite) == 1)
		return true;
	database_report(journal, "journal-changed",
			"请查是不是有另一个 zhuanbao print 在用同一个登记。",
			"在打印当中被别人改动了");
	return false;
}

bool
journal_set(Journal *journal, Arena *arena, const RunRecord *run,
	    CopyRecord *copy, CopyState state, const char *note)
{
	CopyRecord next = *copy;

	next.state = state;
	next.note = note;
	next.changed = now(arena);
	if (!copy_may_become(copy->state, state)) {
		database_report(journal, "journal-changed", NULL,
				"里没有这样的一步，程序有错");
		return false;
	}
	if (!database_execute(journal, "BEGIN IMMEDIATE") ||
	    !database_finish(journal,
			     update_copy(journal, run, &next, copy->state) &&
				 add_event(journal, run, &next)))
		return false;
	*copy = next;
	return true;
}

static const char *
text_at(Arena *arena, sqlite3_stmt *statement, int column)
{
	const char *text = (const char *)sqlite3_column_text(statement, column);

	return text ? arena_copy_string(arena, text) : NULL;
}

/* A number from `least` to `most`; another is damage, as is a text that is
 * missing: the tables may be another's. */
static int
number_at(sqlite3_stmt *statement, int column, int least, int most, bool *right)
{
	long long number = sqlite3_column_int64(statement, column);

	*right &= sqlite3_column_type(statement, column) == SQLITE_INTEGER &&
		  number >= least && number <= most;
	return (int)number;
}

static const char *
needed_text_at(Arena *arena, sqlite3_stmt *statement, int column, bool *right)
{
	const char *text = text_at(arena, statement, column);

	*right &= text != NULL;
	return text;
}

/* A state that this version does not know is damage: it is not taken for
 * another. */
static bool
read_state(Journal *journal, const char *name, CopyState *state)
{
	for (int i = 0; name && i < COPY_STATE_COUNT; i++)
		if (!strcmp(copy_state_name((CopyState)i), name)) {
			*state = (CopyState)i;
			return true;
		}
	database_report(journal, "journal-damaged", "请从备份恢复。",
			"里有不认识的状态");
	return false;
}

static bool
read_copy(Journal *journal, Arena *arena, sqlite3_stmt *row, CopyRecord *copy)
{
	bool right = true;

	*copy = (CopyRecord){
	    .number = number_at(row, 0, 1, RUN_LIMIT, &right),
	    .print = number_at(row, 1, 1, INT_MAX, &right),
	    .label = needed_text_at(arena, row, 2, &right),
	    .reader = text_at(arena, row, 3),
	    .unit = text_at(arena, row, 4),
	    .reason = text_at(arena, row, 5),
	    .printer = needed_text_at(arena, row, 6, &right),
	    .tries = number_at(row, 8, 0, INT_MAX, &right),
	    .job = number_at(row, 9, 0, INT_MAX, &right),
	    .impressions = number_at(row, 10, -1, INT_MAX, &right),
	    .size = number_at(row, 11, 0, INT_MAX, &right),
	    .pages = number_at(row, 12, 0, INT_MAX, &right),
	    .changed = needed_text_at(arena, row, 13, &right),
	    .note = text_at(arena, row, 14),
	};
	if (right)
		return read_state(journal,
				  (const char *)sqlite3_column_text(row, 7),
				  &copy->state);
	database_damaged(journal);
	return false;
}

static bool
read_copies(Journal *journal, Arena *arena, RunRecord *run)
{
	static const char sql[] =
	    "SELECT number, print, label, reader, unit, reason, printer, state,"
	    " tries, job, impressions, size, pages, changed, note FROM copy"
	    " WHERE run = ? ORDER BY number, print";
	ARRAY(CopyRecord) copies = {0};
	sqlite3_stmt *row = NULL;
	int code = sqlite3_prepare_v2(journal->sqlite, sql, -1, &row, NULL);
	bool right = true;

	if (code == SQLITE_OK)
		code = sqlite3_bind_int64(row, 1, run->id);
	while (code == SQLITE_OK && right && sqlite3_step(row) == SQLITE_ROW)
		right =
		    read_copy(journal, arena, row, array_push(arena, &copies));
	if (sqlite3_finalize(row) != SQLITE_OK || code != SQLITE_OK)
		right = database_fail(journal);
	run->copies = copies.items;
	run->copy_count = copies.count;
	return right;
}

bool
journal_read(Journal *journal, Arena *arena, RunRecord **runs, size_t *count)
{
	static const char sql[] = "SELECT id, uuid, brief, hash, copies,"
				  " started, version, ticket FROM run"
				  " ORDER BY id";
	ARRAY(RunRecord) found = {0};
	sqlite3_stmt *row = NULL;
	long long tables;
	bool right = true;

	*runs = NULL;
	*count = 0;
	if (!database_number(journal, "SELECT count(*) FROM sqlite_schema",
			     &tables))
		return false;
	if (!tables)
		return true;
	int code = sqlite3_prepare_v2(journal->sqlite, sql, -1, &row, NULL);
	while (code == SQLITE_OK && sqlite3_step(row) == SQLITE_ROW)
		*array_push(arena, &found) = (RunRecord){
		    .id = sqlite3_column_int64(row, 0),
		    .uuid = needed_text_at(arena, row, 1, &right),
		    .brief = needed_text_at(arena, row, 2, &right),
		    .hash = needed_text_at(arena, row, 3, &right),
		    .count = number_at(row, 4, 1, RUN_LIMIT, &right),
		    .started = needed_text_at(arena, row, 5, &right),
		    .version = needed_text_at(arena, row, 6, &right),
		    .ticket = needed_text_at(arena, row, 7, &right),
		};
	if (sqlite3_finalize(row) != SQLITE_OK || code != SQLITE_OK)
		return database_fail(journal);
	if (!right)
		database_damaged(journal);
	for (size_t i = 0; right && i < found.count; i++)
		if (!read_copies(journal, arena, &found.items[i]))
			return false;
	*runs = found.items;
	*count = found.count;
	return right;
}
