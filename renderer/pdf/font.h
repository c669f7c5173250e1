/* The fonts of a PDF file: each face of the display list becomes one CIDFont
 * with the glyphs used, embedded as CFF (FontFile3 /CIDFontType0C) or TrueType
 * (FontFile2), its codes being the glyph numbers of the subset.
 *
 * What a reader copies must be the source's characters, and a glyph may stand
 * for different ones (一 and ⼀ share theirs). So the pairs of glyph and text
 * that collide are spread over layers: a layer is a Type 0 font that shares the
 * CIDFont and has its own ToUnicode map. Nearly every face has one layer. */
#ifndef ZB_PDF_FONT_H
#define ZB_PDF_FONT_H

#include "display/display.h"
#include "pdf/object.h"

/* A glyph with a text that it stands for. */
typedef struct PdfUse {
	uint32_t glyph; /* in the face */
	uint32_t code;	/* in the PDF */
	uint32_t layer;
	int32_t width; /* as /W gives it: 1/1000 of the size */
	const char *text;
	uint32_t text_size; /* 0: it belongs to the glyph before */
	uint32_t next; /* 1 + index of the glyph's next use, 0 at the end */
} PdfUse;

typedef ARRAY(PdfUse) PdfUses;

/* A Type 0 font. Its number is its resource's: F1, F2 … */
typedef struct PdfLayer {
	unsigned number;
	PdfPacked to_unicode;
} PdfLayer;

typedef struct PdfFont {
	const Face *face;
	uint32_t glyph_count; /* of the face */
	uint32_t *first;      /* by glyph, as PdfUse.next */
	PdfUses uses;	      /* in order of appearance */
	uint32_t layer_count;
	/* From here on: made by pdf_fonts_prepare. */
	PdfLayer *layers;
	const char *name; /* of the subset */
	PdfPacked program;
	size_t program_size; /* before packing */
	PdfBuffer widths;    /* /DW and /W */
} PdfFont;

typedef struct PdfFonts {
	ARRAY(PdfFont *) list; /* in order of appearance */
	unsigned before;       /* numbers that other fonts of the files have */
	unsigned layer_count;  /* of all these; known when they are prepared */
} PdfFonts;

/* Collects what a page draws. */
void pdf_fonts_collect(Arena *arena, const DisplayPage *page, PdfFonts *fonts);

/* Makes all that files need of the fonts. Returns false after reporting; every
 * face whose licence forbids embedding is reported. */
bool pdf_fonts_prepare(Arena *arena, PdfFonts *fonts, PdfPacker *packer,
		       Diagnostics *diag);

/* Adds those fonts to a file of which a layer is used. `used` and `dicts` have
 * an element for each layer, in the order of their numbers. */
bool pdf_fonts_write(PdfFile *file, const PdfFonts *fonts, const bool *used,
		     HPDF_Dict *dicts);

/* Returns NULL for a face that was not collected. */
PdfFont *pdf_font_lookup(const PdfFonts *fonts, const Face *face);

/* The space of a face: what stands for one that is not drawn. */
DisplayGlyph pdf_font_space(const Face *face);

/* Returns NULL for a glyph that draws nothing. */
const PdfUse *pdf_font_use(const PdfFont *font, const DisplayGlyph *glyph);

/* The uses of a glyph, in order of their layers; NULL behind the last. */
static inline PdfUse *
pdf_use_next(const PdfFont *font, const PdfUse *use)
{
	return use->next ? &font->uses.items[use->next - 1] : NULL;
}

static inline PdfUse *
pdf_use_first(const PdfFont *font, uint32_t glyph)
{
	uint32_t first = glyph < font->glyph_count ? font->first[glyph] : 0;

	return first ? &font->uses.items[first - 1] : NULL;
}

/* The text of a ToUnicode map for the uses of one layer, which are given in
 * ascending order of code. (tounicode.c) */
void pdf_put_tounicode(PdfBuffer *out, const PdfUse *const *uses, size_t count);

#endif
