/* The marks between lines: their paths, and what they cover of a picture. */
#include <math.h>

#include "check.h"
#include "display/mark.h"
#include "raster/raster.h"

static const Color black = {"black", {0, 0, 0, 100}, {0, 0, 0}};

static DisplayMark
mark(MarkKind kind, double x, double y, double w, double h, double thickness,
     int halves)
{
	return (DisplayMark){kind,
			     length_from_pt(x),
			     length_from_pt(y),
			     length_from_pt(w),
			     length_from_pt(h),
			     length_from_pt(thickness),
			     halves,
			     &black};
}

/* The area inside a path, its curves cut into chords, and its bounds. */
typedef struct Shape {
	double area, left, top, right, bottom;
} Shape;

static PathPoint
on_curve(PathPoint a, const PathPoint p[3], double t)
{
	double s = 1 - t;
	double k[] = {s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t};

	return (PathPoint){
	    k[0] * a.x + k[1] * p[0].x + k[2] * p[1].x + k[3] * p[2].x,
	    k[0] * a.y + k[1] * p[0].y + k[2] * p[1].y + k[3] * p[2].y};
}

static void
add_chord(Shape *shape, PathPoint a, PathPoint b)
{
	shape->area += (a.x * b.y - b.x * a.y) / 2;
	shape->left = fmin(shape->left, b.x);
	shape->right = fmax(shape->right, b.x);
	shape->top = fmin(shape->top, b.y);
	shape->bottom = fmax(shape->bottom, b.y);
}

/* In points. */
static Shape
measure(const DisplayMark *m)
{
	enum { CHORDS = 64 };
	Arena *arena = arena_new();
	Path path = mark_path(arena, m);
	Shape shape = {0, INFINITY, INFINITY, -INFINITY, -INFINITY};
	PathPoint start = {0, 0}, pen = {0, 0};

	for (size_t i = 0; i < path.count; i++) {
		const PathStep *step = &path.steps[i];
		PathPoint from = pen;
		switch (step->verb) {
		case PATH_MOVE:
			if (i > 0)
				add_chord(&shape, pen, start);
			start = pen = step->points[0];
			break;
		case PATH_LINE:
			add_chord(&shape, pen, step->points[0]);
			pen = step->points[0];
			break;
		case PATH_CURVE:
			for (int k = 1; k <= CHORDS; k++) {
				PathPoint to = on_curve(from, step->points,
							(double)k / CHORDS);
				add_chord(&shape, pen, to);
				pen = to;
			}
			break;
		}
	}
	add_chord(&shape, pen, start);
	arena_free(arena);
	shape.area /= (double)LENGTH_PER_POINT * LENGTH_PER_POINT;
	shape.left /= LENGTH_PER_POINT;
	shape.right /= LENGTH_PER_POINT;
	shape.top /= LENGTH_PER_POINT;
	shape.bottom /= LENGTH_PER_POINT;
	return shape;
}

/* `by` in thousandths of a point. */
static void
check_near(double seen, double expected, double by)
{
	if (fabs(seen - expected) * 1000 <= by)
		CHECK(true);
	else
		CHECK_INT(seen * 1000, expected * 1000);
}

static void
check_box(const DisplayMark *m, double by)
{
	Shape s = measure(m);

	check_near(s.left, length_to_pt(m->x), by);
	check_near(s.top, length_to_pt(m->y), by);
	check_near(s.right, length_to_pt(m->x + m->w), by);
	check_near(s.bottom, length_to_pt(m->y + m->h), by);
}

static void
test_paths(void)
{
	DisplayMark dot = mark(MARK_DOT, 10, 20, 4, 2, 0, 0);
	DisplayMark line = mark(MARK_LINE, 10, 20, 30, 1, 1, 0);
	DisplayMark frame = mark(MARK_FRAME, 10, 20, 30, 16, 1, 0);

	check_box(&dot, 1);
	check_near(measure(&dot).area, 3.14159265 * 2 * 1, 5);
	check_box(&line, 1);
	check_near(measure(&line).area, 30, 1);
	check_box(&frame, 1);
	/* The inner contour runs the other way. */
	check_near(measure(&frame).area, 30 * 16 - 28 * 14, 1);
	CHECK_STR(mark_name(MARK_DOT), "dot");
	CHECK_STR(mark_name(MARK_FRAME), "frame");
}

/* The edges keep their distance: the area is the thickness times the length of
 * the centre line, which for this amplitude is 1.1 to 1.2 of the width. */
static void
test_wave(void)
{
	DisplayMark wave = mark(MARK_WAVE, 10, 20, 30, 2.7, 0.8, 10);
	DisplayMark half = mark(MARK_WAVE, 10, 20, 3, 2.7, 0.8, 1);
	Shape s = measure(&wave);

	check_near(s.top, 20, 1);
	check_near(s.bottom, 22.7, 1);
	check_near(s.left, 10, 400);
	check_near(s.right, 40, 400);
	CHECK(s.area > 0.8 * 30 * 1.1 && s.area < 0.8 * 30 * 1.25);
	check_near(measure(&half).top, 20, 1);
}

static int
darkness(const Raster *raster, unsigned x, unsigned y)
{
	return 255 - raster->rgb[3 * (y * raster->width + x)];
}

/* At 72 dpi a pixel is a point. */
static void
test_picture(void)
{
	Arena *arena = arena_new();
	Diagnostics *diag = diag_new();
	DisplayItem items[] = {
	    {.kind = DISPLAY_MARK, .mark = mark(MARK_DOT, 2, 2, 6, 6, 0, 0)},
	    {.kind = DISPLAY_MARK, .mark = mark(MARK_FRAME, 10, 2, 8, 6, 1, 0)},
	    {.kind = DISPLAY_MARK,
	     .mark = mark(MARK_LINE, -9, 12, 99, 1, 1, 0)},
	    {.kind = DISPLAY_MARK, .mark = mark(MARK_WAVE, 0, 14, 20, 4, 1, 4)},
	};
	DisplayPage page = {.width = length_from_pt(20),
			    .height = length_from_pt(20),
			    .items = items,
			    .count = 4};
	Display display = {.pages = &page, .count = 1};
	Raster raster;

	CHECK(raster_page(arena, &display, 0, 72, &raster, diag));
	CHECK_INT(darkness(&raster, 5, 5), 255);
	CHECK(darkness(&raster, 2, 2) < 128);
	CHECK_INT(darkness(&raster, 1, 5), 0);
	CHECK_INT(darkness(&raster, 10, 5), 255);
	CHECK_INT(darkness(&raster, 13, 5), 0);
	CHECK_INT(darkness(&raster, 17, 7), 255);
	CHECK_INT(darkness(&raster, 0, 12), 255);
	CHECK_INT(darkness(&raster, 19, 12), 255);
	CHECK_INT(darkness(&raster, 10, 13), 0);
	/* It rises first. */
	CHECK(darkness(&raster, 2, 14) > 128);
	CHECK(darkness(&raster, 7, 17) > 128);
	CHECK_INT(darkness(&raster, 7, 14), 0);
	CHECK(!diag_has_errors(diag));
	diag_free(diag);
	arena_free(arena);
}

int
main(void)
{
	test_paths();
	test_wave();
	test_picture();
	return check_report();
}
