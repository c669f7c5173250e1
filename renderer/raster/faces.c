#include "raster/faces.h"

bool
faces_open(FacePool *pool, Arena *arena, Diagnostics *diag)
{
	*pool = (FacePool){.arena = arena, .diag = diag};
	FT_Error error = FT_Init_FreeType(&pool->library);

	if (error)
		diag_report(diag, DIAG_FAILURE, "freetype-failed",
			    (Position){0}, NULL, "FreeType 无法启动（错误 %d）",
			    error);
	return !error;
}

void
faces_close(FacePool *pool)
{
	FT_Done_FreeType(pool->library); /* and its faces */
}

FT_Face
faces_find(FacePool *pool, const Face *face, Position at)
{
	OpenFace open = {face, NULL};

	for (size_t i = 0; i < pool->faces.count; i++)
		if (pool->faces.items[i].face == face)
			return pool->faces.items[i].ft;
	FT_Error error = FT_New_Face(pool->library, face->path,
				     (FT_Long)face->index, &open.ft);
	if (error) {
		diag_report(pool->diag, DIAG_FAILURE, "cannot-open-font", at,
			    "请检查字体文件是否完好。",
			    "无法打开字体文件“%s”（FreeType 错误 %d）",
			    face->path, error);
		return NULL;
	}
	*array_push(pool->arena, &pool->faces) = open;
	return open.ft;
}

void
faces_report_glyph(FacePool *pool, const Face *face, uint32_t glyph,
		   Position at, FT_Error error)
{
	diag_report(pool->diag, DIAG_FAILURE, "cannot-draw-glyph", at,
		    "请检查字体文件是否完好。",
		    "无法画出字体“%s”的 %u 号字形（FreeType 错误 %d）",
		    face->path, glyph, error);
}

FT_Outline *
faces_outline(FacePool *pool, const Face *face, uint32_t glyph, Position at)
{
	FT_Face ft = faces_find(pool, face, at);

	if (!ft)
		return NULL;
	FT_Error error = FT_Load_Glyph(ft, glyph, FT_LOAD_NO_SCALE);
	if (!error && ft->glyph->format != FT_GLYPH_FORMAT_OUTLINE)
		error = FT_Err_Invalid_Glyph_Format;
	if (!error)
		return &ft->glyph->outline;
	faces_report_glyph(pool, face, glyph, at, error);
	return NULL;
}
