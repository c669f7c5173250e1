#include "compare/align.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* A part of each text. */
typedef struct Part {
	size_t old_from, old_to;
	size_t new_from, new_to;
} Part;

typedef struct Aligner {
	Arena *arena;
	const uint32_t *old, *new;
	ARRAY(CompareEdit) edits;
} Aligner;

/* Anchors are looked for in strings of these lengths, one after the other. */
static const size_t anchor_lengths[] = {8, 4};

enum { DEEPEST = 24 };

static void align_part(Aligner *aligner, Part part, int depth);

/* Edits come in order; those that touch become one. */
static void
add_edit(Aligner *aligner, Part part)
{
	size_t count = aligner->edits.count;
	CompareEdit *last = count > 0 ? &aligner->edits.items[count - 1] : NULL;
	size_t old_count = part.old_to - part.old_from;
	size_t new_count = part.new_to - part.new_from;

	if (old_count == 0 && new_count == 0)
		return;
	if (last && last->old_at + last->old_count == part.old_from &&
	    last->new_at + last->new_count == part.new_from) {
		last->old_count += old_count;
		last->new_count += new_count;
		return;
	}
	*array_push(aligner->arena, &aligner->edits) =
	    (CompareEdit){part.old_from, old_count, part.new_from, new_count};
}

static Part
trim(const Aligner *aligner, Part part)
{
	while (part.old_from < part.old_to && part.new_from < part.new_to &&
	       aligner->old[part.old_from] == aligner->new[part.new_from]) {
		part.old_from++;
		part.new_from++;
	}
	while (part.old_from < part.old_to && part.new_from < part.new_to &&
	       aligner->old[part.old_to - 1] == aligner->new[part.new_to - 1]) {
		part.old_to--;
		part.new_to--;
	}
	return part;
}

/* Myers' greedy search: after d edits, how far into the old part each diagonal
 * (old − new) has come. The rows of all d are kept to find the way back. */
typedef struct Search {
	const uint32_t *old, *new;
	int32_t old_count, new_count;
	int32_t *rows[COMPARE_EXACT + 1];
	int32_t *last; /* the row of the most edits */
} Search;

/* Whether diagonal k is better reached by a new character than by leaving out
 * an old one, given the row of d − 1 edits. */
static bool
goes_down(const int32_t *row, int32_t d, int32_t k)
{
	return k == -d || (k != d && row[k - 1] < row[k + 1]);
}

/* Fills the row of d edits; true where the ends of both parts are reached. */
static bool
search_row(Search *search, int32_t d, int32_t *row)
{
	for (int32_t k = -d; k <= d; k += 2) {
		int32_t x = goes_down(row, d, k) ? row[k + 1] : row[k - 1] + 1;
		while (x < search->old_count && x - k < search->new_count &&
		       search->old[x] == search->new[x - k])
			x++;
		row[k] = x;
		if (x >= search->old_count && x - k >= search->new_count)
			return true;
	}
	return false;
}

/* Returns the number of edits, or −1 where there are more than COMPARE_EXACT. */
static int32_t
search_all(Search *search, Arena *scratch)
{
	enum { MIDDLE = COMPARE_EXACT + 1, WIDTH = 2 * MIDDLE + 1 };
	int32_t *row = arena_alloc_array(scratch, WIDTH, sizeof *row);

	row += MIDDLE;
	search->last = row;
	for (int32_t d = 0; d <= COMPARE_EXACT; d++) {
		/* What the row of d is made from. */
		size_t size = 2 * (size_t)d + 3;
		int32_t *kept = arena_alloc_array(scratch, size, sizeof *kept);
		memcpy(kept, row - d - 1, size * sizeof *kept);
		search->rows[d] = kept + d + 1;
		if (search_row(search, d, row))
			return d;
	}
	return -1;
}

/* The way back gives the edits in reverse, one character each: from place x of
 * the old part on diagonal k. */
