#include "display/mark.h"

#include <math.h>

typedef struct PathBuild {
	Arena *arena;
	ARRAY(PathStep) steps;
} PathBuild;

static void
add_point(PathBuild *path, PathVerb verb, double x, double y)
{
	*array_push(path->arena, &path->steps) = (PathStep){verb, {{x, y}}};
}

static void
add_curve(PathBuild *path, PathPoint first, PathPoint second, PathPoint end)
{
	*array_push(path->arena, &path->steps) =
	    (PathStep){PATH_CURVE, {first, second, end}};
}

/* Clockwise, or against it where the height is negative; with a point more than
 * it needs, for readers move rectangles of four corners to whole pixels (see
 * draw_rule in pdf/content.c). */
static void
add_rectangle(PathBuild *path, double x, double y, double w, double h)
{
	add_point(path, PATH_MOVE, x, y);
	add_point(path, PATH_LINE, x + w / 2, y);
	add_point(path, PATH_LINE, x + w, y);
	add_point(path, PATH_LINE, x + w, y + h);
	add_point(path, PATH_LINE, x, y + h);
}

/* Four cubics come within 1/3000 of the radius. */
static void
add_ellipse(PathBuild *path, const DisplayMark *mark)
{
	const double arc = 0.5522847498;
	double a = (double)mark->w / 2, b = (double)mark->h / 2;
	double x = (double)mark->x + a, y = (double)mark->y + b;
	double sign[] = {1, 1, -1, -1, 1};

	add_point(path, PATH_MOVE, x + a, y);
	for (int i = 0; i < 4; i++) {
		/* From an end of one axis to an end of the other. */
		double u = sign[i], v = sign[i + 1];
		bool level = i % 2 == 0;
		PathPoint from = level ? (PathPoint){x + u * a, y}
				       : (PathPoint){x, y + u * b};
		PathPoint to = level ? (PathPoint){x, y + v * b}
				     : (PathPoint){x + v * a, y};
		PathPoint first = from, second = to;
		if (level) {
			first.y += v * b * arc;
			second.x += u * a * arc;
		} else {
			first.x += v * a * arc;
			second.y += u * b * arc;
		}
		add_curve(path, first, second, to);
	}
}

/* A wave of even thickness. Each half of its centre line is one cubic with its
 * peak at the amplitude; an edge is the cubic that has the same tangents, half
 * the thickness away at its ends and at its peak. */
typedef struct Wave {
	double x, y, step;	/* begin of the centre line, length of a half */
	double amplitude, half; /* half the thickness */
	double sine, cosine;	/* of the slope where it crosses the middle */
} Wave;

static Wave
wave_of(const DisplayMark *mark)
{
	Wave w = {
	    .x = (double)mark->x,
	    .y = (double)mark->y + (double)mark->h / 2,
	    .step = (double)mark->w / mark->halves,
	    .amplitude = (double)(mark->h - mark->thickness) / 2,
	    .half = (double)mark->thickness / 2,
	};
	/* The cubic nearest to half a sine has its handles there. */
	double across = 0.3642 * w.step, up = w.amplitude * 4 / 3;
	double length = sqrt(across * across + up * up);

	w.sine = up / length;
	w.cosine = across / length;
	return w;
}

/* The edge of half wave `k`, upper or lower, from left to right: its ends and
 * its handles. Even halves rise. */
static void
wave_edge(const Wave *w, int k, bool upper, PathPoint points[4])
{
	double rise = k % 2 ? 1 : -1; /* y grows downward */
	double outer = (k % 2 == 0) == upper ? 1 : -1;
	double shift = outer * w->half * w->sine;
	double level = w->y + rise * outer * w->half * w->cosine;
	double handle = (w->amplitude + outer * w->half * (1 - w->cosine)) * 4 /
			(3 * w->sine);
	double left = w->x + w->step * k - shift;
	double right = w->x + w->step * (k + 1) + shift;
	double peak = level + rise * handle * w->sine;

	points[0] = (PathPoint){left, level};
	points[1] = (PathPoint){left + handle * w->cosine, peak};
	points[2] = (PathPoint){right - handle * w->cosine, peak};
	points[3] = (PathPoint){right, level};
}

static void
add_wave(PathBuild *path, const DisplayMark *mark)
{
	Wave wave = wave_of(mark);
	PathPoint p[4];

	for (int k = 0; k < mark->halves; k++) {
		wave_edge(&wave, k, true, p);
		if (k == 0)
			add_point(path, PATH_MOVE, p[0].x, p[0].y);
		add_curve(path, p[1], p[2], p[3]);
	}
	for (int k = mark->halves; k-- > 0;) {
		wave_edge(&wave, k, false, p);
		if (k + 1 == mark->halves)
			add_point(path, PATH_LINE, p[3].x, p[3].y);
		add_curve(path, p[2], p[1], p[0]);
	}
}

Path
mark_path(Arena *arena, const DisplayMark *mark)
{
	PathBuild path = {.arena = arena};
	double x = (double)mark->x, y = (double)mark->y;
	double w = (double)mark->w, h = (double)mark->h;
	double t = (double)mark->thickness;

	switch (mark->kind) {
	case MARK_DOT:
		add_ellipse(&path, mark);
		break;
	case MARK_LINE:
		add_rectangle(&path, x, y, w, h);
		break;
	case MARK_WAVE:
		add_wave(&path, mark);
		break;
	case MARK_FRAME:
		add_rectangle(&path, x, y, w, h);
		add_rectangle(&path, x + t, y + h - t, w - 2 * t, 2 * t - h);
		break;
	}
	return (Path){path.steps.items, path.steps.count};
}

const char *
mark_name(MarkKind kind)
{
	switch (kind) {
	case MARK_DOT:
		return "dot";
	case MARK_LINE:
		return "line";
	case MARK_WAVE:
		return "wave";
	case MARK_FRAME:
		return "frame";
	}
	return "";
}
