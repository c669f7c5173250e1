/* What a mark looks like: one path for all back ends. */
#ifndef ZB_DISPLAY_MARK_H
#define ZB_DISPLAY_MARK_H

#include "display/display.h"

/* A point of the page, in scaled points. */
typedef struct PathPoint {
	double x, y;
} PathPoint;

typedef enum PathVerb {
	PATH_MOVE,  /* to points[0]: a new contour */
	PATH_LINE,  /* to points[0] */
	PATH_CURVE, /* by points[0] and [1] to points[2]: a cubic Bézier */
} PathVerb;

typedef struct PathStep {
	PathVerb verb;
	PathPoint points[3];
} PathStep;

/* Closed contours, to be filled where they wind around. */
typedef struct Path {
	const PathStep *steps;
	size_t count;
} Path;

Path mark_path(Arena *arena, const DisplayMark *mark);

/* `dot`, `line`, `wave`, `frame`. */
const char *mark_name(MarkKind kind);

#endif
