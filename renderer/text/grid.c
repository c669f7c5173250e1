#include "text/grid.h"

#include <math.h>

#include "text/fit.h"
#include "text/stretch.h"

/* The widths that a stretch may have, in cells from the least on, and how many
 * more than the least all stretches of a line may take together. */
enum { CHOICES = 4, SPARE = 8 };

/* What a mark beyond the edge costs where the layout does not ask for it; a
 * line that ends in a hyphen or interpunct; one that ends before the edge, and
 * each cell of that. */
static const double hanging_cost = 400, small_cost = 4000, short_cost = 8e5,
		    cell_cost = 2e5;

typedef struct Cells {
	int least;
	double cost[CHOICES];	/* of least, least + 1 … */
	EdgeMark edge[CHOICES]; /* at a line's end */
} Cells;

struct Grid {
	const Paragraph *paragraph;
	size_t *next, *previous; /* the Han at or behind, before a glyph */
	/* Prefix sums: over the glyphs before, of Han, of stretches, of their
	 * least cells; of the width below which nothing goes. */
	size_t *han, *stretches;
	int *least;
	Length *width;
	Cells *cells; /* of the stretches between two Han */
};

bool
grid_holds_style(const Style *style, const TextRules *rules)
{
	return rules->grid == GRID_STRICT && style->size == rules->cell &&
	       style->align != ALIGN_SPREAD && style->align != ALIGN_RIGHT;
}

bool
grid_holds(const Paragraph *p)
{
	return grid_holds_style(p->style, p->rules);
}

static bool
is_han(const Paragraph *p, size_t index)
{
	return stretch_is_cell(&p->glyphs[index], p->style->size);
}

static int
cells_in(Length width, Length em)
{
	return (int)((width + em / ROUNDING) / em);
}

static int
cells_around(Length width, Length em)
{
	return (int)((width - em / ROUNDING + em - 1) / em);
}

/* The least cells that a stretch can have at all. */
static int
least_cells(const Stretch *s)
{
	Length em = s->paragraph->style->size, least = stretch_least(s);

	return least > em / ROUNDING ? cells_around(least, em) : 0;
}

static double
edge_cost(const Stretch *s)
{
	if (s->edge == EDGE_HANGING && !s->paragraph->rules->hanging)
		return hanging_cost;
	return s->ends_line && s->first < s->end &&
		       stretch_is_small(&s->paragraph->glyphs[s->end - 1])
		   ? small_cost
		   : 0;
}

/* At the end of a line that is not flush nothing is widened. */
static double
cost_of_cells(const Stretch *s, int cells, bool flush)
{
	Length width = cells * s->paragraph->style->size;
	bool free = s->ends_line && !flush && width >= stretch_width(s);

	return edge_cost(s) + (free ? 0 : stretch_cost(s, width));
}

static Cells
cells_of(Stretch s, bool flush)
{
	Cells cells = {.least = least_cells(&s)};

	for (int k = 0; k < CHOICES; k++)
		cells.cost[k] = INFINITY;
	if (s.first == s.end && stretch_width(&s) == 0) {
		cells.cost[0] = 0;
		return cells;
	}
	for (int edge = EDGE_WHOLE; edge < EDGE_COUNT; edge++) {
		s.edge = (EdgeMark)edge;
		if (stretch_may_end(&s, s.edge) &&
		    least_cells(&s) < cells.least)
			cells.least = least_cells(&s);
	}
	for (int edge = EDGE_WHOLE; edge < EDGE_COUNT; edge++) {
		s.edge = (EdgeMark)edge;
		for (int k = 0; stretch_may_end(&s, s.edge) && k < CHOICES;
		     k++) {
			double cost = cost_of_cells(&s, cells.least + k, flush);
			if (cost < cells.cost[k]) {
				cells.cost[k] = cost;
				cells.edge[k] = s.edge;
			}
		}
	}
	return cells;
}

/* The stretch behind the Han at `index`, up to the next one, if there is one
 * and there is something between them. */
static bool
stretch_behind(const Paragraph *p, size_t index, size_t next, Stretch *s)
{
	*s = (Stretch){.paragraph = p, .first = index + 1, .end = next};
	return next < p->count && stretch_width(s) > 0;
}

static void
find_han(Grid *g)
{
	const Paragraph *p = g->paragraph;
	size_t last = p->count;

	for (size_t i = 0; i <= p->count; i++) {
		g->previous[i] = last;
		if (i < p->count && is_han(p, i))
			last = i;
	}
	g->next[p->count] = p->count;
	for (size_t i = p->count; i-- > 0;)
		g->next[i] = is_han(p, i) ? i : g->next[i + 1];
}

static Length
least_width(const Glyph *glyph)
{
	return glyph->advance - glyph->give_left - glyph->give_right;
}

