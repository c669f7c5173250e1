/* Characters that look otherwise, and what is drawn besides them. */
#include <string.h>

#include "compare/compare.h"

/* The same difference, wherever it is. */
typedef struct LookChange {
	ComparePart part;
	const char *from, *to;
	size_t count;
	size_t first, last; /* new lines */
	size_t lines;
} LookChange;

typedef ARRAY(LookChange) LookChanges;

static Length
distance(Length a, Length b)
{
	return a < b ? b - a : a - b;
}

static const char *
marks_in_words(Arena *arena, unsigned marks)
{
	static const char *const names[] = {"着重号", "专名号", "浪线",
					    "示亡号"};
	const char *words = "";

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (marks >> i & 1)
			words = arena_printf(arena, "%s%s%s", words,
					     *words ? "、" : "", names[i]);
	return *words ? words : "无";
}

static const char *
color_in_words(Arena *arena, const CompareLook *look, const CompareLook *other)
{
	if (look->color && other->color && strcmp(look->color, other->color))
		return look->color;
	return arena_printf(arena, "#%02X%02X%02X", look->rgb[0], look->rgb[1],
			    look->rgb[2]);
}

/* Whether a part of the looks differs; if so, what it was and is. */
static bool
differs(Arena *arena, ComparePart part, const CompareLook *old,
	const CompareLook *new, unsigned old_marks, unsigned new_marks,
	LookChange *change)
{
	*change = (LookChange){.part = part};
	switch (part) {
	case COMPARE_SIZE:
		if (distance(old->size, new->size) < length_from_pt(0.06))
			return false;
		change->from =
		    arena_printf(arena, "%.4g", length_to_pt(old->size));
		change->to =
		    arena_printf(arena, "%.4g pt", length_to_pt(new->size));
		return true;
	case COMPARE_FACE:
		change->from = old->face;
		change->to = new->face;
		return strcmp(old->face, new->face) != 0;
	case COMPARE_COLOR:
		if (!memcmp(old->rgb, new->rgb, sizeof old->rgb))
			return false;
		change->from = color_in_words(arena, old, new);
		change->to = color_in_words(arena, new, old);
		return true;
	case COMPARE_MARKS:
		if (old_marks == new_marks)
			return false;
		change->from = marks_in_words(arena, old_marks);
		change->to = marks_in_words(arena, new_marks);
		return true;
	case COMPARE_PARTS:
		break;
	}
	return false;
}

static void
count_change(Arena *arena, LookChanges *changes, LookChange change, size_t line)
{
	for (size_t i = 0; i < changes->count; i++) {
		LookChange *known = &changes->items[i];
		if (known->part != change.part ||
		    strcmp(known->from, change.from) ||
		    strcmp(known->to, change.to))
			continue;
		known->lines += known->last != line;
		known->last = line;
		known->count++;
		return;
	}
	change.first = change.last = line;
	change.count = change.lines = 1;
	*array_push(arena, changes) = change;
}

const char *
compare_part_name(ComparePart part)
{
	static const char *const names[] = {"字号", "字体", "颜色", "标号"};

	return names[part];
}

static void
report_look(Arena *arena, Comparison *comparison, const LookChange *change)
{
	const CompareLine *line = &comparison->new->lines.items[change->first];
	CompareFinding *finding = compare_add_finding(
	    arena, comparison, COMPARE_LOOKS, line->page, line->baseline);

	finding->line = (ptrdiff_t)change->first;
	finding->last = (ptrdiff_t)change->last;
	const char *lines = change->lines > 1
				? arena_printf(arena, "%zu 行，", change->lines)
				: "";
	finding->words = arena_printf(
	    arena, "%s %s → %s（%s%zu 字）", compare_part_name(change->part),
	    change->from, change->to, lines, change->count);
}

static void
find_looks(Arena *arena, Comparison *comparison, LookChanges *changes)
{
	const CompareContent *old = comparison->old, *new = comparison->new;

	for (size_t i = 0; i < new->chars.count; i++) {
		ptrdiff_t at = comparison->old_of[i];
		if (at < 0)
			continue;
		const CompareChar *is = &new->chars.items[i];
		const CompareChar *was = &old->chars.items[at];
		LookChange change;
		for (int part = 0; part < COMPARE_PARTS; part++) {
			if (!differs(arena, (ComparePart)part,
				     &old->looks.items[was->look],
				     &new->looks.items[is->look], was->marks,
				     is->marks, &change))
				continue;
			count_change(arena, changes, change, is->line);
			comparison->pairs[is->line].looks |= 1u << part;
		}
	}
}

void
compare_find_looks(Arena *arena, Comparison *comparison)
{
	LookChanges changes = {0};

	find_looks(arena, comparison, &changes);
	for (size_t i = 0; i < changes.count; i++)
		report_look(arena, comparison, &changes.items[i]);
}

static bool
is_near(Length a, Length b, Length tolerance)
{
	return distance(a, b) <= tolerance;
}

static bool
same_shape(const CompareRule *a, const CompareRule *b, Length tolerance)
{
	return is_near(a->w, b->w, tolerance) &&
	       is_near(a->h, b->h, tolerance) &&
	       !memcmp(a->rgb, b->rgb, sizeof a->rgb);
}

/* How unlike two drawn things are; −1 where they are not the same at all. */
typedef Length (*Unlike)(const CompareRule *a, const CompareRule *b,
			 Length tolerance);

static Length
unlike_at_all(const CompareRule *a, const CompareRule *b, Length tolerance)
{
	bool same = a->page == b->page && same_shape(a, b, tolerance) &&
		    is_near(a->x, b->x, tolerance) &&
		    is_near(a->y, b->y, tolerance);

	return same ? 0 : -1;
}

