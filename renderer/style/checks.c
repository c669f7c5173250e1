#include "style/checks.h"

#include <string.h>

static const Key checks_keys[] = {
    {"skip-field", KEY_TEXT, false, offsetof(LayoutChecks, skip_field), NULL},
    {"off", KEY_OTHER, false, 0, NULL},
};

static bool
is_list_field(const Layout *layout, const char *name)
{
	for (size_t i = 0; i < layout->field_count; i++)
		if (!strcmp(layout->fields[i].name, name))
			return layout->fields[i].type == FIELD_LIST;
	return false;
}

static bool
read_names(const KeyReader *r, const Record *list, LayoutChecks *checks)
{
	if (!keys_expect(r, list, RECORD_LIST))
		return false;
	const char **names =
	    arena_alloc_array(r->arena, list->count + 1, sizeof *names);
	Position *places =
	    arena_alloc_array(r->arena, list->count + 1, sizeof *places);
	for (size_t i = 0; i < list->count; i++) {
		if (list->children[i].kind != RECORD_SCALAR) {
			diag_report(r->diag, DIAG_ERROR, "wrong-value",
				    list->children[i].at,
				    "例如 off: [typed-space, title-mark]。",
				    "“off”里应当是检查项的名字");
			return false;
		}
		names[i] = list->children[i].text;
		places[i] = list->children[i].at;
	}
	checks->off = names;
	checks->off_at = places;
	checks->off_count = list->count;
	return true;
}

bool
checks_read(const KeyReader *r, const Record *section)
{
	LayoutChecks *checks = &r->layout->checks;

	if (!section)
		return true;
	if (!keys_read(r, section, checks_keys,
		       sizeof checks_keys / sizeof *checks_keys, checks))
		return false;
	if (checks->skip_field &&
	    !is_list_field(r->layout, checks->skip_field)) {
		diag_report(r->diag, DIAG_ERROR, "wrong-value",
			    record_lookup(section, "skip-field")->at,
			    "请在 fields 里定义它，类型是 list。",
			    "没有“%s”这个列表字段", checks->skip_field);
		return false;
	}
	const Record *off = record_lookup(section, "off");
	return !off || read_names(r, off, checks);
}
