/* Lines: which of the old is which of the new, and where it went. */
#include <string.h>

#include "compare/compare.h"

static const CompareLine *
line_of(const CompareContent *content, size_t index)
{
	return &content->lines.items[index];
}

static const CompareChar *
char_of(const CompareContent *content, size_t index)
{
	return &content->chars.items[index];
}

static Length
distance(Length a, Length b)
{
	return a < b ? b - a : a - b;
}

/* Whether what is left of an old line went to this new one and nowhere else. */
static bool
went_to(const Comparison *comparison, size_t old_line, size_t new_line)
{
	const CompareLine *old = line_of(comparison->old, old_line);

	for (size_t i = 0; i < old->count; i++) {
		ptrdiff_t at = comparison->new_of[old->first + i];
		if (at >= 0 &&
		    char_of(comparison->new, (size_t)at)->line != new_line)
			return false;
	}
	return true;
}

/* Finds the one old line that all old characters of a new line come from. */
static void
pair_line(const Comparison *comparison, size_t index, ComparePair *pair)
{
	const CompareLine *line = line_of(comparison->new, index);
	bool several = false;

	*pair = (ComparePair){.old = COMPARE_NONE, .fresh = true};
	for (size_t i = 0; i < line->count; i++) {
		ptrdiff_t at = comparison->old_of[line->first + i];
		if (at < 0) {
			pair->edited = true;
			continue;
		}
		ptrdiff_t from =
		    (ptrdiff_t)char_of(comparison->old, (size_t)at)->line;
		several |= !pair->fresh && from != pair->old;
		pair->fresh = false;
		pair->old = from;
	}
	if (pair->fresh)
		return;
	if (several || !went_to(comparison, (size_t)pair->old, index)) {
		pair->old = COMPARE_NONE;
		return;
	}
	const CompareLine *old = line_of(comparison->old, (size_t)pair->old);
	for (size_t i = 0; i < old->count; i++)
		pair->edited |= comparison->new_of[old->first + i] < 0;
}

/* Other type is of other widths: that is told, and nothing of its effects. */
static bool
is_same_type(const CompareLook *a, const CompareLook *b)
{
	return distance(a->size, b->size) < length_from_pt(0.06) &&
	       !strcmp(a->face, b->face);
}

/* How far the characters of an unedited line moved across: the middle of what
 * is least and most, and how much these differ. */
static void
measure_across(const Comparison *comparison, size_t index, ComparePair *pair)
{
	const CompareLine *line = line_of(comparison->new, index);
	Length least = 0, most = 0;
	bool same_type = true;

	for (size_t i = 0; i < line->count; i++) {
		size_t at = (size_t)comparison->old_of[line->first + i];
		const CompareChar *new =
		    char_of(comparison->new, line->first + i);
		const CompareChar *old = char_of(comparison->old, at);
		Length by = new->left - old->left;
		same_type &=
		    is_same_type(&comparison->new->looks.items[new->look],
				 &comparison->old->looks.items[old->look]);
		if (i == 0 || by < least)
			least = by;
		if (i == 0 || by > most)
			most = by;
	}
	pair->spread = most - least;
	pair->spaced = same_type && pair->spread > comparison->tolerance;
	if (pair->spread <= comparison->tolerance)
		pair->dx = (least + most) / 2;
	else if (same_type) /* the line's beginning */
		pair->dx = char_of(comparison->new, line->first)->left -
			   char_of(comparison->old,
				   (size_t)comparison->old_of[line->first])
			       ->left;
}

