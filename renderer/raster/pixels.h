/* Painting a colour over pixels through 8-bit coverage, without gamma. */
#ifndef ZB_RASTER_PIXELS_H
#define ZB_RASTER_PIXELS_H

#include "raster/raster.h"

/* Covers `count` pixels from (x, y) on; they must lie in the raster. */
void pixels_cover(Raster *raster, unsigned x, unsigned y, unsigned count,
		  unsigned char coverage, const uint8_t rgb[3]);

/* Fills a rectangle whose edges, in pixels, may lie anywhere: each pixel is
 * covered by exactly as much as the rectangle takes of it. */
void pixels_fill(Raster *raster, double left, double top, double right,
		 double bottom, const uint8_t rgb[3]);

#endif
