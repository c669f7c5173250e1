/* Guides: what the designer of a layout wants to see on its pages. The type
 * area (版心), its character cells, the baselines, the frames with their names
 * and distances from the area's top and left edges, the margins, in mm.
 *
 * They are display items like any other, so that every back end draws them. */
#ifndef ZB_PROOF_GUIDES_H
#define ZB_PROOF_GUIDES_H

#include "display/display.h"

/* Returns the same pages with guides, in the arena: thin lines below the text,
 * labels in the margins above it. `face` is for the labels. */
const Display *guides_add(Arena *arena, const Display *display,
			  const Face *face);

#endif
