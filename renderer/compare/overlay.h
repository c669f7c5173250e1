/* Marks on the picture of a page: what is new on green, what is gone in red,
 * beside the text bars for lines that moved (blue) or were broken otherwise
 * (amber), and on the right for those that look otherwise (purple). */
#ifndef ZB_COMPARE_OVERLAY_H
#define ZB_COMPARE_OVERLAY_H

#include "compare/compare.h"
#include "raster/raster.h"

/* Pages of the old version, as pictures: raster_page or compare_pdf_draw. */
typedef struct CompareOld {
	bool (*draw)(void *context, Arena *arena, size_t page, double dpi,
		     Raster *raster, Diagnostics *diag);
	void *context;
} CompareOld;

/* Marks `raster`, which is page `page` of `display` at this resolution.
 * Returns false after reporting. */
bool compare_overlay(Arena *arena, const Comparison *comparison,
		     const Display *display, CompareOld old, size_t page,
		     double dpi, Raster *raster, Diagnostics *diag);

#endif
