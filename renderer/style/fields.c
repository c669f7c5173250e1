#include "style/fields.h"

#include <string.h>

#include "base/nearest.h"
#include "base/utf8.h"

typedef struct FieldReader {
	Arena *arena;
	const Layout *layout;
	Diagnostics *diag;
} FieldReader;

static const char *
type_hint(FieldType type)
{
	switch (type) {
	case FIELD_TEXT:
		return "请写一行文字。";
	case FIELD_LIST:
		return "请写一行文字，或写成列表：[甲, 乙]。";
	case FIELD_NUMBER:
		return "请写一个整数，例如 30。";
	case FIELD_ROWS:
		return "请写成列表，每项一个姓名，或者 "
		       "{姓名: 甲, 单位: 乙, 份数: 1}。";
	case FIELD_DATE:
		return "请写成 2024-04-01 的样子。";
	}
	return NULL;
}

static void
report_type(const FieldReader *r, const Record *value, const Field *field)
{
	diag_report(r->diag, DIAG_ERROR, "wrong-type", value->at,
		    type_hint(field->type), "“%s”的值不对%s%s", field->name,
		    value->kind == RECORD_SCALAR ? "：" : "",
		    value->kind == RECORD_SCALAR ? value->text : "");
}

static bool
all_digits(const char *text, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (text[i] < '0' || text[i] > '9')
			return false;
	return true;
}

static int
number_of(const char *digits, size_t count)
{
	int number = 0;

	for (size_t i = 0; i < count; i++)
		number = number * 10 + (digits[i] - '0');
	return number;
}

static int
days_in_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30,
				   31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : days[month - 1];
}

/* A date prints with Arabic digits, the whole year and no leading zeros
 * (GB/T 9704-2012 §7.3.5.4). */
static const char *
print_date(Arena *arena, const char *text)
{
	if (strlen(text) != 10 || text[4] != '-' || text[7] != '-' ||
	    !all_digits(text, 4) || !all_digits(text + 5, 2) ||
	    !all_digits(text + 8, 2))
		return NULL;
	int year = number_of(text, 4), month = number_of(text + 5, 2);
	int day = number_of(text + 8, 2);
	if (year < 1 || month < 1 || month > 12 || day < 1 ||
	    day > days_in_month(year, month))
		return NULL;
	return arena_printf(arena, "%d年%d月%d日", year, month, day);
}

static bool
is_number(const char *text)
{
	size_t length = strlen(text);

	return length > 0 && length < 10 && all_digits(text, length);
}

static void
set_value(const FieldReader *r, FieldValue *value, const Record *items,
	  size_t count)
{
	const char **texts = arena_alloc_array(r->arena, count, sizeof *texts);
	Position *places = arena_alloc_array(r->arena, count, sizeof *places);

	for (size_t i = 0; i < count; i++) {
		texts[i] = items[i].text;
		places[i] = items[i].at;
		places[i].column += items[i].mark_size;
	}
	value->texts = texts;
	value->at = places;
	value->count = count;
	value->given = count > 0;
}

/* Nothing but blanks, U+3000 among them. */
static bool
is_blank(const char *text)
{
	for (const char *p = text; *p; p++)
		if (!strncmp(p, "　", 3))
			p += 2;
		else if (*p != ' ' && *p != '\t' && *p != '\n')
			return false;
	return true;
}

/* Whether every item is a text that says something. */
static bool
all_texts(const Record *list)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->children[i].kind != RECORD_SCALAR ||
		    is_blank(list->children[i].text) ||
		    record_is_null(&list->children[i]))
			return false;
	return true;
}

/* Whether a value is as good as none. */
static bool
says_nothing(const Record *record)
{
	return record_is_null(record) ||
	       (record->kind == RECORD_SCALAR && is_blank(record->text)) ||
	       (record->kind == RECORD_LIST && record->count == 0);
}

static void
read_field(const FieldReader *r, const Record *record, const Field *field,
	   FieldValue *value)
{
	if (says_nothing(record))
		return;
	if (field->type == FIELD_ROWS && record->kind == RECORD_LIST) {
		value->rows = record;
		value->given = true;
		return;
	}
	if (record->kind == RECORD_LIST && field->type == FIELD_LIST &&
	    all_texts(record)) {
		set_value(r, value, record->children, record->count);
		return;
	}
	if (record->kind != RECORD_SCALAR || field->type == FIELD_ROWS ||
	    (field->type == FIELD_NUMBER && !is_number(record->text))) {
		report_type(r, record, field);
		return;
	}
	set_value(r, value, record, 1);
	if (field->type != FIELD_DATE)
		return;
	const char **texts = arena_alloc_array(r->arena, 1, sizeof *texts);
	texts[0] = print_date(r->arena, record->text);
	if (!texts[0]) {
		report_type(r, record, field);
		value->given = false;
		return;
	}
	value->date = record->text;
	value->texts = texts;
}

