/* Tables for people: columns that stand below each other where a Chinese
 * character is as wide as two letters. */
#ifndef ZB_QUEUE_COLUMNS_H
#define ZB_QUEUE_COLUMNS_H

#include <stdio.h>

#include "base/diag.h"

enum { COLUMNS_MOST = 12 };

typedef struct Columns {
	Arena *arena;
	size_t width; /* cells in a row */
	ARRAY(const char *) cells;
} Columns;

Columns columns_new(Arena *arena, size_t width);

/* Adds the next cell; NULL is an empty one. What a terminal would obey is made
 * harmless. */
void columns_add(Columns *columns, const char *text);

/* Writes the rows, two blanks between columns and none at line ends. */
void columns_write(const Columns *columns, FILE *out);

#endif
