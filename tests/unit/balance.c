#include "text/balance.h"

#include <stdlib.h>

#include "check.h"

enum { EM = 1000, MOST = 200 };

/* A row of points: `parts` are the widths between them in em, `seams` their
 * classes as digits, the start's and the end's included; `!` is the author. */
typedef struct Row {
	BalancePoint points[MOST];
	size_t count;
} Row;

static Row
row_of(const char *parts, const char *seams)
{
	Row row = {.count = 0};
	Length at = 0;

	for (size_t i = 0; seams[i]; i++) {
		bool must = seams[i] == '!';
		row.points[row.count++] = (BalancePoint){
		    at, at, must ? SEAM_BEST : (Seam)(seams[i] - '0'), must};
		at += strtol(parts, (char **)&parts, 10) * EM;
	}
	return row;
}

/* The widths of the lines in em, as `12 14`. */
static const char *
lines_of(Arena *arena, const Row *row, const BalanceWish *wish,
	 Balance *balance)
{
	const char *text = "";

	if (!balance_lines(arena, row->points, row->count, wish, balance))
		return "none";
	for (size_t i = 0, from = 0; i < balance->count; i++) {
		size_t to = balance->ends[i];
		text = arena_printf(
		    arena, "%s%s%d", text, i ? " " : "",
		    (int)((row->points[to].end - row->points[from].start) /
			  EM));
		from = to;
	}
	return text;
}

static void
expect(const char *parts, const char *seams, int measure, unsigned shapes,
       const char *lines)
{
	Arena *arena = arena_new();
	Row row = row_of(parts, seams);
	BalanceWish wish = {measure * EM, shapes ? 0 : 2 * EM, EM, shapes};
	Balance balance;

	CHECK_STR(lines_of(arena, &row, &wish, &balance), lines);
	arena_free(arena);
}

static void
test_titles(void)
{
	/* One line stays one, even where its seams are good. */
	expect("8 8", "444", 16, SHAPE_ANY, "16");
	/* Two lines: the seam in the middle, the better of two near it. */
	expect("4 5 6 5", "42224", 16, SHAPE_ANY, "9 11");
	expect("4 4 2 2 4 4", "4223224", 16, SHAPE_ANY, "10 10");
	expect("4 4 2 2 4 4", "4232224", 16, SHAPE_ANY, "8 12");
	/* A short word is never alone, at either end. */
	expect("3 13 1", "4424", 16, SHAPE_ANY, "3 14");
	expect("2 6 6 3", "44224", 16, SHAPE_ANY, "8 9");
	/* Never a narrow middle. */
	expect("14 8 14", "4444", 16, SHAPE_ANY, "14 8 14");
	expect("14 4 4 6 8", "422224", 16, SHAPE_ANY, "14 14 8");
	/* A shape that is wished for, and the other where it cannot be. */
	expect("9 3 8", "4224", 16, SHAPE_NARROWING, "12 8");
	expect("9 3 8", "4224", 16, SHAPE_WIDENING, "9 11");
	expect("14 6", "424", 16, SHAPE_WIDENING, "14 6");
	expect("6 4 12 4 6", "422224", 16, SHAPE_RHOMBUS, "10 12 10");
}

static void
test_author(void)
{
	expect("5 9", "4!4", 16, SHAPE_ANY, "5 9");
	expect("2 12", "4!4", 16, SHAPE_ANY, "2 12");
	expect("8 12 8", "4!24", 16, SHAPE_ANY, "8 12 8");
	expect("5 9 3", "4!!4", 16, SHAPE_ANY, "5 9 3");
	expect("9 4 9", "4!!4", 16, SHAPE_ANY, "9 4 9");
	expect("5 9", "4!4", 16, 0, "5 9");
}

static void
test_headings(void)
{
	/* The first line has an indent of two. */
	expect("14", "44", 16, 0, "14");
	expect("7 8", "424", 16, 0, "7 8");
	expect("4 4 4 4 4 4", "4222224", 16, 0, "12 12");
	expect("10 4 10", "4324", 16, 0, "10 14");
	expect("10 4 10", "4224", 16, 0, "14 10");
	expect("12 2 2", "4224", 16, 0, "12 4");
	/* The last line is not a short word where a good seam avoids it. */
	expect("9 5 3", "4424", 16, 0, "9 8");
	expect("20", "44", 16, 0, "none");
}

static void
test_split(void)
{
	Arena *arena = arena_new();
	Row row = row_of("6 6 6 6", "40004");
	BalanceWish wish = {16 * EM, 0, EM, SHAPE_ANY};
	Balance balance;

	CHECK_STR(lines_of(arena, &row, &wish, &balance), "12 12");
	CHECK_INT(balance.split, 2);
	row = row_of("6 6 6 6", "40404");
	CHECK_STR(lines_of(arena, &row, &wish, &balance), "12 12");
	CHECK_INT(balance.split, 0);
	CHECK(balance.shaped);
	/* One line more rather than a word in two. */
	row = row_of("10 8 4 10", "42024");
	CHECK_STR(lines_of(arena, &row, &wish, &balance), "10 12 10");
	CHECK_INT(balance.split, 0);
	row = row_of("14 8 14", "4444");
	lines_of(arena, &row, &wish, &balance);
	CHECK(!balance.shaped);
	arena_free(arena);
}

/* Far more lines than a title has: no search, a total fit. */
static void
test_long(void)
{
	enum { POINTS = 20000 };
	Arena *arena = arena_new();
	BalancePoint *points =
	    arena_alloc_array(arena, POINTS + 1, sizeof *points);
	BalanceWish wish = {16 * EM, 0, EM, SHAPE_ANY};
	Balance balance;

	for (int i = 0; i <= POINTS; i++)
		points[i] =
		    (BalancePoint){i * 2 * EM, i * 2 * EM,
				   i % 3 ? SEAM_NONE : SEAM_WEAK, false};
	CHECK(balance_lines(arena, points, POINTS + 1, &wish, &balance));
	CHECK_INT(balance.count, POINTS / 6);
	CHECK_INT(balance.split, 0);
	arena_free(arena);
}

int
main(void)
{
	test_titles();
	test_author();
	test_headings();
	test_split();
	test_long();
	return check_report();
}
