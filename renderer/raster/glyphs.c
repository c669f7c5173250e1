#include "raster/glyphs.h"

#include <math.h>

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include "display/mark.h"
#include "raster/pixels.h"

typedef struct OpenFace {
	const Face *face;
	FT_Face ft;
} OpenFace;

struct GlyphPainter {
	Arena *arena;
	Diagnostics *diag;
	FT_Library library;
	ARRAY(OpenFace) faces;
};

/* What FreeType hands through to cover_spans. */
typedef struct Ink {
	Raster *raster;
	const uint8_t *rgb;
} Ink;

GlyphPainter *
glyphs_open(Arena *arena, Diagnostics *diag)
{
	GlyphPainter *painter = arena_alloc(arena, sizeof *painter);
	FT_Error error = FT_Init_FreeType(&painter->library);

	if (error) {
		diag_report(diag, DIAG_FAILURE, "freetype-failed",
			    (Position){0}, NULL, "FreeType 无法启动（错误 %d）",
			    error);
		return NULL;
	}
	painter->arena = arena;
	painter->diag = diag;
	return painter;
}

void
glyphs_close(GlyphPainter *painter)
{
	FT_Done_FreeType(painter->library); /* and its faces */
}

/* Returns FreeType's side of a face, opened when it is first met; NULL after
 * reporting. */
static FT_Face
find_face(GlyphPainter *painter, const Face *face, Position at)
{
	OpenFace open = {face, NULL};

	for (size_t i = 0; i < painter->faces.count; i++)
		if (painter->faces.items[i].face == face)
			return painter->faces.items[i].ft;
	FT_Error error = FT_New_Face(painter->library, face->path,
				     (FT_Long)face->index, &open.ft);
	if (error) {
		diag_report(painter->diag, DIAG_FAILURE, "cannot-open-font", at,
			    "请检查字体文件是否完好。",
			    "无法打开字体文件“%s”（FreeType 错误 %d）",
			    face->path, error);
		return NULL;
	}
	*array_push(painter->arena, &painter->faces) = open;
	return open.ft;
}

/* Pixels to FreeType's 1/64 pixel. What lies far outside of any picture is
 * brought near enough for its rasterizer, which refuses such outlines. */
static FT_Pos
to_26_6(double pixels)
{
	enum { FAR_AWAY = 1 << 17 };

	pixels = fmin(fmax(pixels, -FAR_AWAY), FAR_AWAY);
	return (FT_Pos)floor(pixels * 64 + 0.5);
}

static void
cover_spans(int y, int count, const FT_Span *spans, void *user)
{
	const Ink *ink = user;
	unsigned row = ink->raster->height - 1 - (unsigned)y;

	for (int i = 0; i < count; i++)
		pixels_cover(ink->raster, (unsigned)spans[i].x, row,
			     spans[i].len, spans[i].coverage, ink->rgb);
}

static FT_Error
fill_outline(FT_Library library, FT_Outline *outline, Ink *ink)
{
	FT_Raster_Params params = {
	    .flags =
		FT_RASTER_FLAG_AA | FT_RASTER_FLAG_DIRECT | FT_RASTER_FLAG_CLIP,
	    .gray_spans = cover_spans,
	    .user = ink,
	    .clip_box = {0, 0, (FT_Pos)ink->raster->width,
			 (FT_Pos)ink->raster->height},
	};

	return FT_Outline_Render(library, outline, &params);
}

/* Draws the glyph at (x, y), in pixels from the bottom left as FreeType counts
 * them, `size` pixels to an em. The outline is loaded in font units and scaled
 * here, so that each point is rounded once, at its final place. */
static FT_Error
draw_glyph(FT_Library library, FT_Face face, uint32_t glyph, double size,
	   double x, double y, Ink *ink)
{
	FT_Error error = FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE);
	FT_Outline *outline = &face->glyph->outline;

	if (error)
		return error;
	if (face->glyph->format != FT_GLYPH_FORMAT_OUTLINE)
		return FT_Err_Invalid_Glyph_Format;
	double scale = size / face->units_per_EM;
	for (int i = 0; i < outline->n_points; i++) {
		FT_Vector *point = &outline->points[i];
		point->x = to_26_6(x + (double)point->x * scale);
		point->y = to_26_6(y + (double)point->y * scale);
	}
	return fill_outline(library, outline, ink);
}

static bool
draw_run(GlyphPainter *painter, const DisplayLine *line, const DisplayRun *run,
	 double scale, Raster *raster)
{
	FT_Face face = find_face(painter, run->face, line->source);
	Ink ink = {raster, run->color->rgb};

	if (!face)
		return false;
	for (size_t i = 0; i < run->count; i++) {
		const DisplayGlyph *glyph = &run->glyphs[i];
		double down = (double)(line->y - glyph->y) * scale;
		if (glyph->id == 0)
			continue;
		FT_Error error =
		    draw_glyph(painter->library, face, glyph->id,
			       (double)run->size * scale,
			       (double)(glyph->x + glyph->ink) * scale,
			       raster->height - down, &ink);
		if (error) {
			diag_report(painter->diag, DIAG_FAILURE,
				    "cannot-draw-glyph", line->source,
				    "请检查字体文件是否完好。",
				    "无法画出字体“%s”的 %u 号字形"
				    "（FreeType 错误 %d）",
				    run->face->path, glyph->id, error);
			return false;
		}
	}
	return true;
}

bool
glyphs_draw_line(GlyphPainter *painter, const DisplayLine *line, double scale,
		 Raster *raster)
{
	for (size_t i = 0; i < line->count; i++)
		if (!draw_run(painter, line, &line->runs[i], scale, raster))
			return false;
	return true;
}

/* Adds the points of a path to an outline that has room for them. */
static void
trace_path(FT_Outline *outline, const Path *path, double scale, double height)
{
	short point = 0, contour = 0;

	for (size_t i = 0; i < path->count; i++) {
		const PathStep *step = &path->steps[i];
		int count = step->verb == PATH_CURVE ? 3 : 1;
		if (step->verb == PATH_MOVE && point > 0)
			outline->contours[contour++] = (short)(point - 1);
		for (int k = 0; k < count; k++, point++) {
			outline->points[point] = (FT_Vector){
			    to_26_6(step->points[k].x * scale),
			    to_26_6(height - step->points[k].y * scale)};
			outline->tags[point] = k + 1 == count
						   ? FT_CURVE_TAG_ON
						   : FT_CURVE_TAG_CUBIC;
		}
	}
	outline->contours[contour++] = (short)(point - 1);
	outline->n_points = point;
	outline->n_contours = contour;
}

bool
glyphs_draw_mark(GlyphPainter *painter, const DisplayMark *mark, double scale,
		 Raster *raster)
{
	Path path = mark_path(painter->arena, mark);
	Ink ink = {raster, mark->color->rgb};
	FT_UInt room = (FT_UInt)path.count * 3;
	FT_Outline outline;
	FT_Error error = FT_Outline_New(painter->library, room,
					(FT_Int)path.count, &outline);

	if (!error) {
		trace_path(&outline, &path, scale, raster->height);
		error = fill_outline(painter->library, &outline, &ink);
		FT_Outline_Done(painter->library, &outline);
	}
	if (error)
		diag_report(painter->diag, DIAG_FAILURE, "cannot-draw-mark",
			    (Position){0}, NULL,
			    "无法画出%s（FreeType 错误 %d）",
			    mark_name(mark->kind), error);
	return !error;
}
