/* Imposition: pages of one copy on the sides of larger sheets. */
#ifndef ZB_PRINT_IMPOSE_H
#define ZB_PRINT_IMPOSE_H

#include "display/sheet.h"

typedef struct SheetList {
	const Sheet *items;
	size_t count;
} SheetList;

/* 骑马订: pages side by side on sheets of twice their width, which are laid into
 * each other, folded and stapled in the fold. The sheets come from the
 * outermost inward, front before back, to be turned over the short edge; blank
 * pages fill up to a multiple of four. All pages have the first one's size.
 *
 * Folding pushes the inner sheets outward, and the trim would take more of
 * their outer margins: each sheet's pages move toward the fold by `creep` more
 * than those of the sheet around it. */
SheetList impose_booklet(Arena *arena, const SheetList *pages, Length creep);

/* `per_side` pages on each side, made smaller, on sheets of the page's size,
 * upright or on their side as makes the pages larger; row by row. */
SheetList impose_nup(Arena *arena, const SheetList *pages, size_t per_side);

/* Whether there is such a division of a side. */
bool nup_is_possible(size_t per_side);

#endif
