#include "print/csv.h"

#include <string.h>

typedef struct CsvReader {
	Arena *arena;
	const Source *source;
	size_t at; /* byte */
	Diagnostics *diag;
} CsvReader;

static bool
ends_row(char c)
{
	return c == '\0' || c == '\n' || c == '\r';
}

/* Reads what stands between quotes, where two of them are one. */
static const char *
read_quoted(CsvReader *r)
{
	const char *bytes = r->source->bytes;
	ARRAY(char) text = {0};
	size_t start = r->at++;

	for (;; r->at++) {
		if (r->at >= r->source->size) {
			diag_report(r->diag, DIAG_ERROR, "bad-csv",
				    source_position(r->source, start),
				    "请补上右边的引号；引号里的引号写两个。",
				    "引号没有结束");
			return NULL;
		}
		if (bytes[r->at] == '"' && bytes[++r->at] != '"')
			break;
		*array_push(r->arena, &text) = bytes[r->at];
	}
	/* What stands between the quote and the comma belongs to the cell. */
	while (!ends_row(bytes[r->at]) && bytes[r->at] != ',')
		*array_push(r->arena, &text) = bytes[r->at++];
	return arena_copy(r->arena, text.items ? text.items : "", text.count);
}

static const char *
read_plain(CsvReader *r)
{
	const char *start = r->source->bytes + r->at;
	size_t size = strcspn(start, ",\r\n");

	r->at += size;
	return arena_copy(r->arena, start, size);
}

/* Cuts blanks, U+3000 among them, from both ends. */
static const char *
trim(Arena *arena, const char *text)
{
	static const char wide[] = "　";
	size_t size;

	while (*text == ' ' || *text == '\t' || !strncmp(text, wide, 3))
		text += *text == wide[0] ? 3 : 1;
	for (size = strlen(text); size > 0;)
		if (text[size - 1] == ' ' || text[size - 1] == '\t')
			size--;
		else if (size >= 3 && !memcmp(text + size - 3, wide, 3))
			size -= 3;
		else
			break;
	return arena_copy(arena, text, size);
}

static bool
read_cell(CsvReader *r, CsvCell *cell)
{
	cell->at = source_position(r->source, r->at);
	const char *text =
	    r->source->bytes[r->at] == '"' ? read_quoted(r) : read_plain(r);
	if (text)
		cell->text = trim(r->arena, text);
	return text != NULL;
}

static void
skip_line_end(CsvReader *r)
{
	if (r->source->bytes[r->at] == '\r')
		r->at++;
	if (r->source->bytes[r->at] == '\n')
		r->at++;
}

static bool
read_row(CsvReader *r, CsvRow *row, bool *blank)
{
	ARRAY(CsvCell) cells = {0};
	CsvCell cell;

	*blank = true;
	for (;; r->at++) {
		if (!read_cell(r, &cell))
			return false;
		*blank &= *cell.text == '\0';
		*array_push(r->arena, &cells) = cell;
		if (r->source->bytes[r->at] != ',')
			break;
	}
	skip_line_end(r);
	*row = (CsvRow){cells.items, cells.count};
	return true;
}

bool
csv_read(Arena *arena, const Source *source, CsvTable *table, Diagnostics *diag)
{
	CsvReader r = {arena, source, 0, diag};
	ARRAY(CsvRow) rows = {0};

	while (r.at < source->size) {
		size_t before = r.at;
		CsvRow row;
		bool blank;
		if (!read_row(&r, &row, &blank))
			return false;
		if (!blank)
			*array_push(arena, &rows) = row;
		/* A NUL ends a row and is no line end. */
		if (r.at == before)
			r.at++;
	}
	*table = (CsvTable){rows.items, rows.count};
	return true;
}
