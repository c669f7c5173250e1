/* A title is short: all ways to break it are tried, the hopeless left out. A
 * heading, and a title of more lines than anyone would set, is broken by a
 * total fit whose time is linear in the number of points. */
#include "text/balance.h"

#include <math.h>

enum {
	MOST_LINES = 5,	 /* of a title whose shape is looked at */
	EXTRA_LINES = 2, /* beyond the fewest that fit */
	SHORTEST = 4,	 /* em that a line of a title should have */
};

/* What a line end costs at each seam, and what a line's shape costs: the
 * square of its difference from the mean, by the mean, times SPREAD_COST. */
static const double seam_costs[] = {
    [SEAM_NONE] = 1000, [SEAM_POOR] = 8, [SEAM_WEAK] = 2.5,
    [SEAM_GOOD] = 0.5,	[SEAM_BEST] = 0,
};
static const double spread_cost = 20, equal_cost = 1, short_cost = 12,
		    line_cost = 60;

typedef enum ShapeDemand { SHAPE_FREE, SHAPE_LEGAL, SHAPE_WISHED } ShapeDemand;

/* What is asked for; a later row asks for less, or pays for it in words. */
typedef struct Demand {
	bool words; /* none is split */
	ShapeDemand shape;
	bool length;  /* no line is short */
	size_t extra; /* lines beyond the fewest that fit */
} Demand;

static const Demand demands[] = {
    {true, SHAPE_WISHED, true, 1}, {true, SHAPE_LEGAL, true, 1},
    {true, SHAPE_LEGAL, false, 1}, {true, SHAPE_FREE, false, 2},
    {false, SHAPE_LEGAL, true, 1}, {false, SHAPE_FREE, false, 0},
};

/* Where the author has broken by hand, the shape is the author's. */
enum { DEMAND_BY_HAND = 3 };

/* How widths went from line to line. */
typedef struct Course {
	bool rose, fell;
	bool waist; /* rose after it fell: a narrow middle */
} Course;

typedef struct Search {
	const BalancePoint *points;
	size_t count;
	const BalanceWish *wish;
	const Demand *demand;
	Length mean;  /* width of a line, were all equal */
	size_t lines; /* wanted */
	size_t ends[MOST_LINES], best[MOST_LINES];
	double best_cost;
} Search;

static Length
width_of(const BalancePoint *points, size_t from, size_t to)
{
	return points[to].end - points[from].start;
}

static bool
fits(const BalancePoint *points, const BalanceWish *wish, size_t from,
     size_t to)
{
	Length indent = from == 0 ? wish->first_indent : 0;

	return width_of(points, from, to) <= wish->measure - indent;
}

static double
end_cost(const BalancePoint *points, size_t count, size_t at)
{
	if (at + 1 == count || points[at].must)
		return 0;
	return seam_costs[points[at].seam];
}

/* The lines when each is as full as can be; 0 where a part does not fit. */
static size_t
fewest_lines(const BalancePoint *points, size_t count, const BalanceWish *wish)
{
	size_t lines = 0;

	for (size_t from = 0, to; from + 1 < count; from = to) {
		if (!fits(points, wish, from, from + 1))
			return 0;
		for (to = from + 1; to + 1 < count && !points[to].must &&
				    fits(points, wish, from, to + 1);
		     to++)
			;
		lines++;
	}
	return lines;
}

/* The last point that a line from `from` may end at. */
static size_t
furthest(const BalancePoint *points, size_t count, size_t from)
{
	size_t to = from + 1;

	while (to + 1 < count && !points[to].must)
		to++;
	return to;
}

static Course
course_after(Course course, Length before, Length next)
{
	course.waist |= course.fell && next > before;
	course.rose |= next > before;
	course.fell |= next < before;
	return course;
}

static bool
is_shape(Course course, unsigned shapes)
{
	if (course.waist)
		return false;
	if (course.rose)
		return shapes & (course.fell ? SHAPE_RHOMBUS : SHAPE_WIDENING);
	return !course.fell || shapes & SHAPE_NARROWING;
}

/* A line from one point to another, after others: its share of the cost. */
static double
cost_of_line(const Search *s, size_t from, size_t to, size_t line,
	     Length before)
{
	Length width = width_of(s->points, from, to), change = width - before;
	double part = (double)(width - s->mean) / (double)s->mean;
	double cost =
	    spread_cost * part * part + end_cost(s->points, s->count, to);

	if (line > 0 && change < s->wish->em / 2 && -change < s->wish->em / 2)
		cost += equal_cost;
	return cost;
}

/* No line is a short word, or less than a third of the longest. */
static bool
long_enough(const Search *s)
{
	Length longest = 0, shortest = s->wish->measure;
	size_t from = 0;

	for (size_t i = 0; i < s->lines; from = s->ends[i++]) {
		Length width = width_of(s->points, from, s->ends[i]);
		longest = width > longest ? width : longest;
		shortest = width < shortest ? width : shortest;
	}
	return shortest >= SHORTEST * s->wish->em && shortest * 3 >= longest;
}

static void
finish(Search *s, Course course, double cost)
{
	const Demand *demand = s->demand;

	if (demand->shape != SHAPE_FREE &&
	    !is_shape(course, demand->shape == SHAPE_WISHED ? s->wish->shapes
							    : SHAPE_ANY))
		return;
	if (demand->length && !long_enough(s))
		return;
	s->best_cost = cost;
	for (size_t i = 0; i < s->lines; i++)
		s->best[i] = s->ends[i];
}

