/* Where a line may begin: three passes over one array.
 *
 * Unicode's rules (UAX #14, by ICU) come first. CLREQ's "prohibition rules for
 * line start and line end" and "for unbreakable marks" go above them: Unicode
 * would allow a break before an interpunct or a range dash, and does not know
 * on which side of “ and ” a Chinese line may end. What the author says (hard
 * breaks, U+2060, U+00A0) goes above both. */
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "text/runs.h"

/* Pass 1: Unicode. Offsets are bytes. */
static void
pass_unicode(UBreakIterator *iterator, const Text *text, CharacterList *list)
{
	UErrorCode status = U_ZERO_ERROR;
	UText *utext = utext_openUTF8(NULL, text->bytes, text->size, &status);
	int32_t boundary = 0;

	ubrk_setUText(iterator, utext, &status);
	ubrk_first(iterator);
	for (size_t i = 0; i < list->count && U_SUCCESS(status); i++) {
		Character *c = &list->items[i];
		int32_t start = (int32_t)c->start;
		while (boundary != UBRK_DONE && boundary < start)
			boundary = ubrk_next(iterator);
		c->break_before =
		    boundary == start && i > 0 ? BREAK_MAY : BREAK_NEVER;
	}
	utext_close(utext);
}

static bool
is_sign(uint32_t c)
{
	switch (c) {
	case '+':
	case '-':
	case '~':
	case '#':
	case '$':
	case 0x00A3:
	case 0x00A5:
	case 0x00B1:
	case 0x20AC:
	case 0x2116:
	case 0x2212:
	case 0x2248:
	case 0xFF04:
	case 0xFF0B:
	case 0xFF0D:
	case 0xFFE5:
		return true;
	default:
		return false;
	}
}

static bool
is_superscript(uint32_t c)
{
	return c == 0x00B2 || c == 0x00B3 || c == 0x00B9 ||
	       (c >= 0x2070 && c <= 0x209F);
}

/* Counts digits from `index` in direction `step`, up to four. */
static int
count_digits(const CharacterList *list, size_t index, int step)
{
	int count = 0;

	for (size_t i = index;
	     i < list->count && char_is_digit(list->items[i].code) && count < 4;
	     i += (size_t)step)
		count++;
	return count;
}

/* A space inside a number set off in threes: 1 234 567 (GB/T 15835 §5.1.1). */
static bool
in_thousands(const CharacterList *list, size_t space)
{
	if (space == 0 || list->items[space].class != CLASS_SPACE)
		return false;
	int before = count_digits(list, space - 1, -1);
	return before >= 1 && before <= 3 &&
	       count_digits(list, space + 1, 1) == 3;
}

/* Of several —— or …… in a row, each two characters are one unit; ⸺ is one by
 * itself. */
static void
pair_dashes(CharacterList *list)
{
	for (size_t i = 1; i < list->count; i++) {
		Character *here = &list->items[i];
		const Character *before = here - 1;
		here->second = (here->class == CLASS_DASH ||
				here->class == CLASS_ELLIPSIS) &&
			       here->code != 0x2E3A &&
			       before->code == here->code && !before->second;
	}
}

/* Whether the characters i - 1 and i belong to one unit that is never broken
 * and has no gap inside: ——, ……, a number with its sign and its unit, what
 * stands above or below the line (CLREQ, unbreakable marks). */
static bool
is_unit(const CharacterList *list, size_t i)
{
	const Character *before = &list->items[i - 1], *here = &list->items[i];

	return here->second || (here->flags & (SPAN_SUPER | SPAN_SUB)) ||
	       (char_is_digit(before->code) && char_is_digit(here->code)) ||
	       (is_sign(before->code) && char_is_digit(here->code)) ||
	       (here->class == CLASS_UNIT && char_is_digit(before->code)) ||
	       (char_is_exclamation(before->code) &&
		char_is_exclamation(here->code)) ||
	       is_superscript(here->code) || in_thousands(list, i) ||
	       in_thousands(list, i - 1);
}

/* What is annotated as a whole stays in one piece (CLREQ, interlinear
 * annotations). */
static bool
in_one_base(const Character *before, const Character *here)
{
	return here->group[GROUP_RUBY] &&
	       here->group[GROUP_RUBY] == before->group[GROUP_RUBY];
}

/* A solidus ends no line (GB/T 15834 §5.1.9), but an address on the net would
 * then be one word: there Unicode's rule stands. */
static bool
in_address(const CharacterList *list, size_t solidus)
{
	enum { FARTHEST = 200 };

	for (size_t back = 0; back + 1 < FARTHEST && back < solidus; back++) {
		const Character *c = &list->items[solidus - back];
		if (c->class != CLASS_WESTERN)
			return false;
		if (c->code == '/' && c[-1].code == '/')
			return true;
	}
	return false;
}

static bool
is_quote(uint32_t c)
{
	return c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D;
}

static bool
is_chinese(const Character *c)
{
	return c->class != CLASS_WESTERN && c->class != CLASS_SPACE &&
	       c->class != CLASS_NEWLINE &&
	       (c->code >= 0x2E80 || char_is_ambiguous(c->code));
}

