#include "base/ranges.h"

#include <string.h>

/* Reads digits, blanks around them; 0 where there are none or too many. */
static int
read_number(const char **text)
{
	int number = 0;

	*text += strspn(*text, " ");
	while (**text >= '0' && **text <= '9') {
		number = number * 10 + (*(*text)++ - '0');
		if (number > RANGES_HIGHEST)
			return 0;
	}
	*text += strspn(*text, " ");
	return number;
}

/* Skips any one of the marks. */
static bool
skip_mark(const char **text, const char *const *marks)
{
	for (; *marks; marks++) {
		size_t size = strlen(*marks);
		if (!strncmp(*text, *marks, size)) {
			*text += size;
			return true;
		}
	}
	return false;
}

bool
ranges_read(Arena *arena, const char *text, Ranges *ranges)
{
	static const char *const dashes[] = {"-", "–", "—", "～", "~", NULL};
	static const char *const commas[] = {",", "，", "、", NULL};
	ARRAY(Range) items = {0};

	do {
		Range range = {0};
		range.first = read_number(&text);
		range.last =
		    skip_mark(&text, dashes) ? read_number(&text) : range.first;
		if (range.first < 1 || range.last < range.first)
			return false;
		*array_push(arena, &items) = range;
	} while (skip_mark(&text, commas));
	*ranges = (Ranges){items.items, items.count};
	return *text == '\0';
}

bool
ranges_have(const Ranges *ranges, int number)
{
	for (size_t i = 0; i < ranges->count; i++)
		if (ranges->items[i].first <= number &&
		    number <= ranges->items[i].last)
			return true;
	return false;
}

int
ranges_highest(const Ranges *ranges)
{
	int highest = 0;

	for (size_t i = 0; i < ranges->count; i++)
		if (ranges->items[i].last > highest)
			highest = ranges->items[i].last;
	return highest;
}
