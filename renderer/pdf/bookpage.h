/* What a book is made of. Inside pdf/. */
#ifndef ZB_PDF_BOOKPAGE_H
#define ZB_PDF_BOOKPAGE_H

#include "pdf/book.h"
#include "pdf/content.h"

/* A page painted at one place of a sheet. */
typedef struct PdfContent {
	SheetPart part;
	Length sheet_height;
	size_t number; /* from 0, in the order of their painting */
	PdfPacked packed;
	bool *used; /* by layer number - 1: the fonts that it needs */
} PdfContent;

typedef struct PdfBookPage {
	const DisplayPage *page;
	unsigned group;
	ARRAY(PdfContent *) contents;
} PdfBookPage;

struct PdfBook {
	Arena *arena;
	Diagnostics *diag;
	bool grey, prepared, failed;
	PdfPacker packer;
	PdfFonts fonts;
	PdfBookPage **slots; /* a hash table by page */
	size_t slot_count, page_count, content_count;
};

/* Makes the fonts ready, the first time. Returns false after reporting, at
 * that time. */
bool pdf_book_prepare(PdfBook *book);

/* The content of a part, painted when it is first asked for. Returns NULL
 * after reporting. */
const PdfContent *pdf_book_content(PdfBook *book, const SheetPart *part,
				   Length sheet_height);

#endif
