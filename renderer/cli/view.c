#include "cli/view.h"

#include <math.h>

/* Rows below a picture: what it shows, and the prompt or the status. */
enum { ROWS_BELOW = 2 };

/* Resolutions between these are drawn on any terminal. */
static const double least_dpi = 2, most_dpi = 1700;

typedef struct Size {
	unsigned width, height;
} Size;

static Size
screen_size(const Terminal *t)
{
	unsigned rows = t->rows > ROWS_BELOW ? t->rows - ROWS_BELOW : 1;

	return (Size){t->columns * t->cell_width, rows * t->cell_height};
}

static double
view_dpi(const View *view, const Terminal *terminal, const DisplayPage *page)
{
	Size screen = screen_size(terminal);
	double across = screen.width * 72 / length_to_pt(page->width);
	double down = screen.height * 72 / length_to_pt(page->height);
	double dpi =
	    view->dpi > 0 ? view->dpi : fmin(across, down) * view->zoom;

	/* A picture with one pixel too many would need one more column. */
	if (view->scrolls)
		dpi = fmin(dpi, across);
	return fmin(fmax(dpi, least_dpi), most_dpi);
}

static unsigned
least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* The first pixel of a window on `whole` pixels, and the place that this is. */
static unsigned
window_start(double *place, unsigned whole, unsigned window)
{
	double last = whole > window ? (double)(whole - window) : 0;
	double start = fmin(fmax(floor(*place * whole + 0.5), 0), last);

	*place = start / whole;
	return (unsigned)start;
}

const char *
view_encode(Arena *arena, View *view, const Terminal *terminal,
	    const Display *display, size_t page, size_t *size, unsigned *rows,
	    Diagnostics *diag)
{
	const DisplayPage *wanted = &display->pages[page];
	Size screen = screen_size(terminal), whole;
	unsigned cw = terminal->cell_width, ch = terminal->cell_height;
	double dpi = view_dpi(view, terminal, wanted);

	raster_size(wanted, dpi, &whole.width, &whole.height);
	unsigned width = least(whole.width, screen.width);
	unsigned height =
	    view->scrolls ? whole.height : least(whole.height, screen.height);
	unsigned columns = (width + cw - 1) / cw;
	*rows = (height + ch - 1) / ch;
	Raster window = {.width = columns * cw, .height = *rows * ch};
	window.left = window_start(&view->x, whole.width, width);
	window.top = window_start(&view->y, whole.height, height);
	if (!raster_part(arena, display, page, dpi, &window, diag))
		return NULL;
	return terminal_encode(arena, terminal, &window, columns, *rows, size,
			       diag);
}

const char *
view_caption(Arena *arena, size_t page, size_t count)
{
	return arena_printf(arena, "第 %zu 页，共 %zu 页", page + 1, count);
}
