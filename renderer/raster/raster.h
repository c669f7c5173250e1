/* The raster back end: draws a page of a display list into pixels with
 * FreeType's smooth rasterizer, without hinting, as a PDF viewer would. */
#ifndef ZB_RASTER_RASTER_H
#define ZB_RASTER_RASTER_H

#include "base/file.h"
#include "display/display.h"

/* A picture of a page, or of a part of it. */
typedef struct Raster {
	unsigned width, height;
	unsigned char *rgb; /* 3 bytes a pixel, top row first */
	unsigned left, top; /* the page's pixels beside and above it */
} Raster;

/* Draws page `page` (index) on white. The pixels live in the arena. Returns
 * false after reporting; a page of over 20,000 pixels a side is refused. */
bool raster_page(Arena *arena, const Display *display, size_t page, double dpi,
		 Raster *raster, Diagnostics *diag);

/* How many pixels the page has. */
void raster_size(const DisplayPage *page, double dpi, unsigned *width,
		 unsigned *height);

/* Draws that part of the page which `raster` says by its sides and by what is
 * beside and above it: the same pixels as in the picture of all of it. */
bool raster_part(Arena *arena, const Display *display, size_t page, double dpi,
		 Raster *raster, Diagnostics *diag);

/* Returns the picture as PNG, in the arena; NULL after reporting. */
const unsigned char *raster_png(Arena *arena, const Raster *raster, double dpi,
				size_t *size, Diagnostics *diag);

/* Writes the picture as PNG, with its resolution. */
bool raster_write_png(const Raster *raster, double dpi, Output *output,
		      Diagnostics *diag);

#endif
