#include "display/label.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

/* Takes one character off the text, as a glyph of the face that is returned;
 * NULL where none has it. */
static const Face *
take(const LabelStyle *style, const char **text, DisplayGlyph *glyph)
{
	uint32_t c;
	size_t size = utf8_decode(*text, strlen(*text), &c);

	*glyph = (DisplayGlyph){.text = *text, .text_size = (uint32_t)size};
	*text += size ? size : 1;
	for (size_t i = 0; size > 0 && i < style->face_count; i++) {
		const Face *face = style->faces[i];
		glyph->id = face_glyph(face, c);
		glyph->advance = length_scale(
		    style->size, face_advance(face, glyph->id), face->units);
		if (glyph->id)
			return face;
	}
	return NULL;
}

Length
label_width(const LabelStyle *style, const char *text)
{
	Length width = 0;

	while (*text) {
		DisplayGlyph glyph;
		if (take(style, &text, &glyph))
			width += glyph.advance;
	}
	return width;
}

DisplayLine
label_line(Arena *arena, const LabelStyle *style, const char *text, Length x,
	   Length y)
{
	size_t room = strlen(text) + 1, count = 0, run_count = 0;
	DisplayGlyph *glyphs = arena_alloc_array(arena, room, sizeof *glyphs);
	DisplayRun *runs = arena_alloc_array(arena, room, sizeof *runs);
	Length left = x;

	while (*text) {
		DisplayGlyph *glyph = &glyphs[count];
		const Face *face = take(style, &text, glyph);
		if (!face)
			continue;
		glyph->x = x;
		x += glyph->advance;
		if (run_count == 0 || runs[run_count - 1].face != face)
			runs[run_count++] = (DisplayRun){.face = face,
							 .size = style->size,
							 .color = style->color,
							 .glyphs = glyph};
		runs[run_count - 1].count++;
		count++;
	}
	return (DisplayLine){.role = "label",
			     .y = y,
			     .left = left,
			     .right = x,
			     .artifact = true,
			     .runs = runs,
			     .count = run_count};
}
