#include "check/finding.h"
#include "check/quantity.h"

/* What stands between two quantities. */
typedef struct Joint {
	size_t from, to; /* blanks included */
	size_t at;	 /* its first mark */
	uint32_t mark;
	size_t count;
} Joint;

static bool
read_joint(const Passage *passage, size_t i, Joint *joint)
{
	const Letter *letters = passage->letters;

	joint->from = i;
	while (letters[i].kind == LETTER_SPACE && i < passage->count)
		i++;
	joint->at = i;
	joint->mark = letters[i].c;
	if (joint->mark == '\n' || !is_one_of(joint->mark, "-~—–－～〜∼"))
		return false;
	while (letters[i].c == joint->mark)
		i++;
	joint->count = i - joint->at;
	while (letters[i].kind == LETTER_SPACE && i < passage->count)
		i++;
	joint->to = i;
	return true;
}

static bool
is_currency(uint32_t c)
{
	return is_one_of(c, "$¥￥€£");
}

/* Tells a range from a telephone number, a score, a code. */
static bool
is_range(const Passage *passage, const Quantity *left, const Quantity *right)
{
	const Letter *letters = passage->letters;
	bool zero = letters[left->from].c == '0' && left->digits > 2;

	if (zero || left->digits > 6 || right->digits > 6 ||
	    is_one_of(letters[right->to].c, "-/"))
		return false;
	if (left->clock && right->clock)
		return true;
	if (left->unit)
		return right->unit;
	return left->value < right->value &&
	       (right->unit ||
		(quantity_is_year(left) && quantity_is_year(right)));
}

/* Marks that are never right between numbers speak for themselves; a hyphen
 * must be shown to join a range. */
static bool
is_wrong(const Passage *passage, const Joint *joint, const Quantity *left,
	 const Quantity *right)
{
	switch (joint->mark) {
	case 0x2014:
		return joint->count == 2 && is_range(passage, left, right);
	case 0xFF5E:
		return joint->count > 1;
	case '-':
	case 0xFF0D:
		return joint->count <= 2 && is_range(passage, left, right);
	}
	return true;
}

/* From one time to another — is written, else ～ (GB/T 15834 §4.13.3). */
static bool
is_time(const Quantity *left, const Quantity *right)
{
	if (left->clock || (quantity_is_year(left) && quantity_is_year(right)))
		return true;
	uint32_t unit = left->unit ? left->unit : right->unit;
	if (unit == 0x5E74) /* 年 */
		return quantity_is_year(left);
	return is_one_of(unit, "月日时点");
}

static void
report_range(Checker *checker, Passage *passage, const Joint *joint,
	     const Quantity *left, const Quantity *right)
{
	bool time = is_time(left, right);
	const char *with = time ? "—" : "～";

	Finding *finding = checker_find(
	    checker, passage, CHECK_RANGE_FORM, joint->at,
	    time ? "起止时间请用一字线“—”（U+2014）。"
		 : "数值范围请用浪纹线“～”（U+FF5E）。",
	    "%s之间的连接号写得不对", time ? "起止时间" : "数值范围");
	for (size_t i = joint->from; i < joint->to; i++)
		passage_amend(passage, i, time ? 0x2014 : 0xFF5E);
	finding_fix(finding, passage, joint->from, joint->to, with);
}

/* RULES: GB/T 15835-2011 §5.1.3, GB/T 15834-2011 §4.13 */
void
check_ranges(Checker *checker, Passage *passage)
{
	const Letter *letters = passage->letters;

	for (size_t i = 0; i < passage->count; i++) {
		Joint joint;
		if (!quantity_begins(passage, i))
			continue;
		Quantity left = quantity_read(passage, i);
		i = left.end - 1;
		if (!read_joint(passage, left.end, &joint))
			continue;
		size_t next = joint.to + is_currency(letters[joint.to].c);
		if (!is_digit(letters[next].c) || letters[next].token)
			continue;
		Quantity right = quantity_read(passage, next);
		if (is_wrong(passage, &joint, &left, &right))
			report_range(checker, passage, &joint, &left, &right);
	}
}