/* Returns the name that was probably meant, or NULL. */
static const char *
report_unknown(const FieldReader *r, const Record *record)
{
	const Layout *l = r->layout;
	size_t count = 2 * l->field_count;
	const char **names =
	    arena_alloc_array(r->arena, count + 1, sizeof *names);

	for (size_t i = 0; i < l->field_count; i++) {
		names[2 * i] = l->fields[i].name;
		names[2 * i + 1] = l->fields[i].alias;
	}
	const char *near = nearest_name(record->key, names, count);
	diag_report(r->diag, DIAG_ERROR, "unknown-field", record->key_at,
		    near ? arena_printf(r->arena, "是不是“%s”？", near)
			 : "请删去这一项，或查看版式有哪些字段。",
		    "版式“%s”没有“%s”这个字段", l->name, record->key);
	return near;
}

static FieldValue *
find_value(FieldValue *values, size_t count, const char *key)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(values[i].field->name, key) ||
		    !strcmp(values[i].field->alias, key))
			return &values[i];
	return NULL;
}

static void
read_all(const FieldReader *r, const Brief *brief, FieldValue *values)
{
	size_t count = r->layout->field_count;
	const Record **seen =
	    arena_alloc_array(r->arena, count + 1, sizeof(Record *));
	/* A field that is there under a wrong name is not missing too. */
	bool *misspelled =
	    arena_alloc_array(r->arena, count + 1, sizeof *misspelled);

	for (size_t i = 0; i < brief->fields->count; i++) {
		const Record *record = &brief->fields->children[i];
		FieldValue *value = find_value(values, count, record->key);
		if (!value) {
			const char *near = report_unknown(r, record);
			value = near ? find_value(values, count, near) : NULL;
			if (value)
				misspelled[value - values] = true;
			continue;
		}
		const Record **earlier = &seen[value - values];
		if (*earlier)
			diag_report(r->diag, DIAG_ERROR, "duplicate-field",
				    record->key_at, "请只留一个。",
				    "“%s”和第 %u 行的“%s”是同一个字段",
				    record->key, (*earlier)->key_at.line,
				    (*earlier)->key);
		*earlier = record;
		read_field(r, record, value->field, value);
	}
	for (size_t i = 0; i < count; i++) {
		const Field *field = values[i].field;
		if (!seen[i] && field->preset) {
			const Record preset = {.kind = RECORD_SCALAR,
					       .text = field->preset};
			read_field(r, &preset, field, &values[i]);
		}
		bool empty =
		    (!seen[i] || says_nothing(seen[i])) && !misspelled[i];
		if (field->required && !values[i].given && empty)
			diag_report(r->diag, DIAG_ERROR, "missing-field",
				    seen[i] ? seen[i]->at : brief->fields->at,
				    arena_printf(r->arena,
						 "请在文件头加一行“%s: …”。",
						 field->name),
				    "缺少必填字段“%s”（%s）", field->name,
				    field->alias);
	}
}

const Fields *
fields_read(Arena *arena, const Layout *layout, const Brief *brief,
	    Diagnostics *diag)
{
	FieldReader r = {arena, layout, diag};
	Fields *fields = arena_alloc(arena, sizeof *fields);
	FieldValue *values =
	    arena_alloc_array(arena, layout->field_count + 1, sizeof *values);

	for (size_t i = 0; i < layout->field_count; i++)
		values[i].field = &layout->fields[i];
	read_all(&r, brief, values);
	fields->values = values;
	fields->count = layout->field_count;
	return fields;
}

const FieldValue *
fields_lookup(const Fields *fields, const char *name)
{
	for (size_t i = 0; i < fields->count; i++)
		if (!strcmp(fields->values[i].field->name, name))
			return &fields->values[i];
	return NULL;
}

const Fields *
fields_replace(Arena *arena, const Fields *fields, const char *name,
	       const char *text)
{
	Fields *changed = arena_alloc(arena, sizeof *changed);
	FieldValue *values =
	    arena_alloc_array(arena, fields->count + 1, sizeof *values);
	const char **texts = arena_alloc(arena, sizeof *texts);

	texts[0] = text;
	for (size_t i = 0; i < fields->count; i++) {
		values[i] = fields->values[i];
		if (strcmp(values[i].field->name, name) != 0)
			continue;
		if (values[i].count != 1)
			values[i].at = arena_alloc(arena, sizeof *values[i].at);
		values[i].texts = texts;
		values[i].count = 1;
		values[i].given = true;
	}
	*changed = (Fields){values, fields->count};
	return changed;
}

const FieldValue *
fields_given(const Fields *fields, const char *name)
{
	const FieldValue *value = name ? fields_lookup(fields, name) : NULL;

	return value && value->given ? value : NULL;
}
