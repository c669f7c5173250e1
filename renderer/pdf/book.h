/* A book: pages of display lists made ready once, for any number of PDF files
 * that are put together from them. Fonts are subset, contents are written and
 * both are packed once, however many copies and files they go into. */
#ifndef ZB_PDF_BOOK_H
#define ZB_PDF_BOOK_H

#include "base/diag.h"
#include "display/sheet.h"
#include "pdf/buffer.h"

typedef struct PdfBook PdfBook;

/* Opens a book, or, behind a parent, a supplement: a book whose files may have
 * pages of both. What a supplement has of its own, its fonts among it, is in no
 * other's files, and goes when it is closed: so one reader's copy tells nothing
 * of another's. The parent must be ready and must outlive it. `grey` turns
 * colours into shades of grey. Returns NULL after reporting. */
PdfBook *pdf_book_open(PdfBook *parent, bool grey, Diagnostics *diag);
void pdf_book_close(PdfBook *book);

/* Adds a page, which must outlive the book. */
void pdf_book_add(PdfBook *book, const DisplayPage *page);

/* Makes the fonts of all its pages: no page can be added from then on. Returns
 * false after reporting. */
bool pdf_book_ready(PdfBook *book);

/* What one file is to be. */
typedef struct PdfDocument {
	const Sheet *sheets; /* of pages that were added */
	size_t count;
	/* Its properties, and the headings for its outline, whose pages are
	 * indices of sheets. */
	const Display *about;
	bool packed; /* objects packed together: worth it for long runs */
	/* For readers who cannot see, too: where each page stands on a sheet
	 * of its own, read from the first to the last. */
	bool tagged;
} PdfDocument;

/* Writes a whole file of a book that is ready behind what the buffer has. Returns
 * false after reporting. */
bool pdf_book_copy(PdfBook *book, const PdfDocument *document,
		   PdfBuffer *buffer);

#endif
