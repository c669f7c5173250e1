#include "page/number.h"

#include <stdbool.h>
#include <string.h>

/* 1 … 9,999 as Chinese numerals: 十、二十一、一百零五. Larger numbers come in
 * digits. */
static const char *
number_chinese(Arena *arena, int number)
{
	static const char *const digits[] = {"零", "一", "二", "三", "四",
					     "五", "六", "七", "八", "九"};
	static const char *const places[] = {"千", "百", "十", ""};
	const char *text = "";
	bool zero = false;

	if (number < 1 || number > 9999)
		return arena_printf(arena, "%d", number);
	for (int i = 0, place = 1000; i < 4; i++, place /= 10) {
		int digit = number / place % 10;
		if (digit == 0) {
			zero = *text != '\0';
			continue;
		}
		/* 十 stands alone at the head: 十二, but 一百一十二. */
		bool bare = place == 10 && digit == 1 && !*text;
		text = arena_printf(arena, "%s%s%s%s", text, zero ? "零" : "",
				    bare ? "" : digits[digit], places[i]);
		zero = false;
	}
	return text;
}

const char *
number_format(Arena *arena, const char *pattern, int number)
{
	const char *chinese = strstr(pattern, "一");
	const char *place = chinese ? chinese : strchr(pattern, '1');

	if (!place)
		return pattern;
	return arena_printf(arena, "%.*s%s%s", (int)(place - pattern), pattern,
			    chinese ? number_chinese(arena, number)
				    : arena_printf(arena, "%d", number),
			    place + (chinese ? strlen("一") : 1));
}
