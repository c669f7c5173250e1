/* What stands between two Han of a line on the column grid: marks, Western
 * words, blanks. Inside text/.
 *
 * A stretch takes a whole number of cells, and its own glue makes up the
 * difference: Han–Latin gaps between 0 and 1/2 em (CLREQ, grid alignment), the
 * blanks of marks, the room at both sides of what is half an em wide. */
#ifndef ZB_TEXT_STRETCH_H
#define ZB_TEXT_STRETCH_H

#include "text/paragraph.h"

/* How the mark that ends a line stands: in a cell, in half a cell, or beyond
 * the edge. */
typedef enum EdgeMark {
	EDGE_WHOLE,
	EDGE_HALF,
	EDGE_HANGING,
	EDGE_COUNT
} EdgeMark;

/* The glyphs [first, end) between the Han `first - 1` and `end`, or a line's
 * edge. None at all where only an annotation or a frame wants room there. */
typedef struct Stretch {
	const Paragraph *paragraph;
	size_t first, end;
	bool starts_line, ends_line;
	EdgeMark edge; /* of its last mark, where it ends a line */
} Stretch;

/* True for a glyph that takes exactly one cell. */
bool stretch_is_cell(const Glyph *glyph, Length em);

/* True for an interpunct, a solidus, a connector: half an em. */
bool stretch_is_small(const Glyph *glyph);

/* True where the last mark can stand so. */
bool stretch_may_end(const Stretch *stretch, EdgeMark edge);

/* Its natural width, and the width below which it cannot be set. */
Length stretch_width(const Stretch *stretch);
Length stretch_least(const Stretch *stretch);

/* What a width costs; INFINITY where it cannot be set so. */
double stretch_cost(const Stretch *stretch, Length width);

/* Sets it to a width: adjusts the gap before each glyph and its place, both
 * counted from the paragraph's glyph `origin`. */
void stretch_set(const Stretch *stretch, Length width, size_t origin,
		 Length *gaps, LinePlace *places);

#endif
