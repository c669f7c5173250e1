#include <string.h>

#include "pdf/font.h"

PdfFont *
pdf_font_lookup(const PdfFonts *fonts, const Face *face)
{
	for (size_t i = 0; i < fonts->list.count; i++)
		if (fonts->list.items[i]->face == face)
			return fonts->list.items[i];
	return NULL;
}

const PdfUse *
pdf_font_use(const PdfFont *font, const DisplayGlyph *glyph)
{
	const PdfUse *use = glyph->id ? pdf_use_first(font, glyph->id) : NULL;

	while (use && (use->text_size != glyph->text_size ||
		       (use->text_size &&
			memcmp(use->text, glyph->text, use->text_size) != 0)))
		use = pdf_use_next(font, use);
	return use;
}

static void
add_use(Arena *arena, PdfFont *font, const DisplayGlyph *glyph)
{
	uint32_t layer = 0, *link = &font->first[glyph->id];

	for (; *link; layer++)
		link = &font->uses.items[*link - 1].next;
	*link = (uint32_t)font->uses.count + 1; /* the push may move uses */
	*array_push(arena, &font->uses) = (PdfUse){
	    .glyph = glyph->id,
	    .layer = layer,
	    .text = glyph->text,
	    .text_size = glyph->text_size,
	};
	if (font->layer_count <= layer)
		font->layer_count = layer + 1;
}

static PdfFont *
add_font(Arena *arena, PdfFonts *fonts, const Face *face)
{
	PdfFont *font = arena_alloc(arena, sizeof *font);

	font->face = face;
	font->glyph_count = hb_face_get_glyph_count(face->hb_face);
	font->first =
	    arena_alloc_array(arena, font->glyph_count, sizeof(uint32_t));
	*array_push(arena, &fonts->list) = font;
	return font;
}

DisplayGlyph
pdf_font_space(const Face *face)
{
	return (DisplayGlyph){
	    .id = face_glyph(face, ' '), .text = " ", .text_size = 1};
}

static void
collect_glyph(Arena *arena, PdfFont *font, const DisplayGlyph *glyph)
{
	if (glyph->id > 0 && glyph->id < font->glyph_count &&
	    !pdf_font_use(font, glyph))
		add_use(arena, font, glyph);
}

static void
collect_line(Arena *arena, const DisplayLine *line, PdfFonts *fonts)
{
	for (size_t r = 0; r < line->count; r++) {
		const DisplayRun *run = &line->runs[r];
		PdfFont *font = pdf_font_lookup(fonts, run->face);
		if (!font)
			font = add_font(arena, fonts, run->face);
		DisplayGlyph space = pdf_font_space(run->face);
		for (size_t i = 0; i < run->count; i++)
			collect_glyph(arena, font, &run->glyphs[i]);
		if (run->spaced)
			collect_glyph(arena, font, &space);
	}
}

void
pdf_fonts_collect(Arena *arena, const DisplayPage *page, PdfFonts *fonts)
{
	for (size_t i = 0; i < page->count; i++)
		if (page->items[i].kind == DISPLAY_LINE)
			collect_line(arena, &page->items[i].line, fonts);
}
