/* Templates: `第{期号}期[（总第{总期号}期）]`. */
#include <string.h>

#include "style/fields.h"

/* The names of the extras, where they are, and where they are given. */
static const struct {
	const char *name;
	size_t offset;
	TemplateScope scope;
} extra_names[] = {
    {"页码", offsetof(TemplateExtras, page), SCOPE_RUNNING},
    {"份号", offsetof(TemplateExtras, number), SCOPE_COPY},
    {"读者", offsetof(TemplateExtras, reader), SCOPE_COPY},
    {"读者单位", offsetof(TemplateExtras, unit), SCOPE_COPY},
    {"标题", offsetof(TemplateExtras, title), SCOPE_COPY},
};

enum { EXTRA_COUNT = sizeof extra_names / sizeof *extra_names };

/* The index of an extra, or -1. */
static int
find_extra(const char *name, size_t size)
{
	for (int i = 0; i < EXTRA_COUNT; i++)
		if (strlen(extra_names[i].name) == size &&
		    !memcmp(name, extra_names[i].name, size))
			return i;
	return -1;
}

typedef struct Expansion {
	Arena *arena;
	const Fields *fields;
	const TemplateExtras *extras;
	Position at;
	ARRAY(char) bytes;
	ARRAY(Span) spans;
} Expansion;

static void
append(Expansion *e, const char *text, size_t size, Position at)
{
	uint32_t start = (uint32_t)e->bytes.count;

	if (size == 0)
		return;
	for (size_t i = 0; i < size; i++)
		*array_push(e->arena, &e->bytes) = text[i];
	*array_push(e->arena, &e->spans) =
	    (Span){.start = start, .end = start + (uint32_t)size, .at = at};
}

/* Returns false where there is none of that name, or none is given. */
static bool
append_extra(Expansion *e, const char *name, size_t size)
{
	int extra = find_extra(name, size);

	if (extra < 0)
		return false;
	const TemplateExtra *value =
	    (const TemplateExtra *)((const char *)e->extras +
				    extra_names[extra].offset);
	if (!value->text || !*value->text)
		return false;
	append(e, value->text, strlen(value->text),
	       value->at.source ? value->at : e->at);
	return true;
}

/* Returns false where the field is not given. A layout's own field hides an
 * extra of the same name. */
static bool
append_field(Expansion *e, const char *name, size_t size)
{
	const char *key = arena_copy(e->arena, name, size);
	const FieldValue *value = fields_lookup(e->fields, key);

	if (!value)
		return append_extra(e, name, size);
	if (!value->given)
		return false;
	for (size_t i = 0; i < value->count; i++) {
		const char *join = value->field->join;
		if (i > 0)
			append(e, join, strlen(join), e->at);
		append(e, value->texts[i], strlen(value->texts[i]),
		       value->at[i]);
	}
	return true;
}

/* Expands up to the end, or to the `]` that closes an optional part, and moves
 * `*pattern` there. Returns false where a field was not given. */
static bool
expand(Expansion *e, const char **pattern, bool optional)
{
	const char *p = *pattern;
	bool given = true;

	while (*p) {
		size_t plain = strcspn(p, "{[]");
		append(e, p, plain, e->at);
		p += plain;
		if (*p == '{') {
			size_t size = strcspn(p + 1, "}");
			given &= append_field(e, p + 1, size);
			p += size + 2;
		} else if (*p && p[1] == *p) {
			append(e, p, 1, e->at);
			p += 2;
		} else if (*p == '[') {
			size_t bytes = e->bytes.count, spans = e->spans.count;
			p++;
			if (!expand(e, &p, true)) {
				e->bytes.count = bytes;
				e->spans.count = spans;
			}
			p++;
		} else if (optional) {
			break;
		}
	}
	*pattern = p;
	return given;
}

bool
template_expand(Arena *arena, const Fields *fields, const char *pattern,
		Position at, const TemplateExtras *extras, Text *text)
{
	static const TemplateExtras none;
	Expansion e = {.arena = arena,
		       .fields = fields,
		       .extras = extras ? extras : &none,
		       .at = at};

	if (!expand(&e, &pattern, false))
		return false;
	*text = (Text){
	    .bytes = arena_copy(arena, e.bytes.items, e.bytes.count),
	    .size = (uint32_t)e.bytes.count,
	    .spans = e.spans.items,
	    .span_count = (uint32_t)e.spans.count,
	};
	return true;
}

static bool
names_field(const char *name, size_t size, const Layout *layout,
	    TemplateScope scope)
{
	int extra = find_extra(name, size);

	for (size_t i = 0; i < layout->field_count; i++)
		if (strlen(layout->fields[i].name) == size &&
		    !memcmp(layout->fields[i].name, name, size))
			return true;
	return extra >= 0 && extra_names[extra].scope == scope;
}

/* What is wrong with a name in braces. */
static bool
report_name(const char *name, size_t size, Position at, Diagnostics *diag)
{
	int extra = find_extra(name, size);
	bool closed = name[size] == '}';
	const char *hint = !closed     ? "请补上右边的花括号。"
			   : extra < 0 ? "花括号里写字段的中文名。"
			   : extra_names[extra].scope == SCOPE_RUNNING
			       ? "页码只能写在 running 里。"
			       : "份号、读者、读者单位、标题只能写在 copy 里。";

	diag_report(diag, DIAG_ERROR, "bad-template", at, hint,
		    closed ? "模板里没有这个字段：%.*s"
			   : "模板的花括号没有结束：%.*s",
		    (int)size, name);
	return false;
}

bool
template_check(const char *pattern, const Layout *layout, TemplateScope scope,
	       Position at, Diagnostics *diag)
{
	bool open = false, good = true;

	for (const char *p = pattern; *p && good; p++) {
		if (*p == '{') {
			size_t size = strcspn(p + 1, "}");
			if (!p[1 + size] ||
			    !names_field(p + 1, size, layout, scope))
				return report_name(p + 1, size, at, diag);
			p += size + 1;
		} else if ((*p == '[' || *p == ']') && p[1] == *p) {
			p++;
		} else if (*p == '[' || *p == ']') {
			good = open == (*p == ']');
			open = *p == '[';
		}
	}
	if (open || !good)
		diag_report(diag, DIAG_ERROR, "bad-template", at,
			    "方括号要成对，不能嵌套；要印方括号请写两个。",
			    "模板的方括号不成对：%s", pattern);
	return good && !open;
}
