#include "compare/align.h"

#include <stdbool.h>

static bool
is_word(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z') || c == '.' || c == '%';
}

/* How well an edit begins after this character. */
static int
stop_strength(uint32_t c)
{
	static const uint32_t stops[] = {0x3002, 0xFF01, 0xFF1F,
					 0x201D};	   /* 。！？” */
	static const uint32_t pauses[] = {0xFF1B, 0xFF1A}; /* ；： */
	static const uint32_t commas[] = {0xFF0C, 0x3001}; /* ，、 */

	for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
		if (c == stops[i])
			return 3;
	for (size_t i = 0; i < sizeof pauses / sizeof *pauses; i++)
		if (c == pauses[i])
			return 2;
	for (size_t i = 0; i < sizeof commas / sizeof *commas; i++)
		if (c == commas[i])
			return 1;
	return 0;
}

static size_t
larger_side(const CompareEdit *edit)
{
	return edit->old_count > edit->new_count ? edit->old_count
						 : edit->new_count;
}

/* Whether so few equal characters between two edits are chance. */
static bool
is_chance(const CompareEdit *before, const CompareEdit *after, size_t equal)
{
	size_t first = larger_side(before), second = larger_side(after);

	return equal <= (first < second ? first : second);
}

static void
join(CompareEdit *edit, const CompareEdit *next)
{
	edit->old_count = next->old_at + next->old_count - edit->old_at;
	edit->new_count = next->new_at + next->new_count - edit->new_at;
}

/* Each join may make the one before it due. */
static size_t
join_over_chance(CompareEdit *edits, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		edits[kept++] = edits[i];
		while (kept > 1) {
			CompareEdit *last = &edits[kept - 1];
			CompareEdit *before = last - 1;
			size_t equal =
			    last->new_at - before->new_at - before->new_count;
			if (equal > 0 && !is_chance(before, last, equal))
				break;
			join(before, last);
			kept--;
		}
	}
	return kept;
}

/* Whether the edit begins (or, turned around, ends) inside a number or word. */
static bool
cuts_word(CompareText text, size_t from, size_t count, uint32_t outside,
	  bool at_end)
{
	if (count == 0 || !is_word(outside))
		return false;
	return is_word(text.chars[at_end ? from + count - 1 : from]);
}

/* Takes in what stands beside an edit, up to the edits beside it, as long as
 * a word is cut. */
static void
widen(CompareText old, CompareText new, CompareEdit *edit, size_t low,
      size_t high)
{
	while (edit->new_at > low) {
		uint32_t c = new.chars[edit->new_at - 1];
		if (!cuts_word(old, edit->old_at, edit->old_count, c, false) &&
		    !cuts_word(new, edit->new_at, edit->new_count, c, false))
			break;
		edit->old_at--;
		edit->new_at--;
		edit->old_count++;
		edit->new_count++;
	}
	while (edit->new_at + edit->new_count < high) {
		uint32_t c = new.chars[edit->new_at + edit->new_count];
		if (!cuts_word(old, edit->old_at, edit->old_count, c, true) &&
		    !cuts_word(new, edit->new_at, edit->new_count, c, true))
			break;
		edit->old_count++;
		edit->new_count++;
	}
}

/* What is only added or only left out may be named from several places: of
 * “…。甲乙。” added, “甲乙。” is better than “。甲乙”. Moves it to where the
 * strongest stop is before it, or leaves it. */
static void
slide(CompareText text, size_t at, size_t count, size_t low, size_t high,
      ptrdiff_t *by)
{
	const uint32_t *chars = text.chars;
	size_t first = at, last = at;
	int best = at > 0 ? stop_strength(chars[at - 1]) : 4;

	while (first > low && chars[first - 1] == chars[first + count - 1])
		first--;
	while (last + count < high && chars[last] == chars[last + count])
		last++;
	*by = 0;
	for (size_t i = first; i <= last; i++) {
		int strength = i > 0 ? stop_strength(chars[i - 1]) : 4;
		if (strength > best) {
			best = strength;
			*by = (ptrdiff_t)i - (ptrdiff_t)at;
		}
	}
}

static void
slide_edit(CompareText old, CompareText new, CompareEdit *edit, size_t before,
	   size_t after)
{
	ptrdiff_t by = 0;

	if (edit->old_count == 0)
		slide(new, edit->new_at, edit->new_count, edit->new_at - before,
		      edit->new_at + edit->new_count + after, &by);
	else if (edit->new_count == 0)
		slide(old, edit->old_at, edit->old_count, edit->old_at - before,
		      edit->old_at + edit->old_count + after, &by);
	edit->old_at = (size_t)((ptrdiff_t)edit->old_at + by);
	edit->new_at = (size_t)((ptrdiff_t)edit->new_at + by);
}

CompareEdits
compare_tidy(Arena *arena, CompareText old, CompareText new, CompareEdits edits)
{
	CompareEdit *items =
	    arena_alloc_array(arena, edits.count, sizeof *items);
	size_t count = 0, kept = 0;

	for (size_t i = 0; i < edits.count; i++)
		items[count++] = edits.items[i];
	for (size_t before; (before = count) > 0;) {
		count = join_over_chance(items, count);
		if (count == before)
			break;
	}
	for (size_t i = 0; i < count; i++) {
		CompareEdit edit = items[i];
		size_t low =
		    kept ? items[kept - 1].new_at + items[kept - 1].new_count
			 : 0;
		size_t high = i + 1 < count ? items[i + 1].new_at : new.count;
		/* One equal character stays on either side. */
		size_t room = edit.new_at - low, left = kept ? 1 : 0;
		size_t rest = high - edit.new_at - edit.new_count;
		size_t right = i + 1 < count ? 1 : 0;
		slide_edit(old, new, &edit, room > left ? room - left : 0,
			   rest > right ? rest - right : 0);
		widen(old, new, &edit, low, high);
		items[kept++] = edit;
		if (kept > 1 && low == edit.new_at) {
			join(&items[kept - 2], &items[kept - 1]);
			kept--;
		}
	}
	return (CompareEdits){items, kept};
}
