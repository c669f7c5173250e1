/* The alignment against the plain longest common subsequence, on random texts,
 * and what is made of it for people. */
#include "compare/align.h"

#include <stdbool.h>
#include <stdlib.h>

#include "check.h"

enum { MOST = 120 };

/* The same numbers everywhere. */
static unsigned
next(unsigned *state)
{
	*state = *state * 1103515245u + 12345u;
	return *state >> 16 & 0x7FFF;
}

static size_t
longest_common(CompareText old, CompareText new)
{
	static size_t table[MOST + 1][MOST + 1];

	for (size_t i = 1; i <= old.count; i++)
		for (size_t k = 1; k <= new.count; k++) {
			size_t best = table[i - 1][k] > table[i][k - 1]
					  ? table[i - 1][k]
					  : table[i][k - 1];
			if (old.chars[i - 1] == new.chars[k - 1])
				best = table[i - 1][k - 1] + 1;
			table[i][k] = best;
		}
	return table[old.count][new.count];
}

/* Whether the edits lead from one text to the other; how many characters they
 * leave as they are. */
static bool
leads(CompareText old, CompareText new, CompareEdits edits, size_t *common)
{
	size_t old_at = 0, new_at = 0;

	*common = 0;
	for (size_t i = 0; i <= edits.count; i++) {
		bool end = i == edits.count;
		size_t until = end ? old.count : edits.items[i].old_at;
		size_t until_new = end ? new.count : edits.items[i].new_at;
		if (until < old_at || until - old_at != until_new - new_at)
			return false;
		for (; old_at < until; old_at++, new_at++, (*common)++)
			if (old.chars[old_at] != new.chars[new_at])
				return false;
		if (end)
			break;
		old_at += edits.items[i].old_count;
		new_at += edits.items[i].new_count;
		if (edits.items[i].old_count + edits.items[i].new_count == 0)
			return false;
	}
	return old_at == old.count && new_at == new.count;
}

static void
test_against_table(void)
{
	unsigned state = 7;

	for (int round = 0; round < 400; round++) {
		Arena *arena = arena_new();
		uint32_t a[MOST], b[MOST];
		unsigned letters = 2 + next(&state) % 12;
		CompareText old = {a, next(&state) % (MOST + 1)};
		CompareText new = {b, next(&state) % (MOST + 1)};
		size_t common;
		for (size_t i = 0; i < MOST; i++) {
			a[i] = 0x4E00 + next(&state) % letters;
			b[i] = 0x4E00 + next(&state) % letters;
		}
		CompareEdits edits = compare_align(arena, old, new);
		CHECK(leads(old, new, edits, &common));
		CHECK_INT(common, longest_common(old, new));
		CHECK(leads(old, new, compare_tidy(arena, old, new, edits),
			    &common));
		arena_free(arena);
	}
}

/* A text that was edited here and there, and has far more differences than are
 * searched for at once: what was not touched is found. */
static void
test_long_texts(void)
{
	enum { LONG = 40000 };
	Arena *arena = arena_new();
	uint32_t *a = arena_alloc_array(arena, LONG, sizeof *a);
	uint32_t *b = arena_alloc_array(arena, 2 * LONG, sizeof *b);
	unsigned state = 11;
	size_t count = 0, kept = 0, common;

	for (size_t i = 0; i < LONG; i++) {
		a[i] = 0x4E00 + next(&state) % 3000;
		if (next(&state) % 20 == 0)
			b[count++] = 0x4E00 + next(&state) % 3000;
		if (next(&state) % 20) {
			b[count++] = a[i];
			kept++;
		}
	}
	CompareText old = {a, LONG}, new = {b, count};
	CompareEdits edits = compare_align(arena, old, new);
	CHECK(leads(old, new, edits, &common));
	CHECK(common * 100 >= kept * 98);
	arena_free(arena);
}

/* The same text over and over, so that no part of it occurs once, with more
 * differences than are searched for at once. */
