#include "queue/columns.h"

#include <string.h>

#include "base/utf8.h"

Columns
columns_new(Arena *arena, size_t width)
{
	return (Columns){.arena = arena, .width = width};
}

void
columns_add(Columns *columns, const char *text)
{
	*array_push(columns->arena, &columns->cells) =
	    text ? diag_safe(columns->arena, text) : "";
}

/* East Asian Width W and F, in blocks: what stands in names of people, units
 * and printers. */
static bool
is_wide(uint32_t c)
{
	return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0x303E) ||
	       (c >= 0x3041 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
	       (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) ||
	       (c >= 0xFF01 && c <= 0xFF60) || (c >= 0xFFE0 && c <= 0xFFE6) ||
	       (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
}

static size_t
width_of(const char *text)
{
	size_t size = strlen(text), at = 0, width = 0;

	while (at < size) {
		uint32_t c;
		size_t length = utf8_decode(text + at, size - at, &c);
		if (!length) /* a name from outside that is not UTF-8 */
			length = 1, c = 0xFFFD;
		width += is_wide(c) ? 2 : 1;
		at += length;
	}
	return width;
}

/* The rest of the row is empty. */
static bool
is_last(const Columns *columns, size_t cell)
{
	size_t end = cell - cell % columns->width + columns->width;

	for (size_t i = cell + 1; i < end; i++)
		if (*columns->cells.items[i])
			return false;
	return true;
}

void
columns_write(const Columns *columns, FILE *out)
{
	size_t widest[COLUMNS_MOST] = {0};

	for (size_t i = 0; i < columns->cells.count; i++) {
		size_t width = width_of(columns->cells.items[i]);
		size_t *most = &widest[i % columns->width];
		*most = width > *most ? width : *most;
	}
	for (size_t i = 0; i < columns->cells.count; i++) {
		const char *cell = columns->cells.items[i];
		size_t column = i % columns->width;
		size_t pad = widest[column] - width_of(cell) + 2;
		bool last = is_last(columns, i);
		fputs(cell, out);
		if (!last)
			fprintf(out, "%*s", (int)pad, "");
		if (last) {
			fputc('\n', out);
			i += columns->width - 1 - column;
		}
	}
}
