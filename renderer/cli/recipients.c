#include "cli/recipients.h"

#include "print/csv.h"

static const char reader_hint[] =
    "每项写一个姓名，或者 {姓名: 甲, 单位: 乙, 份数: 1, 份号: 3, 打印机: 丙}。";

static bool
report_item(const Record *value, const char *what, Diagnostics *diag)
{
	diag_report(diag, DIAG_ERROR, "unknown-field", value->key_at,
		    reader_hint, what, value->key);
	return false;
}

/* One item of the readers' field: a name, or a map of columns. */
static bool
read_row(Arena *arena, const Record *item, ReaderRow *row, Diagnostics *diag)
{
	row->at = item->at;
	if (item->kind == RECORD_SCALAR && !record_is_null(item))
		row->cells[READER_NAME] =
		    (ReaderCell){csv_trim(arena, item->text), item->at};
	for (size_t i = 0; item->kind == RECORD_MAP && i < item->count; i++) {
		const Record *value = &item->children[i];
		ReaderColumn column = reader_column(value->key);
		if (column == READER_COLUMNS)
			return report_item(value, "读者没有“%s”这一项", diag);
		if (value->kind != RECORD_SCALAR)
			return report_item(value, "读者的“%s”要写一行文字",
					   diag);
		if (row->cells[column].text)
			return report_item(value, "读者的“%s”写了两遍", diag);
		if (!record_is_null(value))
			row->cells[column] = (ReaderCell){
			    csv_trim(arena, value->text), value->at};
	}
	return true;
}

static bool
rows_from_field(const Job *job, const FieldValue *value, ReaderRows *rows)
{
	const Record *list = value->rows;
	ReaderRow *items =
	    arena_alloc_array(job->arena, list->count, sizeof *items);
	bool good = true;

	for (size_t i = 0; i < list->count; i++)
		good &= read_row(job->arena, &list->children[i], &items[i],
				 job->diag);
	*rows = (ReaderRows){items, list->count};
	return good;
}

/* The people whom the brief is addressed to get the first copies, one each.
 * They are no list of readers: where there are fewer copies than names, nothing
 * is said of who gets which. */
static ReaderRows
rows_from_names(const Job *job, const FieldValue *value, int copies)
{
	ReaderRow *items =
	    arena_alloc_array(job->arena, value->count, sizeof *items);

	if (copies > 0 && value->count > (size_t)copies) {
		diag_report(
		    job->diag, DIAG_WARNING, "copies-without-reader",
		    value->at[0],
		    arena_printf(
			job->arena, "要写明哪一份给谁，请%s%s%s用 --readers。",
			job->layout->copy.readers_field ? "写在“" : "",
			job->layout->copy.readers_field
			    ? job->layout->copy.readers_field
			    : "",
			job->layout->copy.readers_field ? "”里，或" : ""),
		    "“%s”有 %zu 位，只印 %d 份：没有记每份给谁",
		    value->field->name, value->count, copies);
		return (ReaderRows){NULL, 0};
	}
	for (size_t i = 0; i < value->count; i++) {
		items[i].at = value->at[i];
		items[i].cells[READER_NAME] =
		    (ReaderCell){value->texts[i], value->at[i]};
	}
	return (ReaderRows){items, value->count};
}

bool
recipients_read(const Job *job, const char *table, int copies, ReaderRows *rows)
{
	const CopyDesign *design = &job->layout->copy;
	const FieldValue *listed =
	    fields_given(job->fields, design->readers_field);
	const FieldValue *names =
	    fields_given(job->fields, design->names_field);

	*rows = (ReaderRows){NULL, 0};
	if (table)
		return readers_read_csv(job->arena, table, rows, job->diag);
	if (listed && listed->rows)
		return rows_from_field(job, listed, rows);
	if (names)
		*rows = rows_from_names(job, names, copies);
	return true;
}
