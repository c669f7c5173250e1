#include "print/readers.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/nearest.h"
#include "base/ranges.h"
#include "print/csv.h"

enum { CSV_LIMIT = 16 << 20, NUMBER_DIGITS = 6 };

static const char *const column_names[READER_COLUMNS][4] = {
    [READER_NAME] = {"姓名", "name", "读者", "reader"},
    [READER_UNIT] = {"单位", "unit", NULL, NULL},
    [READER_COPIES] = {"份数", "copies", NULL, NULL},
    [READER_NUMBERS] = {"份号", "number", NULL, NULL},
    [READER_PRINTER] = {"打印机", "printer", NULL, NULL},
};

#define READER_NAMES "姓名、单位、份数、份号、打印机"

ReaderColumn
reader_column(const char *name)
{
	for (int column = 0; column < READER_COLUMNS; column++)
		for (int i = 0; i < 4; i++)
			if (column_names[column][i] &&
			    !strcmp(name, column_names[column][i]))
				return (ReaderColumn)column;
	return READER_COLUMNS;
}

/* Which column of the file is which; SIZE_MAX: not there. */
typedef struct Header {
	size_t places[READER_COLUMNS];
	size_t count;
} Header;

static bool
read_header(const CsvRow *row, Header *header, Diagnostics *diag)
{
	memset(header->places, 0xFF, sizeof header->places);
	header->count = row->count;
	for (size_t i = 0; i < row->count; i++) {
		const CsvCell *cell = &row->cells[i];
		ReaderColumn column = reader_column(cell->text);
		if (*cell->text == '\0')
			continue; /* spreadsheets leave empty columns */
		if (column == READER_COLUMNS) {
			diag_report(diag, DIAG_WARNING, "unused-column",
				    cell->at, "认得的列：" READER_NAMES "。",
				    "没有用到“%s”这一列", cell->text);
		} else if (header->places[column] != SIZE_MAX) {
			diag_report(diag, DIAG_ERROR, "bad-csv", cell->at,
				    "请只留一列。", "“%s”这一列重复了",
				    cell->text);
			return false;
		} else {
			header->places[column] = i;
		}
	}
	if (header->places[READER_NAME] != SIZE_MAX)
		return true;
	bool other_mark = row->count == 1 && strpbrk(row->cells[0].text, ";\t");
	diag_report(diag, DIAG_ERROR, "missing-column", row->cells[0].at,
		    other_mark
			? "各列之间要用逗号：请另存为“CSV UTF-8（逗号分隔）”。"
			: "第一行要写各列的名字，其中必须有“姓名”。认得的列"
			  "：" READER_NAMES "。",
		    "读者表没有“姓名”这一列");
	return false;
}

static bool
read_csv_row(const CsvRow *row, const Header *header, ReaderRow *reader,
	     Diagnostics *diag)
{
	for (size_t i = header->count; i < row->count; i++)
		if (*row->cells[i].text) {
			diag_report(diag, DIAG_ERROR, "bad-csv",
				    row->cells[i].at,
				    "内容里有逗号时请加引号：\"甲,乙\"。",
				    "这一行有 %zu 格，表头只有 %zu 列", i + 1,
				    header->count);
			return false;
		}
	reader->at = row->cells[0].at;
	for (int column = 0; column < READER_COLUMNS; column++) {
		size_t place = header->places[column];
		if (place < row->count && *row->cells[place].text)
			reader->cells[column] = (ReaderCell){
			    row->cells[place].text, row->cells[place].at};
	}
	return true;
}

bool
readers_read_csv(Arena *arena, const char *path, ReaderRows *rows,
		 Diagnostics *diag)
{
	const Source *source = file_read(arena, path, CSV_LIMIT, diag);

	return source && readers_from_source(arena, source, rows, diag);
}

bool
readers_from_source(Arena *arena, const Source *source, ReaderRows *rows,
		    Diagnostics *diag)
{
	CsvTable table;
	Header header;

	if (!csv_read(arena, source, &table, diag))
		return false;
	if (table.count < 2) {
		diag_report(diag, DIAG_ERROR, "empty-readers",
			    (Position){source, 0, 0},
			    "第一行写各列的名字，以下每行一位读者。",
			    "读者表里没有读者");
		return false;
	}
	if (!read_header(&table.rows[0], &header, diag))
		return false;
	ReaderRow *items =
	    arena_alloc_array(arena, table.count - 1, sizeof *items);
	bool good = true;
	for (size_t i = 1; i < table.count; i++)
		good &=
		    read_csv_row(&table.rows[i], &header, &items[i - 1], diag);
	*rows = (ReaderRows){items, table.count - 1};
	return good;
}

