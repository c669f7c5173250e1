#include "check/finding.h"

#include <string.h>

/* Beside these a blank is as needless as beside the digits that they go with.
 * Around other marks of ASCII (a + b, a | b) it may be meant. */
static bool
goes_with_words(uint32_t c)
{
	return is_one_of(c, "%&$@.,;:?!()\"'");
}

static bool
is_needless_beside_han(const Letter *other)
{
	switch (other->kind) {
	case LETTER_HAN:
	case LETTER_DIGIT:
	case LETTER_LATIN:
	case LETTER_SHARED:
		return true;
	case LETTER_HALF:
		return goes_with_words(other->c);
	case LETTER_OTHER:
		return is_one_of(other->c, "‰℃℉°¥￥€£±");
	case LETTER_WIDE:
	case LETTER_SPACE:
	case LETTER_WIDE_SPACE:
	case LETTER_BREAK:
		return false;
	}
	return false;
}

/* A mark that both scripts have is Chinese where Han stands behind it. */
static bool
is_needless(const Letter *left, const Letter *right)
{
	if (left->kind == LETTER_BREAK || right->kind == LETTER_BREAK ||
	    left->kind == LETTER_WIDE_SPACE || right->kind == LETTER_WIDE_SPACE)
		return false;
	if (left->kind == LETTER_WIDE || right->kind == LETTER_WIDE)
		return true;
	if (left->kind == LETTER_HAN)
		return is_needless_beside_han(right);
	if (right->kind == LETTER_HAN)
		return is_needless_beside_han(left);
	return (left->kind == LETTER_SHARED && left[-1].kind == LETTER_HAN) ||
	       (right->kind == LETTER_SHARED && right[1].kind == LETTER_HAN);
}

static bool
ends_name(const Letter *letter)
{
	return letter->kind == LETTER_WIDE || letter->kind == LETTER_BREAK ||
	       letter->kind == LETTER_SPACE ||
	       letter->kind == LETTER_WIDE_SPACE;
}

/* 张 三、李 四: names padded to the width of those with three characters. */
static bool
is_name(const Passage *passage, size_t from, size_t to)
{
	const Letter *left = &passage->letters[from - 1];
	const Letter *right = &passage->letters[to];

	return left->kind == LETTER_HAN && right->kind == LETTER_HAN &&
	       ends_name(left - 1) && ends_name(right + 1);
}

static void
report_name(Checker *checker, const Passage *passage, size_t from)
{
	checker_find(checker, passage, CHECK_NAME_SPACE, from,
		     "请用一个全角空格 U+3000 隔开两个字的姓名。",
		     "姓名里用了半角空格");
}

/* A blank between Han may be meant: only in running text is it surely not. */
static bool
is_running_text(const Passage *passage)
{
	if (passage->block->kind == BLOCK_HEADING)
		return false;
	for (size_t i = 0; i < passage->count; i++)
		if (is_one_of(passage->letters[i].as, "，。；！？"))
			return true;
	return false;
}

static void
report_blank(Checker *checker, Passage *passage, size_t from, size_t to,
	     bool running)
{
	const Letter *letters = passage->letters;
	bool han = letters[from - 1].kind == LETTER_HAN &&
		   letters[to].kind == LETTER_HAN;
	bool heading = passage->block->kind == BLOCK_HEADING;
	const char *beside = letters[from - 1].kind == LETTER_WIDE ||
				     letters[to].kind == LETTER_WIDE
				 ? "全角标点旁边"
			     : han ? "汉字之间"
				   : "汉字与西文、数字之间";

	Finding *finding = checker_find(
	    checker, passage, CHECK_TYPED_SPACE, from,
	    han && heading ? "请删去空格；要停顿请用全角空格 U+3000。"
	    : han	   ? "请删去空格。"
			   : "请删去空格：间隙由排版负责。",
	    "%s有空格", beside);
	if (!han || running)
		finding_fix(finding, passage, from, to, "");
}

/* The indent is the layout's business; 　　 would come on top of it. */
static void
check_indent(Checker *checker, Passage *passage)
{
	size_t count = 0;

	while (count < passage->count &&
	       (passage->letters[count].kind == LETTER_WIDE_SPACE ||
		passage->letters[count].kind == LETTER_SPACE))
		count++;
	if (count == 0 || count == passage->count)
		return;
	Finding *finding =
	    checker_find(checker, passage, CHECK_TYPED_SPACE, 0,
			 "请删去：缩进由版式负责。", "段首有空格");
	finding_fix(finding, passage, 0, count, "");
}

void
check_spaces(Checker *checker, Passage *passage)
{
	const Letter *letters = passage->letters;
	bool running = is_running_text(passage);

	check_indent(checker, passage);
	for (size_t from = 0, to; from < passage->count; from = to) {
		to = from;
		while (to < passage->count && !letters[to].taken &&
		       letters[to].kind == LETTER_SPACE)
			to++;
		if (to == from || from == 0 || to == passage->count) {
			to += to == from;
			continue;
		}
		if (!is_needless(&letters[from - 1], &letters[to]) ||
		    passage_needs_blank(passage, from))
			continue;
		if (is_name(passage, from, to))
			report_name(checker, passage, from);
		else
			report_blank(checker, passage, from, to, running);
	}
}

/* A field is no block: its value is made a passage of its own. */
static void
check_value(Checker *checker, const char *value, Position at)
{
	uint32_t size = (uint32_t)strlen(value);
	const Span span = {.end = size, .at = at};
	const Block block = {.kind = BLOCK_PARAGRAPH,
			     .text = {value, size, &span, 1}};
	Passage passage = passage_read(checker->arena, &block);

	for (size_t from = 1, to; from < passage.count; from = to + 1) {
		to = from;
		while (to < passage.count &&
		       passage.letters[to].kind == LETTER_SPACE)
			to++;
		if (to > from && to < passage.count &&
		    is_name(&passage, from, to))
			report_name(checker, &passage, from);
	}
}

void
check_field_names(Checker *checker, const Fields *fields)
{
	for (size_t i = 0; i < fields->count; i++) {
		const FieldValue *value = &fields->values[i];
		if (value->field->type != FIELD_TEXT &&
		    value->field->type != FIELD_LIST)
			continue;
		for (size_t k = 0; k < value->count; k++)
			if (value->at[k].source)
				check_value(checker, value->texts[k],
					    value->at[k]);
	}
}
