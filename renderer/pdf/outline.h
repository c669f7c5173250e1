/* Bookmarks: the headings of a display list as a PDF outline. */
#ifndef ZB_PDF_OUTLINE_H
#define ZB_PDF_OUTLINE_H

#include "display/display.h"
#include "pdf/object.h"

/* `pages` are the file's, in the order of the display list. */
bool pdf_outline_write(PdfFile *file, const Display *display,
		       const HPDF_Page *pages);

#endif
