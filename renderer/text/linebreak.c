/* Total fit: the breaks that cost least over the whole paragraph (Knuth and
 * Plass, "Breaking paragraphs into lines"), with CLREQ's ordered steps in the
 * place of one ratio. A candidate line is judged in constant time, and a
 * paragraph in time linear in its length. */
#include <math.h>
#include <stdlib.h>

#include "text/adjust.h"
#include "text/fit.h"
#include "text/phrase.h"

/* The best way to begin a line at a glyph. */
typedef struct Node {
	double cost;
	size_t previous; /* where the line before it begins */
	uint32_t lines;	 /* before it */
	bool reached;
	bool split; /* the line before it ends inside a word */
} Node;

typedef struct Breaker {
	Fit fit;
	Node *nodes;
} Breaker;

static void
offer(Breaker *b, size_t from, size_t to, double cost, bool split)
{
	Node *node = &b->nodes[to];

	if (node->reached && node->cost <= b->nodes[from].cost + cost)
		return;
	*node = (Node){b->nodes[from].cost + cost, from,
		       b->nodes[from].lines + 1, true, split};
}

/* Ends a line inside a word: at the last glyph, from `next` on, that fits. */
static void
split_word(Breaker *b, size_t first, size_t next)
{
	while (next < b->fit.paragraph->count &&
	       isfinite(fit_cost(&b->fit, first, next + 1)))
		next++;
	offer(b, first, next, 1e6, true);
}

/* Whether the word that begins at `start`, where a line may end, is wider than
 * any line: then it is no reason to leave the line before it empty. */
static bool
is_too_wide(const Breaker *b, size_t start)
{
	const Paragraph *p = b->fit.paragraph;
	size_t end = start + 1;

	while (end < p->count && p->glyphs[end].break_before == BREAK_NEVER)
		end++;
	while (end > start + 1 && p->glyphs[end - 1].class != CLASS_WESTERN &&
	       p->glyphs[end - 1].class != CLASS_HAN)
		end--; /* marks behind the word are not part of it */
	return fit_width(&b->fit, start, end) >
	       b->fit.width + p->style->size / ROUNDING;
}

/* Offers every line from `first` that is at least `least` wide by itself, or
 * ends the paragraph or at a hard break. Returns where a line could end last,
 * `first` where none could. */
static size_t
offer_lines(Breaker *b, size_t first, Length least)
{
	const Paragraph *p = b->fit.paragraph;
	const Length *width = b->fit.sums.width;
	size_t last = first;

	for (size_t next = first + 1; next <= p->count; next++) {
		bool end = next == p->count;
		bool must = !end && p->glyphs[next].break_before == BREAK_MUST;
		bool may =
		    end || must || p->glyphs[next].break_before == BREAK_MAY;
		Length filled = width[next] - width[first];
		if (filled < least && !end && !must)
			continue;
		double cost = may ? fit_cost(&b->fit, first, next) : INFINITY;
		if (isfinite(cost)) {
			offer(b, first, next, cost, false);
			last = next;
		}
		if (must || (filled > b->fit.width &&
			     fit_is_overfull(&b->fit, first, next)))
			break;
	}
	return last;
}

/* A line that is not half full is looked at only where there is no other. */
static void
extend_from(Breaker *b, size_t first)
{
	const Paragraph *p = b->fit.paragraph;
	size_t last = offer_lines(b, first, b->fit.width / 2);

	if (last == first)
		last = offer_lines(b, first, 0);
	if (last == first)
		split_word(b, first, first + 1);
	else if (last < p->count &&
		 p->glyphs[last].break_before != BREAK_MUST &&
		 is_too_wide(b, last) &&
		 isfinite(fit_cost(&b->fit, first, last + 1)))
		split_word(b, first, last + 1);
}

static LineList
collect_lines(Arena *arena, const Breaker *b)
{
	const Paragraph *p = b->fit.paragraph;
	LineList list = {NULL, 0};

	for (size_t i = p->count; i > 0; i = b->nodes[i].previous)
		list.count++;
	Line *lines = arena_alloc_array(arena, list.count ? list.count : 1,
					sizeof *lines);
	list.items = lines;
	size_t k = list.count;
	for (size_t i = p->count; i > 0; i = b->nodes[i].previous) {
		size_t first = b->nodes[i].previous;
		Line *line = &lines[--k];
		*line = fit_line(&b->fit, first, i);
		line->split = b->nodes[i].split;
	}
	return list;
}

/* A word is reported once, however many lines it takes. */
static void
report_splits(const Paragraph *p, LineList lines, Diagnostics *diag)
{
	bool inside = false;

	for (size_t i = 0; i < lines.count; i++) {
		const Line *line = &lines.items[i];
		if (line->first == line->end)
			continue;
		size_t word = line->end - 1; /* where it begins */
		while (word > line->first &&
		       p->glyphs[word].break_before == BREAK_NEVER)
			word--;
		bool whole = word == line->first;
		if (line->split && !(inside && whole))
			diag_report(
			    diag, DIAG_WARNING, "word-split",
			    text_position(p->text, p->glyphs[word].text_start),
			    "请在可以断开的地方加空格，或改写。",
			    "一个词或数比一行还宽，只好从中断开");
		inside = line->split;
	}
}

/* Says which lines are looser than the layout's limits. */
static void
report_loose(const Breaker *b, Diagnostics *diag)
{
	const Paragraph *p = b->fit.paragraph;

	if (p->style->align != ALIGN_JUSTIFY || p->style->wrap != WRAP_FILL)
		return;
	for (size_t i = p->count; i > 0; i = b->nodes[i].previous) {
		size_t first = b->nodes[i].previous;
		if (b->nodes[i].split ||
		    fit_is_within_limits(&b->fit, first, i))
			continue;
		diag_report(diag, DIAG_WARNING, "loose-line",
			    text_position(p->text, p->glyphs[first].text_start),
			    "请改动几个字，或在长词、长数里加可以断开的地方。",
			    "这一行排得太松：没有合适的断行处");
	}
}

