#include "style/keys.h"

#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"

enum { MAX_INTEGER = 10000 };

/* 字号 in points as Word, WPS and CTeX have them. */
static const struct {
	const char *name;
	double pt;
} type_sizes[] = {
    {"初号", 42},  {"小初", 36},  {"一号", 26},	  {"小一", 24},
    {"二号", 22},  {"小二", 18},  {"三号", 16},	  {"小三", 15},
    {"四号", 14},  {"小四", 12},  {"五号", 10.5}, {"小五", 9},
    {"六号", 7.5}, {"小六", 6.5}, {"七号", 5.5},  {"八号", 5},
};

/* The PDF points of a 字号 (二号 …), 0 where there is none of that name. */
static double
type_size(const char *name)
{
	for (size_t i = 0; i < sizeof type_sizes / sizeof *type_sizes; i++)
		if (!strcmp(type_sizes[i].name, name))
			return type_sizes[i].pt;
	return 0;
}

static bool
wrong_value(const KeyReader *reader, const Record *value, const char *hint)
{
	diag_report(reader->diag, DIAG_ERROR, "wrong-value", value->at, hint,
		    "“%s”的值不对：%s", value->key ? value->key : "",
		    value->kind == RECORD_SCALAR ? value->text
						 : "这里只能是一个值");
	return false;
}

/* Reads digits with an optional fraction; `*rest` is what follows. */
static bool
read_decimal(const char *text, double *number, const char **rest)
{
	double value = 0, unit = 1;
	const char *p = text;

	for (; *p >= '0' && *p <= '9' && p - text < 9; p++)
		value = value * 10 + (*p - '0');
	if (*p == '.')
		for (p++; *p >= '0' && *p <= '9' && unit > 1e-9; p++)
			value += (*p - '0') * (unit /= 10);
	*number = value;
	*rest = p;
	return p > text;
}

static bool
read_length(const KeyReader *reader, const Record *value, Length *length)
{
	double number = type_size(value->text);
	const char *unit = "";

	if (number > 0) {
		*length = length_from_pt(number);
		return true;
	}
	if (!read_decimal(value->text, &number, &unit))
		return wrong_value(
		    reader, value,
		    "请写长度，例如 28mm、22pt、2字、1行或二号。");
	if (!strcmp(unit, "mm"))
		*length = length_from_mm(number);
	else if (!strcmp(unit, "pt"))
		*length = length_from_pt(number);
	else if (!strcmp(unit, "字"))
		*length = (Length)(number * (double)reader->layout->cell);
	else if (!strcmp(unit, "行"))
		*length = (Length)(number * (double)reader->layout->pitch);
	else if (number == 0 && !*unit)
		*length = 0;
	else
		return wrong_value(reader, value,
				   "长度的单位是 mm、pt、字、行，或写字号名。");
	/* PDF knows no larger page (ISO 32000-1, annex C). */
	return *length <= length_from_pt(14400) ||
	       wrong_value(reader, value, "长度至多 5 米。");
}

static bool
read_choice(const KeyReader *reader, const Record *value, const Key *key,
	    int *choice)
{
	size_t count = 0;

	for (; key->choices[count]; count++)
		if (!strcmp(key->choices[count], value->text)) {
			*choice = (int)count;
			return true;
		}
	const char *near = nearest_name(value->text, key->choices, count);
	return wrong_value(
	    reader, value,
	    near ? arena_printf(reader->arena, "是不是“%s”？", near)
		 : arena_printf(reader->arena, "可用的值例如“%s”。",
				key->choices[0]));
}

static bool
read_reference(const KeyReader *reader, const Record *value, KeyType type,
	       void *out)
{
	const Layout *layout = reader->layout;
	const char *hint = "请先在版式里定义它。";

	if (type == KEY_ROLE) {
		const FontRole *role = fontset_role(reader->fonts, value->text);
		if (role) {
			memcpy(out, &role, sizeof role);
			return true;
		}
		hint = "字体集里没有这个角色，请查看 fonts/ 里的字体集文件。";
	} else if (type == KEY_COLOR) {
		for (size_t i = 0; i < layout->color_count; i++)
			if (!strcmp(layout->colors[i].name, value->text)) {
				const Color *color = &layout->colors[i];
				memcpy(out, &color, sizeof color);
				return true;
			}
	} else {
		for (size_t i = 0; i < layout->style_count; i++)
			if (!strcmp(layout->styles[i].name, value->text)) {
				const Style *style = &layout->styles[i];
				memcpy(out, &style, sizeof style);
				return true;
			}
	}
	return wrong_value(reader, value, hint);
}

