#include "check/check.h"

#include <stdarg.h>
#include <string.h>

#include "base/nearest.h"
#include "check/finding.h"

static const char *const code_names[CHECK_COUNT] = {
    [CHECK_HALFWIDTH] = "halfwidth-punctuation",
    [CHECK_STRAIGHT_QUOTES] = "straight-quotes",
    [CHECK_TYPED_SPACE] = "typed-space",
    [CHECK_RANGE_FORM] = "range-form",
    [CHECK_DATE_FORM] = "date-form",
    [CHECK_NUMBER_GROUPING] = "number-grouping",
    [CHECK_DASH_FORM] = "dash-form",
    [CHECK_REPEATED_MARK] = "repeated-mark",
    [CHECK_NESTED_QUOTES] = "nested-quotes",
    [CHECK_HEADING_NUMBER] = "heading-number",
    [CHECK_TITLE_MARK] = "title-mark",
    [CHECK_NAME_SPACE] = "name-space",
};

/* Warnings that other stages give. */
static const char *const other_names[] = {
    "empty-block",   "invisible-character", "literal-asterisks",
    "font-fallback", "word-split",	    "loose-line",
};

enum { OTHER_COUNT = sizeof other_names / sizeof *other_names };

const char *
check_code_name(CheckCode code)
{
	return code_names[code];
}

static bool
is_known(const char *name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(names[i], name))
			return true;
	return false;
}

void
check_switches_add(Arena *arena, CheckSwitches *switches,
		   const char *const *names, const Position *at, size_t count,
		   Diagnostics *diag)
{
	const char *known[CHECK_COUNT + OTHER_COUNT];
	const char **off =
	    arena_alloc_array(arena, switches->count + count, sizeof *off);

	memcpy(known, code_names, sizeof code_names);
	memcpy(known + CHECK_COUNT, other_names, sizeof other_names);
	for (size_t i = 0; i < switches->count; i++)
		off[i] = switches->off[i];
	for (size_t i = 0; i < count; i++) {
		if (is_known(names[i], known, CHECK_COUNT + OTHER_COUNT)) {
			off[switches->count++] = names[i];
			continue;
		}
		const char *near =
		    nearest_name(names[i], known, CHECK_COUNT + OTHER_COUNT);
		diag_report(diag, DIAG_WARNING, "unknown-check", at[i],
			    near ? arena_printf(arena, "是不是“%s”？", near)
				 : "检查项的名字写在每条警告末尾的方括号里。",
			    "没有“%s”这个检查项", names[i]);
	}
	switches->off = off;
}

void
check_switches_add_field(Arena *arena, CheckSwitches *switches,
			 const Fields *fields, const char *name,
			 Diagnostics *diag)
{
	const FieldValue *value = fields_given(fields, name);

	if (value)
		check_switches_add(arena, switches, value->texts, value->at,
				   value->count, diag);
}

bool
check_is_off(const CheckSwitches *switches, const char *code)
{
	return is_known(code, switches->off, switches->count);
}

Finding *
checker_find(Checker *checker, const Passage *passage, CheckCode code,
	     size_t at, const char *hint, const char *format, ...)
{
	va_list args;

	if (checker->off[code])
		return &checker->unheard;
	va_start(args, format);
	char *message = arena_vprintf(checker->arena, format, args);
	va_end(args);
	Finding *finding = array_push(checker->arena, &checker->findings);
	*finding = (Finding){.code = code,
			     .at = passage->letters[at].at,
			     .message = message,
			     .hint = hint,
			     .passage = passage->number};
	return finding;
}

void
finding_fix(Finding *finding, Passage *passage, size_t from, size_t to,
	    const char *with)
{
	finding->from = from;
	finding->to = to;
	finding->with = with;
	for (size_t i = from; i < to; i++)
		passage->letters[i].taken = true;
}

void
passage_take_blanks(const Passage *passage, size_t *from, size_t *to)
{
	const Letter *letters = passage->letters;
	size_t first = *from, end = *to;

	while (first > 0 && !letters[first - 1].taken &&
	       letters[first - 1].kind == LETTER_SPACE &&
	       passage_adjacent(passage, first - 1))
		first--;
	while (end < passage->count && letters[end].kind == LETTER_SPACE &&
	       passage_adjacent(passage, end - 1))
		end++;
	if (first < *from && !passage_needs_blank(passage, first))
		*from = first;
	if (end > *to && !passage_needs_blank(passage, *to))
		*to = end;
}

static void
check_passage(Checker *checker, Passage *passage)
{
	check_quote_forms(checker, passage);
	check_halfwidth(checker, passage);
	check_dates(checker, passage);
	check_ranges(checker, passage);
	check_grouping(checker, passage);
	check_dashes(checker, passage);
	check_repeated(checker, passage);
	check_pairs(checker, passage);
	if (passage->block->kind == BLOCK_HEADING)
		check_heading(checker, passage);
	check_spaces(checker, passage);
}

static void
check_blocks(Checker *checker, const Block *blocks, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const Block *block = &blocks[i];
		check_blocks(checker, block->children, block->count);
		if (block->text.size == 0)
			continue;
		Passage passage = passage_read(checker->arena, block);
		passage.number = checker->passages.count;
		passage.next = i + 1 < count ? &blocks[i + 1] : NULL;
		check_passage(checker, &passage);
		*array_push(checker->arena, &checker->passages) = passage;
	}
}

void
checker_run(Checker *checker, Arena *arena, const Brief *brief,
	    const Layout *layout, const Fields *fields,
	    const CheckSwitches *switches)
{
	*checker = (Checker){.arena = arena, .layout = layout};
	for (size_t i = 0; i < CHECK_COUNT; i++)
		checker->off[i] = check_is_off(switches, code_names[i]);
	check_field_names(checker, fields);
	check_blocks(checker, brief->blocks, brief->count);
}

void
check_brief(Arena *arena, const Brief *brief, const Layout *layout,
	    const Fields *fields, const CheckSwitches *switches,
	    Diagnostics *diag)
{
	Checker checker;

	checker_run(&checker, arena, brief, layout, fields, switches);
	for (size_t i = 0; i < checker.findings.count; i++) {
		const Finding *f = &checker.findings.items[i];
		diag_report(diag, DIAG_WARNING, code_names[f->code], f->at,
			    f->hint, "%s", f->message);
	}
}
