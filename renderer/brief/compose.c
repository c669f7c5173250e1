#include "brief/compose.h"

#include <string.h>

#include "base/utf8.h"

typedef struct Invisible {
	uint32_t first, last;
	const char *name;
} Invisible;

/* What slips in when text is pasted. Joiners, soft hyphens and variation
 * selectors say something about the text and stay. */
static const Invisible invisible[] = {
    {0x180E, 0x180E, "蒙古文元音分隔符"}, {0x200B, 0x200B, "零宽空格"},
    {0x200E, 0x200F, "文字方向标记"},	  {0x2028, 0x2028, "行分隔符"},
    {0x2029, 0x2029, "段分隔符"},	  {0x202A, 0x202E, "文字方向控制符"},
    {0x2061, 0x2064, "不可见运算符"},	  {0x2066, 0x206F, "文字方向控制符"},
    {0xFEFF, 0xFEFF, "字节顺序标记"},	  {0xFFF9, 0xFFFB, "行间注释符"},
};

static const Invisible *
lookup_invisible(uint32_t c)
{
	for (size_t i = 0; i < sizeof invisible / sizeof *invisible; i++)
		if (c >= invisible[i].first && c <= invisible[i].last)
			return &invisible[i];
	return NULL;
}

/* Next to these no space is written between words: Han, kana, bopomofo, their
 * punctuation, full-width forms, and the marks that Chinese shares. */
static bool
is_unspaced(uint32_t c)
{
	return (c >= 0x2E80 && c <= 0x312F) || (c >= 0x3190 && c <= 0x9FFF) ||
	       (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE10 && c <= 0xFE1F) ||
	       (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFFEF) ||
	       (c >= 0x20000 && c <= 0x3FFFF) || c == 0x2018 || c == 0x2019 ||
	       c == 0x201C || c == 0x201D || c == 0x2014 || c == 0x2026 ||
	       c == 0x00B7;
}

enum { SPAN_LIMIT = 256 };

static bool
same_look(const Span *span, const Look *look)
{
	return span->flags == look->flags &&
	       !memcmp(span->group, look->group, sizeof look->group);
}

static Span
make_span(uint32_t start, uint32_t end, const Look *look, Position at)
{
	Span span = {
	    .start = start, .end = end, .flags = look->flags, .at = at};

	memcpy(span.group, look->group, sizeof look->group);
	return span;
}

static void
append(Composer *composer, uint32_t c, Position at, Look look)
{
	Arena *arena = composer->markdown->arena;
	char encoded[4];
	size_t length = utf8_encode(c, encoded);
	size_t start = composer->bytes.count;
	size_t spans = composer->spans.count;

	for (size_t i = 0; i < length; i++)
		*array_push(arena, &composer->bytes) = encoded[i];
	uint32_t end = (uint32_t)composer->bytes.count;
	Span *last = spans ? &composer->spans.items[spans - 1] : NULL;
	/* A position inside a span is counted from its start: it stays short,
	 * though a paragraph be a megabyte on one line. */
	if (last && same_look(last, &look) && end - last->start <= SPAN_LIMIT &&
	    at.line == composer->next.line &&
	    at.column == composer->next.column)
		last->end = end;
	else
		*array_push(arena, &composer->spans) =
		    make_span((uint32_t)start, end, &look, at);
	composer->next = position_advance(at, 1);
}

/* Returns the last character of the text, U+000A where there is none: a text
 * begins like a line. */
static uint32_t
last_character(const Composer *composer)
{
	size_t end = composer->bytes.count, start = end;
	uint32_t c = '\n';

	while (start > 0 &&
	       ((unsigned char)composer->bytes.items[--start] & 0xC0) == 0x80)
		continue;
	if (end > 0)
		utf8_decode(composer->bytes.items + start, end - start, &c);
	return c;
}

/* Takes bytes off the end as long as they are `a` or `b`. */
static void
trim(Composer *composer, char a, char b)
{
	size_t count = composer->bytes.count;

	while (count > 0 && (composer->bytes.items[count - 1] == a ||
			     composer->bytes.items[count - 1] == b))
		count--;
	if (count == composer->bytes.count)
		return;
	composer->bytes.count = count;
	while (composer->spans.count > 0 &&
	       composer->spans.items[composer->spans.count - 1].start >= count)
		composer->spans.count--;
	if (composer->spans.count > 0)
		composer->spans.items[composer->spans.count - 1].end =
		    (uint32_t)count;
	composer->next = (Position){0};
}

