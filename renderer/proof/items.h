/* Display items that are added one by one. */
#ifndef ZB_PROOF_ITEMS_H
#define ZB_PROOF_ITEMS_H

#include "display/label.h"

typedef ARRAY(DisplayItem) ProofItems;

/* Adds a text with its left end at `x` and its baseline at `y`. */
void proof_add_label(Arena *arena, ProofItems *items, const LabelStyle *style,
		     const char *text, Length x, Length y);

/* Adds a filled rectangle. */
void proof_add_rule(Arena *arena, ProofItems *items, Length x, Length y,
		    Length w, Length h, const Color *color);

#endif
