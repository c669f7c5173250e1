#include "style/sections.h"

const char *const layout_align_names[] = {"justify", "left",   "center",
					  "right",   "spread", NULL};
static const char *const wrap_names[] = {"fill", "phrase", NULL};

static const Key style_keys[] = {
    {"extends", KEY_OTHER, false, 0, NULL},
    {"font", KEY_ROLE, false, MEMBER(Style, font), NULL},
    {"latin", KEY_ROLE, false, MEMBER(Style, latin), NULL},
    {"strong", KEY_ROLE, false, MEMBER(Style, strong), NULL},
    {"strong-latin", KEY_ROLE, false, MEMBER(Style, strong_latin), NULL},
    {"size", KEY_LENGTH, false, MEMBER(Style, size), NULL},
    {"narrowest", KEY_LENGTH, false, MEMBER(Style, narrowest), NULL},
    {"widest", KEY_LENGTH, false, MEMBER(Style, widest), NULL},
    {"share", KEY_INTEGER, false, MEMBER(Style, share), NULL},
    {"color", KEY_COLOR, false, MEMBER(Style, color), NULL},
    {"align", KEY_CHOICE, false, MEMBER(Style, align), layout_align_names},
    {"wrap", KEY_CHOICE, false, MEMBER(Style, wrap), wrap_names},
    {"first-line", KEY_LENGTH, false, MEMBER(Style, first_line), NULL},
    {"left", KEY_LENGTH, false, MEMBER(Style, left), NULL},
    {"right", KEY_LENGTH, false, MEMBER(Style, right), NULL},
    {"rows-before", KEY_INTEGER, false, MEMBER(Style, rows_before), NULL},
    {"rows-after", KEY_INTEGER, false, MEMBER(Style, rows_after), NULL},
    {"keep-next", KEY_BOOL, false, MEMBER(Style, keep_next), NULL},
    {"numbering", KEY_TEXT, false, MEMBER(Style, numbering), NULL},
};

enum { MAX_SIZE = 500 };

/* A style begins as a copy of the one that it extends; where it names a font
 * and nothing else about faces, that font serves for all. */
static bool
read_style(const KeyReader *r, const Record *map, Style *style)
{
	const Record *base = record_lookup(map, "extends");
	const Key extends = {"extends", KEY_STYLE, false, 0, NULL};
	const Record pair = {.kind = RECORD_MAP, .children = base, .count = 1};
	const Style *model = NULL;

	if (!keys_expect(r, map, RECORD_MAP))
		return false;
	if (base && !keys_read(r, &pair, &extends, 1, &model))
		return false;
	if (model)
		*style = *model;
	style->name = map->key;
	if (!keys_read(r, map, style_keys, COUNT(style_keys), style))
		return false;
	if (!style->strong)
		style->strong = style->font;
	if (!style->latin)
		style->latin = style->font;
	if (!style->strong_latin)
		style->strong_latin = style->latin;
	if (style->size > length_from_pt(MAX_SIZE)) {
		diag_report(r->diag, DIAG_ERROR, "wrong-value", map->at, NULL,
			    "样式“%s”的字太大：至多 %d pt", map->key, MAX_SIZE);
		return false;
	}
	if (style->font && style->size > 0 && style->color)
		return true;
	diag_report(r->diag, DIAG_ERROR, "missing-key", map->at, NULL,
		    "样式“%s”缺少 font、size 或 color", map->key);
	return false;
}

bool
layout_read_styles(const KeyReader *r, const Record *section)
{
	if (!keys_expect(r, section, RECORD_MAP))
		return false;
	Style *styles =
	    arena_alloc_array(r->arena, section->count + 1, sizeof *styles);
	r->layout->styles = styles;
	for (size_t i = 0; i < section->count; i++) {
		if (!read_style(r, &section->children[i], &styles[i]))
			return false;
		r->layout->style_count = i + 1;
	}
	return true;
}