static void
add_found(Aligner *aligner, const Search *search, Part part, int32_t edits,
	  int32_t x, int32_t k)
{
	Part *found =
	    arena_alloc_array(aligner->arena, (size_t)edits, sizeof *found);

	for (int32_t d = edits; d > 0; d--) {
		const int32_t *row = search->rows[d];
		bool down = goes_down(row, d, k);
		k += down ? 1 : -1;
		x = row[k];
		size_t old_at = part.old_from + (size_t)x;
		size_t new_at = part.new_from + (size_t)(x - k);
		found[d - 1] =
		    (Part){old_at, old_at + !down, new_at, new_at + down};
	}
	for (int32_t i = 0; i < edits; i++)
		add_edit(aligner, found[i]);
}

/* Of the places that COMPARE_EXACT edits lead to, the one that is furthest in
 * both parts together. */
static void
find_furthest(const Search *search, int32_t *x, int32_t *k)
{
	const int32_t *row = search->last;
	int32_t furthest = -1;

	for (int32_t i = -COMPARE_EXACT; i <= COMPARE_EXACT; i += 2)
		if (row[i] <= search->old_count &&
		    row[i] - i <= search->new_count &&
		    2 * row[i] - i > furthest) {
			furthest = 2 * row[i] - i;
			*x = row[i];
			*k = i;
		}
}

/* Aligns the whole part where that takes few edits, and takes it off; else,
 * if `partly`, as much as COMPARE_EXACT edits lead through. */
static bool
align_exactly(Aligner *aligner, Part *part, bool partly)
{
	Search search = {
	    .old = aligner->old + part->old_from,
	    .new = aligner->new + part->new_from,
	    .old_count = (int32_t)(part->old_to - part->old_from),
	    .new_count = (int32_t)(part->new_to - part->new_from),
	};
	Arena *scratch = arena_new();
	int32_t edits = search_all(&search, scratch);
	int32_t x = search.old_count, k = x - search.new_count;
	bool done = edits >= 0 || partly;

	if (edits < 0) {
		edits = COMPARE_EXACT;
		find_furthest(&search, &x, &k);
	}
	if (done) {
		add_found(aligner, &search, *part, edits, x, k);
		part->old_from += (size_t)x;
		part->new_from += (size_t)(x - k);
	}
	arena_free(scratch);
	return done;
}

/* A string of a few characters and where it stands. */
typedef struct Anchor {
	uint64_t hash;
	size_t old_at, new_at;
	size_t old_seen, new_seen;
} Anchor;

static uint64_t
hash_of(const uint32_t *chars, size_t length)
{
	uint64_t hash = 0xCBF29CE484222325;

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ chars[i]) * 0x100000001B3;
	return hash ^ hash >> 29;
}

/* The place of a hash in an open table whose size is a power of two. */
static Anchor *
find_slot(Anchor *table, size_t size, uint64_t hash)
{
	size_t at = hash & (size - 1);

	while (table[at].old_seen + table[at].new_seen > 0 &&
	       table[at].hash != hash)
		at = (at + 1) & (size - 1);
	table[at].hash = hash;
	return &table[at];
}

static int
by_new_place(const void *left, const void *right)
{
	const Anchor *a = left, *b = right;

	return (a->new_at > b->new_at) - (a->new_at < b->new_at);
}

/* Puts those that occur once on both sides first, by their place in the new
 * part, and returns their number. */
static size_t
keep_unique(const Aligner *aligner, Anchor *table, size_t size, size_t length)
{
	size_t kept = 0;

	for (size_t i = 0; i < size; i++)
		if (table[i].old_seen == 1 && table[i].new_seen == 1 &&
		    !memcmp(aligner->old + table[i].old_at,
			    aligner->new + table[i].new_at,
			    length * sizeof *aligner->old))
			table[kept++] = table[i];
	qsort(table, kept, sizeof *table, by_new_place);
	return kept;
}