/* A run under construction. */
typedef struct RunBuild {
	Arena *arena;
	Diagnostics *diag;
	const ReaderRows *rows;
	int total;
	Copy *copies;
	int next; /* no copy before this one is free */
} RunBuild;

/* How many copies a row asks for; 0 after reporting. */
static int
row_copies(const RunBuild *b, const ReaderRow *row)
{
	const ReaderCell *cell = &row->cells[READER_COPIES];
	char *end;

	if (!cell->text)
		return 1;
	long copies = strtol(cell->text, &end, 10);
	if (*end == '\0' && copies >= 1 && copies <= RANGES_HIGHEST)
		return (int)copies;
	diag_report(b->diag, DIAG_ERROR, "wrong-value", cell->at,
		    "请写一个整数，例如 2。", "份数不对：%s", cell->text);
	return 0;
}

/* The numbers that a row names. Returns false after reporting. */
static bool
row_numbers(const RunBuild *b, const ReaderRow *row, Ranges *numbers)
{
	const ReaderCell *cell = &row->cells[READER_NUMBERS];

	*numbers = (Ranges){0};
	if (!cell->text || ranges_read(b->arena, cell->text, numbers))
		return true;
	diag_report(b->diag, DIAG_ERROR, "wrong-value", cell->at,
		    "请写成 12 或 12-14。", "份号不对：%s", cell->text);
	return false;
}

/* Names are one line of text, and short enough to be read on a page. */
static bool
check_text(const RunBuild *b, const ReaderCell *cell)
{
	for (const char *p = cell->text; p && *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7F) {
			diag_report(b->diag, DIAG_ERROR, "bad-reader", cell->at,
				    "请写成一行，不要换行和制表符。",
				    "读者的姓名、单位里有不能印的字符");
			return false;
		}
	if (!cell->text || strlen(cell->text) <= CSV_CELL_SIZE)
		return true;
	diag_report(b->diag, DIAG_ERROR, "bad-reader", cell->at, "请缩短。",
		    "读者的姓名或单位太长");
	return false;
}

static const Reader *
make_reader(const RunBuild *b, const ReaderRow *row)
{
	if (!check_text(b, &row->cells[READER_NAME]) ||
	    !check_text(b, &row->cells[READER_UNIT]))
		return NULL;
	Reader *reader = arena_alloc(b->arena, sizeof *reader);

	*reader =
	    (Reader){row->cells[READER_NAME].text, row->cells[READER_UNIT].text,
		     row->cells[READER_PRINTER].text, row->at};
	if (reader->name || reader->unit)
		return reader;
	diag_report(b->diag, DIAG_ERROR, "missing-reader", row->at,
		    "请写上姓名或单位，或删去这一行。", "这一行没有读者");
	return NULL;
}

/* Gives one copy to a reader; `at` is where its number is written, if it is. */
static bool
give(RunBuild *b, int number, const Reader *reader, Position at)
{
	if (number > b->total) {
		diag_report(b->diag, DIAG_ERROR, "no-such-copy", at,
			    "请改份号，或增加印数。",
			    "没有第 %d 份：一共 %d 份", number, b->total);
		return false;
	}
	Copy *copy = &b->copies[number - 1];
	if (copy->reader) {
		const char *name = copy->reader->name ? copy->reader->name
						      : copy->reader->unit;
		diag_report(b->diag, DIAG_ERROR, "duplicate-number", at,
			    "一个份号只能给一位读者。",
			    "%s 已经给了“%s”（第 %u 行）", copy->label, name,
			    copy->reader->at.line);
		return false;
	}
	copy->reader = reader;
	return true;
}

/* The row's numbers say how many it gets; a number of copies that says
 * otherwise is a mistake in one of the two. */
