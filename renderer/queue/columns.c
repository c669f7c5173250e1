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
		size_t width = utf8_columns(columns->cells.items[i]);
		size_t *most = &widest[i % columns->width];
		*most = width > *most ? width : *most;
	}
	for (size_t i = 0; i < columns->cells.count; i++) {
		const char *cell = columns->cells.items[i];
		size_t column = i % columns->width;
		size_t pad = widest[column] - utf8_columns(cell) + 2;
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
