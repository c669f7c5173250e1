#include <string.h>

#include "brief/markdown.h"

/* What a briefing never comes near, and cmark cannot bear. It looks for the end
 * of a bracket or tag from each beginning anew, so its time grows with the
 * square of their number in a paragraph. Every line and every mark is a node
 * of some hundred bytes. Indentation nests lists, and each blank line visits
 * them all. */
enum {
	BRACKET_LIMIT = 1000,
	MARK_LIMIT = 500000,
	LINE_LIMIT = 500000,
	INDENTATION_LIMIT = 256,
};

typedef struct Counts {
	size_t brackets; /* [ and < in this paragraph */
	size_t bars;	 /* | in this line */
	size_t marks;	 /* in the whole body */
} Counts;

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Returns the length of the list marker at `line`, or 0. */
static size_t
list_marker(const char *line, size_t size)
{
	size_t i = 0;

	while (i < size && i < 9 && is_digit(line[i]))
		i++;
	if (i == size)
		return 0;
	if (i > 0 ? line[i] != '.' && line[i] != ')'
		  : line[i] != '-' && line[i] != '+' && line[i] != '*')
		return 0;
	i++;
	return i == size || is_blank(line[i]) ? i : 0;
}

static void
report_nesting(Markdown *markdown, uint32_t line, size_t byte)
{
	markdown_report(markdown, DIAG_ERROR, "nesting-too-deep",
			source_position_in_line(markdown->source, line, byte),
			"请减少引用和列表的层次。",
			"引用和列表的嵌套超过 32 层");
}

/* Skips the marks of quotes and lists at the beginning of a line. Sets `*lists`
 * where one of them is a list's. Returns false, having reported, where they are
 * too many. */
static bool
skip_containers(Markdown *markdown, uint32_t number, const char *line,
		size_t size, size_t *end, bool *lists)
{
	size_t i = 0, marker;

	for (unsigned depth = 0;; depth++) {
		while (i < size && is_blank(line[i]))
			i++;
		marker = list_marker(line + i, size - i);
		*lists = *lists || marker;
		if (!marker && i < size && line[i] == '>')
			marker = 1;
		if (!marker)
			break;
		if (depth == BRIEF_NESTING_LIMIT || i > INDENTATION_LIMIT) {
			report_nesting(markdown, number, i);
			return false;
		}
		i += marker;
	}
	*end = i;
	return true;
}

static void
check_footnote(Markdown *markdown, uint32_t number, const char *line,
	       size_t size, size_t start)
{
	size_t i = start + 2;

	if (size - start < 5 || line[start] != '[' || line[start + 1] != '^')
		return;
	while (i < size && line[i] != ']' && !is_blank(line[i]))
		i++;
	if (i == start + 2 || i + 1 >= size || line[i] != ']' ||
	    line[i + 1] != ':')
		return;
	markdown->has_footnotes = true;
	markdown_unsupported(
	    markdown, UNSUPPORTED_FOOTNOTE,
	    source_position_in_line(markdown->source, number, start));
}

static void
check_control(Markdown *markdown, uint32_t number, const char *line,
	      size_t size, size_t i)
{
	unsigned char byte = (unsigned char)line[i];
	unsigned c = byte;

	/* U+0080 … U+009F are C2 80 … C2 9F. */
	if (byte == 0xC2 && i + 1 < size && (unsigned char)line[i + 1] < 0xA0) {
		c = (unsigned char)line[i + 1];
	} else if (size - i >= 3 && !memcmp(line + i, "\xEF\xBF\xBD", 3)) {
		/* Some program has lost a character here already. */
		markdown_report(
		    markdown, DIAG_ERROR, "replacement-character",
		    source_position_in_line(markdown->source, number, i),
		    "请补上原来的字。",
		    "正文里有 U+FFFD：这里原来的字在转换编码时丢了");
		return;
	} else if ((byte >= 0x20 && byte != 0x7F) || byte == '\t') {
		return;
	}
	markdown_report(
	    markdown, DIAG_ERROR, "control-character",
	    source_position_in_line(markdown->source, number, i),
	    "请删去这个看不见的字符。",
	    arena_printf(markdown->arena, "正文里有控制字符 U+%04X", c));
}

/* Returns false, having reported, where there is too much markup. */
static bool
count_markup(Markdown *markdown, uint32_t number, const char *line, size_t size,
	     Counts *counts)
{
	counts->bars = 0;
	for (size_t i = 0; i < size; i++) {
		char c = line[i];
		counts->brackets += c == '[' || c == '<';
		counts->bars += c == '|';
		counts->marks += c && strchr("*_~`[]<|&\\", c);
		if (counts->brackets <= BRACKET_LIMIT &&
		    counts->bars <= BRACKET_LIMIT &&
		    counts->marks <= MARK_LIMIT)
			continue;
		markdown_report(
		    markdown, DIAG_ERROR, "too-much-markup",
		    source_position_in_line(markdown->source, number, i),
		    "请检查是否误贴了网页或数据；确需如此请分段。",
		    counts->marks > MARK_LIMIT
			? "正文里的标记符号超过 500000 个"
			: "一段里的 [、< 或 | 超过 1000 个");
		return false;
	}
	return true;
}

static bool
check_line_count(Markdown *markdown)
{
	Position at = {markdown->source, markdown->first_line + LINE_LIMIT, 1};

	if (markdown->source->line_count <= at.line)
		return true;
	markdown_report(markdown, DIAG_ERROR, "too-many-lines", at,
			"请检查是否误贴了数据，或拆成几期。",
			"正文超过 500000 行");
	return false;
}

bool
markdown_scan(Markdown *markdown)
{
	const Source *source = markdown->source;
	char *masked = arena_copy(markdown->arena, source->bytes, source->size);
	Counts counts = {0};

	markdown->masked = masked;
	if (!check_line_count(markdown))
		return false;
	for (uint32_t number = markdown->first_line;
	     number <= source->line_count && !markdown->stopped; number++) {
		size_t size, start;
		bool lists = false;
		const char *line = source_line(source, number, &size);
		if (!skip_containers(markdown, number, line, size, &start,
				     &lists))
			return false;
		if (start == size && !lists)
			counts.brackets = 0;
		if (!count_markup(markdown, number, line, size, &counts))
			return false;
		check_footnote(markdown, number, line, size, start);
		for (size_t i = 0; i < size && !markdown->stopped; i++) {
			check_control(markdown, number, line, size, i);
			if (i > 0 && line[i] == ':' && line[i - 1] == ']')
				masked[line + i - source->bytes] = ';';
		}
	}
	return !markdown->stopped;
}
