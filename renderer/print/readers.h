/* Readers: from a list of names, or a table that says more of each, to the
 * copies of a run. */
#ifndef ZB_PRINT_READERS_H
#define ZB_PRINT_READERS_H

#include "base/diag.h"
#include "print/run.h"

/* What a row may say. */
typedef enum ReaderColumn {
	READER_NAME,
	READER_UNIT,
	READER_COPIES, /* how many; 1 where it says nothing */
	READER_NUMBERS, /* 份号: 12 or 12-14; the next free ones where nothing */
	READER_PRINTER,
	READER_COLUMNS,
} ReaderColumn;

typedef struct ReaderCell {
	const char *text; /* NULL: nothing is said */
	Position at;
} ReaderCell;

typedef struct ReaderRow {
	ReaderCell cells[READER_COLUMNS];
	Position at;
} ReaderRow;

typedef struct ReaderRows {
	const ReaderRow *items;
	size_t count;
} ReaderRows;

/* The column of this name, in Chinese (姓名、单位、份数、份号、打印机) or English
 * (name, unit, copies, number, printer); READER_COLUMNS where there is none. */
ReaderColumn reader_column(const char *name);

/* Reads a CSV file whose first row has the names of the columns. Returns false
 * after reporting. */
bool readers_read_csv(Arena *arena, const char *path, ReaderRows *rows,
		      Diagnostics *diag);

/* The same from a source that was read already. */
bool readers_from_source(Arena *arena, const Source *source, ReaderRows *rows,
			 Diagnostics *diag);

/* Builds a run of `copies` copies, or, where it is 0, of as many as the rows
 * ask for, and gives the copies their readers: rows with numbers first, then
 * the others in order. Copies that nobody gets are nobody's. Reports numbers
 * given twice, numbers outside of the run, more readers than copies, more than
 * RUN_LIMIT copies; returns false after reporting. */
bool run_build(Arena *arena, const ReaderRows *rows, int copies, Run *run,
	       Diagnostics *diag);

#endif
