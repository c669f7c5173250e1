/* Short texts that are drawn beside pages and never belong to them: names and
 * measures over guides, numbers of a contact sheet, words in the margins of a
 * comparison. One line, glyph after glyph. */
#ifndef ZB_DISPLAY_LABEL_H
#define ZB_DISPLAY_LABEL_H

#include "display/display.h"

/* How a label is set: each character in the first face that has it. Those that
 * none has are left out. */
typedef struct LabelStyle {
	const Face *const *faces;
	size_t face_count;
	Length size;
	const Color *color;
} LabelStyle;

/* The width of a text (UTF-8). */
Length label_width(const LabelStyle *style, const char *text);

/* Returns the text as a line with its left end at `x` and its baseline at `y`.
 * Its runs live in the arena; the text is not copied. */
DisplayLine label_line(Arena *arena, const LabelStyle *style, const char *text,
		       Length x, Length y);

#endif
