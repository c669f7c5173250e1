/* The PDF back end: writes a display list as a PDF file through libharu, with
 * Type 0 fonts of our own making (see pdf/font.h). Same list, same bytes. */
#ifndef ZB_PDF_PDF_H
#define ZB_PDF_PDF_H

#include "base/file.h"
#include "display/display.h"

/* Writes the whole file to `output`, which the caller opened and commits.
 * Returns false after reporting. */
bool pdf_write(const Display *display, Output *output, Diagnostics *diag);

#endif
