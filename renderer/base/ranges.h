/* Lists of numbers as people write them: 12-15,20. */
#ifndef ZB_BASE_RANGES_H
#define ZB_BASE_RANGES_H

#include <stdbool.h>

#include "base/arena.h"

typedef struct Range {
	int first, last; /* both belong to it */
} Range;

typedef struct Ranges {
	const Range *items; /* as written: neither sorted nor joined */
	size_t count;
} Ranges;

/* The largest number that is read. */
enum { RANGES_HIGHEST = 999999 };

/* Reads numbers and ranges of numbers from 1 on, with commas (or ，、) between
 * them. Returns false where the text is anything else. */
bool ranges_read(Arena *arena, const char *text, Ranges *ranges);

bool ranges_have(const Ranges *ranges, int number);

/* The highest number named; 0 where there is none. */
int ranges_highest(const Ranges *ranges);

#endif