static void
measure_line(const Comparison *comparison, size_t index)
{
	ComparePair *pair = &comparison->pairs[index];
	const CompareLine *line = line_of(comparison->new, index);

	pair_line(comparison, index, pair);
	if (pair->old < 0)
		return;
	const CompareLine *old = line_of(comparison->old, (size_t)pair->old);
	pair->dy = line->baseline - old->baseline;
	pair->pages = (int)line->page - (int)old->page;
	if (!pair->edited)
		measure_across(comparison, index, pair);
	else if (comparison->old_of[line->first] == (ptrdiff_t)old->first)
		pair->dx = char_of(comparison->new, line->first)->left -
			   char_of(comparison->old, old->first)->left;
	if (distance(pair->dx, 0) <= comparison->tolerance)
		pair->dx = 0;
	if (distance(pair->dy, 0) <= comparison->tolerance)
		pair->dy = 0;
}

/* How far a line moved down the flow: pages follow one another without the
 * margins between them. */
static Length
flow_of(const Comparison *comparison, const ComparePair *pair)
{
	return pair->dy +
	       pair->pages * comparison->grid.rows * comparison->grid.pitch;
}

static bool
has_moved(const ComparePair *pair)
{
	return pair->old >= 0 && (pair->dx || pair->dy || pair->pages);
}

static bool
moved_alike(const Comparison *comparison, const ComparePair *a,
	    const ComparePair *b)
{
	Length slack = 2 * comparison->tolerance;

	return has_moved(b) && distance(a->dx, b->dx) <= slack &&
	       distance(flow_of(comparison, a), flow_of(comparison, b)) <=
		   slack &&
	       (a->pages == b->pages || comparison->grid.pitch > 0);
}

/* A row of lines that have something in common. */
typedef struct Fold {
	size_t first, last; /* lines */
	size_t count;
	size_t crossing; /* of them, those that went to another page */
	Length spread;	 /* the largest */
} Fold;

static CompareFinding *
add_fold(Arena *arena, Comparison *comparison, CompareKind kind,
	 const Fold *fold)
{
	const CompareLine *first = line_of(comparison->new, fold->first);
	CompareFinding *finding = compare_add_finding(
	    arena, comparison, kind, first->page, first->baseline);

	finding->line = (ptrdiff_t)fold->first;
	finding->last = (ptrdiff_t)fold->last;
	return finding;
}

/* `17 行`; nothing for one, whose place is told. */
static const char *
lines_in_words(Arena *arena, size_t count)
{
	return count > 1 ? arena_printf(arena, "%zu 行", count) : "";
}

static void
report_move(Arena *arena, Comparison *comparison, const Fold *fold)
{
	const ComparePair *pair = &comparison->pairs[fold->first];
	const CompareLine *old = line_of(comparison->old, (size_t)pair->old);
	CompareFinding *finding =
	    add_fold(arena, comparison, COMPARE_MOVE, fold);
	const char *from =
	    old->number ? arena_printf(arena, "原在第 %zu 页第 %zu 行",
				       old->page + 1, old->number)
			: arena_printf(arena, "原在第 %zu 页", old->page + 1);

	const char *count = lines_in_words(arena, fold->count);

	if (fold->crossing == fold->count) {
		finding->words =
		    arena_printf(arena, "%s移到这一页，%s%s", count, from,
				 fold->count > 1 ? "起" : "");
		finding->label =
		    arena_printf(arena, "原第 %zu 页", old->page + 1);
		return;
	}
	const char *by =
	    compare_distance(arena, comparison->grid, pair->dx,
			     flow_of(comparison, pair), comparison->tolerance);
	finding->words =
	    fold->crossing ? arena_printf(arena, "%zu 行%s，其中 %zu 行换了页",
					  fold->count, by, fold->crossing)
			   : arena_printf(arena, "%s%s", count, by);
	finding->label = by;
}

