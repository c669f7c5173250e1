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

/* What a glyph can give up in step `k` of compression. A layout may name the
 * same place twice, with a wider limit after other steps: the later step then
 * has what the earlier one left. */
Room glyph_shrink(const Glyph *glyph, const TextRules *rules, size_t k,
		  Length em);

/* What it can take before it in step `k` of expansion. */
Length glyph_stretch(const Glyph *glyph, const TextRules *rules, size_t k,
		     Length em);

/* Whether step `k` of expansion takes all that is left: the last one, where it
 * is between any characters. */
bool step_is_open(const TextRules *rules, size_t k);

/* What the marks at the ends of a line give up there; less than nothing where
 * an annotation, a frame or a hyphen needs room. */
Length line_start_trim(const Paragraph *paragraph, size_t first);
Length line_end_trim(const Paragraph *paragraph, size_t last);

/* The part of `want` that falls to the next `room` of `all`, so that the shares
 * are whole scaled points and add up exactly. */
typedef struct Shares {
	Length want, all, seen, given;
} Shares;

Length shares_next(Shares *shares, Length room);

/* A mark gives up blank on its left: its box shrinks and the ink moves. */
void place_trim_left(LinePlace *place, Length amount);

/* True for what no line shows at its ends. */
bool glyph_is_blank(const Glyph *glyph);

/* Takes the blanks off both ends of the glyphs [first, end). */
void line_trim_blanks(const Paragraph *paragraph, size_t *first, size_t *end);

#endif