static Breaker
breaker_run(Arena *scratch, const Paragraph *paragraph, Length width)
{
	Breaker b = {
	    .fit = fit_open(scratch, paragraph, width),
	    .nodes =
		arena_alloc_array(scratch, paragraph->count + 1, sizeof(Node)),
	};

	b.nodes[0].reached = true;
	for (size_t i = 0; i < paragraph->count; i++)
		if (b.nodes[i].reached)
			extend_from(&b, i);
	return b;
}

static LineList
total_fit(Arena *arena, const Paragraph *paragraph, Length width,
	  Diagnostics *diag)
{
	Arena *scratch = arena_new();
	Breaker b = breaker_run(scratch, paragraph, width);
	LineList lines = collect_lines(arena, &b);

	report_splits(paragraph, lines, diag);
	report_loose(&b, diag);
	arena_free(scratch);
	return lines;
}

static Length
measure_of(const Paragraph *paragraph, Length width)
{
	return width - paragraph->style->left - paragraph->style->right;
}

LineList
paragraph_break(Arena *arena, const Paragraph *paragraph, Length width,
		Diagnostics *diag)
{
	LineList lines;

	width = measure_of(paragraph, width);
	if (paragraph->style->wrap == WRAP_PHRASE &&
	    phrase_break(arena, paragraph, width, diag, &lines) &&
	    grid_fits(arena, paragraph, lines))
		return lines;
	return total_fit(arena, paragraph, width, diag);
}

/* Ways to a glyph by one line less, as many, and one more than the best way
 * takes. */
enum { SHORTER, SAME, LONGER, WAYS };

typedef struct Way {
	double cost;
	size_t previous;
	int previous_way;
	bool reached;
} Way;

static void
extend_ways(const Breaker *b, Way (*ways)[WAYS], size_t first, int way)
{
	const Paragraph *p = b->fit.paragraph;
	const Way *from = &ways[first][way];

	for (size_t next = first + 1; next <= p->count; next++) {
		bool must = next < p->count &&
			    p->glyphs[next].break_before == BREAK_MUST;
		bool may = next == p->count ||
			   p->glyphs[next].break_before != BREAK_NEVER;
		double cost = may && b->nodes[next].reached
				  ? fit_cost(&b->fit, first, next)
				  : INFINITY;
		int to = (int)b->nodes[first].lines + way + 1 -
			 (int)b->nodes[next].lines;
		/* No line may pay much for the page: rhythm goes before. */
		if (cost <= p->rules->reset_cost && to >= SHORTER &&
		    to < WAYS) {
			Way *there = &ways[next][to];
			if (!there->reached || from->cost + cost < there->cost)
				*there =
				    (Way){from->cost + cost, first, way, true};
		}
		if (must || fit_is_overfull(&b->fit, first, next))
			break;
	}
}

static LineList
collect_way(Arena *arena, const Breaker *b, Way (*ways)[WAYS], int way)
{
	size_t count = b->fit.paragraph->count, at = count;
	LineList list = {NULL, b->nodes[count].lines + (size_t)way - SAME};

	if (!ways[count][way].reached)
		return (LineList){NULL, 0};
	Line *lines = arena_alloc_array(arena, list.count, sizeof *lines);
	list.items = lines;
	for (size_t k = list.count; k > 0; k--) {
		const Way *here = &ways[at][way];
		lines[k - 1] = fit_line(&b->fit, here->previous, at);
		at = here->previous;
		way = here->previous_way;
	}
	return list;
}

LineVariants
paragraph_variants(Arena *arena, const Paragraph *paragraph, Length width)
{
	enum { MOST_GLYPHS = 4000 };
	LineVariants variants = {0};

	if (paragraph->count == 0 || paragraph->count > MOST_GLYPHS ||
	    paragraph->style->align != ALIGN_JUSTIFY ||
	    paragraph->style->wrap != WRAP_FILL)
		return variants;
	Arena *scratch = arena_new();
	Breaker b =
	    breaker_run(scratch, paragraph, measure_of(paragraph, width));
	Way(*ways)[WAYS] =
	    arena_alloc_array(scratch, paragraph->count + 1, sizeof *ways);
	ways[0][SAME].reached = true;
	for (size_t i = 0; i < paragraph->count; i++)
		for (int way = SHORTER; way < WAYS; way++)
			if (ways[i][way].reached)
				extend_ways(&b, ways, i, way);
	variants.shorter = collect_way(arena, &b, ways, SHORTER);
	variants.longer = collect_way(arena, &b, ways, LONGER);
	const Way *end = ways[paragraph->count];
	double best = b.nodes[paragraph->count].cost;
	variants.shorter_cost = end[SHORTER].cost - best;
	variants.longer_cost = end[LONGER].cost - best;
	arena_free(scratch);
	return variants;
}

Length
paragraph_width(const Paragraph *paragraph)
{
	Length width = 0;
	size_t first = 0, end = paragraph->count;

	line_trim_blanks(paragraph, &first, &end);
	if (first == end)
		return 0;
	for (size_t i = first; i < end; i++)
		width +=
		    paragraph->glyphs[i].gap + paragraph->glyphs[i].advance;
	return width - paragraph->glyphs[first].gap -
	       line_start_trim(paragraph, first) -
	       line_end_trim(paragraph, end - 1);
}
