/* Page contents: the display list as PDF operators. */
#ifndef ZB_PDF_CONTENT_H
#define ZB_PDF_CONTENT_H

#include "display/sheet.h"
#include "pdf/font.h"
#include "pdf/tags.h"

/* Instead of a number of sequences: those of an element are not marked. */
enum { PDF_UNTAGGED = -1 };

/* Where a page's content goes, and how. */
typedef struct PdfPainter {
	Arena *arena;
	const PdfFonts *fonts; /* prepared */
	bool grey;	       /* colours as shades of grey */
	bool *used; /* by the order of layers: receives true for those used */
	int first;  /* the number of the first sequence, or PDF_UNTAGGED */
} PdfPainter;

/* Writes the operators that paint a part of a sheet of the given height, and
 * says what it consists of. The state of the graphics is left as it was. */
PdfBuffer pdf_paint(const PdfPainter *painter, const SheetPart *part,
		    Length sheet_height, PdfSequences *sequences);

#endif
