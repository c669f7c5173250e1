/* The font program that a PDF embeds: the glyphs of a face that are used. */
#ifndef ZB_PDF_SUBSET_H
#define ZB_PDF_SUBSET_H

#include "font/face.h"

typedef struct PdfSubset {
	uint8_t *program; /* the CFF table, or a TrueType file */
	size_t size;
	uint32_t count;	     /* of glyphs; glyph 0 is always there */
	uint32_t *originals; /* the face's glyph for each of them, ascending */
} PdfSubset;

/* Takes `count` glyphs out of a face. A PDF code is the glyph's number in the
 * subset. All that is returned lives in the arena. Returns false after
 * reporting. */
bool pdf_subset(Arena *arena, const Face *face, const uint32_t *glyphs,
		size_t count, PdfSubset *subset, Diagnostics *diag);

#endif
