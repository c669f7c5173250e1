/* What a book is made of. Inside pdf/. */
#ifndef ZB_PDF_BOOKPAGE_H
#define ZB_PDF_BOOKPAGE_H

#include "pdf/book.h"
#include "pdf/content.h"

/* A page painted at one place of a sheet. */
typedef struct PdfContent {
	SheetPart part;
	Length sheet_height;
	const PdfBook *book; /* that it belongs to */
	size_t number;	     /* in it, from 0, in the order of their painting */
	PdfPacked packed;
	bool *used; /* by the order of the book's layers */
	int first;  /* as it was asked for */
	PdfSequences sequences;
} PdfContent;

typedef struct PdfBookPage {
	const DisplayPage *page;
	ARRAY(PdfContent *) contents;
} PdfBookPage;

struct PdfBook {
	PdfBook *parent; /* or NULL */
	Arena *arena;
	Diagnostics *diag;
	bool grey;
	PdfPacker packer;
	PdfFonts fonts;
	PdfBookPage **slots; /* a hash table by page */
	size_t slot_count, page_count, content_count;
};

/* The content of a part, of the book or its parent, painted when it is first
 * asked for. `first`: the number of its first sequence, or PDF_UNTAGGED. Its
 * page must have been added. Returns NULL after reporting. */
const PdfContent *pdf_book_content(PdfBook *book, const SheetPart *part,
				   Length sheet_height, int first);

#endif