/* Finds the strings of `length` characters that occur once in either part. */
static size_t
find_anchors(const Aligner *aligner, Part part, size_t length, Arena *scratch,
	     Anchor **anchors)
{
	size_t size = 16;
	size_t total =
	    part.old_to - part.old_from + part.new_to - part.new_from;

	while (size < 2 * total)
		size *= 2;
	Anchor *table = arena_alloc_array(scratch, size, sizeof *table);
	for (size_t at = part.old_from; at + length <= part.old_to; at++) {
		Anchor *slot =
		    find_slot(table, size, hash_of(aligner->old + at, length));
		slot->old_at = at;
		slot->old_seen++;
	}
	for (size_t at = part.new_from; at + length <= part.new_to; at++) {
		Anchor *slot =
		    find_slot(table, size, hash_of(aligner->new + at, length));
		slot->new_at = at;
		slot->new_seen++;
	}
	*anchors = table;
	return keep_unique(aligner, table, size, length);
}

/* Of anchors in the order of the new text, moves the longest row that is in
 * order in the old text as well to the front; returns its length (patience). */
static size_t
keep_rising(Anchor *anchors, size_t count, Arena *scratch)
{
	size_t *tails = arena_alloc_array(scratch, count + 1, sizeof *tails);
	size_t *before = arena_alloc_array(scratch, count + 1, sizeof *before);
	size_t length = 0;

	for (size_t i = 0; i < count; i++) {
		size_t low = 0, high = length;
		while (low < high) {
			size_t middle = (low + high) / 2;
			if (anchors[tails[middle]].old_at < anchors[i].old_at)
				low = middle + 1;
			else
				high = middle;
		}
		tails[low] = i;
		before[i] = low > 0 ? tails[low - 1] : count;
		if (low == length)
			length++;
	}
	Anchor *row = arena_alloc_array(scratch, length + 1, sizeof *row);
	size_t at = length > 0 ? tails[length - 1] : count;
	for (size_t i = length; i > 0; i--, at = before[at])
		row[i - 1] = anchors[at];
	memcpy(anchors, row, length * sizeof *row);
	return length;
}

/* Aligns what lies between anchors. False where there are none. */
static bool
align_by_anchors(Aligner *aligner, Part part, size_t length, int depth)
{
	Arena *scratch = arena_new();
	Anchor *anchors;
	size_t count = find_anchors(aligner, part, length, scratch, &anchors);

	count = keep_rising(anchors, count, scratch);
	for (size_t i = 0; i < count; i++) {
		const Anchor *anchor = &anchors[i];
		if (anchor->old_at < part.old_from ||
		    anchor->new_at < part.new_from)
			continue;
		align_part(aligner,
			   (Part){part.old_from, anchor->old_at, part.new_from,
				  anchor->new_at},
			   depth + 1);
		part.old_from = anchor->old_at + length;
		part.new_from = anchor->new_at + length;
	}
	if (count > 0)
		align_part(aligner, part, depth + 1);
	arena_free(scratch);
	return count > 0;
}

static bool
is_one_sided(Part part)
{
	return part.old_from == part.old_to || part.new_from == part.new_to;
}

static void
align_part(Aligner *aligner, Part part, int depth)
{
	size_t kinds = sizeof anchor_lengths / sizeof *anchor_lengths;

	part = trim(aligner, part);
	if (!is_one_sided(part) && align_exactly(aligner, &part, false))
		return;
	for (size_t i = 0; !is_one_sided(part) && depth < DEEPEST && i < kinds;
	     i++)
		if (align_by_anchors(aligner, part, anchor_lengths[i], depth))
			return;
	while (!is_one_sided(part))
		align_exactly(aligner, &part, true);
	add_edit(aligner, part);
}

CompareEdits
compare_align(Arena *arena, CompareText old, CompareText new)
{
	Aligner aligner = {arena, old.chars, new.chars, {0}};

	align_part(&aligner, (Part){0, old.count, 0, new.count}, 0);
	return (CompareEdits){aligner.edits.items, aligner.edits.count};
}
