/* Source files and positions in them.
 *
 * Every mark on a page can say which line and column of which file it came
 * from, so that a message about it reads `file:line:column: …`. */
#ifndef ZB_BASE_SOURCE_H
#define ZB_BASE_SOURCE_H

#include <stdint.h>

#include "base/arena.h"

typedef struct Source {
	const char *path;  /* as the user gave it; "-" is standard input */
	const char *bytes; /* NUL-terminated; the NUL is not counted */
	size_t size;
	const size_t *line_starts; /* byte offset of each line */
	uint32_t line_count;
} Source;

/* Line and column count from 1, the column in characters. Line 0 speaks of
 * the whole file; a NULL source, of no file at all. */
typedef struct Position {
	const Source *source;
	uint32_t line, column;
} Position;

/* Lends `bytes` (NUL-terminated), which must live as long as the arena. */
Source *source_from_bytes(Arena *arena, const char *path, const char *bytes,
			  size_t size);

/* The bytes of line `line` without its line end; `*size` is 0 and the result
 * "" for a line that does not exist. */
const char *source_line(const Source *source, uint32_t line, size_t *size);

/* The position of a byte offset. */
Position source_position(const Source *source, size_t offset);

/* The position of byte `byte` (from 0) of line `line` (from 1). */
Position source_position_in_line(const Source *source, uint32_t line,
				 size_t byte);

/* The position that lies `characters` further on the same line. */
Position position_advance(Position at, uint32_t characters);

#endif
