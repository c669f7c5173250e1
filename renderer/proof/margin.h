/* What guides write into the margins of a page: its measures, and the names
 * and places of its frames, each with a line to its frame. Labels never
 * overlap each other. Inside proof/. */
#ifndef ZB_PROOF_MARGIN_H
#define ZB_PROOF_MARGIN_H

#include "proof/items.h"

typedef struct MarginNotes {
	Arena *arena;
	const DisplayPage *page;
	const Face *face;
	const Color *frame_color, *size_color;
} MarginNotes;

/* The four margins, and the type area with its grid. */
void margin_add_sizes(const MarginNotes *notes, ProofItems *items);

void margin_add_frames(const MarginNotes *notes, ProofItems *items);

#endif
