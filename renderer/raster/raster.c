#include "raster/raster.h"

#include <limits.h>
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
	double pixels = ceil(length_to_pt(length) * dpi / 72 - 0.01);

	return fmin(fmax(1, pixels), INT_MAX);
}

void
raster_size(const DisplayPage *page, double dpi, unsigned *width,
	    unsigned *height)
{
	*width = (unsigned)side(page->width, dpi);
	*height = (unsigned)side(page->height, dpi);
}

static bool
start_raster(Arena *arena, Raster *raster, Diagnostics *diag)
{
	size_t size = (size_t)raster->width * raster->height * 3;

	if (raster->width > LARGEST_SIDE || raster->height > LARGEST_SIDE) {
		diag_report(diag, DIAG_ERROR, "picture-too-large",
			    (Position){0}, "请降低分辨率。",
			    "图片为 %u × %u 像素，超过每边 %d 像素的上限",
			    raster->width, raster->height, LARGEST_SIDE);
		return false;
	}
	raster->rgb = arena_alloc(arena, size);
	memset(raster->rgb, 0xFF, size);
	return true;
}

static void
draw_rule(const DisplayRule *rule, double scale, Raster *raster)
{
	double left = (double)rule->x * scale - raster->left;
	double top = (double)rule->y * scale - raster->top;
	double right = (double)(rule->x + rule->w) * scale - raster->left;
	double bottom = (double)(rule->y + rule->h) * scale - raster->top;

	pixels_fill(raster, left, top, right, bottom, rule->color->rgb);
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
raster_part(Arena *arena, const Display *display, size_t page, double dpi,
	    Raster *raster, Diagnostics *diag)
{
	double scale = dpi / 72 / LENGTH_PER_POINT;

	if (!start_raster(arena, raster, diag))
		return false;
	GlyphPainter *painter = glyphs_open(arena, diag);
	if (!painter)
		return false;
	bool drawn = draw_items(painter, &display->pages[page], scale, raster);
	glyphs_close(painter);
	return drawn;
}

bool
raster_page(Arena *arena, const Display *display, size_t page, double dpi,
	    Raster *raster, Diagnostics *diag)
{
	*raster = (Raster){0};
	raster_size(&display->pages[page], dpi, &raster->width,
		    &raster->height);
	return raster_part(arena, display, page, dpi, raster, diag);
}