static Length
unlike_on_page(const CompareRule *a, const CompareRule *b, Length tolerance)
{
	(void)tolerance;
	if (a->page != b->page || (a->w < a->h) != (b->w < b->h))
		return -1;
	return distance(a->x, b->x) + distance(a->y, b->y) +
	       distance(a->w, b->w) + distance(a->h, b->h);
}

static Length
unlike_elsewhere(const CompareRule *a, const CompareRule *b, Length tolerance)
{
	if (!same_shape(a, b, tolerance) || !is_near(a->x, b->x, tolerance))
		return -1;
	return a->page < b->page ? (Length)(b->page - a->page)
				 : (Length)(a->page - b->page);
}

/* Gives each new thing that has none the likest old one that is left. Both
 * are sorted by page. */
static void
pair_drawings(const Comparison *comparison, Unlike unlike, bool anywhere,
	      ptrdiff_t *old_of, bool *taken)
{
	const CompareRules *old = &comparison->old->rules;
	const CompareRules *new = &comparison->new->rules;
	size_t from = 0;

	for (size_t i = 0; i < new->count; i++) {
		const CompareRule *rule = &new->items[i];
		ptrdiff_t best = COMPARE_NONE;
		Length least = -1;
		while (!anywhere && from < old->count &&
		       old->items[from].page < rule->page)
			from++;
		for (size_t k = from; old_of[i] < 0 && k < old->count; k++) {
			if (!anywhere && old->items[k].page > rule->page)
				break;
			Length by = taken[k] ? -1
					     : unlike(rule, &old->items[k],
						      comparison->tolerance);
			if (by >= 0 && (least < 0 || by < least)) {
				least = by;
				best = (ptrdiff_t)k;
			}
		}
		if (least >= 0) {
			old_of[i] = best;
			taken[best] = true;
		}
	}
}

static const char *
size_in_words(Arena *arena, const CompareRule *rule)
{
	return arena_printf(arena, "%.1f × %.2f mm", length_to_mm(rule->w),
			    length_to_mm(rule->h));
}

static const char *
rule_name(const CompareRule *rule)
{
	Length thick = length_from_mm(3);

	if (rule->h < thick && rule->w > rule->h)
		return "横线";
	return rule->w < thick ? "竖线" : "图形";
}

/* What became of a thing that is there in both versions; NULL: nothing. */
static const char *
drawing_in_words(Arena *arena, const Comparison *comparison,
		 const CompareRule *old, const CompareRule *new)
{
	Length tolerance = comparison->tolerance;
	const char *words = rule_name(new);
	bool moved = !is_near(old->x, new->x, tolerance) ||
		     !is_near(old->y, new->y, tolerance);

	if (old->page != new->page)
		return arena_printf(arena, "%s移到这一页，原在第 %zu 页", words,
				    old->page + 1);
	if (unlike_at_all(old, new, tolerance) == 0)
		return NULL;
	if (moved)
		words = arena_printf(
		    arena, "%s%s", words,
		    compare_distance(arena, comparison->grid, new->x - old->x,
				     new->y - old->y, tolerance));
	if (!same_shape(old, new, tolerance) &&
	    (!is_near(old->w, new->w, tolerance) ||
	     !is_near(old->h, new->h, tolerance)))
		words = arena_printf(
		    arena, "%s%s大小 %s → %s", words, moved ? "，" : "",
		    size_in_words(arena, old), size_in_words(arena, new));
	if (memcmp(old->rgb, new->rgb, sizeof old->rgb))
		words =
		    arena_printf(arena, "%s颜色 #%02X%02X%02X → #%02X%02X%02X",
				 words, old->rgb[0], old->rgb[1], old->rgb[2],
				 new->rgb[0], new->rgb[1], new->rgb[2]);
	return words;
}

static CompareFinding *
add_drawing(Arena *arena, Comparison *comparison, const CompareRule *at,
	    ptrdiff_t rule, ptrdiff_t old_rule, const char *words)
{
	size_t last = comparison->new->page_count - 1;
	CompareFinding *finding =
	    compare_add_finding(arena, comparison, COMPARE_DRAWING,
				at->page < last ? at->page : last, at->y);

	finding->rule = rule;
	finding->old_rule = old_rule;
	finding->words = words;
	return finding;
}

void
compare_find_drawings(Arena *arena, Comparison *comparison)
{
	const CompareRules *old = &comparison->old->rules;
	const CompareRules *new = &comparison->new->rules;
	ptrdiff_t *old_of =
	    arena_alloc_array(arena, new->count + 1, sizeof *old_of);
	bool *taken = arena_alloc_array(arena, old->count + 1, sizeof *taken);

	for (size_t i = 0; i < new->count; i++)
		old_of[i] = COMPARE_NONE;
	pair_drawings(comparison, unlike_at_all, false, old_of, taken);
	pair_drawings(comparison, unlike_on_page, false, old_of, taken);
	pair_drawings(comparison, unlike_elsewhere, true, old_of, taken);
	for (size_t i = 0; i < new->count; i++) {
		const CompareRule *rule = &new->items[i];
		const char *words =
		    old_of[i] >= 0
			? drawing_in_words(arena, comparison,
					   &old->items[old_of[i]], rule)
			: arena_printf(arena, "增加%s（%s）", rule_name(rule),
				       size_in_words(arena, rule));
		if (words)
			add_drawing(arena, comparison, rule, (ptrdiff_t)i,
				    old_of[i], words);
	}
	for (size_t i = 0; i < old->count; i++)
		if (!taken[i])
			add_drawing(
			    arena, comparison, &old->items[i], COMPARE_NONE,
			    (ptrdiff_t)i,
			    arena_printf(arena, "去掉%s（%s）",
					 rule_name(&old->items[i]),
					 size_in_words(arena, &old->items[i])));
}
