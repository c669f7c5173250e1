#include "check/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "check/finding.h"

/* Putting one thing right can bring another to light. Two rounds do for any
 * text that somebody has written. */
enum { ROUND_LIMIT = 16 };

/* How much of a passage is put right: where the result does not read as it
 * should, first those edits go that touch markup, then all. */
typedef enum Trust { TRUST_ALL, TRUST_PLAIN, TRUST_NONE } Trust;

/* What an edit is made for, and the bytes of the source that it replaces. */
typedef struct Edit {
	const Finding *finding;
	size_t from, to;
	bool plain; /* no markup stands beside it */
} Edit;

/* A brief with what was found in it. */
typedef struct Draft {
	const Source *source;
	const Brief *brief; /* NULL where the source cannot be read */
	Checker checker;
	Edit *edits; /* in the order of the source, none meets another */
	size_t count;
	Trust *trust; /* of each passage */
} Draft;

typedef struct Fixer {
	Arena *arena;
	const Layout *layout;
	const Fields *fields;
	const CheckSwitches *switches;
} Fixer;

/* A place in the source, moved forward along its line. */
typedef struct Walker {
	const Source *source;
	uint32_t line, column;
	size_t byte, end; /* offsets: the character, the end of its line */
} Walker;

static void
walk_to(Walker *walker, Position at)
{
	uint32_t c;

	if (walker->line != at.line || walker->column > at.column) {
		size_t size;
		const char *line = source_line(walker->source, at.line, &size);
		walker->line = at.line;
		walker->column = 1;
		walker->byte = (size_t)(line - walker->source->bytes);
		walker->end = walker->byte + size;
	}
	for (; walker->column < at.column && walker->byte < walker->end;
	     walker->column++)
		walker->byte +=
		    utf8_decode(walker->source->bytes + walker->byte,
				walker->end - walker->byte, &c);
}

static bool
is_markup(char c)
{
	return c && strchr("*_\\&<>~[]`!", c);
}

/* Finds the letters of an edit in the source. False where they do not stand
 * there as they are: an entity, an escape, a blank for a line end. */
static bool
locate(Walker *walker, const Passage *passage, Edit *edit)
{
	const char *bytes = walker->source->bytes;
	const Finding *f = edit->finding;

	walk_to(walker, passage->letters[f->from].at);
	edit->from = edit->to = walker->byte;
	for (size_t i = f->from; i < f->to; i++) {
		uint32_t c;
		if (edit->to >= walker->end ||
		    (i > f->from && !passage_adjacent(passage, i - 1)))
			return false;
		edit->to +=
		    utf8_decode(bytes + edit->to, walker->end - edit->to, &c);
		if (c != passage->letters[i].c)
			return false;
	}
	edit->plain = !is_markup(bytes[edit->to]) &&
		      (edit->from == 0 || !is_markup(bytes[edit->from - 1]));
	return true;
}

static int
compare_edits(const void *left, const void *right)
{
	const Finding *a = ((const Edit *)left)->finding;
	const Finding *b = ((const Edit *)right)->finding;

	if (a->passage != b->passage)
		return a->passage < b->passage ? -1 : 1;
	return (a->from > b->from) - (a->from < b->from);
}

static void
collect_edits(const Fixer *fixer, Draft *draft)
{
	const Checker *checker = &draft->checker;
	Walker walker = {.source = draft->source};
	size_t found = 0, end = 0;

	draft->edits = arena_alloc_array(
	    fixer->arena, checker->findings.count + 1, sizeof(Edit));
	for (size_t i = 0; i < checker->findings.count; i++)
		if (checker->findings.items[i].with)
			draft->edits[found++].finding =
			    &checker->findings.items[i];
	qsort(draft->edits, found, sizeof(Edit), compare_edits);
	for (size_t i = 0; i < found; i++) {
		Edit edit = draft->edits[i];
		const Passage *passage =
		    &checker->passages.items[edit.finding->passage];
		if (!locate(&walker, passage, &edit) || edit.from < end)
			continue;
		draft->edits[draft->count++] = edit;
		end = edit.to;
	}
}

/* Reads a source. Its own diagnostics are of no interest here. */
static Draft
read_draft(const Fixer *fixer, const Source *source, const Brief *brief)
{
	Draft draft = {.source = source, .brief = brief};

	if (!brief) {
		Diagnostics *diag = diag_new();
		draft.brief = brief_read_source(fixer->arena, source, diag);
		diag_free(diag);
	}
	if (!draft.brief)
		return draft;
	checker_run(&draft.checker, fixer->arena, draft.brief, fixer->layout,
		    fixer->fields, fixer->switches);
	draft.trust = arena_alloc_array(
	    fixer->arena, draft.checker.passages.count + 1, sizeof(Trust));
	collect_edits(fixer, &draft);
	return draft;
}

static bool
is_trusted(const Draft *draft, const Edit *edit)
{
	switch (draft->trust[edit->finding->passage]) {
	case TRUST_ALL:
		return true;
	case TRUST_PLAIN:
		return edit->plain;
	case TRUST_NONE:
		return false;
	}
	return false;
}