static bool
read_value(const KeyReader *reader, const Record *value, const Key *key,
	   void *out)
{
	double number = 0;
	const char *rest = "";

	if (key->type == KEY_OTHER)
		return true;
	if (value->kind != RECORD_SCALAR)
		return wrong_value(reader, value, NULL);
	switch (key->type) {
	case KEY_TEXT:
		*(const char **)out = value->text;
		return true;
	case KEY_BOOL:
		*(bool *)out = !strcmp(value->text, "true");
		return *(bool *)out || !strcmp(value->text, "false") ||
		       wrong_value(reader, value, "请写 true 或 false。");
	case KEY_INTEGER:
	case KEY_NUMBER:
		if (!read_decimal(value->text, &number, &rest) || *rest ||
		    (key->type == KEY_INTEGER &&
		     (strchr(value->text, '.') || number > MAX_INTEGER)))
			return wrong_value(reader, value,
					   "请写一个不太大的数。");
		if (key->type == KEY_INTEGER)
			*(int *)out = (int)number;
		else
			*(double *)out = number;
		return true;
	case KEY_LENGTH:
		return read_length(reader, value, out);
	case KEY_CHOICE:
		return read_choice(reader, value, key, out);
	case KEY_ROLE:
	case KEY_COLOR:
	case KEY_STYLE:
		return read_reference(reader, value, key->type, out);
	case KEY_POSITION:
		*(Position *)out = value->at;
		return true;
	case KEY_OTHER:
		return true;
	}
	return false;
}

/* Reports a key that no table has. */
static void
report_unknown(const KeyReader *reader, const Record *value,
	       const char *const *names, size_t count)
{
	const char *near = nearest_name(value->key, names, count);

	diag_report(reader->diag, DIAG_ERROR, "unknown-key", value->key_at,
		    near ? arena_printf(reader->arena, "是不是“%s”？", near)
			 : "请查看版式的说明，或删去这一项。",
		    "不认识“%s”这一项", value->key);
}

bool
keys_expect(const KeyReader *reader, const Record *record, RecordKind kind)
{
	if (record->kind == kind)
		return true;
	diag_report(reader->diag, DIAG_ERROR, "wrong-value", record->at, NULL,
		    kind == RECORD_MAP ? "“%s”应当是若干“名: 值”"
				       : "“%s”应当是一个列表",
		    record->key ? record->key : "这里");
	return false;
}

bool
keys_read(const KeyReader *reader, const Record *map, const Key *keys,
	  size_t count, void *out)
{
	const char **names =
	    arena_alloc_array(reader->arena, count, sizeof *names);
	bool good = true;

	if (!keys_expect(reader, map, RECORD_MAP))
		return false;
	for (size_t k = 0; k < count; k++)
		names[k] = keys[k].name;
	for (size_t i = 0; i < map->count; i++) {
		const Record *value = &map->children[i];
		bool known = false;
		for (size_t k = 0; k < count; k++) {
			if (strcmp(keys[k].name, value->key) != 0)
				continue;
			known = true;
			good &= read_value(reader, value, &keys[k],
					   out ? (char *)out + keys[k].offset
					       : NULL);
		}
		if (!known) {
			report_unknown(reader, value, names, count);
			good = false;
		}
	}
	for (size_t k = 0; k < count; k++)
		if (keys[k].required && !record_lookup(map, keys[k].name)) {
			diag_report(reader->diag, DIAG_ERROR, "missing-key",
				    map->at, NULL, "缺少“%s”这一项",
				    keys[k].name);
			good = false;
		}
	return good;
}
