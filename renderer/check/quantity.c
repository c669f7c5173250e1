#include "check/quantity.h"

/* The first letters of the units that follow numbers. 号, 楼, 室 are not among
 * them: 88-1号 is an address. */
static const char units[] =
    "年月日时点分秒天周岁个人名家户项次件条倍万亿千百元角米吨度级层页章节批套台"
    "辆架艘座处所间亩公平立克斤瓦张种类款场期轮届课位门只株份成折桶升毫厘小工"
    "%‰％℃";

static const char *const western_units[] = {
    "km", "cm", "mm", "kg", "mg", "mL", "kW", "MW", "GW", "GHz", "MHz", "TB",
};

bool
quantity_begins(const Passage *passage, size_t i)
{
	const Letter *letter = &passage->letters[i];
	uint32_t before = letter[-1].c;

	if (!is_digit(letter->c) || letter->token || is_digit(before) ||
	    letter[-1].kind == LETTER_LATIN)
		return false;
	if (is_one_of(before, ".,:"))
		return !is_digit(letter[-2].c);
	if (is_one_of(before, "-/#_+~–－"))
		return false;
	/* GB/T 9704, ISO 9001 */
	return letter[-1].kind != LETTER_SPACE ||
	       letter[-2].kind != LETTER_LATIN;
}

static uint32_t
read_unit(const Passage *passage, size_t i, size_t *end)
{
	uint32_t c = passage->letters[i].c;

	if (c != '\n' && is_one_of(c, units)) {
		*end = i + 1;
		return c;
	}
	for (size_t k = 0; k < sizeof western_units / sizeof *western_units;
	     k++) {
		const char *unit = western_units[k];
		size_t length = unit[2] ? 3 : 2;
		if (!passage_says(passage, i, unit) ||
		    passage->letters[i + length].kind == LETTER_LATIN)
			continue;
		*end = i + length;
		return c;
	}
	return 0;
}

Quantity
quantity_read(const Passage *passage, size_t i)
{
	const Letter *letters = passage->letters;
	Quantity quantity = {.from = i};
	double place = 0;

	for (; is_digit(letters[i].c) ||
	       (is_one_of(letters[i].c, ".,:") && is_digit(letters[i + 1].c));
	     i++) {
		uint32_t c = letters[i].c;
		if (c == '.') {
			place = 1;
		} else if (c == ':') {
			quantity.clock = true;
		} else if (c != ',' && place > 0) {
			place /= 10;
			quantity.value += place * (c - '0');
		} else if (c != ',') {
			quantity.value = quantity.value * 10 + (c - '0');
			quantity.digits++;
		}
	}
	quantity.to = quantity.end = i;
	quantity.unit = read_unit(passage, i, &quantity.end);
	return quantity;
}

bool
quantity_is_year(const Quantity *quantity)
{
	return quantity->to - quantity->from == 4 && quantity->digits == 4 &&
	       quantity->value >= 1000 && quantity->value <= 2100;
}
