#include "compare/compare.h"

#include <stdlib.h>

CompareFinding *
compare_add_finding(Arena *arena, Comparison *comparison, CompareKind kind,
		    size_t page, Length y)
{
	CompareFinding *finding = array_push(arena, &comparison->findings);

	*finding = (CompareFinding){.kind = kind,
				    .page = page,
				    .y = y,
				    .line = COMPARE_NONE,
				    .last = COMPARE_NONE,
				    .rule = COMPARE_NONE,
				    .old_rule = COMPARE_NONE,
				    .words = ""};
	return finding;
}

static const char *
down_or_up(Arena *arena, CompareGrid grid, Length dy, Length tolerance)
{
	Length by = dy < 0 ? -dy : dy;
	const char *where = dy < 0 ? "上移" : "下移";

	if (grid.pitch > 0) {
		Length rows = (by + grid.pitch / 2) / grid.pitch;
		Length rest = by - rows * grid.pitch;
		if (rows > 0 && rest <= 2 * tolerance && -rest <= 2 * tolerance)
			return arena_printf(arena, "%s %d 行（%.1f mm）", where,
					    (int)rows, length_to_mm(by));
	}
	return arena_printf(arena, "%s %.*f mm", where,
			    by < length_from_mm(1) ? 2 : 1, length_to_mm(by));
}

const char *
compare_distance(Arena *arena, CompareGrid grid, Length dx, Length dy,
		 Length tolerance)
{
	const char *words = "";
	Length across = dx < 0 ? -dx : dx;

	if (dy > tolerance || dy < -tolerance)
		words = down_or_up(arena, grid, dy, tolerance);
	if (across > tolerance)
		words = arena_printf(
		    arena, "%s%s%s %.*f mm", words, *words ? "、" : "",
		    dx < 0 ? "左移" : "右移",
		    across < length_from_mm(1) ? 2 : 1, length_to_mm(across));
	return words;
}

static void
find_pages(Arena *arena, Comparison *comparison)
{
	const CompareContent *old = comparison->old, *new = comparison->new;

	if (old->page_count != new->page_count) {
		CompareFinding *finding = compare_add_finding(
		    arena, comparison, COMPARE_PAGES, 0, -1);
		finding->whole = true;
		finding->words = arena_printf(arena, "共 %zu 页 → %zu 页",
					      old->page_count, new->page_count);
	}
	for (size_t i = 0; i < old->page_count && i < new->page_count; i++) {
		const ComparePage *was = &old->pages[i], *is = &new->pages[i];
		Length wider = is->width - was->width;
		Length taller = is->height - was->height;
		Length slack = length_from_mm(0.5); /* 595 × 842 pt is A4 too */
		if (wider <= slack && -wider <= slack && taller <= slack &&
		    -taller <= slack)
			continue;
		CompareFinding *finding = compare_add_finding(
		    arena, comparison, COMPARE_PAGES, i, -1);
		finding->words = arena_printf(
		    arena, "纸张 %.0f × %.0f mm → %.0f × %.0f mm",
		    length_to_mm(was->width), length_to_mm(was->height),
		    length_to_mm(is->width), length_to_mm(is->height));
	}
}

static int
in_order(const void *left, const void *right)
{
	const CompareFinding *a = left, *b = right;

	if (a->page != b->page)
		return a->page < b->page ? -1 : 1;
	if (a->y != b->y)
		return a->y < b->y ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static void
sort_findings(Comparison *comparison)
{
	CompareFinding *items = comparison->findings.items;
	size_t count = comparison->findings.count;

	for (size_t i = 0; i < count; i++)
		items[i].order = i;
	if (count > 0)
		qsort(items, count, sizeof *items, in_order);
}

static ptrdiff_t *
new_matches(Arena *arena, size_t count)
{
	ptrdiff_t *matches =
	    arena_alloc_array(arena, count + 1, sizeof *matches);

	for (size_t i = 0; i < count; i++)
		matches[i] = COMPARE_NONE;
	return matches;
}

const Comparison *
compare_contents(Arena *arena, const CompareContent *old,
		 const CompareContent *new, CompareGrid grid, Length tolerance)
{
	Comparison *comparison = arena_alloc(arena, sizeof *comparison);

	comparison->old = old;
	comparison->new = new;
	comparison->grid = grid;
	comparison->tolerance = tolerance;
	comparison->old_of = new_matches(arena, new->chars.count);
	comparison->new_of = new_matches(arena, old->chars.count);
	find_pages(arena, comparison);
	compare_find_changes(arena, comparison);
	compare_find_moves(arena, comparison);
	compare_find_looks(arena, comparison);
	compare_find_drawings(arena, comparison);
	sort_findings(comparison);
	return comparison;
}
