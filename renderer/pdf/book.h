/* A book: pages of display lists made ready once, for any number of PDF files
 * that are put together from them. Fonts are subset, contents are written and
 * both are packed once, however many copies and files they go into. */
#ifndef ZB_PDF_BOOK_H
#define ZB_PDF_BOOK_H

#include "base/file.h"
#include "display/sheet.h"
#include "pdf/buffer.h"

typedef struct PdfBook PdfBook;

/* The group of pages that all files may share. Each other group has fonts of
 * its own, so that what one reader's pages say is in no other reader's file. */
enum { PDF_GROUP_ALL = 0 };

/* The book must be closed before its diagnostics go. `grey` turns colours into
 * shades of grey. Returns NULL after reporting. */
PdfBook *pdf_book_open(bool grey, Diagnostics *diag);
void pdf_book_close(PdfBook *book);

/* Adds a page, which must outlive the book. All are added before the first
 * file is written. */
void pdf_book_add(PdfBook *book, const DisplayPage *page, unsigned group);

/* What one file is to be. */
typedef struct PdfDocument {
	const Sheet *sheets; /* of pages that were added */
	size_t count;
	/* Its properties, and the headings for its outline, whose pages are
	 * indices of sheets. */
	const Display *about;
	bool packed; /* objects packed together: worth it for long runs */
} PdfDocument;

/* Writes a whole file to an output, which the caller opened and commits.
 * Returns false after reporting. */
bool pdf_book_save(PdfBook *book, const PdfDocument *document, Output *output);

/* The same behind what a buffer has. */
bool pdf_book_copy(PdfBook *book, const PdfDocument *document,
		   PdfBuffer *buffer);

#endif
