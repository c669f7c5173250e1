#include "style/sections.h"

#include <string.h>

static const Key color_keys[] = {
    {"cmyk", KEY_OTHER, true, 0, NULL},
    {"screen", KEY_OTHER, true, 0, NULL},
};

static int
hex_digit(char c)
{
	return c >= '0' && c <= '9'   ? c - '0'
	       : c >= 'a' && c <= 'f' ? c - 'a' + 10
	       : c >= 'A' && c <= 'F' ? c - 'A' + 10
				      : -1;
}

static bool
read_screen_color(const Record *value, Color *color)
{
	if (value->kind != RECORD_SCALAR || value->text[0] != '#' ||
	    strlen(value->text) != 7)
		return false;
	for (size_t i = 0; i < 3; i++) {
		int high = hex_digit(value->text[1 + 2 * i]);
		int low = hex_digit(value->text[2 + 2 * i]);
		if (high < 0 || low < 0)
			return false;
		color->rgb[i] = (uint8_t)(high * 16 + low);
	}
	return true;
}

static bool
read_inks(const Record *value, Color *color)
{
	if (value->kind != RECORD_LIST || value->count != 4)
		return false;
	for (size_t i = 0; i < 4; i++) {
		int percent = 0;
		const Record *ink = &value->children[i];
		if (ink->kind != RECORD_SCALAR || !ink->text[0])
			return false;
		for (const char *p = ink->text; *p; p++) {
			if (*p < '0' || *p > '9' || percent > 100)
				return false;
			percent = percent * 10 + (*p - '0');
		}
		if (percent > 100)
			return false;
		color->cmyk[i] = (uint8_t)percent;
	}
	return true;
}

bool
layout_read_colors(const KeyReader *r, const Record *section)
{
	if (!keys_expect(r, section, RECORD_MAP))
		return false;
	Color *colors =
	    arena_alloc_array(r->arena, section->count + 1, sizeof *colors);
	for (size_t i = 0; i < section->count; i++) {
		const Record *map = &section->children[i];
		if (!keys_read(r, map, color_keys, COUNT(color_keys), NULL))
			return false;
		colors[i].name = map->key;
		if (!read_inks(record_lookup(map, "cmyk"), &colors[i]) ||
		    !read_screen_color(record_lookup(map, "screen"),
				       &colors[i])) {
			diag_report(r->diag, DIAG_ERROR, "wrong-value", map->at,
				    "例如 {cmyk: [0, 80, 80, 0], screen: "
				    "\"#D7000F\"}。",
				    "颜色“%s”写得不对", map->key);
			return false;
		}
	}
	r->layout->colors = colors;
	r->layout->color_count = section->count;
	return true;
}