const Grid *
grid_open(Arena *arena, const Paragraph *p)
{
	size_t room = p->count + 1;
	Grid *g = arena_alloc(arena, sizeof *g);

	*g = (Grid){
	    .paragraph = p,
	    .next = arena_alloc_array(arena, room, sizeof *g->next),
	    .previous = arena_alloc_array(arena, room, sizeof *g->previous),
	    .han = arena_alloc_array(arena, room, sizeof *g->han),
	    .stretches = arena_alloc_array(arena, room, sizeof *g->stretches),
	    .least = arena_alloc_array(arena, room, sizeof *g->least),
	    .width = arena_alloc_array(arena, room, sizeof *g->width),
	    .cells = arena_alloc_array(arena, room, sizeof *g->cells),
	};
	find_han(g);
	for (size_t i = 0; i < p->count; i++) {
		size_t known = g->stretches[i];
		bool han = is_han(p, i);
		Stretch s;
		g->han[i + 1] = g->han[i] + han;
		g->width[i + 1] = g->width[i] + least_width(&p->glyphs[i]);
		g->stretches[i + 1] = known;
		g->least[i + 1] = g->least[i];
		if (!han || !stretch_behind(p, i, g->next[i + 1], &s))
			continue;
		g->cells[known] = cells_of(s, true);
		g->least[i + 1] += g->cells[known].least;
		g->stretches[i + 1]++;
	}
	return g;
}

bool
grid_has_cells(const Grid *g, size_t first, size_t end)
{
	return g->han[end] > g->han[first];
}

/* best[n] is the lowest cost of all stretches so far at n cells more than their
 * least; adds one. `picks`, where there are any, notes its choices. */
static void
add_stretch(double *best, int spare, const Cells *cells, uint8_t *picks)
{
	for (int n = spare; n >= 0; n--) {
		double cost = INFINITY;
		for (int k = 0; k < CHOICES && k <= n; k++) {
			double with = best[n - k] + cells->cost[k];
			if (with < cost) {
				cost = with;
				if (picks)
					picks[n] = (uint8_t)k;
			}
		}
		best[n] = cost;
	}
}

static void
start_cells(double *best)
{
	best[0] = 0;
	for (int n = 1; n <= SPARE; n++)
		best[n] = INFINITY;
}

/* How many of the cells to spare the stretches best take. */
static int
best_spare(const double *best, int spare, bool flush, double *cost)
{
	int taken = 0;

	*cost = INFINITY;
	for (int n = 0; n <= spare && n <= SPARE; n++) {
		int lack = flush ? spare - n : 0;
		double here = best[n];
		if (lack > 0)
			here += short_cost + cell_cost * lack;
		if (here < *cost) {
			*cost = here;
			taken = n;
		}
	}
	return taken;
}

static bool
is_flush(const Paragraph *p, bool last)
{
	return !last && p->style->align == ALIGN_JUSTIFY &&
	       p->style->wrap == WRAP_FILL;
}

double
grid_cost(const Grid *g, size_t first, size_t end, Length measure, bool last)
{
	const Paragraph *p = g->paragraph;
	bool flush = is_flush(p, last);
	size_t from = g->next[first], to = g->previous[end];
	double best[SPARE + 1], cost;
	int spare = cells_in(measure, p->style->size) -
		    (int)(g->han[end] - g->han[first]) -
		    (g->least[to] - g->least[from]);

	if (spare < 0)
		return INFINITY;
	Cells head = cells_of((Stretch){.paragraph = p,
					.first = first,
					.end = from,
					.starts_line = true},
			      flush);
	Cells tail = cells_of(
	    (Stretch){
		.paragraph = p, .first = to + 1, .end = end, .ends_line = true},
	    flush);
	spare -= head.least + tail.least;
	if (spare < 0)
		return INFINITY;
	int most = spare < SPARE ? spare : SPARE;
	start_cells(best);
	add_stretch(best, most, &head, NULL);
	for (size_t i = g->stretches[from]; i < g->stretches[to]; i++)
		add_stretch(best, most, &g->cells[i], NULL);
	add_stretch(best, most, &tail, NULL);
	best_spare(best, spare, flush, &cost);
	return cost;
}

bool
grid_is_overfull(const Grid *g, size_t first, size_t end, Length measure)
{
	/* A following mark may be narrower at the line end than here, and one
	 * may hang. */
	return g->width[end] - g->width[first] - 2 * g->paragraph->style->size >
	       measure;
}

/* A line as its stretches. */
typedef struct GridLine {
	Stretch *stretches;
	Cells *cells;
	uint8_t (*picks)[SPARE + 1];
	size_t count;
	int spare; /* cells beyond the Han and the least of all stretches */
} GridLine;

