#include "check/finding.h"

/* A row of one character that stands for a dash or an ellipsis, and how many
 * of it do so wrongly. */
typedef struct Row {
	uint32_t c;
	size_t least;
	bool odd; /* only an odd number is wrong */
	bool dash;
} Row;

static const Row rows[] = {
    {'-', 2, false, true},     {0xFF0D, 2, false, true},
    {0x2500, 1, false, true},  {0x2014, 3, true, true},
    {'.', 3, false, false},    {0x3002, 3, false, false},
    {0xFF0E, 3, false, false}, {0x00B7, 3, false, false},
    {0x2026, 1, true, false},
};

static const Row *
lookup_row(uint32_t c, size_t count)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (rows[i].c == c && count >= rows[i].least &&
		    (!rows[i].odd || count % 2 == 1))
			return &rows[i];
	return NULL;
}

static void
report_row(Checker *checker, Passage *passage, const Row *row, size_t from,
	   size_t to)
{
	Finding *finding =
	    checker_find(checker, passage, CHECK_DASH_FORM, from,
			 row->dash ? "破折号请用两个“—”（U+2014）：——。"
				   : "省略号请用两个“…”（U+2026）：……。",
			 row->dash ? "破折号写得不对" : "省略号写得不对");
	for (size_t i = from; i < to; i++)
		passage_amend(passage, i, row->dash ? 0x2014 : 0x2026);
	passage_take_blanks(passage, &from, &to);
	finding_fix(finding, passage, from, to, row->dash ? "——" : "……");
}

/* GB/T 15834 §5.1.4, §5.1.5 */
void
check_dashes(Checker *checker, Passage *passage)
{
	const Letter *letters = passage->letters;

	for (size_t from = 0, to; from < passage->count; from = to) {
		to = from + 1;
		while (to < passage->count &&
		       letters[to].c == letters[from].c &&
		       passage_adjacent(passage, to - 1))
			to++;
		const Row *row = lookup_row(letters[from].c, to - from);
		if (!row || letters[from].taken || letters[from].token)
			continue;
		if (passage_chinese_before(passage, from) ||
		    passage_chinese_after(passage, to - 1) ||
		    (!row->dash && passage_ends_behind(passage, to - 1)) ||
		    letters[from].kind == LETTER_WIDE)
			report_row(checker, passage, row, from, to);
	}
}

static bool
is_exclamation(uint32_t c)
{
	return c == 0xFF1F || c == 0xFF01;
}

/* ？！, ！！ and ！！！ are right (GB/T 15834 §4.2.3.3, §4.3.3.2). */
void
check_repeated(Checker *checker, Passage *passage)
{
	static const char marks[] = "，。、；：？！";
	const Letter *letters = passage->letters;

	for (size_t from = 0, to; from < passage->count; from = to) {
		bool plain = true, same = true;
		to = from;
		while (to < passage->count &&
		       is_one_of(letters[to].as, marks)) {
			plain &= is_exclamation(letters[to].as);
			same &= letters[to].as == letters[from].as;
			to++;
		}
		if (to > from + 1 && !(plain && to - from <= 3))
			checker_find(checker, passage, CHECK_REPEATED_MARK,
				     from, "请只留一个标点。",
				     same ? "标点重复" : "两个标点连在一起");
		to += to == from;
	}
}
