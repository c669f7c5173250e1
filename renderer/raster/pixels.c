#include "raster/pixels.h"

#include <math.h>

void
pixels_cover(Raster *raster, unsigned x, unsigned y, unsigned count,
	     unsigned char coverage, const uint8_t rgb[3])
{
	unsigned char *pixel =
	    raster->rgb + 3 * ((size_t)y * raster->width + x);

	for (unsigned i = 0; i < count; i++)
		for (int channel = 0; channel < 3; channel++, pixel++) {
			unsigned mix = *pixel * (255u - coverage) +
				       rgb[channel] * (unsigned)coverage;
			*pixel = (unsigned char)((mix + 127) / 255);
		}
}

/* How much of the pixel from `at` to `at + 1` lies between two edges. */
static double
overlap(double at, double from, double to)
{
	return fmax(0, fmin(at + 1, to) - fmax(at, from));
}

void
pixels_fill(Raster *raster, double left, double top, double right,
	    double bottom, const uint8_t rgb[3])
{
	left = fmax(left, 0);
	top = fmax(top, 0);
	right = fmin(right, raster->width);
	bottom = fmin(bottom, raster->height);
	if (left >= right)
		return;
	for (double y = floor(top); y < bottom; y++)
		for (double x = floor(left); x < right; x++) {
			double part =
			    overlap(x, left, right) * overlap(y, top, bottom);
			pixels_cover(raster, (unsigned)x, (unsigned)y, 1,
				     (unsigned char)lround(part * 255), rgb);
		}
}
