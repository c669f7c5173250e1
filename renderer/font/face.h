/* A face: one font of a file, opened for shaping, measuring and embedding.
 *
 * A face is immutable after face_open and may be shared by threads. It lives
 * as long as the library that opened it. */
#ifndef ZB_FONT_FACE_H
#define ZB_FONT_FACE_H

#include <hb.h>
#include <stdbool.h>

#include "base/diag.h"
#include "base/length.h"

typedef enum FaceOutline { FACE_CFF, FACE_GLYF } FaceOutline;

typedef struct Face {
	const char *path;
	unsigned index;		/* in a collection */
	const char *family;	/* name table, for people */
	const char *postscript; /* name table, name 6: ASCII, no spaces */
	FaceOutline outline;
	unsigned units;			 /* per em */
	int ascent, descent, cap_height; /* font units; descent below zero */
	int bbox[4];			 /* font units: xMin yMin xMax yMax */
	bool serif; /* by OS/2 or the family's name: for the PDF's flags */
	unsigned fs_type; /* OS/2 embedding bits */
	hb_face_t *hb_face;
	hb_font_t *hb_font; /* scale = units, immutable */
} Face;

/* Returns the glyph of a character, 0 where the face has none. */
uint32_t face_glyph(const Face *face, uint32_t character);

/* A glyph's advance in font units. */
int face_advance(const Face *face, uint32_t glyph);

/* A glyph's ink in font units (left, bottom, right, top); false where it has
 * none. */
bool face_ink(const Face *face, uint32_t glyph, int box[4]);

/* Used by the library. `face_open` returns NULL after reporting a failure. */
Face *face_open(Arena *arena, const char *path, unsigned index,
		Diagnostics *diag);
void face_close(Face *face);

#endif