static void
test_repeated_text(void)
{
	enum { PERIOD = 500, LONG = 40 * PERIOD };
	Arena *arena = arena_new();
	uint32_t *a = arena_alloc_array(arena, LONG, sizeof *a);
	uint32_t *b = arena_alloc_array(arena, LONG, sizeof *b);
	unsigned state = 5;
	size_t kept = 0, common;

	for (size_t i = 0; i < LONG; i++) {
		a[i] =
		    i < PERIOD ? 0x4E00 + next(&state) % 3000 : a[i - PERIOD];
		b[i] = a[i];
	}
	for (size_t i = 0; i < LONG; i++) {
		if (next(&state) % 20 == 0)
			b[i] = 0x9000 + i % 7;
		kept += a[i] == b[i];
	}
	CompareText old = {a, LONG}, new = {b, LONG};
	CompareEdits edits = compare_align(arena, old, new);
	CHECK(leads(old, new, edits, &common));
	CHECK(common >= kept);
	arena_free(arena);
}

/* Nothing in common at all, in thousands of characters. */
static void
test_strangers(void)
{
	enum { LONG = 30000 };
	Arena *arena = arena_new();
	uint32_t *a = arena_alloc_array(arena, LONG, sizeof *a);
	uint32_t *b = arena_alloc_array(arena, LONG, sizeof *b);

	for (size_t i = 0; i < LONG; i++) {
		a[i] = 0x4E00 + i % 500;
		b[i] = 0x6E00 + i % 500;
	}
	CompareEdits edits =
	    compare_align(arena, (CompareText){a, LONG}, (CompareText){b, LONG});
	CHECK_INT(edits.count, 1);
	CHECK_INT(edits.items[0].old_count, LONG);
	CHECK_INT(edits.items[0].new_count, LONG);
	arena_free(arena);
}

static CompareText
text(Arena *arena, const char *ascii)
{
	size_t count = strlen(ascii);
	uint32_t *chars = arena_alloc_array(arena, count + 1, sizeof *chars);

	for (size_t i = 0; i < count; i++) /* one letter for each mark */
		chars[i] = ascii[i] == '/'   ? 0x3002
			   : ascii[i] == '!' ? 0xFF0C
			   : ascii[i] >= 'a' ? 0x4E00 + (uint32_t)ascii[i]
					     : (uint32_t)ascii[i];
	return (CompareText){chars, count};
}

/* The edits as `-old+new@place`. */
static const char *
edits_of(Arena *arena, const char *old, const char *new)
{
	CompareText a = text(arena, old), b = text(arena, new);
	CompareEdits edits = compare_tidy(arena, a, b, compare_align(arena, a, b));
	const char *words = "";

	for (size_t i = 0; i < edits.count; i++)
		words = arena_printf(
		    arena, "%s%s-%.*s+%.*s@%zu", words, i ? " " : "",
		    (int)edits.items[i].old_count, old + edits.items[i].old_at,
		    (int)edits.items[i].new_count, new + edits.items[i].new_at,
		    edits.items[i].new_at);
	return words;
}

static void
test_tidy(void)
{
	Arena *arena = arena_new();

	CHECK_STR(edits_of(arena, "abcdef", "abcdef"), "");
	CHECK_STR(edits_of(arena, "", "ab"), "-+ab@0");
	CHECK_STR(edits_of(arena, "ab", ""), "-ab+@0");
	/* whole numbers */
	CHECK_STR(edits_of(arena, "ab2023cd", "ab2024cd"), "-2023+2024@2");
	CHECK_STR(edits_of(arena, "ab3.5cd", "ab13.5cd"), "-3.5+13.5@2");
	/* whole sentences */
	CHECK_STR(edits_of(arena, "ab/cd/", "ab/xy/cd/"), "-+xy/@3");
	CHECK_STR(edits_of(arena, "ab!xy!cd/", "ab!cd/"), "-xy!+@3");
	/* no chance agreement */
	CHECK_STR(edits_of(arena, "abcdmefghzz", "ijklmopqrzz"),
		  "-abcdmefgh+ijklmopqr@0");
	CHECK_STR(edits_of(arena, "axbcdefgyh", "abcdefgh"), "-x+@1 -y+@7");
	arena_free(arena);
}

int
main(void)
{
	test_against_table();
	test_long_texts();
	test_repeated_text();
	test_strangers();
	test_tidy();
	return check_report();
}
