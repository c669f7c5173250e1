/* Page contents: the display list as PDF operators. */
#ifndef ZB_PDF_CONTENT_H
#define ZB_PDF_CONTENT_H

#include "pdf/font.h"

/* Writes a page's items into a page of the file. */
bool pdf_page_write(PdfFile *file, const PdfFonts *fonts,
		    const DisplayPage *from, HPDF_Page page);

#endif
