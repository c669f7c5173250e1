#include "compare/tag.h"

#include <string.h>

#include "base/utf8.h"

static void
add_face(Arena *arena, TagFaces *faces, const Face *face, bool serif)
{
	if (face->serif != serif)
		return;
	for (size_t i = 0; i < faces->items.count; i++)
		if (faces->items.items[i] == face)
			return;
	*array_push(arena, &faces->items) = face;
}

static void
add_faces(Arena *arena, TagFaces *faces, const DisplayPage *page, bool serif)
{
	for (size_t i = 0; i < page->count; i++) {
		if (page->items[i].kind != DISPLAY_LINE)
			continue;
		const DisplayLine *line = &page->items[i].line;
		for (size_t k = 0; k < line->count; k++)
			add_face(arena, faces, line->runs[k].face, serif);
	}
}

TagFaces
tag_faces(Arena *arena, const Display *display)
{
	TagFaces faces = {{0}};

	for (int serif = 0; serif < 2; serif++)
		for (size_t i = 0; i < display->count; i++)
			add_faces(arena, &faces, &display->pages[i], serif);
	return faces;
}

/* Takes one character off the text; NULL where no face has it. */
static const Face *
take(const TagFaces *faces, const char **text, uint32_t *glyph)
{
	uint32_t c;
	size_t size = utf8_decode(*text, strlen(*text), &c);

	*text += size ? size : 1;
	for (size_t i = 0; size > 0 && i < faces->items.count; i++) {
		*glyph = face_glyph(faces->items.items[i], c);
		if (*glyph)
			return faces->items.items[i];
	}
	return NULL;
}

static Length
advance(const Face *face, uint32_t glyph, Length size)
{
	return length_scale(size, face_advance(face, glyph), face->units);
}

Length
tag_width(const TagFaces *faces, const char *text, Length size)
{
	Length width = 0;

	while (*text) {
		uint32_t glyph;
		const Face *face = take(faces, &text, &glyph);
		if (face)
			width += advance(face, glyph, size);
	}
	return width;
}

bool
tag_draw(Arena *arena, const TagFaces *faces, GlyphPainter *painter,
	 const char *text, Length x, Length y, Length size, const Color *color,
	 double scale, Raster *raster)
{
	size_t room = strlen(text), count = 0;
	DisplayGlyph *glyphs = arena_alloc_array(arena, room, sizeof *glyphs);
	DisplayRun *runs = arena_alloc_array(arena, room, sizeof *runs);

	while (*text) {
		DisplayGlyph *glyph = &glyphs[count];
		const Face *face = take(faces, &text, &glyph->id);
		if (!face)
			continue;
		glyph->x = x;
		x += advance(face, glyph->id, size);
		runs[count++] = (DisplayRun){.face = face,
					     .size = size,
					     .color = color,
					     .glyphs = glyph,
					     .count = 1};
	}
	DisplayLine line = {
	    .role = "label", .y = y, .runs = runs, .count = count};
	return glyphs_draw_line(painter, &line, scale, raster);
}
