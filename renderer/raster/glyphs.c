#include "raster/glyphs.h"

#include <math.h>

#include "display/mark.h"
#include "raster/faces.h"
#include "raster/pixels.h"

struct GlyphPainter {
	FacePool pool;
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

	return faces_open(&painter->pool, arena, diag) ? painter : NULL;
}

void
glyphs_close(GlyphPainter *painter)
{
	faces_close(&painter->pool);
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

/* A point of the page, in pixels from its top left corner and up, as FreeType
 * counts them from the picture's bottom left. It is rounded where it is on the
 * page, so that a part looks as the whole. */
static FT_Vector
to_picture(const Raster *raster, double x, double up)
{
	FT_Pos left = (FT_Pos)raster->left;
	FT_Pos bottom = (FT_Pos)raster->top + (FT_Pos)raster->height;

	return (FT_Vector){to_26_6(x) - left * 64, to_26_6(up) + bottom * 64};
}

/* Moves an outline in font units to (x, down) on the page, `scale` pixels to a
 * unit: so that each point is rounded once, at its final place. */
static void
place_outline(FT_Outline *outline, double scale, double x, double down,
	      const Raster *raster)
{
	for (int i = 0; i < outline->n_points; i++) {
		FT_Vector *point = &outline->points[i];
		*point = to_picture(raster, x + (double)point->x * scale,
				    (double)point->y * scale - down);
	}
}

static bool
draw_run(GlyphPainter *painter, const DisplayLine *line, const DisplayRun *run,
	 double scale, Raster *raster)
{
	FacePool *pool = &painter->pool;
	Ink ink = {raster, run->color->rgb};
	FT_Face face = faces_find(pool, run->face, line->source);

	if (!face)
		return false;
	double unit = (double)run->size * scale / face->units_per_EM;
	for (size_t i = 0; i < run->count; i++) {
		const DisplayGlyph *glyph = &run->glyphs[i];
		double down = (double)(line->y - glyph->y) * scale;
		if (glyph->id == 0)
			continue;
		FT_Outline *outline =
		    faces_outline(pool, run->face, glyph->id, line->source);
		if (!outline)
			return false;
		place_outline(outline, unit,
			      (double)(glyph->x + glyph->ink) * scale, down,
			      raster);
		FT_Error error = fill_outline(pool->library, outline, &ink);
		if (error) {
			faces_report_glyph(pool, run->face, glyph->id,
					   line->source, error);
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
trace_path(FT_Outline *outline, const Path *path, double scale,
	   const Raster *raster)
{
	short point = 0, contour = 0;

	for (size_t i = 0; i < path->count; i++) {
		const PathStep *step = &path->steps[i];
		int count = step->verb == PATH_CURVE ? 3 : 1;
		if (step->verb == PATH_MOVE && point > 0)
			outline->contours[contour++] = (short)(point - 1);
		for (int k = 0; k < count; k++, point++) {
			outline->points[point] =
			    to_picture(raster, step->points[k].x * scale,
				       -step->points[k].y * scale);
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
	Path path = mark_path(painter->pool.arena, mark);
	Ink ink = {raster, mark->color->rgb};
	FT_UInt room = (FT_UInt)path.count * 3;
	FT_Outline outline;
	FT_Error error = FT_Outline_New(painter->pool.library, room,
					(FT_Int)path.count, &outline);

	if (!error) {
		trace_path(&outline, &path, scale, raster);
		error = fill_outline(painter->pool.library, &outline, &ink);
		FT_Outline_Done(painter->pool.library, &outline);
	}
	if (error)
		diag_report(painter->pool.diag, DIAG_FAILURE,
			    "cannot-draw-mark", (Position){0}, NULL,
			    "无法画出%s（FreeType 错误 %d）",
			    mark_name(mark->kind), error);
	return !error;
}
