#include "check/finding.h"

#include "base/utf8.h"

static const char half[] = ",.:;?!()";
static const char *const full[] = {"，", "。", "：", "；",
				   "？", "！", "（", "）"};

static size_t
index_of(uint32_t c)
{
	size_t i = 0;

	while (half[i] && (uint32_t)half[i] != c)
		i++;
	return i;
}

/* Proposes the full-width mark for the letters [from, to), blanks around
 * included: beside a full-width mark there are none. */
static void
report(Checker *checker, Passage *passage, size_t i, const char *with)
{
	const char *hint =
	    arena_printf(checker->arena, "请改成全角的%s。", with);
	size_t from = i, to = i + 1;
	uint32_t as;

	Finding *finding =
	    checker_find(checker, passage, CHECK_HALFWIDTH, i, hint,
			 "中文里用了半角的 %c", (char)passage->letters[i].c);
	utf8_decode(with, 3, &as);
	passage_take_blanks(passage, &from, &to);
	finding_fix(finding, passage, from, to, with);
	passage_amend(passage, i, as);
}

/* 第三阶段达到1000.下一步: a number ends the sentence; but 图1.示意 is a label,
 * and so is 1.总则. */
static bool
ends_sentence(const Passage *passage, size_t i)
{
	const Letter *letter = &passage->letters[i];
	size_t digits = 0;

	if (passage_ends_behind(passage, i) &&
	    (is_digit(letter[-1].c) || is_one_of(letter[-1].c, "%)")))
		return true;
	if (letter[1].kind != LETTER_HAN)
		return false;
	while (digits < i && is_digit(letter[-(int)digits - 1].c))
		digits++;
	if (digits == 0)
		return letter[-1].c == '%' && passage_chinese_after(passage, i);
	const Letter *before = &letter[-(int)digits - 1];
	return before->kind == LETTER_HAN &&
	       !is_one_of(before->c, "图表式例件注第附");
}

/* True where the letters before `i` are all of a Han number: 一. */
static bool
is_han_label(const Passage *passage, size_t i)
{
	size_t at = i;

	while (at > 0 && i - at < 4 &&
	       is_han_numeral(passage->letters[at - 1].c))
		at--;
	return at < i && i - at < 4 &&
	       (at == 0 || passage->letters[at - 1].kind == LETTER_BREAK);
}

static bool
is_misplaced_stop(const Passage *passage, size_t i)
{
	const Letter *letter = &passage->letters[i];

	if (letter[-1].c == '.' || letter[1].c == '.' ||
	    letter[1].kind == LETTER_LATIN || letter[1].kind == LETTER_DIGIT)
		return false;
	return passage_chinese_before(passage, i) || ends_sentence(passage, i);
}

static bool
is_misplaced(const Passage *passage, size_t i)
{
	const Letter *letter = &passage->letters[i];
	bool before = passage_chinese_before(passage, i);

	if (is_digit(letter[-1].c) && is_digit(letter[1].c))
		return false;
	switch (letter->c) {
	case ',':
	case ':':
	case ';':
		return before || passage_chinese_after(passage, i);
	case '?':
	case '!':
		return before || (letter[-1].kind != LETTER_LATIN &&
				  passage_chinese_after(passage, i));
	case '.':
		return is_misplaced_stop(passage, i);
	}
	return false;
}

/* (1) and (a) are labels. */
static bool
is_bracketed_label(const Passage *passage, size_t open, size_t close)
{
	const Letter *letters = passage->letters;

	if (close == open + 2)
		return letters[open + 1].kind == LETTER_DIGIT ||
		       letters[open + 1].kind == LETTER_LATIN;
	return close == open + 3 && letters[open + 1].kind == LETTER_DIGIT &&
	       letters[open + 2].kind == LETTER_DIGIT;
}

/* 国发(2024)5号 */
static bool
is_document_number(const Passage *passage, size_t open, size_t close)
{
	const Letter *letters = passage->letters;

	if (close != open + 5 || !is_digit(letters[close + 1].c) ||
	    letters[open - 1].kind != LETTER_HAN)
		return false;
	for (size_t i = open + 1; i < close; i++)
		if (!is_digit(letters[i].c))
			return false;
	return true;
}

static void
check_brackets(Checker *checker, Passage *passage, size_t open, size_t close)
{
	bool document = is_document_number(passage, open, close);
	const Letter *letters = passage->letters;
	bool opens = letters[open].c == '(', closes = letters[close].c == ')';

	if (opens && closes &&
	    (is_bracketed_label(passage, open, close) ||
	     (!passage_has_chinese(passage, open + 1, close) &&
	      !passage_chinese_before(passage, open))))
		return;
	if (opens)
		report(checker, passage, open, document ? "〔" : full[6]);
	if (closes)
		report(checker, passage, close, document ? "〕" : full[7]);
}

/* Pairs the round brackets of both widths. */
static void
check_all_brackets(Checker *checker, Passage *passage)
{
	size_t *stack = arena_alloc_array(checker->arena, passage->count + 1,
					  sizeof *stack);
	size_t depth = 0;

	for (size_t i = 0; i < passage->count; i++) {
		const Letter *letter = &passage->letters[i];
		bool closes = letter->c == ')' || letter->c == 0xFF09;
		if (letter->token)
			continue;
		if (letter->c == '(' || letter->c == 0xFF08)
			stack[depth++] = i;
		else if (closes && depth > 0)
			check_brackets(checker, passage, stack[--depth], i);
		else if (letter->c == ')' && letter[-1].kind == LETTER_HAN)
			report(checker, passage, i, full[7]);
	}
	for (; depth > 0; depth--) {
		const Letter *letter = &passage->letters[stack[depth - 1]];
		if (letter->c == '(' && letter[1].kind == LETTER_HAN)
			report(checker, passage, stack[depth - 1], full[6]);
	}
}

/* The number of a heading is a matter of check_heading. */
static void
check_mark(Checker *checker, Passage *passage, size_t i)
{
	bool heading = passage->block->kind == BLOCK_HEADING;
	const Letter *letter = &passage->letters[i];
	size_t mark = index_of(letter->c);

	if (letter->c >= 0x80 || !half[mark] || letter->token ||
	    letter->as != letter->c || !is_misplaced(passage, i))
		return;
	bool label =
	    letter->c != '?' && letter->c != '!' && is_han_label(passage, i);
	if (!label)
		report(checker, passage, i, full[mark]);
	else if (!heading)
		report(checker, passage, i,
		       letter->c == '.' ? "、" : full[mark]);
}

/* Both ways: what one mark becomes tells of its neighbours. */
void
check_halfwidth(Checker *checker, Passage *passage)
{
	check_all_brackets(checker, passage);
	for (size_t i = 0; i < passage->count; i++)
		check_mark(checker, passage, i);
	for (size_t i = passage->count; i-- > 0;)
		check_mark(checker, passage, i);
}
