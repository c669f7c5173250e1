/* Where Western words may be broken: at the points that a dictionary of
 * patterns gives (libhyphen), and at the author's soft hyphens. A line that
 * ends there draws a hyphen. Inside text/. */
#ifndef ZB_TEXT_HYPHEN_H
#define ZB_TEXT_HYPHEN_H

#include "text/runs.h"

struct _HyphenDict;

/* The patterns, opened when a word first wants them. Where they are not
 * installed no word is hyphenated. */
typedef struct Hyphens {
	struct _HyphenDict *patterns;
	bool tried;
} Hyphens;

void hyphens_close(Hyphens *hyphens);

/* Adds the points to what breaks_find has found. Titles, headings and ragged
 * text have those that the author typed, and no others. */
void hyphens_find(Hyphens *hyphens, const TextRules *rules, const Style *style,
		  CharacterList *list);

/* Gives the glyphs that begin with such a point the hyphen before it. */
void hyphens_shape(Arena *arena, const CharacterList *list, Glyph *glyphs,
		   size_t count);

#endif