static void
take_stretch(GridLine *l, Stretch s, bool flush)
{
	l->stretches[l->count] = s;
	l->cells[l->count] = cells_of(s, flush);
	l->spare -= l->cells[l->count].least;
	l->count++;
}

static GridLine
read_line(Arena *arena, const Paragraph *p, const Line *line, bool flush)
{
	size_t room = line->end - line->first + 2, first = line->first;
	GridLine l = {
	    .stretches = arena_alloc_array(arena, room, sizeof *l.stretches),
	    .cells = arena_alloc_array(arena, room, sizeof *l.cells),
	    .picks = arena_alloc_array(arena, room, sizeof *l.picks),
	    .spare = cells_in(line->measure, p->style->size),
	};
	Stretch s = {.paragraph = p, .first = first, .starts_line = true};

	for (size_t i = first; i < line->end; i++) {
		if (!is_han(p, i))
			continue;
		s.end = i;
		if (s.starts_line || stretch_width(&s) > 0)
			take_stretch(&l, s, flush);
		s = (Stretch){.paragraph = p, .first = i + 1};
		l.spare--;
	}
	s.end = line->end;
	s.ends_line = true;
	take_stretch(&l, s, flush);
	return l;
}

static double
solve(GridLine *l, bool flush, int *taken)
{
	double best[SPARE + 1], cost;
	int most = l->spare < SPARE ? l->spare : SPARE;

	start_cells(best);
	for (size_t i = 0; i < l->count; i++)
		add_stretch(best, most, &l->cells[i], l->picks[i]);
	*taken = best_spare(best, l->spare, flush, &cost);
	return cost;
}

/* A line in which a stretch cannot be set on the grid: a word wider than it. */
static void
set_naturally(GridLine *l)
{
	for (size_t i = 0; i < l->count; i++) {
		Stretch *s = &l->stretches[i];
		Length em = s->paragraph->style->size;
		Length width = stretch_width(s);
		l->cells[i].least = width > 0 ? cells_around(width, em) : 0;
		for (size_t n = 0; n <= SPARE; n++)
			l->picks[i][n] = 0;
		l->cells[i].edge[0] = EDGE_WHOLE;
	}
}

static void
set_stretches(const GridLine *l, int taken, bool flush, size_t origin,
	      Length *gaps, LinePlace *places)
{
	for (size_t i = l->count; i-- > 0;) {
		int pick = l->picks[i][taken];
		Stretch *s = &l->stretches[i];
		s->edge = l->cells[i].edge[pick];
		Length width =
		    (l->cells[i].least + pick) * s->paragraph->style->size;
		Length natural = stretch_width(s);
		if (s->ends_line && !flush && width > natural)
			width = natural;
		stretch_set(s, width, origin, gaps, places);
		taken -= pick;
	}
}

static bool
has_han(const Paragraph *p, const Line *line)
{
	for (size_t i = line->first; i < line->end; i++)
		if (is_han(p, i))
			return true;
	return false;
}

/* A heading's line that ends at a seam well before the edge is left short. */
static bool
is_nearly_full(const Paragraph *p, const Line *line, int spare, int taken)
{
	return !line->last && p->style->align == ALIGN_JUSTIFY &&
	       spare - taken <= 1;
}

bool
grid_set(Arena *arena, const Paragraph *p, const Line *line, Length *gaps,
	 LinePlace *places)
{
	bool flush = is_flush(p, line->last);
	int taken = 0;

	if (!has_han(p, line))
		return false;
	GridLine l = read_line(arena, p, line, flush);
	double cost = l.spare < 0 ? INFINITY : solve(&l, flush, &taken);
	if (!flush && isfinite(cost) &&
	    is_nearly_full(p, line, l.spare, taken)) {
		int filled;
		GridLine full = read_line(arena, p, line, true);
		if (full.spare >= 0 &&
		    solve(&full, true, &filled) < GRID_LOOSE) {
			l = full;
			taken = filled;
			flush = true;
		}
	}
	if (!isfinite(cost))
		set_naturally(&l);
	for (size_t i = line->first; i < line->end; i++)
		if (is_han(p, i))
			places[i - line->first].advance =
			    p->style->size + p->glyphs[i].pad_left +
			    p->glyphs[i].pad_right;
	set_stretches(&l, taken, flush, line->first, gaps, places);
	return true;
}

bool
grid_fits(Arena *arena, const Paragraph *p, LineList lines)
{
	for (size_t i = 0; i < lines.count && grid_holds(p); i++) {
		const Line *line = &lines.items[i];
		int taken;
		if (!has_han(p, line))
			continue;
		GridLine l = read_line(arena, p, line, false);
		if (l.spare < 0 || !isfinite(solve(&l, false, &taken)))
			return false;
	}
	return true;
}

Length
grid_snap(const Paragraph *p, Length start, Length left)
{
	return start > left ? start - (start - left) % p->style->size : start;
}
