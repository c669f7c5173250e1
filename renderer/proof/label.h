/* Short texts that are drawn beside pages and never belong to them: one line,
 * one face, glyph after glyph. */
#ifndef ZB_PROOF_LABEL_H
#define ZB_PROOF_LABEL_H

#include "display/display.h"

/* Items that are added one by one. */
typedef ARRAY(DisplayItem) ProofItems;

/* How a label is set. Characters that the face lacks are left out. */
typedef struct LabelStyle {
	const Face *face;
	Length size;
	const Color *color;
} LabelStyle;

/* The width of a text (UTF-8). */
Length label_width(const LabelStyle *style, const char *text);

/* Adds the text with its left end at `x` and its baseline at `y`. */
void label_add(Arena *arena, ProofItems *items, const LabelStyle *style,
	       const char *text, Length x, Length y);

/* Adds a filled rectangle. */
void proof_add_rule(Arena *arena, ProofItems *items, Length x, Length y,
		    Length w, Length h, const Color *color);

#endif
