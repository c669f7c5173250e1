#include "check/finding.h"

/* The forms of 结构层次序数, by level (GB/T 9704 §7.3.3). */
typedef enum LabelForm {
	LABEL_NONE,
	LABEL_HAN,	     /* 一、 */
	LABEL_HAN_BRACKET,   /* （一） */
	LABEL_DIGIT,	     /* 1. */
	LABEL_DIGIT_BRACKET, /* （1） */
	LABEL_FOREIGN,	     /* 1.1, ① */
} LabelForm;

typedef struct Label {
	LabelForm form;
	int number;
	size_t length;
	bool right; /* its marks are those that it should have */
} Label;

static const char *const form_names[] = {"",   "一、",	"（一）",
					 "1.", "（1）", ""};

/* 一 … 九十九 as a number; 0 where the letters say none. */
static int
read_han_number(const Passage *passage, size_t from, size_t *to)
{
	static const char *const digits[] = {"一", "二", "三", "四", "五",
					     "六", "七", "八", "九"};
	int number = 0, digit = 0;

	for (*to = from; is_han_numeral(passage->letters[*to].c); ++*to) {
		uint32_t c = passage->letters[*to].c;
		int scale = is_one_of(c, "十")	 ? 10
			    : is_one_of(c, "百") ? 100
						 : 1;
		if (scale > 1) {
			number += (digit > 0 ? digit : 1) * scale;
			digit = 0;
		}
		for (int i = 0; scale == 1 && i < 9; i++)
			if (is_one_of(c, digits[i]))
				digit = i + 1;
	}
	return number + digit;
}

static int
read_number(const Passage *passage, size_t from, size_t *to)
{
	int number = 0;

	for (*to = from; is_digit(passage->letters[*to].c) && *to < from + 3;
	     ++*to)
		number = number * 10 + (int)(passage->letters[*to].c - '0');
	return is_digit(passage->letters[*to].c) ? 0 : number;
}

/* （一）, （1）, (1) */
static Label
read_bracketed(const Passage *passage)
{
	const Letter *letters = passage->letters;
	LabelForm form = LABEL_HAN_BRACKET;
	size_t end;
	int number = read_han_number(passage, 1, &end);

	if (number == 0) {
		form = LABEL_DIGIT_BRACKET;
		number = read_number(passage, 1, &end);
	}
	if (number == 0 || !is_one_of(letters[end].c, "）)"))
		return (Label){.form = LABEL_NONE};
	bool half = letters[0].c == '(' || letters[end].c == ')';
	bool followed = is_one_of(letters[end + 1].c, "、.．，,：:");
	/* check_halfwidth has spoken of (一). */
	return (Label){form, number, end + 1,
		       !followed && !(half && form == LABEL_DIGIT_BRACKET)};
}

static Label
read_digit_label(const Passage *passage)
{
	const Letter *letters = passage->letters;
	size_t end;
	int number = read_number(passage, 0, &end);

	if (number == 0)
		return (Label){.form = LABEL_NONE};
	if (letters[end].c == '.' && is_digit(letters[end + 1].c)) {
		while (letters[end].c == '.' || is_digit(letters[end].c))
			end++;
		LabelForm form = is_one_of(letters[end].c, " 　、")
				     ? LABEL_FOREIGN
				     : LABEL_NONE;
		return (Label){form, number, end, false};
	}
	if (!is_one_of(letters[end].c, ".．、，,）)"))
		return (Label){.form = LABEL_NONE};
	return (Label){LABEL_DIGIT, number, end + 1, letters[end].c == '.'};
}

/* The number that the author wrote before a heading. */
static Label
read_label(const Passage *passage)
{
	const Letter *letters = passage->letters;
	size_t end;

	if (letters[0].c == 0xFF08 || letters[0].c == '(')
		return read_bracketed(passage);
	if (is_digit(letters[0].c))
		return read_digit_label(passage);
	if (letters[0].c >= 0x2460 && letters[0].c <= 0x24FF)
		return (Label){LABEL_FOREIGN, 0, 1, false};
	int number = read_han_number(passage, 0, &end);
	if (number == 0 || !is_one_of(letters[end].c, "、.．，,：: 　"))
		return (Label){.form = LABEL_NONE};
	return (Label){LABEL_HAN, number, end + 1, letters[end].c == 0x3001};
}

