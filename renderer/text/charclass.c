#include "text/charclass.h"

#include <stddef.h>

/* The marks, one row a class, in order of code point. A character that is not
 * here is Western below U+2E80 and Han above. */
typedef struct MarkRow {
	CharClass class;
	const uint32_t *characters;
} MarkRow;

static const uint32_t open_marks[] = {0x2018, 0x201C, 0x2329, 0x3008, 0x300A,
				      0x300C, 0x300E, 0x3010, 0x3014, 0x3016,
				      0x3018, 0x301A, 0x301D, 0xFF08, 0xFF3B,
				      0xFF5B, 0xFF5F, 0xFF62, 0};
static const uint32_t close_marks[] = {0x2019, 0x201D, 0x232A, 0x3009, 0x300B,
				       0x300D, 0x300F, 0x3011, 0x3015, 0x3017,
				       0x3019, 0x301B, 0x301E, 0x301F, 0xFF09,
				       0xFF3D, 0xFF5D, 0xFF60, 0xFF63, 0};
static const uint32_t comma_marks[] = {0x3001, 0xFF0C, 0xFF1A, 0xFF1B, 0};
static const uint32_t stop_marks[] = {0x3002, 0xFF01, 0xFF0E, 0xFF1F, 0};
static const uint32_t interpuncts[] = {0x00B7, 0x2027, 0x30FB, 0};
static const uint32_t dashes[] = {0x2014, 0x2015, 0x2E3A, 0};
static const uint32_t ellipses[] = {0x2025, 0x2026, 0x22EF, 0};
static const uint32_t connectors[] = {0x2010, 0x2013, 0x301C,
				      0xFF0D, 0xFF5E, 0};
static const uint32_t solidi[] = {0xFF0F, 0};
static const uint32_t units[] = {0x2030, 0x2031, 0x2032, 0x2033, 0x2103,
				 0x2109, 0xFF05, 0xFFE0, 0};
static const uint32_t spaces[] = {0x0020, 0x00A0, 0x2002, 0x2003, 0x2004,
				  0x2005, 0x2006, 0x2007, 0x2008, 0x2009,
				  0x200A, 0x202F, 0};
static const uint32_t wide_spaces[] = {0x3000, 0};
static const uint32_t newlines[] = {0x000A, 0x2028, 0x2029, 0};

static const MarkRow mark_rows[] = {
    {CLASS_OPEN, open_marks},	     {CLASS_CLOSE, close_marks},
    {CLASS_COMMA, comma_marks},	     {CLASS_STOP, stop_marks},
    {CLASS_INTERPUNCT, interpuncts}, {CLASS_DASH, dashes},
    {CLASS_ELLIPSIS, ellipses},	     {CLASS_CONNECTOR, connectors},
    {CLASS_SOLIDUS, solidi},	     {CLASS_UNIT, units},
    {CLASS_SPACE, spaces},	     {CLASS_WIDE_SPACE, wide_spaces},
    {CLASS_NEWLINE, newlines},
};

/* Symbols below U+2E80 that Chinese text sets as characters of one em, from
 * the Chinese face: arrows, Roman and circled numbers, boxes, stars. */
static bool
is_han_symbol(uint32_t c)
{
	return (c >= 0x2100 && c <= 0x27BF) || (c >= 0x2460 && c <= 0x24FF) ||
	       (c >= 0x2B00 && c <= 0x2BFF) || c == 0x00B1 || c == 0x00D7 ||
	       c == 0x00F7 || c == 0x00A7 || c == 0x203B || c == 0x00B0;
}

CharClass
char_class(uint32_t c)
{
	if (c > 0x20 && c < 0x7F)
		return CLASS_WESTERN;
	if (!char_is_han(c))
		for (size_t i = 0; i < sizeof mark_rows / sizeof *mark_rows;
		     i++)
			for (const uint32_t *p = mark_rows[i].characters; *p;
			     p++)
				if (*p == c)
					return mark_rows[i].class;
	if (c >= 0x2E80 || is_han_symbol(c))
		return c >= 0xFF61 && c <= 0xFFDC ? CLASS_WESTERN : CLASS_HAN;
	return CLASS_WESTERN;
}

bool
char_is_ambiguous(uint32_t c)
{
	switch (c) {
	case 0x00B7:
	case 0x2013:
	case 0x2014:
	case 0x2018:
	case 0x2019:
	case 0x201C:
	case 0x201D:
	case 0x2026:
	case 0x2027:
		return true;
	default:
		return false;
	}
}

bool
char_is_han(uint32_t c)
{
	return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
	       (c >= 0x20000 && c <= 0x3FFFF) || c == 0x3007 || c == 0x3005;
}

bool
char_is_digit(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

bool
char_is_western_letter(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z') ||
	       (c >= 0x00C0 && c <= 0x02AF && c != 0x00D7 && c != 0x00F7) ||
	       (c >= 0x0370 && c <= 0x052F) || (c >= 0x1E00 && c <= 0x1FFF);
}

bool
char_is_exclamation(uint32_t c)
{
	return c == 0xFF01 || c == 0xFF1F;
}

bool
char_is_combining(uint32_t c)
{
	return (c >= 0x0300 && c <= 0x036F) || (c >= 0x1AB0 && c <= 0x1AFF) ||
	       (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE00 && c <= 0xFE0F) ||
	       (c >= 0xE0100 && c <= 0xE01EF) || c == 0x200D || c == 0x200C ||
	       c == 0x2060 || c == 0x00AD || (c >= 0x302A && c <= 0x302F) ||
	       c == 0x3099 || c == 0x309A;
}

bool
char_is_invisible(uint32_t c)
{
	return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) ||
	       c == 0x200D || c == 0x200C || c == 0x2060 || c == 0x00AD;
}

bool
class_is_mark(CharClass class)
{
	return class == CLASS_OPEN || class == CLASS_CLOSE ||
	       class == CLASS_COMMA || class == CLASS_STOP;
}

bool
class_not_at_start(CharClass class, Kinsoku level)
{
	switch (class) {
	case CLASS_CLOSE:
	case CLASS_COMMA:
	case CLASS_STOP:
	case CLASS_INTERPUNCT:
	case CLASS_CONNECTOR:
	case CLASS_SOLIDUS:
		return level >= KINSOKU_BASIC;
	case CLASS_DASH:
	case CLASS_ELLIPSIS:
		return level >= KINSOKU_STRICT;
	case CLASS_SPACE:
	case CLASS_WIDE_SPACE:
	case CLASS_NEWLINE:
		return true;
	case CLASS_UNIT:
	case CLASS_HAN:
	case CLASS_OPEN:
	case CLASS_WESTERN:
		return false;
	}
	return false;
}

bool
class_not_at_end(CharClass class, Kinsoku level)
{
	return (class == CLASS_OPEN && level >= KINSOKU_BASIC) ||
	       (class == CLASS_SOLIDUS && level >= KINSOKU_GB);
}
