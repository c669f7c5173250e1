/* Where in the source the text stands that cmark hands out.
 *
 * cmark merges texts, and its columns (after a hard break its lines, too) are
 * often wrong. So the source is followed once more, in step with the inlines:
 * whoever walks them tells the cursor what markup comes next, and the cursor
 * finds each character of a text: as it is, escaped, or as an entity. */
#ifndef ZB_BRIEF_CURSOR_H
#define ZB_BRIEF_CURSOR_H

#include "brief/markdown.h"

typedef struct Cursor {
	const Markdown *markdown;
	uint32_t line, last_line; /* the last that belongs to the block */
	size_t at, end;	 /* offsets: the next byte, the end of its line */
	uint32_t column; /* of the next character */
	unsigned quotes; /* around the block: > may stand before its lines */
} Cursor;

/* A character of a text. */
typedef struct Mark {
	uint32_t c;
	Position at;
	bool plain; /* neither escaped nor an entity */
} Mark;

/* Starts at byte `byte` (from 0) of line `line`. */
Cursor cursor_start(const Markdown *markdown, uint32_t line, size_t byte,
		    uint32_t last_line, unsigned quotes);

Position cursor_position(const Cursor *cursor);

/* Finds the first character of `text` and moves behind it. Returns its length
 * in the text. */
size_t cursor_take(Cursor *cursor, const char *text, size_t size, Mark *mark);

/* Moves to the first character of the next line of the block. */
void cursor_newline(Cursor *cursor);

/* Moves over at most `count` bytes that are all in `set`. */
void cursor_skip(Cursor *cursor, const char *set, size_t count);

/* Moves over `text` as it is, line ends included. */
void cursor_skip_literal(Cursor *cursor, const char *text);

/* Moves over code with its backticks. */
void cursor_skip_code(Cursor *cursor);

/* Moves over the end of a link or image: `](…)` or `>`. */
void cursor_skip_destination(Cursor *cursor);

#endif
