/* The space that a line can give up or take, step by step.
 *
 * CLREQ orders the steps, and uses up each before the next begins; the layout
 * lists them. A glyph contributes to a step with what stands before its ink
 * (its gap, its left blank) and with what stands behind it (its right blank):
 * the first counts where the glyph does not begin the line, the second where
 * it does not end it. Here both the breaker, which wants sums, and the glue
 * setter, which wants each glyph's share, get the same answers. */
#ifndef ZB_TEXT_ADJUST_H
#define ZB_TEXT_ADJUST_H

#include "text/paragraph.h"

typedef struct Room {
	Length before, behind;
} Room;

/* What a glyph can give up in a step of compression. */
Room glyph_shrink(const Glyph *glyph, const AdjustStep *step, Length em);

/* What it can take in a step of expansion. For ADJUST_ANY it is the step's
 * limit, which a line may exceed at a rising price. */
Room glyph_stretch(const Glyph *glyph, const AdjustStep *step, Length em);

/* What the marks at the ends of a line give up there. */
Length line_start_trim(const Paragraph *paragraph, size_t first);
Length line_end_trim(const Paragraph *paragraph, size_t last);

/* True for what no line shows at its ends. */
bool glyph_is_blank(const Glyph *glyph);

#endif
