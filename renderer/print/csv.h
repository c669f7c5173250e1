/* CSV as RFC 4180 has it: commas, double quotes, any line end. Ours and not a
 * library's, because each cell must know its place: libcsv has no positions. */
#ifndef ZB_PRINT_CSV_H
#define ZB_PRINT_CSV_H

#include <stdbool.h>

#include "base/diag.h"

typedef struct CsvCell {
	const char *text; /* without its quotes; blanks at the ends are cut */
	Position at;
} CsvCell;

typedef struct CsvRow {
	const CsvCell *cells;
	size_t count; /* at least one */
} CsvRow;

typedef struct CsvTable {
	const CsvRow *rows; /* rows with nothing in them are left out */
	size_t count;
} CsvTable;

/* More are no table of people. */
enum { CSV_COLUMNS = 64, CSV_CELL_SIZE = 1000 };

/* Reads a whole source into the arena. Returns false after reporting: a quote
 * that is not closed, a NUL, too many cells in a row, too long a cell. */
bool csv_read(Arena *arena, const Source *source, CsvTable *table,
	      Diagnostics *diag);

/* A copy without the blanks, U+3000 among them, at both ends. */
const char *csv_trim(Arena *arena, const char *text);

#endif
