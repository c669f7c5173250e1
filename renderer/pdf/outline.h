/* Bookmarks: the headings of a display list as a PDF outline. */
#ifndef ZB_PDF_OUTLINE_H
#define ZB_PDF_OUTLINE_H

#include "pdf/book.h"
#include "pdf/object.h"

/* `pages` are the file's, in the order of the sheets. */
bool pdf_outline_write(PdfFile *file, const PdfDocument *document,
		       const HPDF_Dict *pages);

#endif
