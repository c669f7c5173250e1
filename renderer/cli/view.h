/* A page fitted onto a terminal: whole, or a part of it that is magnified. */
#ifndef ZB_CLI_VIEW_H
#define ZB_CLI_VIEW_H

#include "cli/job.h"
#include "raster/terminal.h"

/* How a page is looked at. */
typedef struct View {
	double zoom;  /* 1: the whole page is on the screen */
	double dpi;   /* 0: what zoom says */
	double x, y;  /* the place at the top left, as shares of the page; moved
			back into the page when it is drawn */
	bool scrolls; /* a picture that is higher than the screen is sent
			 whole; it is never wider */
} View;

/* Returns what shows page `page` (index) from the cursor on; no line end behind
 * the last row. The bytes live in the arena. NULL after reporting. `*rows`
 * receives the picture's height in cells. */
const char *view_encode(Arena *arena, View *view, const Terminal *terminal,
			const Display *display, size_t page, size_t *size,
			unsigned *rows, Diagnostics *diag);

/* What a picture shows: 第 2 页，共 6 页. */
const char *view_caption(Arena *arena, size_t page, size_t count);

#endif
