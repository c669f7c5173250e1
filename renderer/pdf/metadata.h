/* What a file says of itself, twice: in its information dictionary and, the same
 * word for word, as XMP; and that it keeps to PDF/A-2u and PDF/UA-1. */
#ifndef ZB_PDF_METADATA_H
#define ZB_PDF_METADATA_H

#include "display/display.h"
#include "pdf/object.h"

/* The information dictionary. False after reporting. */
bool pdf_info_write(PdfFile *file, const Display *about);

/* Adds the XMP stream. `accessible`: the file is tagged. NULL after
 * reporting. */
HPDF_Dict pdf_metadata_new(PdfFile *file, const Display *about,
			   bool accessible);

#endif
