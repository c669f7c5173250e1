#define _GNU_SOURCE /* locks that belong to an open file */
#include "queue/database.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The byte that a run locks. It lies beyond those that SQLite locks, which
 * begin at 1 GiB whether or not the file is that long. */
enum { LOCK_BYTE = 0x40000000 + 4096 };

/* Who reads the register holds it for a moment only. */
enum { BUSY_MILLISECONDS = 10000 };

/* No name or note is so long. */
enum { VALUE_MOST = 1000000 };

void
database_report(Journal *journal, const char *code, const char *hint,
		const char *what)
{
	diag_report(journal->diag, DIAG_FAILURE, code, (Position){0}, hint,
		    "打印登记“%s”%s", journal->path, what);
}

void
database_damaged(Journal *journal)
{
	database_report(journal, "journal-damaged",
			"请从备份恢复。没有备份时把它改名留存，对照纸本查清已印"
			"的份号，再用 --range 补印其余的。",
			"已经损坏，或者不是打印登记");
}

bool
database_fail(Journal *journal)
{
	int code = sqlite3_errcode(journal->sqlite) & 0xFF;
	char what[240];

	snprintf(what, sizeof what, "无法读写：%s",
		 sqlite3_errmsg(journal->sqlite));
	/* The last two: tables or columns are missing, values too long. */
	if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB ||
	    code == SQLITE_ERROR || code == SQLITE_TOOBIG)
		database_damaged(journal);
	else if (code == SQLITE_BUSY)
		database_report(journal, "journal-busy", "请稍后再试。",
				"正被别的程序占用");
	else if (code == SQLITE_FULL)
		database_report(
		    journal, "journal-full",
		    "请腾出磁盘空间，再用 --resume 继续。记不下来的份不会发"
		    "给打印机。",
		    "写不下了：磁盘已满");
	else
		database_report(
		    journal, "journal-failed",
		    "请看文件夹是否可写、磁盘是否已满；记不下来的份不会发给"
		    "打印机。也可以用 --ledger 换一个地方。",
		    what);
	return false;
}

bool
database_execute(Journal *journal, const char *sql)
{
	return sqlite3_exec(journal->sqlite, sql, NULL, NULL, NULL) ==
		   SQLITE_OK ||
	       database_fail(journal);
}

bool
database_change(Journal *journal, const char *sql, const char *types, ...)
{
	sqlite3_stmt *statement = NULL;
	va_list args;
	int code =
	    sqlite3_prepare_v2(journal->sqlite, sql, -1, &statement, NULL);

	va_start(args, types);
	for (int i = 0; code == SQLITE_OK && types[i]; i++)
		code = types[i] == 'i'
			   ? sqlite3_bind_int64(statement, i + 1,
						va_arg(args, long long))
			   : sqlite3_bind_text(statement, i + 1,
					       va_arg(args, const char *), -1,
					       SQLITE_TRANSIENT);
	va_end(args);
	if (code == SQLITE_OK)
		code = sqlite3_step(statement);
	bool done = code == SQLITE_DONE || database_fail(journal);
	sqlite3_finalize(statement);
	return done;
}

bool
database_finish(Journal *journal, bool right)
{
	if (right && database_execute(journal, "COMMIT"))
		return true;
	sqlite3_exec(journal->sqlite, "ROLLBACK", NULL, NULL, NULL);
	return false;
}

bool
database_number(Journal *journal, const char *sql, long long *number)
{
	sqlite3_stmt *statement = NULL;
	bool right = sqlite3_prepare_v2(journal->sqlite, sql, -1, &statement,
					NULL) == SQLITE_OK &&
		     sqlite3_step(statement) == SQLITE_ROW;

	if (right)
		*number = sqlite3_column_int64(statement, 0);
	else
		database_fail(journal);
	sqlite3_finalize(statement);
	return right;
}

/* Is it a journal, whole, and of a version that we know? An empty file is
 * made one. */
static bool
check(Journal *journal)
{
	long long application, version, tables;

	if (!database_number(journal, "PRAGMA application_id", &application) ||
	    !database_number(journal, "PRAGMA user_version", &version) ||
	    !database_number(journal, "SELECT count(*) FROM sqlite_schema",
			     &tables))
		return false;
	if (!tables && !application && journal->lock >= 0)
		return true;
	if (application != APPLICATION) {
		database_report(journal, "not-a-journal",
				"请用 --ledger 指定别的文件。", "不是打印登记");
		return false;
	}
	if (version != VERSION) {
		database_report(journal, "journal-version",
				"请用写下它的那个版本，或更新的 zhuanbao。",
				"是别的版本的 zhuanbao 写的");
		return false;
	}
	sqlite3_stmt *statement = NULL;
	bool whole =
	    sqlite3_prepare_v2(journal->sqlite, "PRAGMA quick_check(1)", -1,
			       &statement, NULL) == SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW &&
	    !strcmp((const char *)sqlite3_column_text(statement, 0), "ok");
	sqlite3_finalize(statement);
	if (!whole)
		database_damaged(journal);
	return whole;
}