/* Folds lines that moved alike; a page number in between is no hindrance. */
static void
fold_moves(Arena *arena, Comparison *comparison, CompareStream stream)
{
	const ComparePair *pairs = comparison->pairs;
	bool open = false;
	Fold fold = {0};

	for (size_t i = 0; i <= comparison->new->lines.count; i++) {
		bool end = i == comparison->new->lines.count;
		if (!end && line_of(comparison->new, i)->stream != stream)
			continue;
		if (open && (end || !moved_alike(comparison, &pairs[fold.first],
						 &pairs[i]))) {
			report_move(arena, comparison, &fold);
			open = false;
		}
		if (end || !has_moved(&pairs[i]))
			continue;
		if (!open)
			fold = (Fold){.first = i};
		open = true;
		fold.last = i;
		fold.count++;
		fold.crossing += pairs[i].pages != 0;
	}
}

/* How many old lines the characters of these new ones come from. */
static size_t
count_old_lines(const Comparison *comparison, const Fold *fold)
{
	ptrdiff_t before = COMPARE_NONE;
	size_t count = 0;

	for (size_t i = fold->first; i <= fold->last; i++) {
		const CompareLine *line = line_of(comparison->new, i);
		for (size_t k = 0; k < line->count; k++) {
			ptrdiff_t at = comparison->old_of[line->first + k];
			if (at < 0 || line->stream == COMPARE_RUNNING)
				continue;
			ptrdiff_t from =
			    (ptrdiff_t)char_of(comparison->old, (size_t)at)
				->line;
			count += from != before;
			before = from;
		}
	}
	return count;
}

static void
report_fold(Arena *arena, Comparison *comparison, CompareKind kind,
	    const Fold *fold)
{
	CompareFinding *finding = add_fold(arena, comparison, kind, fold);

	if (kind == COMPARE_SPACING) {
		finding->words =
		    arena_printf(arena, "%s字距变了，最多差 %.2f mm",
				 lines_in_words(arena, fold->count),
				 length_to_mm(fold->spread));
		finding->label = "字距变了";
		return;
	}
	size_t before = count_old_lines(comparison, fold);
	finding->words =
	    before == fold->count
		? arena_printf(arena, "%s断行变了",
			       lines_in_words(arena, fold->count))
		: arena_printf(arena, "断行变了，原来 %zu 行，现在 %zu 行",
			       before, fold->count);
	finding->label = "断行变了";
}

static bool
is_of_kind(const ComparePair *pair, CompareKind kind)
{
	return kind == COMPARE_SPACING ? pair->spaced
				       : pair->old < 0 && !pair->fresh;
}

static void
fold_kind(Arena *arena, Comparison *comparison, CompareKind kind)
{
	bool open = false;
	Fold fold = {0};

	for (size_t i = 0; i <= comparison->new->lines.count; i++) {
		bool end = i == comparison->new->lines.count;
		if (!end &&
		    line_of(comparison->new, i)->stream == COMPARE_RUNNING)
			continue;
		const ComparePair *pair = end ? NULL : &comparison->pairs[i];
		bool belongs = pair && is_of_kind(pair, kind);
		/* A line of added words inside a paragraph is part of it. */
		if (open && !belongs &&
		    !(kind == COMPARE_BREAKS && pair && pair->fresh)) {
			report_fold(arena, comparison, kind, &fold);
			open = false;
		}
		if (!belongs)
			continue;
		if (!open)
			fold = (Fold){.first = i};
		open = true;
		fold.last = i;
		fold.count++;
		if (pair->spread > fold.spread)
			fold.spread = pair->spread;
	}
}

void
compare_find_moves(Arena *arena, Comparison *comparison)
{
	size_t count = comparison->new->lines.count;

	comparison->pairs =
	    arena_alloc_array(arena, count, sizeof *comparison->pairs);
	for (size_t i = 0; i < count; i++)
		measure_line(comparison, i);
	fold_kind(arena, comparison, COMPARE_BREAKS);
	fold_kind(arena, comparison, COMPARE_SPACING);
	fold_moves(arena, comparison, COMPARE_TEXT);
	fold_moves(arena, comparison, COMPARE_ANNOTATION);
	fold_moves(arena, comparison, COMPARE_RUNNING);
}
