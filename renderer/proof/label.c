#include "proof/label.h"

#include <string.h>

#include "base/utf8.h"

static Length
advance_of(const LabelStyle *style, uint32_t glyph)
{
	return length_scale(style->size, face_advance(style->face, glyph),
			    style->face->units);
}

Length
label_width(const LabelStyle *style, const char *text)
{
	size_t size = strlen(text);
	Length width = 0;

	for (size_t i = 0; i < size;) {
		uint32_t c = 0xFFFD;
		size_t length = utf8_decode(text + i, size - i, &c);
		width += advance_of(style, face_glyph(style->face, c));
		i += length ? length : 1;
	}
	return width;
}

void
label_add(Arena *arena, ProofItems *items, const LabelStyle *style,
	  const char *text, Length x, Length y)
{
	size_t size = strlen(text), count = 0;
	DisplayGlyph *glyphs =
	    arena_alloc_array(arena, size + 1, sizeof *glyphs);
	DisplayRun *run = arena_alloc(arena, sizeof *run);
	Length left = x;

	for (size_t i = 0; i < size;) {
		uint32_t c = 0xFFFD;
		size_t length = utf8_decode(text + i, size - i, &c);
		uint32_t id = face_glyph(style->face, c);
		glyphs[count++] = (DisplayGlyph){
		    .id = id,
		    .x = x,
		    .advance = advance_of(style, id),
		    .text = text + i,
		    .text_size = (uint32_t)length,
		};
		x += advance_of(style, id);
		i += length ? length : 1;
	}
	*run = (DisplayRun){.face = style->face,
			    .size = style->size,
			    .color = style->color,
			    .glyphs = glyphs,
			    .count = count};
	*array_push(arena, items) = (DisplayItem){
	    .kind = DISPLAY_LINE,
	    .line = {.role = "label",
		     .y = y,
		     .left = left,
		     .right = x,
		     .artifact = true,
		     .runs = run,
		     .count = 1},
	};
}

void
proof_add_rule(Arena *arena, ProofItems *items, Length x, Length y, Length w,
	       Length h, const Color *color)
{
	*array_push(arena, items) =
	    (DisplayItem){.kind = DISPLAY_RULE, .rule = {x, y, w, h, color}};
}
