/* Total fit: the breaks that cost least over the whole paragraph (Knuth and
 * Plass, "Breaking paragraphs into lines"), with CLREQ's ordered steps in the
 * place of one ratio. Sums over glyphs are prefix sums, so a candidate line is
 * judged in constant time, and a paragraph in time linear in its length. */
#include <math.h>
#include <stdlib.h>

#include "text/adjust.h"
#include "text/phrase.h"

/* Half an em is not always a whole number: a line that is this part of an em
 * too wide fits. */
enum { ROUNDING = 2000 };

/* Prefix sums: element i holds the sum over the glyphs before i. */
typedef struct Sums {
	Length *width;
	Length *shrink_before[MAX_STEPS], *shrink_behind[MAX_STEPS];
	Length *stretch[MAX_STEPS];
} Sums;

/* The best way to begin a line at a glyph. */
typedef struct Node {
	double cost;
	size_t previous; /* where the line before it begins */
	bool reached;
	bool split; /* the line before it ends inside a word */
} Node;

typedef struct Breaker {
	const Paragraph *paragraph;
	Length width, first_indent; /* of the measure; of the first line */
	Sums sums;
	Node *nodes;
} Breaker;

static Sums
sums_make(Arena *arena, const Paragraph *p)
{
	const TextRules *rules = p->rules;
	size_t room = p->count + 1;
	Sums s = {.width = arena_alloc_array(arena, room, sizeof(Length))};

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

static Length
natural_width(const Breaker *b, size_t first, size_t end)
{
	const Paragraph *p = b->paragraph;

	if (first == end)
		return 0;
	return b->sums.width[end] - b->sums.width[first] -
	       p->glyphs[first].gap - line_start_trim(p, first) -
	       line_end_trim(p, end - 1);
}

/* The room of all glyphs of a line in one step: what stands before the first
 * and behind the last does not count. */
static Length
line_shrink(const Breaker *b, size_t step, size_t first, size_t end)
{
	return b->sums.shrink_before[step][end] -
	       b->sums.shrink_before[step][first + 1] +
	       b->sums.shrink_behind[step][end - 1] -
	       b->sums.shrink_behind[step][first];
}

static Length
line_stretch(const Breaker *b, size_t step, size_t first, size_t end)
{
	return b->sums.stretch[step][end] - b->sums.stretch[step][first + 1];
}

/* Infinite where the line cannot be made so narrow. The third power: a little
 * from every mark goes unseen, a mark squeezed to its half is a limp. */
static double
shrink_cost(const Breaker *b, size_t first, size_t end, Length excess)
{
	const TextRules *rules = b->paragraph->rules;
	double cost = 0;

	for (size_t k = 0; k < rules->compress_count && excess > 0; k++) {
		Length room = line_shrink(b, k, first, end);
		if (room <= 0)
			continue;
		double part = excess < room ? (double)excess / (double)room : 1;
		cost += rules->compress[k].cost * part * part * part;
		excess -= room;
	}
	return excess > b->paragraph->style->size / ROUNDING ? INFINITY : cost;
}

/* Always finite: a loose line is better than none. Up to its limit a step costs
 * the square of its use; the last one, where it is between any characters, goes
 * beyond at the fourth power. */
static double
stretch_cost(const Breaker *b, size_t first, size_t end, Length lack)
{
	const TextRules *rules = b->paragraph->rules;
	double cost = 0;

	for (size_t k = 0; k < rules->expand_count && lack > 0; k++) {
		const AdjustStep *step = &rules->expand[k];
		Length room = line_stretch(b, k, first, end);
		bool open = step_is_open(rules, k);
		/* A line without any gap is as bad as one with a single gap
		 * that takes all. */
		if (room <= 0 && open)
			room = length_scale(b->paragraph->style->size,
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

/* The characters of a line that a reader counts: marks go with theirs. */
static size_t
count_characters(const Paragraph *p, size_t first, size_t end)
{
	size_t count = 0;

	for (size_t i = first; i < end && count < 2; i++)
		count += p->glyphs[i].class == CLASS_HAN ||
			 (p->glyphs[i].class == CLASS_WESTERN &&
			  (i == first ||
			   p->glyphs[i - 1].class != CLASS_WESTERN));
	return count;
}

static Length
line_indent(const Breaker *b, size_t first)
{
	return first == 0 ? b->first_indent : 0;
}

/* What the line of the glyphs [first, next) costs; INFINITY where it does not
 * fit. */
static double
line_cost(const Breaker *b, size_t first, size_t next)
{
	const Paragraph *p = b->paragraph;
	Length measure = b->width - line_indent(b, first);
	size_t begin = first, end = next;
	bool last = next == p->count ||
		    p->glyphs[next].break_before == BREAK_MUST;

	line_trim_blanks(p, &begin, &end);
	if (begin == end)
		return 0;
	Length lack = measure - natural_width(b, begin, end);
	double cost = next < p->count ? (double)p->glyphs[next].break_cost : 0;
	if (lack < 0)
		return cost + shrink_cost(b, begin, end, -lack);
	if (next == p->count && first > 0 &&
	    count_characters(p, begin, end) < 2)
		cost += p->rules->runt_cost;
	if (last)
		return cost;
	if (p->style->wrap == WRAP_PHRASE) {
		double empty = (double)lack / (double)b->width;
		return cost + p->rules->ragged_cost * empty * empty;
	}
	return cost + stretch_cost(b, begin, end, lack);
}

/* True where no later end can fit either: the line without all that it could
 * give up is too wide already. */
static bool
is_overfull(const Breaker *b, size_t first, size_t next)
{
	size_t begin = first, end = next;

	line_trim_blanks(b->paragraph, &begin, &end);
	if (begin == end)
		return false;
	Length width = natural_width(b, begin, end);
	for (size_t k = 0; k < b->paragraph->rules->compress_count; k++)
		width -= line_shrink(b, k, begin, end);
	/* A following mark may be narrower at the line end than here. */
	return width - b->paragraph->style->size >
	       b->width - line_indent(b, first);
}

static void
offer(Breaker *b, size_t from, size_t to, double cost, bool split)
{
	Node *node = &b->nodes[to];

	if (node->reached && node->cost <= b->nodes[from].cost + cost)
		return;
	*node = (Node){b->nodes[from].cost + cost, from, true, split};
}

/* Ends a line inside a word: at the last glyph, from `next` on, that fits. */
static void
split_word(Breaker *b, size_t first, size_t next)
{
	while (next < b->paragraph->count &&
	       isfinite(line_cost(b, first, next + 1)))
		next++;
	offer(b, first, next, 1e6, true);
}

/* Whether the word that begins at `start`, where a line may end, is wider than
 * any line: then it is no reason to leave the line before it empty. */
static bool
is_too_wide(const Breaker *b, size_t start)
{
	const Paragraph *p = b->paragraph;
	size_t end = start + 1;

	while (end < p->count && p->glyphs[end].break_before == BREAK_NEVER)
		end++;
	while (end > start + 1 && p->glyphs[end - 1].class != CLASS_WESTERN &&
	       p->glyphs[end - 1].class != CLASS_HAN)
		end--; /* marks behind the word are not part of it */
	return natural_width(b, start, end) >
	       b->width + p->style->size / ROUNDING;
}

static void
extend_from(Breaker *b, size_t first)
{
	const Paragraph *p = b->paragraph;
	size_t last = first; /* where a line could have ended last */

	for (size_t next = first + 1; next <= p->count; next++) {
		bool end = next == p->count;
		bool must = !end && p->glyphs[next].break_before == BREAK_MUST;
		if (end || must || p->glyphs[next].break_before == BREAK_MAY) {
			double cost = line_cost(b, first, next);
			if (isfinite(cost)) {
				offer(b, first, next, cost, false);
				last = next;
			}
		}
		if (must || is_overfull(b, first, next))
			break;
	}
	if (last == first)
		split_word(b, first, first + 1);
	else if (last < p->count &&
		 p->glyphs[last].break_before != BREAK_MUST &&
		 is_too_wide(b, last) &&
		 isfinite(line_cost(b, first, last + 1)))
		split_word(b, first, last + 1);
}

static LineList
collect_lines(Arena *arena, const Breaker *b)
{
	const Paragraph *p = b->paragraph;
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
		*line = (Line){
		    .first = first,
		    .end = i,
		    .indent = p->style->left + line_indent(b, first),
		    .measure = b->width - line_indent(b, first),
		    .last = i == p->count ||
			    p->glyphs[i].break_before == BREAK_MUST,
		    .split = b->nodes[i].split,
		};
		line_trim_blanks(p, &line->first, &line->end);
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

static LineList
total_fit(Arena *arena, const Paragraph *paragraph, Length width,
	  Diagnostics *diag)
{
	Arena *scratch = arena_new();
	Breaker b = {
	    .paragraph = paragraph,
	    .width = width,
	    .first_indent = paragraph->style->first_line,
	    .sums = sums_make(scratch, paragraph),
	    .nodes = arena_alloc_array(scratch, paragraph->count + 1,
				       sizeof(Node)),
	};

	b.nodes[0].reached = true;
	for (size_t i = 0; i < paragraph->count; i++)
		if (b.nodes[i].reached)
			extend_from(&b, i);
	LineList lines = collect_lines(arena, &b);
	report_splits(paragraph, lines, diag);
	arena_free(scratch);
	return lines;
}

LineList
paragraph_break(Arena *arena, const Paragraph *paragraph, Length width,
		Diagnostics *diag)
{
	const Style *style = paragraph->style;
	LineList lines;

	width -= style->left + style->right;
	if (style->wrap == WRAP_PHRASE &&
	    phrase_break(arena, paragraph, width, diag, &lines))
		return lines;
	return total_fit(arena, paragraph, width, diag);
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
		width += paragraph->glyphs[i].gap + paragraph->glyphs[i].advance;
	return width - paragraph->glyphs[first].gap -
	       line_start_trim(paragraph, first) -
	       line_end_trim(paragraph, end - 1);
}
