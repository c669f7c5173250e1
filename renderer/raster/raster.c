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