/* Returns false where the character is not to be printed. */
static bool
check_character(Composer *composer, const Mark *mark)
{
	Markdown *markdown = composer->markdown;
	const Invisible *found = lookup_invisible(mark->c);

	if (mark->c < 0x20 || (mark->c >= 0x7F && mark->c < 0xA0)) {
		markdown_report(markdown, DIAG_ERROR, "control-character",
				mark->at, "请删去这个看不见的字符。",
				arena_printf(markdown->arena,
					     "正文里有控制字符 U+%04X",
					     mark->c));
		return false;
	}
	if (found)
		markdown_report(markdown, DIAG_WARNING, "invisible-character",
				mark->at, "请删去这个看不见的字符。",
				arena_printf(markdown->arena, "忽略了%s U+%04X",
					     found->name, mark->c));
	return !found;
}

static bool
follows(Position here, Position before)
{
	return here.line == before.line && here.column == before.column + 1;
}

/* Emphasis fails as silently where * stands between a tag and a word. */
static void
report_tag_asterisk(Composer *composer, Position at)
{
	markdown_report(composer->markdown, DIAG_WARNING, "literal-asterisks",
			at,
			"请把星号移到标记里面，如 <u>*专名*</u>；"
			"确需印出星号请写成 \\*。",
			"HTML 标记旁边的 * 没有起作用，会照原样印出");
}

void
compose_tag(Composer *composer, Position start, Position end)
{
	if (composer->asterisks == 1 && follows(start, composer->asterisk_at))
		report_tag_asterisk(composer, composer->asterisk_at);
	composer->tag_end = end;
}

/* Bold fails silently where ** stands between a punctuation mark and a word,
 * as in **一是：**加强: by Markdown's rule such ** can only open. */
static void
check_asterisks(Composer *composer, const Mark *mark)
{
	Position last = composer->asterisk_at;

	if (!mark->plain || mark->c != '*') {
		composer->asterisks = 0;
		return;
	}
	if (composer->asterisks && !follows(mark->at, last))
		composer->asterisks = 0;
	if (mark->at.line == composer->tag_end.line &&
	    mark->at.column == composer->tag_end.column)
		report_tag_asterisk(composer, mark->at);
	composer->asterisk_at = mark->at;
	if (++composer->asterisks == 2)
		markdown_report(
		    composer->markdown, DIAG_WARNING, "literal-asterisks", last,
		    "请把标点移到 ** 外面，或在 ** 与文字之间加空格；"
		    "确需印出星号请写成 \\*\\*。",
		    "这里的 ** 没有起加粗作用，会照原样印出");
}

void
compose_character(Composer *composer, Mark mark, Look look)
{
	uint32_t last = last_character(composer);

	if (mark.c == '\t' || mark.c == '\n' || mark.c == '\r')
		mark.c = ' ';
	if (!check_character(composer, &mark))
		return;
	check_asterisks(composer, &mark);
	if (mark.c == ' ' && (composer->pending || last == '\n'))
		return;
	if (composer->pending && last != '\n' && !is_unspaced(last) &&
	    !is_unspaced(mark.c))
		append(composer, ' ', composer->pending_at,
		       composer->pending_look);
	composer->pending = false;
	append(composer, mark.c, mark.at, look);
}

void
compose_soft_break(Composer *composer, Position at, Look look)
{
	trim(composer, ' ', ' ');
	composer->pending = true;
	composer->pending_at = at;
	composer->pending_look = look;
}

void
compose_hard_break(Composer *composer, Position at, Look look)
{
	trim(composer, ' ', ' ');
	composer->pending = false;
	if (composer->bytes.count > 0)
		append(composer, '\n', at, look);
}

bool
compose_annotate(Composer *composer, uint32_t group, const Text *ruby)
{
	bool shown = false;

	for (size_t i = composer->spans.count; i-- > 0;) {
		Span *span = &composer->spans.items[i];
		if (span->group[GROUP_RUBY] != group)
			break;
		span->ruby = ruby;
		for (uint32_t k = span->start; k < span->end; k++)
			shown |= composer->bytes.items[k] != ' ';
	}
	return shown;
}

Text
compose_finish(Composer *composer)
{
	trim(composer, ' ', '\n');
	uint32_t size = (uint32_t)composer->bytes.count;
	*array_push(composer->markdown->arena, &composer->bytes) = '\0';
	return (Text){composer->bytes.items, size, composer->spans.items,
		      (uint32_t)composer->spans.count};
}
