/* Pictures for terminals that read PNG: kitty's and iTerm's protocols. chafa
 * knows them too, but sends every pixel as it is: a page has some 4 MB then,
 * which alone take a terminal a tenth of a second to read. Inside raster/. */
#ifndef ZB_RASTER_INLINE_H
#define ZB_RASTER_INLINE_H

#include "raster/raster.h"

/* Return what shows the picture on so many cells from the cursor on, in the
 * arena; NULL after reporting. In kitty it is below text and coloured cells. */
const char *inline_kitty(Arena *arena, const Raster *raster, unsigned columns,
			 unsigned rows, size_t *size, Diagnostics *diag);
const char *inline_iterm(Arena *arena, const Raster *raster, unsigned columns,
			 unsigned rows, size_t *size, Diagnostics *diag);

#endif
