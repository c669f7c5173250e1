/* Sheets: what paper carries. One side of a sheet is a list of pages of a
 * display list, each at its place, painted one over the other: a page over its
 * number, a page over a watermark, two pages beside each other on a larger
 * sheet. Copies of a run share all pages that are the same for all. */
#ifndef ZB_DISPLAY_SHEET_H
#define ZB_DISPLAY_SHEET_H

#include "display/display.h"

typedef struct SheetPart {
	const DisplayPage *page;
	double scale; /* 1: as it is */
	double turn; /* degrees, clockwise, around the page's top left corner */
	Length x, y; /* where that corner goes on the sheet */
	bool clip;   /* nothing is painted beyond the page's edges */
} SheetPart;

typedef struct Sheet {
	Length width, height;
	const SheetPart *parts; /* painted and read in this order */
	size_t count;
	const char *label; /* the printed number of its page, or NULL */
} Sheet;

/* What one copy of a run has of its own. */
typedef struct CopyPages {
	const DisplayPage *number;  /* to go with page 1, read before it */
	const SheetPart *watermark; /* to go below each page, or NULL */
	const DisplayPage *slip;    /* a page of its own, or NULL */
} CopyPages;

#endif
