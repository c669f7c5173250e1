/* Where poppler draws: the origins of glyphs, which it does not tell, and what
 * else is drawn. They are read from the page as SVG, which cairo writes. */
#ifndef ZB_COMPARE_DRAWN_H
#define ZB_COMPARE_DRAWN_H

#include <poppler.h>

#include "compare/content.h"

typedef struct DrawnGlyph {
	double x, y; /* its origin, pt from the top left */
} DrawnGlyph;

/* A path that is filled or stroked. */
typedef struct DrawnPath {
	double left, top, right, bottom;
	uint8_t rgb[3];
	bool curved;
} DrawnPath;

typedef struct Drawn {
	ARRAY(DrawnGlyph) glyphs; /* in the order of drawing */
	ARRAY(DrawnPath) paths;
} Drawn;

Drawn drawn_read(Arena *arena, PopplerPage *page);

#endif
