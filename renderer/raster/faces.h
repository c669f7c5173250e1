/* FreeType's side of the faces of a display list. Inside raster/. */
#ifndef ZB_RASTER_FACES_H
#define ZB_RASTER_FACES_H

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include "display/display.h"

typedef struct OpenFace {
	const Face *face;
	FT_Face ft;
} OpenFace;

/* A FreeType library and the faces opened with it; for one thread. */
typedef struct FacePool {
	Arena *arena;
	Diagnostics *diag;
	FT_Library library;
	ARRAY(OpenFace) faces;
} FacePool;

/* Returns false after reporting. Must be closed before its arena goes. */
bool faces_open(FacePool *pool, Arena *arena, Diagnostics *diag);
void faces_close(FacePool *pool);

/* Returns FreeType's side of a face, opened when it is first met; NULL after
 * reporting at `at`. */
FT_Face faces_find(FacePool *pool, const Face *face, Position at);

/* Loads a glyph's outline in font units; it lives until the next call for this
 * face. NULL after reporting at `at`. */
FT_Outline *faces_outline(FacePool *pool, const Face *face, uint32_t glyph,
			  Position at);

/* Reports a glyph that FreeType could not draw. */
void faces_report_glyph(FacePool *pool, const Face *face, uint32_t glyph,
			Position at, FT_Error error);

#endif
