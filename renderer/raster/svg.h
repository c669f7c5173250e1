/* The SVG back end: a page as outlines, so that it needs no fonts and looks as
 * the PDF does in any program and at any size. */
#ifndef ZB_RASTER_SVG_H
#define ZB_RASTER_SVG_H

#include "base/file.h"
#include "display/display.h"

/* Writes page `page` (index) on white, `zoom` times its size. Lengths are
 * points with a fixed number of decimals: the same bytes everywhere. Returns
 * false after reporting. */
bool svg_write_page(const Display *display, size_t page, double zoom,
		    Output *output, Diagnostics *diag);

#endif
