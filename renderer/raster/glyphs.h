/* Drawing glyphs and marks with FreeType: outlines only, unhinted, each at its own place
 * between the pixels. */
#ifndef ZB_RASTER_GLYPHS_H
#define ZB_RASTER_GLYPHS_H

#include "raster/raster.h"

/* A FreeType library and the faces opened with it; for one thread. */
typedef struct GlyphPainter GlyphPainter;

/* Returns NULL after reporting. Must be closed before its arena goes. */
GlyphPainter *glyphs_open(Arena *arena, Diagnostics *diag);
void glyphs_close(GlyphPainter *painter);

/* Draws a line's glyphs, `scale` pixels to a scaled point. What lies outside
 * of the raster is cut off. Returns false after reporting. */
bool glyphs_draw_line(GlyphPainter *painter, const DisplayLine *line,
		      double scale, Raster *raster);

/* The same for a mark. */
bool glyphs_draw_mark(GlyphPainter *painter, const DisplayMark *mark,
		      double scale, Raster *raster);

#endif
