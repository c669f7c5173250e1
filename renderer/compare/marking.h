/* A page that is being marked. */
#ifndef ZB_COMPARE_MARKING_H
#define ZB_COMPARE_MARKING_H

#include "compare/overlay.h"
#include "compare/tag.h"
#include "raster/glyphs.h"

/* A page of the old version, drawn smaller or as large. */
typedef struct OldPage {
	size_t page;
	double dpi;
	Raster raster;
} OldPage;

typedef struct MarkedPage {
	Arena *arena;
	const Comparison *comparison;
	CompareOld old;
	size_t page;
	double dpi, scale; /* pixels to an inch, to a scaled point */
	Raster *raster;
	Diagnostics *diag;
	TagFaces faces;
	GlyphPainter *painter;
	Length left, right; /* the edges of the text */
	ARRAY(OldPage) old_pages;
} MarkedPage;

/* The colours of what is new, gone, moved, broken otherwise, looks otherwise;
 * and what lies under new text. */
extern const Color marked_new, marked_gone, marked_moved, marked_broken,
    marked_looks, marked_under;

/* Fills a box. */
void marked_fill(MarkedPage *marked, Length left, Length top, Length right,
		 Length bottom, const Color *color);

/* Colours a box as through a marker pen: what is dark stays dark. */
void marked_tint(MarkedPage *marked, Length left, Length top, Length right,
		 Length bottom, const Color *color);

/* Draws what was left out: at its old place where nothing is there now, else
 * in small type over the place where it would be. False after reporting. */
bool marked_draw_gone(MarkedPage *marked);

#endif
