#include "raster/raster.h"

#include <math.h>
#include <string.h>

#include "raster/glyphs.h"
#include "raster/pixels.h"

enum { LARGEST_SIDE = 20000 };

/* Pixels that a length takes. One that would be covered by less than a
 * hundredth is a rounding error and not counted. */
static double
side(Length length, double dpi)
{
	return fmax(1, ceil(length_to_pt(length) * dpi / 72 - 0.01));
}

static bool
start_raster(Arena *arena, const DisplayPage *page, double dpi, Raster *raster,
	     Diagnostics *diag)
{
	double width = side(page->width, dpi), height = side(page->height, dpi);

	if (width > LARGEST_SIDE || height > LARGEST_SIDE) {
		diag_report(diag, DIAG_ERROR, "picture-too-large",
			    (Position){0}, "请降低分辨率。",
			    "图片为 %.0f × %.0f 像素，超过每边 %d 像素的上限",
			    width, height, LARGEST_SIDE);
		return false;
	}
	raster->width = (unsigned)width;
	raster->height = (unsigned)height;
	size_t size = (size_t)raster->width * raster->height * 3;
	raster->rgb = arena_alloc(arena, size);
	memset(raster->rgb, 0xFF, size);
	return true;
}

static void
draw_rule(const DisplayRule *rule, double scale, Raster *raster)
{
	pixels_fill(raster, (double)rule->x * scale, (double)rule->y * scale,
		    (double)(rule->x + rule->w) * scale,
		    (double)(rule->y + rule->h) * scale, rule->color->rgb);
}

static bool
draw_items(GlyphPainter *painter, const DisplayPage *page, double scale,
	   Raster *raster)
{
	for (size_t i = 0; i < page->count; i++) {
		const DisplayItem *item = &page->items[i];
		switch (item->kind) {
		case DISPLAY_LINE:
			if (!glyphs_draw_line(painter, &item->line, scale,
					      raster))
				return false;
			break;
		case DISPLAY_RULE:
			draw_rule(&item->rule, scale, raster);
			break;
		case DISPLAY_MARK:
			if (!glyphs_draw_mark(painter, &item->mark, scale,
					      raster))
				return false;
			break;
		}
	}
	return true;
}

bool
raster_page(Arena *arena, const Display *display, size_t page, double dpi,
	    Raster *raster, Diagnostics *diag)
{
	const DisplayPage *wanted = &display->pages[page];
	double scale = dpi / 72 / LENGTH_PER_POINT;

	if (!start_raster(arena, wanted, dpi, raster, diag))
		return false;
	GlyphPainter *painter = glyphs_open(arena, diag);
	if (!painter)
		return false;
	bool drawn = draw_items(painter, wanted, scale, raster);
	glyphs_close(painter);
	return drawn;
}

Raster
raster_window(Arena *arena, const Raster *raster, long x, long y,
	      unsigned width, unsigned height)
{
	size_t stride = (size_t)width * 3;
	Raster window = {width, height, arena_alloc(arena, stride * height)};
	long left = x > 0 ? x : 0, right = x + (long)width;

	if (right > (long)raster->width)
		right = (long)raster->width;
	memset(window.rgb, 0xFF, stride * height);
	for (long row = 0; row < (long)height; row++) {
		long from = y + row;
		if (from < 0 || from >= (long)raster->height || left >= right)
			continue;
		memcpy(window.rgb + (size_t)row * stride +
			   3 * (size_t)(left - x),
		       raster->rgb +
			   3 * ((size_t)from * raster->width + (size_t)left),
		       3 * (size_t)(right - left));
	}
	return window;
}
