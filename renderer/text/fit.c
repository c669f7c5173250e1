/* What a line costs, from prefix sums: in constant time. */
#include "text/fit.h"

#include <math.h>

#include "text/adjust.h"

static FitSums
sums_make(Arena *arena, const Paragraph *p)
{
	const TextRules *rules = p->rules;
	size_t room = p->count + 1;
	FitSums s = {.width = arena_alloc_array(arena, room, sizeof(Length))};

	for (size_t k = 0; k < rules->compress_count; k++) {
		s.shrink_before[k] =
		    arena_alloc_array(arena, room, sizeof(Length));
		s.shrink_behind[k] =
		    arena_alloc_array(arena, room, sizeof(Length));
	}
	for (size_t k = 0; k < rules->expand_count; k++)
		s.stretch[k] = arena_alloc_array(arena, room, sizeof(Length));
	for (size_t i = 0; i < p->count; i++) {
		const Glyph *g = &p->glyphs[i];
		s.width[i + 1] = s.width[i] + g->gap + g->advance;
		for (size_t k = 0; k < rules->compress_count; k++) {
			Room r = glyph_shrink(g, rules, k, p->style->size);
			s.shrink_before[k][i + 1] =
			    s.shrink_before[k][i] + r.before;
			s.shrink_behind[k][i + 1] =
			    s.shrink_behind[k][i] + r.behind;
		}
		for (size_t k = 0; k < rules->expand_count; k++)
			s.stretch[k][i + 1] =
			    s.stretch[k][i] +
			    glyph_stretch(g, rules, k, p->style->size);
	}
	return s;
}

Length
fit_width(const Fit *f, size_t first, size_t end)
{
	const Paragraph *p = f->paragraph;

	if (first == end)
		return 0;
	return f->sums.width[end] - f->sums.width[first] -
	       p->glyphs[first].gap - line_start_trim(p, first) -
	       line_end_trim(p, end - 1);
}

/* The room of all glyphs of a line in one step: what stands before the first
 * and behind the last does not count. */
static Length
line_shrink(const Fit *f, size_t step, size_t first, size_t end)
{
	return f->sums.shrink_before[step][end] -
	       f->sums.shrink_before[step][first + 1] +
	       f->sums.shrink_behind[step][end - 1] -
	       f->sums.shrink_behind[step][first];
}

static Length
line_stretch(const Fit *f, size_t step, size_t first, size_t end)
{
	return f->sums.stretch[step][end] - f->sums.stretch[step][first + 1];
}

/* Infinite where the line cannot be made so narrow. The third power: a little
 * from every mark goes unseen, a mark squeezed to its half is a limp. */
static double
shrink_cost(const Fit *f, size_t first, size_t end, Length excess)
{
	const TextRules *rules = f->paragraph->rules;
	double cost = 0;

	for (size_t k = 0; k < rules->compress_count && excess > 0; k++) {
		Length room = line_shrink(f, k, first, end);
		if (room <= 0)
			continue;
		double part = excess < room ? (double)excess / (double)room : 1;
		cost += rules->compress[k].cost * part * part * part;
		excess -= room;
	}
	return excess > f->paragraph->style->size / ROUNDING ? INFINITY : cost;
}

/* Always finite: a loose line is better than none. Up to its limit a step costs
 * the square of its use; the last one, where it is between any characters, goes
 * beyond at the fourth power. */
static double
stretch_cost(const Fit *f, size_t first, size_t end, Length lack)
{
	const TextRules *rules = f->paragraph->rules;
	double cost = 0;

	for (size_t k = 0; k < rules->expand_count && lack > 0; k++) {
		const AdjustStep *step = &rules->expand[k];
		Length room = line_stretch(f, k, first, end);
		bool open = step_is_open(rules, k);
		/* A line without any gap is as bad as one with a single gap
		 * that takes all. */
		if (room <= 0 && open)
			room = length_scale(f->paragraph->style->size,
					    step->limit, 1000);
		if (room <= 0)
			continue;
		double part = (double)lack / (double)room;
		if (part > 1 && !open)
			part = 1;
		cost += step->cost *
			(part > 1 ? part * part * part * part : part * part);
		lack -= open ? lack : room;
	}
	return cost;
}

/* The characters of a line that a reader counts, two being enough: marks go
 * with theirs. */
