/* Where a title may be broken, and how well: GB/T 9704-2012 §7.3.1 asks that
 * the meaning of words be kept whole. */
#ifndef ZB_TEXT_SEAMS_H
#define ZB_TEXT_SEAMS_H

#include "text/segment.h"

typedef enum Seam {
	SEAM_NONE, /* inside a word: never broken */
	SEAM_POOR, /* between words that lean on each other: 高质量|发展 */
	SEAM_WEAK, /* between words */
	SEAM_GOOD, /* before 与, 关于 or a verb with its object; after 的 */
	SEAM_BEST, /* behind a mark, a wide space, or the author's break */
} Seam;

/* The seam before each byte of `text`, and behind its last: an array of
 * size + 1 elements, SEAM_NONE inside a character, SEAM_BEST at both ends. In
 * time linear in the size. Rules of line start and line end are kept as far
 * as marks among Han go; what a glyph forbids goes above it. */
const uint8_t *seams_find(Arena *arena, const WordList *words, const char *text,
			  size_t size, const TermList *terms);

#endif
