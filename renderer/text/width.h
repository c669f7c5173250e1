/* The width of marks and the gaps between neighbours: the Chinese rules that
 * are numbers on glyphs. */
#ifndef ZB_TEXT_WIDTH_H
#define ZB_TEXT_WIDTH_H

#include "text/paragraph.h"

/* Gives every Chinese mark its box, the blank that it may give up, and takes
 * away what adjoining marks must not both have (CLREQ, punctuation width
 * adjustment; GB/T 15834-2011 §5.1). */
void marks_set_width(Glyph *glyphs, size_t count, const Style *style,
		     const TextRules *rules);

/* Gives neighbouring digits the widths of the font, without kerning: on the
 * column grid they stand in half cells where the font has them so. */
void digits_set_width(Glyph *glyphs, size_t count);

/* Sets the gap between Han and Western (CLREQ, mixed text composition). */
void gaps_set(Glyph *glyphs, size_t count, const Style *style,
	      const TextRules *rules);

#endif
