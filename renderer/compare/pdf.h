/* A PDF to compare with, made by this program or any other: its text with
 * places and looks, what is drawn besides, and its pages as pictures (poppler).
 *
 * Whatever two PDFs say the same way, two contents have the same way: compare
 * one from here with another from here. */
#ifndef ZB_COMPARE_PDF_H
#define ZB_COMPARE_PDF_H

#include "compare/content.h"
#include "raster/raster.h"

typedef struct ComparePdf ComparePdf;

/* Whether the file is a PDF by its first bytes or its name. */
bool compare_pdf_is(const char *path);

/* Returns NULL after reporting a failure: not there, damaged, locked by a
 * password. To be closed. */
ComparePdf *compare_pdf_open(const char *path, Diagnostics *diag);

/* The same of bytes, which must live as long; `name` is for messages. */
ComparePdf *compare_pdf_from_bytes(const char *name, const char *bytes,
				   size_t size, Diagnostics *diag);

void compare_pdf_close(ComparePdf *pdf);

/* Returns NULL after reporting a failure: no text on any page. */
CompareContent *compare_pdf_read(Arena *arena, ComparePdf *pdf,
				 Diagnostics *diag);

/* Where the lines of `content`, read from the PDF of a display list, are in
 * the brief: as in `placed`, the content of the list itself. */
void compare_pdf_locate(CompareContent *content, const CompareContent *placed);

/* Which lines of a PDF are page numbers and the like: those that look so, and
 * those that stand where the other version, which is located, has them. */
void compare_pdf_find_running(CompareContent *content,
			      const CompareContent *located);

/* Draws a page on white, as raster_page does. */
bool compare_pdf_draw(Arena *arena, ComparePdf *pdf, size_t page, double dpi,
		      Raster *raster, Diagnostics *diag);

#endif
