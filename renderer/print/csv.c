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

static bool
report(const CsvReader *r, size_t at, const char *hint, const char *what)
{
	diag_report(r->diag, DIAG_ERROR, "bad-csv",
		    source_position(r->source, at), hint, "%s", what);
	return false;
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
			report(r, start,
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

const char *
csv_trim(Arena *arena, const char *text)
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
	size_t start = r->at;
	const char *text =
	    r->source->bytes[r->at] == '"' ? read_quoted(r) : read_plain(r);

	if (!text)
		return false;
	if (strlen(text) > CSV_CELL_SIZE)
		return report(r, start, "请检查引号是不是成对。", "这一格太长");
	*cell = (CsvCell){csv_trim(r->arena, text),
			  source_position(r->source, start)};
	return true;
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
		if (cells.count == CSV_COLUMNS)
			return report(r, r->at, "读者表用不到这么多列。",
				      "这一行的格太多");
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

	const char *nul = memchr(source->bytes, '\0', source->size);

	if (nul)
		return report(&r, (size_t)(nul - source->bytes),
			      "请另存为 UTF-8 编码的 CSV。",
			      "文件里有不是文字的字节");
	while (r.at < source->size) {
		CsvRow row;
		bool blank;
		if (!read_row(&r, &row, &blank))
			return false;
		if (!blank)
			*array_push(arena, &rows) = row;
	}
	*table = (CsvTable){rows.items, rows.count};
	return true;
}
