/* Which characters are the same, and what an editor would say of the rest. */
#include <string.h>

#include "base/utf8.h"
#include "compare/align.h"
#include "compare/compare.h"

/* The characters of a stream, and what they are by index. */
typedef struct Stream {
	size_t *at;
	uint32_t *chars;
	size_t count;
} Stream;

/* Takes the characters of the lines of a stream; of running lines, those of a
 * page. */
static Stream
take_stream(Arena *arena, const CompareContent *content, CompareStream which,
	    size_t page)
{
	Stream stream = {
	    arena_alloc_array(arena, content->chars.count, sizeof(size_t)),
	    arena_alloc_array(arena, content->chars.count, sizeof(uint32_t)),
	    0};

	for (size_t i = 0; i < content->lines.count; i++) {
		const CompareLine *line = &content->lines.items[i];
		if (line->stream != which ||
		    (which == COMPARE_RUNNING && line->page != page))
			continue;
		for (size_t k = 0; k < line->count; k++) {
			stream.at[stream.count] = line->first + k;
			stream.chars[stream.count++] =
			    content->chars.items[line->first + k].c;
		}
	}
	return stream;
}

static void
match(Comparison *comparison, const Stream *old, size_t old_at,
      const Stream *new, size_t new_at)
{
	comparison->old_of[new->at[new_at]] = (ptrdiff_t)old->at[old_at];
	comparison->new_of[old->at[old_at]] = (ptrdiff_t) new->at[new_at];
}

static void
add_change(Arena *arena, Comparison *comparison, const CompareEdit *edit,
	   const Stream *old, const Stream *new)
{
	size_t after = edit->new_at + edit->new_count;

	*array_push(arena, &comparison->changes) = (CompareChange){
	    .old = old->at + edit->old_at,
	    .old_count = edit->old_count,
	    .new = new->at + edit->new_at,
	    .new_count = edit->new_count,
	    .after =
		after < new->count ? (ptrdiff_t) new->at[after] : COMPARE_NONE,
	    .before = edit->new_at > 0 ? (ptrdiff_t) new->at[edit->new_at - 1]
				       : COMPARE_NONE,
	};
}

static void
compare_stream(Arena *arena, Comparison *comparison, CompareStream which,
	       size_t page)
{
	Stream old = take_stream(arena, comparison->old, which, page);
	Stream new = take_stream(arena, comparison->new, which, page);
	CompareText was = {old.chars, old.count}, is = {new.chars, new.count};
	CompareEdits edits =
	    compare_tidy(arena, was, is, compare_align(arena, was, is));
	size_t old_at = 0, new_at = 0;

	for (size_t i = 0; i <= edits.count; i++) {
		size_t end =
		    i < edits.count ? edits.items[i].new_at : new.count;
		while (new_at < end)
			match(comparison, &old, old_at++, &new, new_at++);
		if (i == edits.count)
			break;
		add_change(arena, comparison, &edits.items[i], &old, &new);
		old_at += edits.items[i].old_count;
		new_at += edits.items[i].new_count;
	}
}

/* Appends a character, and a blank where Western words are set apart. */
static char *
put_char(char *end, const CompareChar *c, uint32_t before)
{
	if (c->after_blank && before && before < 0x2E80 && c->c < 0x2E80)
		*end++ = ' ';
	return end + utf8_encode(c->c, end);
}

/* The characters in quotation marks; of many, the first and the last. */
static const char *
quote(Arena *arena, const CompareContent *content, const size_t *at,
      size_t count)
{
	enum { HEAD = 14, TAIL = 6 };
	char text[5 * (HEAD + TAIL) + 8], *end = text;
	uint32_t before = 0;

	for (size_t i = 0; i < count; i++) {
		const CompareChar *c = &content->chars.items[at[i]];
		if (count > HEAD + TAIL + 1 && i == HEAD) {
			memcpy(end, "…", strlen("…"));
			end += strlen("…");
			i = count - TAIL;
			c = &content->chars.items[at[i]];
			before = 0;
		}
		end = put_char(end, c, before);
		before = c->c;
	}
	*end = '\0';
	return arena_printf(arena, "“%s”", text);
}

/* A change of a character or two says little: where it stands, then. */
static const char *
surroundings(Arena *arena, const Comparison *comparison,
	     const CompareChange *change)
{
	enum { AROUND = 5 };
	const CompareChars *chars = &comparison->new->chars;
	size_t at[2 * AROUND + 4], count = 0;
	size_t middle = change->new_count    ? change->new[0]
			: change->after >= 0 ? (size_t)change->after
					     : (size_t)change->before;
	size_t line = chars->items[middle].line;

	if (change->old_count > 2 || change->new_count > 2 ||
	    (change->after < 0 && change->before < 0))
		return "";
	size_t from = middle > AROUND ? middle - AROUND : 0;
	for (size_t i = from;
	     i < chars->count && i < middle + AROUND + change->new_count; i++)
		if (chars->items[i].line == line)
			at[count++] = i;
	return arena_printf(arena, "，见%s",
			    quote(arena, comparison->new, at, count));
}

static const char *
words_of(Arena *arena, const Comparison *comparison,
	 const CompareChange *change)
{
	const char *was =
	    quote(arena, comparison->old, change->old, change->old_count);
	const char *is =
	    quote(arena, comparison->new, change->new, change->new_count);
	const char *where = surroundings(arena, comparison, change);

	if (change->old_count == 0)
		return arena_printf(arena, "增加%s（%zu 字）%s", is,
				    change->new_count, where);
	if (change->new_count == 0)
		return arena_printf(arena, "删去%s（%zu 字）%s", was,
				    change->old_count, where);
	return arena_printf(arena, "%s改为%s%s", was, is, where);
}

static void
report_change(Arena *arena, Comparison *comparison, const CompareChange *change)
{
	ptrdiff_t at = change->new_count    ? (ptrdiff_t)change->new[0]
		       : change->after >= 0 ? change->after
					    : change->before;
	ptrdiff_t end = change->new_count
			    ? (ptrdiff_t)change->new[change->new_count - 1]
			    : at;
	CompareFinding *finding;

	if (at < 0) {
		finding =
		    compare_add_finding(arena, comparison, COMPARE_EDIT, 0, 0);
	} else {
		size_t index = comparison->new->chars.items[at].line;
		const CompareLine *line = &comparison->new->lines.items[index];
		finding = compare_add_finding(arena, comparison, COMPARE_EDIT,
					      line->page, line->baseline);
		finding->line = (ptrdiff_t)index;
		finding->last =
		    (ptrdiff_t)comparison->new->chars.items[end].line;
	}
	finding->words = words_of(arena, comparison, change);
}

void
compare_find_changes(Arena *arena, Comparison *comparison)
{
	size_t pages = comparison->old->page_count;

	if (comparison->new->page_count < pages)
		pages = comparison->new->page_count;
	compare_stream(arena, comparison, COMPARE_TEXT, 0);
	compare_stream(arena, comparison, COMPARE_ANNOTATION, 0);
	/* Of pages that only one version has, the number of pages tells. */
	for (size_t page = 0; page < pages; page++)
		compare_stream(arena, comparison, COMPARE_RUNNING, page);
	for (size_t i = 0; i < comparison->changes.count; i++)
		report_change(arena, comparison, &comparison->changes.items[i]);
}
