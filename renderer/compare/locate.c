#include <string.h>

#include "compare/pdf.h"

/* How far apart two versions may have the same page number, and two readings
 * of one file the same line. */
#define SAME_PLACE length_from_mm(1.5)

static Length
distance(Length a, Length b)
{
	return a < b ? b - a : a - b;
}

/* The first line of `placed` that the line of a PDF can be. */
static const CompareLine *
find_placed(const CompareContent *placed, const CompareLine *line)
{
	const CompareLine *best = NULL;

	for (size_t i = 0; i < placed->lines.count; i++) {
		const CompareLine *other = &placed->lines.items[i];
		if (other->page != line->page || other->right < line->left ||
		    other->left > line->right ||
		    distance(other->baseline, line->baseline) > SAME_PLACE)
			continue;
		Length far = distance(other->baseline, line->baseline);
		if (!best || far < distance(best->baseline, line->baseline))
			best = other;
	}
	return best;
}

void
compare_pdf_locate(CompareContent *content, const CompareContent *placed)
{
	for (size_t i = 0; i < content->lines.count; i++) {
		CompareLine *line = &content->lines.items[i];
		const CompareLine *found = find_placed(placed, line);
		if (!found)
			continue;
		line->source = found->source;
		line->number = found->number;
		line->stream = found->stream;
	}
}

static bool
is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

/* The text of a line but for its digits. */
static size_t
without_digits(const CompareContent *content, const CompareLine *line,
	       uint32_t *text, size_t room)
{
	size_t count = 0;

	for (size_t i = 0; i < line->count && count < room; i++) {
		uint32_t c = content->chars.items[line->first + i].c;
		if (!is_digit(c))
			text[count++] = c;
	}
	return count;
}

static bool
same_but_digits(const CompareContent *a, const CompareLine *first,
		const CompareContent *b, const CompareLine *second)
{
	uint32_t one[64], two[64];
	size_t count = without_digits(a, first, one, 64);

	return first->count <= 64 && second->count <= 64 &&
	       count == without_digits(b, second, two, 64) &&
	       !memcmp(one, two, count * sizeof *one);
}

/* Digits, and dashes or words for pages around them. */
static bool
looks_like_number(const CompareContent *content, const CompareLine *line)
{
	static const uint32_t around[] = {'-',	  0x2013, 0x2014, 0xB7,
					  0x2022, 0x7B2C, 0x9875, '/'};
	size_t digits = 0;

	for (size_t i = 0; i < line->count; i++) {
		uint32_t c = content->chars.items[line->first + i].c;
		bool known = is_digit(c);
		digits += known;
		for (size_t k = 0; k < sizeof around / sizeof *around; k++)
			known |= c == around[k];
		if (!known)
			return false;
	}
	return digits > 0 && line->count < 16;
}

/* Whether the line is the first or the last of its page. */
static bool
is_outermost(const CompareContent *content, size_t index)
{
	const CompareLine *lines = content->lines.items;

	return index == 0 || index + 1 == content->lines.count ||
	       lines[index - 1].page != lines[index].page ||
	       lines[index + 1].page != lines[index].page;
}

void
compare_pdf_find_running(CompareContent *content, const CompareContent *located)
{
	for (size_t i = 0; i < content->lines.count; i++) {
		CompareLine *line = &content->lines.items[i];
		if (!is_outermost(content, i))
			continue;
		if (looks_like_number(content, line))
			line->stream = COMPARE_RUNNING;
		for (size_t k = 0; k < located->lines.count; k++) {
			const CompareLine *other = &located->lines.items[k];
			if (other->stream == COMPARE_RUNNING &&
			    distance(other->baseline, line->baseline) <
				SAME_PLACE &&
			    same_but_digits(content, line, located, other))
				line->stream = COMPARE_RUNNING;
		}
	}
}
