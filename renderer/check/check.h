/* What an editor would mark in red: half-width marks in Chinese text, spaces
 * that were typed, ranges and dates in the wrong form, quotes that do not
 * pair, heading numbers that skip (GB/T 9704, GB/T 15834, GB/T 15835).
 *
 * Everything here is a warning at its place in the source, under a stable code
 * that can be switched off. What can be put right without a doubt can also be
 * written back. Nothing here knows a page or a font. */
#ifndef ZB_CHECK_CHECK_H
#define ZB_CHECK_CHECK_H

#include "base/diag.h"
#include "brief/brief.h"
#include "style/fields.h"

typedef enum CheckCode {
	CHECK_HALFWIDTH,       /* , . : ; ? ! ( ) in Chinese text */
	CHECK_STRAIGHT_QUOTES, /* " and ' in Chinese text */
	CHECK_TYPED_SPACE,     /* beside Han and full-width marks */
	CHECK_RANGE_FORM,      /* 10-20%, 10~20 */
	CHECK_DATE_FORM,       /* 2024-04-01, 2024年04月01日, 98年 */
	CHECK_NUMBER_GROUPING, /* 12345 beside 12,345 */
	CHECK_DASH_FORM,       /* --, ..., 。。。 */
	CHECK_REPEATED_MARK,   /* 。。 and ，。 */
	CHECK_NESTED_QUOTES,   /* “ in “, 《 in 《, what does not pair */
	CHECK_HEADING_NUMBER,  /* skipped, repeated, of the wrong level */
	CHECK_TITLE_MARK,      /* 。 and the like in the title */
	CHECK_NAME_SPACE,      /* 张 三 with a space that is not U+3000 */
	CHECK_COUNT,
} CheckCode;

/* The stable name of a code. */
const char *check_code_name(CheckCode code);

/* The codes that are switched off, by name. */
typedef struct CheckSwitches {
	const char *const *off;
	size_t count;
} CheckSwitches;

/* Adds `names`, as a layout or a brief gives them; `at` is where each stands.
 * A name that is no code is reported with the nearest one that is, and left
 * out. Codes of warnings that other stages give are known, too. */
void check_switches_add(Arena *arena, CheckSwitches *switches,
			const char *const *names, const Position *at,
			size_t count, Diagnostics *diag);

/* Adds what the field `name` of the brief lists; none where the name is NULL
 * or the field is not given. */
void check_switches_add_field(Arena *arena, CheckSwitches *switches,
			      const Fields *fields, const char *name,
			      Diagnostics *diag);

bool check_is_off(const CheckSwitches *switches, const char *code);

/* Reports all there is to say, as warnings. */
void check_brief(Arena *arena, const Brief *brief, const Layout *layout,
		 const Fields *fields, const CheckSwitches *switches,
		 Diagnostics *diag);

/* The source of a brief with the harmless findings put right. */
typedef struct CheckFix {
	const char *bytes;
	size_t size;
	size_t total; /* 0: the source is as it was */
	size_t counts[CHECK_COUNT];
} CheckFix;

/* Puts right what can be without a doubt: marks, quotes, spaces, dashes,
 * ellipses, ranges, zeros in dates. Front matter is never touched. What would
 * change the text in any other way (bold that ends, a list that begins) is
 * left alone: the result is read again and compared. Only for a Markdown
 * brief, whose blocks stand in brief->source. */
CheckFix check_fix(Arena *arena, const Brief *brief, const Layout *layout,
		   const Fields *fields, const CheckSwitches *switches);

#endif