/* A file may be called ":memory:", which to SQLite is no file. */
static int
open_file(Journal *journal)
{
	Arena *arena = arena_new();
	const char *path = arena_printf(
	    arena, "%s%s", *journal->path == '/' ? "" : "./", journal->path);
	int code = sqlite3_open_v2(path, &journal->sqlite,
				   SQLITE_OPEN_READWRITE, NULL);

	arena_free(arena);
	return code;
}

static bool
open_database(Journal *journal)
{
	if (open_file(journal) != SQLITE_OK)
		return database_fail(journal);
	sqlite3_busy_timeout(journal->sqlite, BUSY_MILLISECONDS);
	/* Nothing in a file from elsewhere is to act by itself. */
	sqlite3_db_config(journal->sqlite, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0,
			  NULL);
	sqlite3_db_config(journal->sqlite, SQLITE_DBCONFIG_ENABLE_VIEW, 0,
			  NULL);
	sqlite3_db_config(journal->sqlite, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0,
			  NULL);
	sqlite3_limit(journal->sqlite, SQLITE_LIMIT_LENGTH, VALUE_MOST);
	return database_execute(journal, "PRAGMA journal_mode = DELETE;"
					 "PRAGMA synchronous = EXTRA;"
					 "PRAGMA foreign_keys = ON") &&
	       check(journal);
}

/* True where the locked file is still the one of that name: another run may
 * have removed it, empty, between our opening and our locking it. */
static bool
is_named(int fd, const char *path)
{
	struct stat ours, theirs;

	return fstat(fd, &ours) == 0 && stat(path, &theirs) == 0 &&
	       ours.st_dev == theirs.st_dev && ours.st_ino == theirs.st_ino;
}

static bool
take_lock(Journal *journal)
{
	struct flock lock = {.l_type = F_WRLCK,
			     .l_whence = SEEK_SET,
			     .l_start = LOCK_BYTE,
			     .l_len = 1};

	if (fcntl(journal->lock, F_OFD_SETLK, &lock) == 0)
		return true;
	if (errno == EAGAIN || errno == EACCES)
		database_report(journal, "run-in-progress",
				"请等它印完；要停下它，在那边按 Ctrl-C。",
				"正由另一个 zhuanbao print 使用");
	else
		database_report(journal, "journal-failed",
				"请用 --ledger 把登记放到本机磁盘上。",
				"锁不住");
	return false;
}

static bool
open_locked(Journal *journal)
{
	struct stat info;

	for (;;) {
		journal->lock =
		    open(journal->path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
		if (journal->lock < 0 || fstat(journal->lock, &info) != 0) {
			diag_report(journal->diag, DIAG_FAILURE,
				    "journal-failed", (Position){0},
				    "请看文件夹是否可写；也可以用 --ledger 换"
				    "一个地方。没有登记就不打印。",
				    "无法写打印登记“%s”：%s", journal->path,
				    strerror(errno));
			return false;
		}
		if (!S_ISREG(info.st_mode)) {
			database_report(journal, "not-a-journal",
					"请用 --ledger 指定一个普通文件。",
					"不是普通文件");
			return false;
		}
		if (!take_lock(journal))
			return false;
		if (is_named(journal->lock, journal->path))
			return open_database(journal);
		close(journal->lock);
	}
}

static Journal *
journal_new(const char *path, Diagnostics *diag)
{
	Journal *journal = calloc(1, sizeof *journal);

	if (!journal) {
		diag_report(diag, DIAG_FAILURE, "journal-failed", (Position){0},
			    NULL, "内存不足");
		return NULL;
	}
	*journal = (Journal){NULL, path, -1, diag};
	return journal;
}

Journal *
journal_open(const char *path, Diagnostics *diag)
{
	Journal *journal = journal_new(path, diag);

	if (journal && !open_locked(journal)) {
		journal_close(journal);
		return NULL;
	}
	return journal;
}

Journal *
journal_open_to_read(const char *path, Diagnostics *diag)
{
	Journal *journal = journal_new(path, diag);

	if (!journal)
		return NULL;
	if (access(path, R_OK) != 0) {
		diag_report(diag, DIAG_FAILURE, "no-journal", (Position){0},
			    "登记在第一次 zhuanbao print 时写在稿件旁边；在别处"
			    "的用 --ledger 指定。",
			    "没有打印登记“%s”：%s", path, strerror(errno));
		journal_close(journal);
		return NULL;
	}
	if (!open_database(journal)) {
		journal_close(journal);
		return NULL;
	}
	return journal;
}

/* The descriptor of the lock goes last: closing any descriptor of a file drops
 * the locks that SQLite has on it. */
void
journal_close(Journal *journal)
{
	struct stat info;

	if (!journal)
		return;
	sqlite3_close(journal->sqlite);
	if (journal->lock >= 0) {
		if (lstat(journal->path, &info) == 0 && S_ISREG(info.st_mode) &&
		    info.st_size == 0 && is_named(journal->lock, journal->path))
			unlink(journal->path);
		close(journal->lock);
	}
	free(journal);
}
