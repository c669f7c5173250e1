#include "check/finding.h"
#include "check/quantity.h"

/* Reads up to `most` digits. */
static size_t
read_digits(const Passage *passage, size_t i, size_t most, unsigned *value)
{
	size_t count = 0;

	*value = 0;
	while (count < most && is_digit(passage->letters[i + count].c))
		*value = *value * 10 + passage->letters[i + count++].c - '0';
	return count;
}

/* 2024-04-01, 2024/4/1, 2024.4.1 */
static void
check_numeric_date(Checker *checker, const Passage *passage, size_t from)
{
	const Letter *letters = passage->letters;
	unsigned year, month, day;
	size_t i = from + read_digits(passage, from, 5, &year);
	uint32_t separator = letters[i].c;

	if (i - from != 4 || year < 1900 || year > 2099 ||
	    !is_one_of(separator, "-/."))
		return;
	size_t length = read_digits(passage, i + 1, 3, &month);
	i += 1 + length;
	if (length < 1 || month < 1 || month > 12 || letters[i].c != separator)
		return;
	length = read_digits(passage, i + 1, 3, &day);
	i += 1 + length;
	bool more =
	    is_one_of(letters[i].c, "-/.") && is_digit(letters[i + 1].c);
	if (length < 1 || day < 1 || day > 31 || more ||
	    letters[i].kind == LETTER_LATIN)
		return;
	checker_find(checker, passage, CHECK_DATE_FORM, from,
		     arena_printf(checker->arena, "请写成%u年%u月%u日。", year,
				  month, day),
		     "日期没有用年月日书写");
}

/* 04月, 01日 (GB/T 9704 §7.3.5.4) */
static void
check_zero(Checker *checker, Passage *passage, size_t i)
{
	const Letter *letter = &passage->letters[i];

	if (letter[0].c != '0' || letter[1].c < '1' || letter[1].c > '9' ||
	    !is_one_of(letter[2].c, "月日"))
		return;
	Finding *finding =
	    checker_find(checker, passage, CHECK_DATE_FORM, i,
			 "请删去月、日前面的 0。", "日期里的月、日用 0 补位");
	finding_fix(finding, passage, i, i + 1, "");
}

/* 1998—99年 */
static bool
follows_year(const Letter *letter)
{
	return is_one_of(letter[-1].c, "—-～~–") && is_digit(letter[-2].c) &&
	       is_digit(letter[-3].c) && is_digit(letter[-4].c) &&
	       is_digit(letter[-5].c) && !is_digit(letter[-6].c);
}

/* 98年 may be a span of time: it is a year where a preposition or a mark
 * leads to it and nothing behind it measures, or where a month follows. */
static bool
is_short_year(const Passage *passage, size_t i)
{
	const Letter *letter = &passage->letters[i];
	const Letter *before = letter - 1, *behind = letter + 3;

	if (letter[2].c != 0x5E74 || is_one_of(behind->c, "代内间里多来前后以"))
		return false;
	if (letter->c == '0' || follows_year(letter) ||
	    is_one_of(behind->c, "底初末春夏秋冬起"))
		return true;
	if (letter->c < '5')
		return false;
	if (is_digit(behind->c))
		return true;
	bool leads = before->kind == LETTER_BREAK ||
		     is_one_of(before->c, "自从于至到在’'");
	return leads &&
	       (behind->kind != LETTER_HAN || is_one_of(behind->c, "至到和与"));
}

static void
check_year(Checker *checker, const Passage *passage, size_t i)
{
	if (is_digit(passage->letters[i + 1].c) && is_short_year(passage, i))
		checker_find(checker, passage, CHECK_DATE_FORM, i,
			     "年份请用四位数字，例如 1998年。", "年份写得不全");
}

void
check_dates(Checker *checker, Passage *passage)
{
	for (size_t i = 0; i < passage->count; i++) {
		const Letter *letter = &passage->letters[i];
		if (!is_digit(letter->c) || is_digit(letter[-1].c) ||
		    letter->token || letter[-1].kind == LETTER_LATIN ||
		    (is_one_of(letter[-1].c, ".,:/-") &&
		     is_digit(letter[-2].c) && !follows_year(letter)))
			continue;
		check_numeric_date(checker, passage, i);
		check_zero(checker, passage, i);
		check_year(checker, passage, i);
	}
}

/* The thousands of a number. */
typedef struct Thousands {
	uint32_t separator; /* 0: not grouped */
	size_t digits, end;
} Thousands;

static bool
is_separator(const Letter *letter)
{
	return letter->c == ',' || letter->kind == LETTER_SPACE;
}

static Thousands
read_thousands(const Passage *passage, size_t i)
{
	const Letter *letters = passage->letters;
	Thousands number = {0};
	unsigned value;
	size_t length = read_digits(passage, i, SIZE_MAX, &value);

	number.digits = length;
	i += length;
	while (length > 0 && length <= 3 && is_separator(&letters[i]) &&
	       (!number.separator || letters[i].c == number.separator) &&
	       read_digits(passage, i + 1, 4, &value) == 3) {
		number.separator = letters[i].c;
		number.digits += 3;
		i += 4;
	}
	number.end = i;
	return number;
}

/* A row of digits with nothing in it may be a telephone number or a code: it
 * counts where a unit follows. */
static bool
counts(const Thousands *number, const Quantity *quantity, uint32_t first)
{
	return number->separator ||
	       (first != '0' && number->digits <= 9 && quantity->unit);
}

static void
compare(Checker *checker, const Passage *passage, size_t i,
	const Thousands *number)
{
	Grouping *grouping = &checker->grouping;
	bool grouped = number->separator != 0;
	bool mixed = grouped && grouping->separator &&
		     (grouping->separator == ',') != (number->separator == ',');
	bool differs = number->digits >= 5 && grouping->first &&
		       grouping->grouped != grouped;

	if (grouped && !grouping->separator)
		grouping->separator = number->separator;
	if (number->digits >= 5 && !grouping->first) {
		char *text =
		    arena_alloc(checker->arena, 4 * (number->end - i) + 1);
		for (size_t k = i, at = 0; k < number->end; k++)
			text[at++] = passage->letters[k].c < 0x80
					 ? (char)passage->letters[k].c
					 : ' ';
		grouping->first = text;
		grouping->grouped = grouped;
	}
	if (grouping->reported || (!mixed && !differs))
		return;
	grouping->reported = true;
	checker_find(checker, passage, CHECK_NUMBER_GROUPING, i,
		     mixed ? "千分撇“,”与千分空全文请只用一种。"
			   : "五位以上的整数，全文或都分节，或都不分节。",
		     mixed ? "两种分节写法混用"
			   : "大数的分节与前面的 %s 不一致",
		     grouping->first);
}

/* GB/T 15835-2011 §5.1.1: four digits may stand as they are. */
void
check_grouping(Checker *checker, Passage *passage)
{
	for (size_t i = 0; i < passage->count; i++) {
		if (!quantity_begins(passage, i))
			continue;
		Quantity quantity = quantity_read(passage, i);
		Thousands number = read_thousands(passage, i);
		if (counts(&number, &quantity, passage->letters[i].c) &&
		    (number.separator || number.digits >= 5))
			compare(checker, passage, i, &number);
		i = (number.end > quantity.to ? number.end : quantity.to) - 1;
	}
}
