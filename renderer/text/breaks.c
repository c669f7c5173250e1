/* Where a line may begin: three passes over one array.
 *
 * Unicode's rules (ICU) decide inside Western text. CLREQ's "prohibition rules
 * for line start and line end" (level GB, strict for —— and ……) and "for
 * unbreakable marks" decide everywhere else; Unicode would allow a break before
 * an interpunct or a range dash, and forbids one before “ and after ”. What
 * the author says (hard breaks, U+2060, U+00A0) goes above both. */
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "text/runs.h"

/* Pass 1: Unicode. Offsets are bytes; glyphs are in the order of the text. */
static void
pass_unicode(UBreakIterator *iterator, const Text *text, Glyph *glyphs,
	     size_t count)
{
	UErrorCode status = U_ZERO_ERROR;
	UText *utext = utext_openUTF8(NULL, text->bytes, text->size, &status);
	int32_t boundary = 0;

	ubrk_setUText(iterator, utext, &status);
	ubrk_first(iterator);
	for (size_t i = 0; i < count && U_SUCCESS(status); i++) {
		int32_t start = (int32_t)glyphs[i].text_start;
		while (boundary != UBRK_DONE && boundary < start)
			boundary = ubrk_next(iterator);
		glyphs[i].break_before =
		    boundary == start && i > 0 ? BREAK_MAY : BREAK_NEVER;
	}
	utext_close(utext);
}

static bool
is_sign(uint32_t c)
{
	return c == '+' || c == '-' || c == 0x00B1 || c == 0x2212 || c == '$' ||
	       c == 0x00A5 || c == 0xFFE5 || c == 0x20AC || c == 0x00A3 ||
	       c == 0xFF04 || c == 0xFF0B || c == 0xFF0D || c == '~' ||
	       c == 0x2248 || c == '#' || c == 0x2116;
}

/* A space inside a number set off in threes: 1 234 567 (GB/T 15835 §5.1.1).
 * Looks at the space and its neighbours. */
static bool
in_thousands(const Glyph *glyphs, size_t count, size_t space)
{
	size_t digits = 0;

	if (space == 0 || glyphs[space].class != CLASS_SPACE ||
	    !char_is_digit(glyphs[space - 1].character))
		return false;
	for (size_t i = space + 1;
	     i < count && char_is_digit(glyphs[i].character); i++)
		digits++;
	return digits == 3;
}

static bool
is_chinese_class(CharClass class)
{
	return class != CLASS_WESTERN && class != CLASS_SPACE &&
	       class != CLASS_NEWLINE;
}

bool
glyphs_are_unit(const Glyph *glyphs, size_t count, size_t i)
{
	const Glyph *before = &glyphs[i - 1], *here = &glyphs[i];

	if (here->class == CLASS_DASH && before->class == CLASS_DASH)
		return true;
	if (here->class == CLASS_ELLIPSIS && before->class == CLASS_ELLIPSIS)
		return true;
	if (char_is_digit(before->character) && char_is_digit(here->character))
		return true;
	if (is_sign(before->character) && char_is_digit(here->character))
		return true;
	if (here->class == CLASS_UNIT)
		return true;
	return in_thousands(glyphs, count, i) ||
	       in_thousands(glyphs, count, i - 1);
}

/* Dashes, ellipses and interpuncts begin no line in Western type either. */
static bool
connects(uint32_t character)
{
	CharClass class = char_class(character);

	return class == CLASS_DASH || class == CLASS_ELLIPSIS ||
	       class == CLASS_INTERPUNCT || class == CLASS_CONNECTOR;
}

/* Pass 2: the Chinese rules. */
static BreakKind
chinese_break(const Glyph *glyphs, size_t count, size_t i)
{
	const Glyph *before = &glyphs[i - 1], *here = &glyphs[i];

	if (here->text_size == 0 || char_is_combining(here->character) ||
	    class_not_at_start(here->class) || connects(here->character) ||
	    class_not_at_end(before->class) ||
	    glyphs_are_unit(glyphs, count, i))
		return BREAK_NEVER;
	if (is_chinese_class(before->class) && is_chinese_class(here->class))
		return BREAK_MAY;
	if (before->class == CLASS_SPACE && before->character != 0x00A0 &&
	    before->character != 0x202F)
		return BREAK_MAY;
	/* Quotation marks in Chinese text open and close; Unicode does not
	 * know on which side a line may end. */
	if (class_is_mark(before->class) || class_is_mark(here->class))
		return BREAK_MAY;
	if (before->character == '/' || here->character == '/')
		return BREAK_NEVER;
	return here->break_before;
}

static bool
word_joiner_before(const Text *text, const Glyph *glyph)
{
	uint32_t at = glyph->text_start;

	return at >= 3 && text->bytes[at - 3] == '\xE2' &&
	       text->bytes[at - 2] == '\x81' && text->bytes[at - 1] == '\xA0';
}

static bool
is_seam(CharClass class)
{
	return class == CLASS_COMMA || class == CLASS_STOP ||
	       class == CLASS_WIDE_SPACE || class == CLASS_DASH;
}

/* What a line end costs beyond the shape of its line. */
static double
break_cost(const Glyph *glyphs, size_t i, const Style *style,
	   const TextRules *rules)
{
	const Glyph *before = &glyphs[i - 1], *here = &glyphs[i];

	if (style->wrap == WRAP_PHRASE)
		return is_seam(before->class) ? 0 : rules->seam_cost;
	if (here->class == CLASS_HAN && char_is_digit(before->character))
		return rules->unit_cost;
	return 0;
}

void
breaks_find(UBreakIterator *iterator, const Text *text, const TextRules *rules,
	    const Style *style, Glyph *glyphs, size_t count)
{
	pass_unicode(iterator, text, glyphs, count);
	for (size_t i = 1; i < count; i++) {
		Glyph *here = &glyphs[i];
		const Glyph *before = here - 1;
		bool western = before->class == CLASS_WESTERN &&
			       here->class == CLASS_WESTERN;
		here->break_before = (uint8_t)chinese_break(glyphs, count, i);
		here->fixed_before =
		    western || here->text_size == 0 ||
		    glyphs_are_unit(glyphs, count, i) ||
		    before->class == CLASS_CONNECTOR ||
		    here->class == CLASS_CONNECTOR ||
		    before->class == CLASS_SOLIDUS ||
		    here->class == CLASS_SOLIDUS;
		here->break_cost =
		    (float)break_cost(glyphs, i, style, rules);
		/* Pass 3: the author. */
		if (before->class == CLASS_NEWLINE)
			here->break_before = BREAK_MUST;
		else if (word_joiner_before(text, here))
			here->break_before = BREAK_NEVER;
	}
}
