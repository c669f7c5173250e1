/* A contact sheet: pages made small, side by side on one sheet, each with its
 * number beneath. The sheet is a page like any other, so that every back end
 * draws it. */
#ifndef ZB_PROOF_CONTACT_H
#define ZB_PROOF_CONTACT_H

#include "display/display.h"

/* Returns a display of one page with pages `numbers` (indices, `count` of
 * them) in this order, in the arena. `face` is for the numbers. */
const Display *contact_sheet(Arena *arena, const Display *display,
			     const size_t *numbers, size_t count,
			     const Face *face);

#endif