static bool
give_numbers(RunBuild *b, const ReaderRow *row, const Ranges *numbers)
{
	const Reader *reader = make_reader(b, row);
	const ReaderCell *cell = &row->cells[READER_NUMBERS];
	int given = 0, wanted = row_copies(b, row);

	if (!reader || !wanted)
		return false;
	for (size_t i = 0; i < numbers->count; i++)
		for (int n = numbers->items[i].first;
		     n <= numbers->items[i].last; n++, given++)
			if (!give(b, n, reader, cell->at))
				return false;
	if (!row->cells[READER_COPIES].text || given == wanted)
		return true;
	diag_report(b->diag, DIAG_ERROR, "wrong-value", cell->at,
		    "请改份数或份号，或只留一项。",
		    "份号“%s”是 %d 份，份数却写了 %d", cell->text, given,
		    wanted);
	return false;
}

static bool
give_next(RunBuild *b, const ReaderRow *row)
{
	const Reader *reader = make_reader(b, row);
	int wanted = row_copies(b, row);

	for (int i = 0; reader && i < wanted; i++) {
		while (b->next <= b->total && b->copies[b->next - 1].reader)
			b->next++;
		if (b->next > b->total) {
			diag_report(b->diag, DIAG_ERROR, "too-many-readers",
				    row->at, "请增加印数，或减少读者的份数。",
				    "份数不够：一共印 %d 份", b->total);
			return false;
		}
		b->copies[b->next - 1].reader = reader;
	}
	return reader && wanted;
}

/* How many copies the rows ask for, and how high their numbers go. A number
 * that is none asks for nothing, and is reported when it is given out. */
static int
count_copies(const RunBuild *b)
{
	long sum = 0, highest = 0;

	for (size_t i = 0; i < b->rows->count; i++) {
		const ReaderRow *row = &b->rows->items[i];
		const char *numbers = row->cells[READER_NUMBERS].text;
		const char *copies = row->cells[READER_COPIES].text;
		Ranges ranges = {0};
		if (numbers && ranges_read(b->arena, numbers, &ranges)) {
			int last = ranges_highest(&ranges);
			highest = last > highest ? last : highest;
		}
		long wanted = copies ? strtol(copies, NULL, 10) : 1;
		for (size_t k = 0; k < ranges.count; k++) {
			const Range *range = &ranges.items[k];
			wanted =
			    (k ? wanted : 0) + range->last - range->first + 1;
		}
		if (wanted > 0 && sum <= RUN_LIMIT)
			sum += wanted < RUN_LIMIT ? wanted : RUN_LIMIT + 1;
	}
	return (int)(sum > highest ? sum : highest);
}

/* Copies that nobody gets are normal where the brief says how many there are;
 * where the rows say it, a number too high is likely a slip. */
static void
warn_of_gaps(const RunBuild *b)
{
	int gaps = 0;

	for (int i = 0; i < b->total; i++)
		gaps += b->copies[i].reader == NULL;
	if (gaps > 0)
		diag_report(b->diag, DIAG_WARNING, "copies-without-reader",
			    b->rows->items[0].at, "请检查份号，或写明印数。",
			    "最大的份号是 %d，其中 %d 份没有读者", b->total,
			    gaps);
}

bool
run_build(Arena *arena, const ReaderRows *rows, int copies, Run *run,
	  Diagnostics *diag)
{
	RunBuild b = {.arena = arena, .diag = diag, .rows = rows, .next = 1};
	bool good = true;

	b.total = copies ? copies : count_copies(&b);
	if (b.total > RUN_LIMIT) {
		diag_report(diag, DIAG_ERROR, "too-many-copies",
			    rows->count ? rows->items[0].at : (Position){0},
			    "请检查印数、份数和份号。",
			    "一次至多印 %d 份，这里是 %d 份", RUN_LIMIT,
			    b.total);
		return false;
	}
	b.copies =
	    arena_alloc_array(arena, (size_t)b.total + 1, sizeof *b.copies);
	for (int i = 0; i < b.total; i++)
		b.copies[i] = (Copy){
		    i + 1, arena_printf(arena, "%0*d", NUMBER_DIGITS, i + 1),
		    NULL};
	for (int named = 1; named >= 0; named--)
		for (size_t i = 0; i < rows->count; i++) {
			const ReaderRow *row = &rows->items[i];
			Ranges numbers;
			bool is_named = row->cells[READER_NUMBERS].text != NULL;
			if (is_named != (bool)named)
				continue;
			good &= is_named ? row_numbers(&b, row, &numbers) &&
					       give_numbers(&b, row, &numbers)
					 : give_next(&b, row);
		}
	if (good && !copies)
		warn_of_gaps(&b);
	*run = (Run){b.copies, (size_t)b.total};
	return good;
}