static bool
has_right_form(Checker *checker, const Passage *passage, const Label *label)
{
	int level = passage->block->level;
	LabelForm wanted = (LabelForm)(level - 1);
	const char *name = form_names[wanted];

	if (label->form == LABEL_FOREIGN)
		checker_find(checker, passage, CHECK_HEADING_NUMBER, 0,
			     "层次依次用一、（一）1.（1）。",
			     "公文不用这种序号");
	else if (label->form != wanted)
		checker_find(checker, passage, CHECK_HEADING_NUMBER, 0,
			     arena_printf(checker->arena,
					  "%.*s 一级的序号是“%s”；“%s”应写在 "
					  "%.*s 一级。",
					  level, "######", name,
					  form_names[label->form],
					  (int)label->form + 1, "######"),
			     "序号与标题的级别不合");
	else if (!label->right)
		checker_find(checker, passage, CHECK_HEADING_NUMBER, 0,
			     arena_printf(checker->arena,
					  "这一级请写成“%s”的样子。", name),
			     "序号的标点不对");
	return label->form == wanted;
}

static void
check_sequence(Checker *checker, const Passage *passage, const Label *label,
	       HeadingRow *row)
{
	int wanted = row->last + 1;

	row->last = label->number;
	if (label->number == wanted)
		return;
	const char *what = label->number < wanted ? "重复或倒退" : "有跳过的";
	checker_find(checker, passage, CHECK_HEADING_NUMBER, 0,
		     arena_printf(checker->arena, "这里应是第 %d 个。", wanted),
		     "标题的序号%s", wanted == 1 ? "不是从一开始" : what);
}

/* What the author is to write anew, check_spaces need not speak of. */
static void
take_blanks(Passage *passage, const Label *label)
{
	size_t i = label->length > 0 ? label->length - 1 : 0;

	for (; i < passage->count; i++) {
		if (passage->letters[i].kind == LETTER_SPACE)
			passage->letters[i].taken = true;
		else if (i >= label->length)
			break;
	}
}

static void
check_number(Checker *checker, Passage *passage)
{
	int level = passage->block->level;
	HeadingRow *row = &checker->rows[level];
	Label label = read_label(passage);
	bool numbered = label.form != LABEL_NONE;

	if (numbered && !label.right)
		take_blanks(passage, &label);
	for (int deeper = level + 1; deeper <= 6; deeper++)
		checker->rows[deeper] = (HeadingRow){0};
	if (checker->layout->headings[level] &&
	    checker->layout->headings[level]->numbering) {
		if (numbered)
			checker_find(checker, passage, CHECK_HEADING_NUMBER, 0,
				     "请删去自己写的序号。",
				     "这一级的序号由版式编排");
		return;
	}
	if (row->any && row->numbered != numbered && !row->mixed) {
		row->mixed = true;
		checker_find(checker, passage, CHECK_HEADING_NUMBER, 0,
			     "同一级标题，或都有序号，或都没有。",
			     numbered ? "同级的标题没有序号，这里有"
				      : "同级的标题有序号，这里没有");
	}
	if (!row->any)
		row->numbered = numbered;
	row->any = true;
	if (numbered && has_right_form(checker, passage, &label))
		check_sequence(checker, passage, &label, row);
}

/* A title has no marks but those that hold names, pauses and parts of it. */
static void
check_title(Checker *checker, const Passage *passage)
{
	for (size_t i = 0; i < passage->count; i++) {
		if (!is_one_of(passage->letters[i].as, "。；！？…"))
			continue;
		checker_find(checker, passage, CHECK_TITLE_MARK, i,
			     i + 1 == passage->count
				 ? "标题末尾不用标点，请删去。"
				 : "标题里一般只用书名号、顿号、逗号、冒号和"
				   "破折号。",
			     i + 1 == passage->count ? "标题末尾有标点"
						     : "标题里有不宜用的标点");
		return;
	}
}

void
check_heading(Checker *checker, Passage *passage)
{
	int level = passage->block->level;

	if (level == 1)
		check_title(checker, passage);
	else if (level <= 5)
		check_number(checker, passage);
}
