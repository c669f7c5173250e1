/* Room for what stands between the lines: annotations that are wider than what
 * they annotate, and frames. The distance from line to line never changes for
 * them; only the boxes beside them move apart. */
#ifndef ZB_TEXT_ANNOTATE_H
#define ZB_TEXT_ANNOTATE_H

#include "text/paragraph.h"

/* The frame around a name of the dead, in 1/1000 em: it stays clear of the
 * character frames, and of its neighbours in the room kept for it. */
enum { FRAME_CLEAR = 100, FRAME_LINE = 40, FRAME_ROOM = 200 };

/* Shapes the annotations of a paragraph and pads the glyphs below them, and
 * those at the ends of frames. */
void annotations_set(Shaper *shaper, Arena *arena, const Text *text,
		     const Style *style, Glyph *glyphs, size_t count);

#endif
