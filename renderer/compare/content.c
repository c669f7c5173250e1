#include "compare/content.h"

#include <string.h>

/* What stands less far apart than this is at the same height. */
#define SAME_HEIGHT length_from_pt(1)

bool
compare_is_blank(uint32_t c)
{
	return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0xAD ||
	       (c >= 0x2000 && c <= 0x200F) || (c >= 0x2028 && c <= 0x202F) ||
	       c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

size_t
compare_add_look(Arena *arena, CompareContent *content, CompareLook look)
{
	for (size_t i = content->looks.count; i > 0; i--) {
		const CompareLook *known = &content->looks.items[i - 1];
		if (known->size == look.size &&
		    !memcmp(known->rgb, look.rgb, sizeof look.rgb) &&
		    !strcmp(known->face, look.face))
			return i - 1;
	}
	*array_push(arena, &content->looks) = look;
	return content->looks.count - 1;
}

/* Whether something drawn stands where marks of a line do: from above its
 * characters to where the next line begins. */
static bool
is_at_line(const CompareLine *line, const CompareRule *drawn)
{
	return line->page == drawn->page &&
	       drawn->y > line->baseline - line->size * 5 / 4 &&
	       drawn->y + drawn->h < line->baseline + line->size * 3 / 5 &&
	       drawn->x > line->left - line->size / 4 &&
	       drawn->x + drawn->w < line->right + line->size / 4;
}

void
compare_add_mark(Arena *arena, CompareContent *content, CompareRule drawn,
		 unsigned mark)
{
	bool found = false;

	for (size_t i = content->lines.count; i > 0; i--) {
		const CompareLine *line = &content->lines.items[i - 1];
		if (line->page != drawn.page)
			break;
		if (line->stream != COMPARE_TEXT || !is_at_line(line, &drawn))
			continue;
		for (size_t k = 0; k < line->count; k++) {
			CompareChar *c = &content->chars.items[line->first + k];
			Length middle = (c->left + c->right) / 2;
			if (mark == COMPARE_DOT
				? drawn.x + drawn.w / 2 > c->left &&
				      drawn.x + drawn.w / 2 < c->right
				: middle > drawn.x &&
				      middle < drawn.x + drawn.w) {
				c->marks |= mark;
				found = true;
			}
		}
		if (found)
			return;
	}
	*array_push(arena, &content->rules) = drawn;
}

void
compare_number_lines(CompareContent *content)
{
	size_t page = SIZE_MAX, number = 0;
	Length baseline = 0;

	for (size_t i = 0; i < content->lines.count; i++) {
		CompareLine *line = &content->lines.items[i];
		if (line->page != page) {
			page = line->page;
			number = 0;
		}
		if (line->stream == COMPARE_RUNNING)
			continue;
		if (line->stream == COMPARE_TEXT &&
		    (number == 0 || line->baseline > baseline + SAME_HEIGHT ||
		     line->baseline < baseline - SAME_HEIGHT)) {
			number++;
			baseline = line->baseline;
		}
		line->number = number ? number : 1;
	}
}