/* Dashes, ellipses and interpuncts begin no line in Western type either. */
static bool
connects(const Character *c, Kinsoku level)
{
	return c->class == CLASS_WESTERN && c->code > 0x7F &&
	       class_not_at_start(char_class(c->code), level) &&
	       !is_quote(c->code);
}

/* Pass 2: the Chinese rules. */
static BreakKind
chinese_break(const CharacterList *list, size_t i, Kinsoku level)
{
	const Character *before = &list->items[i - 1], *here = &list->items[i];

	if (here->class == CLASS_SPACE || is_unit(list, i) ||
	    in_one_base(before, here) ||
	    class_not_at_start(here->class, level) || connects(here, level) ||
	    class_not_at_end(before->class, level))
		return BREAK_NEVER;
	if (before->code == '/' && level >= KINSOKU_GB &&
	    before->class == CLASS_WESTERN && !in_address(list, i - 1))
		return BREAK_NEVER;
	if (is_chinese(before) && is_chinese(here) &&
	    (level == KINSOKU_NONE || is_quote(before->code) ||
	     is_quote(here->code)))
		return BREAK_MAY;
	/* A quotation mark between Chinese and a Western word. */
	if ((is_quote(before->code) && before->class == CLASS_CLOSE) ||
	    (is_quote(here->code) && here->class == CLASS_OPEN))
		return BREAK_MAY;
	return (BreakKind)here->break_before;
}

static bool
is_seam(CharClass class)
{
	return class == CLASS_COMMA || class == CLASS_STOP ||
	       class == CLASS_WIDE_SPACE || class == CLASS_DASH;
}

/* Whether a line that begins with character `i` would be torn from a number:
 * between the number and its unit, or inside a unit of several characters.
 * Whatever Han follows a number is taken for a unit; these are longer. */
static bool
tears_unit(const CharacterList *list, size_t i)
{
	static const uint32_t units[][4] = {
	    {0x4E07, 0x5143},	      /* 万元 */
	    {0x4EBF, 0x5143},	      /* 亿元 */
	    {0x4E07, 0x4EBF, 0x5143}, /* 万亿元 */
	    {0x4E07, 0x4EBA},	      /* 万人 */
	    {0x516C, 0x65A4},	      /* 公斤 */
	    {0x516C, 0x91CC},	      /* 公里 */
	    {0x516C, 0x9877},	      /* 公顷 */
	    {0x5206, 0x949F},	      /* 分钟 */
	    {0x5C0F, 0x65F6},	      /* 小时 */
	    {0x5468, 0x5C81},	      /* 周岁 */
	    {0x767E, 0x5206, 0x70B9}, /* 百分点 */
	    {0x5E73, 0x65B9, 0x7C73}, /* 平方米 */
	};

	if (char_is_digit(list->items[i - 1].code))
		return list->items[i].class == CLASS_HAN;
	for (size_t u = 0; u < sizeof units / sizeof *units; u++)
		for (size_t k = 1; k < 4 && units[u][k] && k < i; k++) {
			size_t same = 0;
			while (same < 4 && units[u][same] &&
			       i - k + same < list->count &&
			       list->items[i - k + same].code == units[u][same])
				same++;
			if ((same == 4 || !units[u][same]) &&
			    char_is_digit(list->items[i - k - 1].code))
				return true;
		}
	return false;
}

/* GB/T 9704, No. 7: a name of letters and its number. */
static bool
tears_name(const CharacterList *list, size_t i)
{
	uint32_t before = i >= 2 ? list->items[i - 2].code : 0;

	return list->items[i - 1].code == ' ' &&
	       char_is_digit(list->items[i].code) &&
	       ((before >= 'A' && before <= 'Z') || before == '.');
}

/* What a line end costs beyond the shape of its line. */
static double
break_cost(const CharacterList *list, size_t i, const Style *style,
	   const TextRules *rules)
{
	const Character *before = &list->items[i - 1];

	if (style->wrap == WRAP_PHRASE)
		return is_seam(before->class) ? 0 : rules->seam_cost;
	if (tears_unit(list, i) || tears_name(list, i))
		return rules->unit_cost;
	if (before->class == CLASS_INTERPUNCT) /* inside a foreign name */
		return rules->unit_cost * 10;
	/* An opening mark and one character, left behind at a line end. */
	if (i >= 2 && list->items[i - 2].class == CLASS_OPEN)
		return rules->unit_cost / 4;
	return 0;
}

void
breaks_find(UBreakIterator *iterator, const Text *text, const TextRules *rules,
	    const Style *style, CharacterList *list)
{
	pass_unicode(iterator, text, list);
	pair_dashes(list);
	for (size_t i = 1; i < list->count; i++) {
		Character *here = &list->items[i];
		const Character *before = here - 1;
		here->break_before =
		    (uint8_t)chinese_break(list, i, rules->kinsoku);
		here->unit = is_unit(list, i);
		here->break_cost = (float)break_cost(list, i, style, rules);
		/* Pass 3: the author. */
		if (before->class == CLASS_NEWLINE)
			here->break_before = BREAK_MUST;
		else if (before->code == 0x2060)
			here->break_before = BREAK_NEVER;
	}
}
