/* Short texts on a picture, set in whatever fonts the document has. */
#ifndef ZB_COMPARE_TAG_H
#define ZB_COMPARE_TAG_H

#include "raster/glyphs.h"

/* The faces that a display list uses, those without serifs first. */
typedef struct TagFaces {
	ARRAY(const Face *) items;
} TagFaces;

TagFaces tag_faces(Arena *arena, const Display *display);

/* How wide the text is. Characters that no face has are left out. */
Length tag_width(const TagFaces *faces, const char *text, Length size);

/* Draws it with its left end and baseline there. False after reporting. */
bool tag_draw(Arena *arena, const TagFaces *faces, GlyphPainter *painter,
		const char *text, Length x, Length y, Length size,
		const Color *color, double scale, Raster *raster);

#endif