static size_t
count_characters(const Paragraph *p, size_t first, size_t end)
{
	size_t count = 0;

	for (size_t i = first; i < end && count < 2; i++)
		count += p->glyphs[i].class == CLASS_HAN ||
			 char_is_western_letter(p->glyphs[i].character);
	return count;
}

static Length
fit_indent(const Fit *f, size_t first)
{
	/* What the author put on a line of its own begins as a paragraph. */
	bool opens = first == 0 ||
		     f->paragraph->glyphs[first].break_before == BREAK_MUST;

	return opens ? f->first_indent : 0;
}

double
fit_cost(const Fit *f, size_t first, size_t next)
{
	const Paragraph *p = f->paragraph;
	Length measure = f->width - fit_indent(f, first);
	size_t begin = first, end = next;
	bool last =
	    next == p->count || p->glyphs[next].break_before == BREAK_MUST;

	line_trim_blanks(p, &begin, &end);
	if (begin == end)
		return 0;
	Length lack = measure - fit_width(f, begin, end);
	double cost = next < p->count ? (double)p->glyphs[next].break_cost : 0;
	if (next < p->count && p->glyphs[next].hyphen &&
	    p->glyphs[first].hyphen)
		cost += p->rules->hyphens_cost;
	bool grid = f->grid && grid_has_cells(f->grid, begin, end);
	if (grid)
		cost += grid_cost(f->grid, begin, end, measure, last);
	else if (lack < 0)
		return cost + shrink_cost(f, begin, end, -lack);
	if (next == p->count && first > 0 && lack >= 0 &&
	    count_characters(p, begin, end) < 2)
		cost += p->rules->runt_cost;
	if (last)
		return cost;
	if (p->style->wrap == WRAP_PHRASE && lack >= 0) {
		double empty = (double)lack / (double)f->width;
		return cost + p->rules->ragged_cost * empty * empty;
	}
	return grid && p->style->align == ALIGN_JUSTIFY
		   ? cost
		   : cost + stretch_cost(f, begin, end, lack);
}

bool
fit_is_overfull(const Fit *f, size_t first, size_t next)
{
	size_t begin = first, end = next;

	line_trim_blanks(f->paragraph, &begin, &end);
	if (begin == end)
		return false;
	if (f->grid)
		return grid_is_overfull(f->grid, begin, end,
					f->width - fit_indent(f, first));
	Length width = fit_width(f, begin, end);
	for (size_t k = 0; k < f->paragraph->rules->compress_count; k++)
		width -= line_shrink(f, k, begin, end);
	/* A following mark may be narrower at the line end than here. */
	return width - f->paragraph->style->size >
	       f->width - fit_indent(f, first);
}

bool
fit_is_within_limits(const Fit *f, size_t first, size_t next)
{
	const TextRules *rules = f->paragraph->rules;
	size_t begin = first, end = next;

	line_trim_blanks(f->paragraph, &begin, &end);
	if (begin == end || next == f->paragraph->count ||
	    f->paragraph->glyphs[next].break_before == BREAK_MUST)
		return true;
	Length measure = f->width - fit_indent(f, first);
	if (f->grid && grid_has_cells(f->grid, begin, end))
		return grid_cost(f->grid, begin, end, measure, false) <
		       GRID_LOOSE;
	Length lack = measure - fit_width(f, begin, end);
	for (size_t k = 0; k < rules->expand_count && lack > 0; k++)
		if (!step_is_open(rules, k))
			lack -= line_stretch(f, k, begin, end);
	return lack <= 0;
}

Fit
fit_open(Arena *arena, const Paragraph *paragraph, Length width)
{
	return (Fit){
	    .paragraph = paragraph,
	    .width = width,
	    .first_indent = paragraph->style->first_line,
	    .sums = sums_make(arena, paragraph),
	    .grid = grid_holds(paragraph) ? grid_open(arena, paragraph) : NULL,
	};
}

Line
fit_line(const Fit *f, size_t first, size_t next)
{
	const Paragraph *p = f->paragraph;
	Length indent = fit_indent(f, first);
	Line line = {
	    .first = first,
	    .end = next,
	    .indent = p->style->left + indent,
	    .measure = f->width - indent,
	    .last =
		next == p->count || p->glyphs[next].break_before == BREAK_MUST,
	};

	line_trim_blanks(p, &line.first, &line.end);
	return line;
}