/* Tries all ends of a line that begins at `from`; `before` is the width of the
 * line before it. */
static void
descend(Search *s, size_t line, size_t from, Length before, Course course,
	double cost)
{
	const BalancePoint *points = s->points;
	bool last = line + 1 == s->lines;
	size_t limit = furthest(points, s->count, from);
	size_t to = last ? s->count - 1 : from + 1;

	for (; to <= limit && fits(points, s->wish, from, to); to++) {
		if (!last && to + 1 == s->count)
			break;
		if (s->demand->words && points[to].seam == SEAM_NONE &&
		    !points[to].must)
			continue;
		Length width = width_of(points, from, to);
		double sum = cost + cost_of_line(s, from, to, line, before);
		Course next =
		    line ? course_after(course, before, width) : course;
		if (sum >= s->best_cost ||
		    (s->demand->shape != SHAPE_FREE && next.waist))
			continue;
		s->ends[line] = to;
		if (last)
			finish(s, next, sum);
		else
			descend(s, line + 1, to, width, next, sum);
	}
}

static bool
search_lines(Search *s, size_t fewest)
{
	size_t demand = 0, room = sizeof demands / sizeof *demands;

	for (size_t i = 1; i + 1 < s->count; i++)
		if (s->points[i].must)
			demand = DEMAND_BY_HAND;
	for (; demand < room; demand++) {
		s->demand = &demands[demand];
		for (size_t extra = 0; extra <= s->demand->extra; extra++) {
			s->lines = fewest + extra;
			if (s->lines > MOST_LINES)
				break;
			s->mean = width_of(s->points, 0, s->count - 1) /
				  (Length)s->lines;
			s->mean = s->mean > 0 ? s->mean : 1;
			s->best_cost = INFINITY;
			descend(s, 0, 0, 0, (Course){false, false, false}, 0);
			if (isfinite(s->best_cost))
				return true;
		}
	}
	return false;
}

/* The best way to begin a line at a point. */
typedef struct Node {
	double cost;
	size_t previous, lines;
} Node;

static double
cost_of_filling(const BalancePoint *points, size_t count,
		const BalanceWish *wish, size_t from, size_t to)
{
	Length width = width_of(points, from, to);
	Length indent = from == 0 ? wish->first_indent : 0;
	double empty = 1 - (double)width / (double)(wish->measure - indent);
	double cost = line_cost + end_cost(points, count, to);

	if (to + 1 < count && !points[to].must)
		return cost + spread_cost * empty * empty;
	/* A last line of a word or two is a limp, the more the less there is. */
	double third = 3 * (double)width / (double)wish->measure;
	return from > 0 && third < 1 ? cost + short_cost * (1 - third) : cost;
}

static size_t *
fill_lines(Arena *arena, const BalancePoint *points, size_t count,
	   const BalanceWish *wish, size_t *lines)
{
	Node *nodes = arena_alloc_array(arena, count, sizeof *nodes);

	for (size_t i = 1; i < count; i++)
		nodes[i].cost = INFINITY;
	for (size_t from = 0; from + 1 < count; from++)
		for (size_t to = from + 1;
		     to < count && isfinite(nodes[from].cost) &&
		     fits(points, wish, from, to);
		     to++) {
			double cost =
			    nodes[from].cost +
			    cost_of_filling(points, count, wish, from, to);
			if (cost < nodes[to].cost)
				nodes[to] =
				    (Node){cost, from, nodes[from].lines + 1};
			if (points[to].must)
				break;
		}
	*lines = nodes[count - 1].lines;
	size_t *ends = arena_alloc_array(arena, *lines, sizeof *ends);
	for (size_t i = *lines, at = count - 1; i-- > 0;
	     at = nodes[at].previous)
		ends[i] = at;
	return ends;
}

/* What the caller wants to know of the lines. */
static void
describe(const BalancePoint *points, const BalanceWish *wish, Balance *balance)
{
	Course course = {false, false, false};
	Length before = 0;

	for (size_t i = 0, from = 0; i < balance->count; i++) {
		size_t to = balance->ends[i];
		Length width = width_of(points, from, to);
		if (i > 0)
			course = course_after(course, before, width);
		if (i + 1 < balance->count && !points[to].must &&
		    points[to].seam == SEAM_NONE && !balance->split)
			balance->split = to;
		before = width;
		from = to;
	}
	balance->shaped = !wish->shapes || is_shape(course, wish->shapes);
}

bool
balance_lines(Arena *arena, const BalancePoint *points, size_t count,
	      const BalanceWish *wish, Balance *balance)
{
	size_t fewest = fewest_lines(points, count, wish);
	Search s = {.points = points, .count = count, .wish = wish};

	*balance = (Balance){.count = 0};
	if (!fewest)
		return false;
	if (wish->shapes && fewest <= MOST_LINES && search_lines(&s, fewest)) {
		size_t *ends = arena_alloc_array(arena, s.lines, sizeof *ends);
		for (size_t i = 0; i < s.lines; i++)
			ends[i] = s.best[i];
		balance->ends = ends;
		balance->count = s.lines;
	} else {
		balance->ends =
		    fill_lines(arena, points, count, wish, &balance->count);
	}
	describe(points, wish, balance);
	return true;
}