/* Returns the source with all trusted edits made, NULL where there are none. */
static const Source *
apply_edits(const Fixer *fixer, const Draft *draft)
{
	const Source *source = draft->source;
	size_t room = source->size, size = 0, at = 0;

	for (size_t i = 0; i < draft->count; i++)
		room += strlen(draft->edits[i].finding->with);
	char *bytes = arena_alloc(fixer->arena, room + 1);
	bool any = false;
	for (size_t i = 0; i < draft->count; i++) {
		const Edit *edit = &draft->edits[i];
		size_t length = strlen(edit->finding->with);
		if (!is_trusted(draft, edit))
			continue;
		any = true;
		memcpy(bytes + size, source->bytes + at, edit->from - at);
		size += edit->from - at;
		memcpy(bytes + size, edit->finding->with, length);
		size += length;
		at = edit->to;
	}
	memcpy(bytes + size, source->bytes + at, source->size - at);
	size += source->size - at;
	return any ? source_from_bytes(fixer->arena, source->path, bytes, size)
		   : NULL;
}

static bool
same_blocks(const Block *a, size_t a_count, const Block *b, size_t b_count)
{
	if (a_count != b_count)
		return false;
	for (size_t i = 0; i < a_count; i++)
		if (a[i].kind != b[i].kind || a[i].level != b[i].level ||
		    a[i].ordered != b[i].ordered || a[i].start != b[i].start ||
		    !same_blocks(a[i].children, a[i].count, b[i].children,
				 b[i].count))
			return false;
	return true;
}

/* Compares letters [*i, to) with those of the result from `*k` on. */
static bool
same_letters(const Passage *old, size_t *i, size_t to, const Passage *new,
	     size_t *k)
{
	for (; *i < to; ++*i, ++*k)
		if (*k >= new->count ||
		    old->letters[*i].c != new->letters[*k].c ||
		    old->letters[*i].flags != new->letters[*k].flags)
			return false;
	return true;
}

/* True where the result reads as the old passage with its trusted edits, which
 * are those from `*edit` on; moves `*edit` behind them. */
static bool
reads_as_meant(const Draft *draft, size_t number, const Passage *new,
	       size_t *edit)
{
	const Passage *old = &draft->checker.passages.items[number];
	size_t i = 0, k = 0;
	bool same = true;

	for (; *edit < draft->count &&
	       draft->edits[*edit].finding->passage == number;
	     ++*edit) {
		const Finding *f = draft->edits[*edit].finding;
		size_t size = strlen(f->with);
		if (!same || !is_trusted(draft, &draft->edits[*edit]))
			continue;
		same = same_letters(old, &i, f->from, new, &k);
		for (size_t at = 0; same && at < size; k++) {
			uint32_t c;
			at += utf8_decode(f->with + at, size - at, &c);
			same = k < new->count &&new->letters[k].c == c;
		}
		i = f->to;
	}
	return same && same_letters(old, &i, old->count, new, &k) &&
	       k == new->count;
}

/* Trusts less where the result does not read as it should. Returns false where
 * it does. */
static bool
lose_trust(Draft *draft, const Draft *result)
{
	size_t count = draft->checker.passages.count, edit = 0;
	bool lost = false;
	bool alike = result->brief && result->checker.passages.count == count &&
		     same_blocks(draft->brief->blocks, draft->brief->count,
				 result->brief->blocks, result->brief->count);

	for (size_t i = 0; i < count; i++) {
		const Passage *new =
		    alike ? &result->checker.passages.items[i] : NULL;
		if ((new &&reads_as_meant(draft, i, new, &edit)) ||
		    draft->trust[i] == TRUST_NONE)
			continue;
		draft->trust[i]++;
		lost = true;
	}
	return lost;
}

/* Makes every edit that can be. False where there is none. */
static bool
make_round(const Fixer *fixer, Draft *draft, CheckFix *fix)
{
	Draft result;

	do {
		const Source *source = apply_edits(fixer, draft);
		if (!source)
			return false;
		result = read_draft(fixer, source, NULL);
	} while (lose_trust(draft, &result));
	for (size_t i = 0; i < draft->count; i++) {
		if (!is_trusted(draft, &draft->edits[i]))
			continue;
		fix->counts[draft->edits[i].finding->code]++;
		fix->total++;
	}
	*draft = result;
	return true;
}

CheckFix
check_fix(Arena *arena, const Brief *brief, const Layout *layout,
	  const Fields *fields, const CheckSwitches *switches)
{
	const Fixer fixer = {arena, layout, fields, switches};
	CheckFix fix = {0};
	Draft draft = read_draft(&fixer, brief->source, brief);

	for (int round = 0; round < ROUND_LIMIT; round++)
		if (!make_round(&fixer, &draft, &fix))
			break;
	fix.bytes = draft.source->bytes;
	fix.size = draft.source->size;
	return fix;
}
