#include "brief/cursor.h"

#include <string.h>

#include "base/utf8.h"

/* How far to look, and for how much, where text and source went apart: this
 * happens behind constructs that are errors anyway. */
enum { RESYNC_WINDOW = 256, RESYNC_SAMPLE = 8, ENTITY_LIMIT = 40 };

static void
set_line(Cursor *cursor, uint32_t line, size_t byte)
{
	const Source *source = cursor->markdown->source;
	size_t size;
	const char *bytes = source_line(source, line, &size);

	if (byte > size)
		byte = size;
	cursor->line = line;
	cursor->at = (size_t)(bytes - source->bytes) + byte;
	cursor->end = cursor->at + (size - byte);
	cursor->column = (uint32_t)utf8_count(bytes, byte) + 1;
}

Cursor
cursor_start(const Markdown *markdown, uint32_t line, size_t byte,
	     uint32_t last_line, unsigned quotes)
{
	uint32_t count = markdown->source->line_count;
	Cursor cursor = {.markdown = markdown, .quotes = quotes};

	cursor.last_line = last_line < count ? last_line : count;
	set_line(&cursor, line < count ? line : count, byte);
	return cursor;
}

Position
cursor_position(const Cursor *cursor)
{
	return (Position){cursor->markdown->source, cursor->line,
			  cursor->column};
}

static const char *
rest_of_line(const Cursor *cursor, size_t *size)
{
	*size = cursor->end - cursor->at;
	return cursor->markdown->masked + cursor->at;
}

static void
advance(Cursor *cursor, size_t bytes)
{
	const char *from = cursor->markdown->masked + cursor->at;

	cursor->column += (uint32_t)utf8_count(from, bytes);
	cursor->at += bytes;
}

static bool
is_punctuation(char c)
{
	return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') ||
	       (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

static bool
is_alphanumeric(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z');
}

/* Returns the length of what looks like an entity at `bytes`, or 0. */
static size_t
entity_length(const char *bytes, size_t size)
{
	size_t i = 1;

	if (i < size && bytes[i] == '#')
		i++;
	while (i < size && i < ENTITY_LIMIT && is_alphanumeric(bytes[i]))
		i++;
	return i > 1 && i < size && bytes[i] == ';' ? i + 1 : 0;
}

/* Tells an entity from text that looks like one: cmark left the latter as it
 * is. Where the entity is an ampersand the two can look alike. */
static bool
is_decoded(const char *entity, size_t length, const char *text, size_t size)
{
	if (size < length || memcmp(entity, text, length))
		return true;
	return length == 5 && (!memcmp(entity, "&amp;", length) ||
			       !memcmp(entity, "&AMP;", length));
}

/* Returns how many source bytes at the cursor say the first character of
 * `text`, which is `length` bytes long; 0 where they do not say it. */
static size_t
source_length(const Cursor *cursor, const char *text, size_t size,
	      size_t length, bool *plain)
{
	size_t left;
	const char *from = rest_of_line(cursor, &left);

	*plain = false;
	if (left >= 2 && from[0] == '\\' && is_punctuation(from[1]))
		return text[0] == from[1] ? 2 : 0;
	if (left >= 1 && from[0] == '&') {
		size_t entity = entity_length(from, left);
		if (entity && is_decoded(from, entity, text, size))
			return entity;
	}
	*plain = left >= length && !memcmp(from, text, length);
	return *plain ? length : 0;
}

/* Moves forward to where the text goes on, if that is near. */
static bool
resynchronize(Cursor *cursor, const char *text, size_t size)
{
	size_t left;
	const char *from = rest_of_line(cursor, &left);
	size_t sample = size < RESYNC_SAMPLE ? size : RESYNC_SAMPLE;

	for (size_t i = 0; i < RESYNC_WINDOW && i + sample <= left; i++)
		if (!memcmp(from + i, text, sample)) {
			advance(cursor, i);
			return true;
		}
	return false;
}

size_t
cursor_take(Cursor *cursor, const char *text, size_t size, Mark *mark)
{
	size_t length = utf8_decode(text, size, &mark->c);

	if (length == 0) {
		mark->c = 0xFFFD;
		length = 1;
	}
	size_t source = source_length(cursor, text, size, length, &mark->plain);
	if (source == 0 && resynchronize(cursor, text, size)) {
		source = length;
		mark->plain = true;
	}
	mark->at = cursor_position(cursor);
	if (mark->plain && mark->c == ';' &&
	    cursor->markdown->source->bytes[cursor->at] == ':')
		mark->c = ':';
	advance(cursor, source);
	return length;
}

void
cursor_newline(Cursor *cursor)
{
	size_t left;

	if (cursor->line >= cursor->last_line) {
		advance(cursor, cursor->end - cursor->at);
		return;
	}
	set_line(cursor, cursor->line + 1, 0);
	const char *from = rest_of_line(cursor, &left);
	size_t i = 0;
	for (unsigned quotes = 0; i < left; i++) {
		if (from[i] == '>' && quotes++ < cursor->quotes)
			continue;
		if (from[i] != ' ' && from[i] != '\t')
			break;
	}
	advance(cursor, i);
}

void
cursor_skip(Cursor *cursor, const char *set, size_t count)
{
	size_t left, i = 0;
	const char *from = rest_of_line(cursor, &left);

	while (i < left && i < count && from[i] && strchr(set, from[i]))
		i++;
	advance(cursor, i);
}

void
cursor_skip_literal(Cursor *cursor, const char *text)
{
	for (; *text; text++) {
		if (*text == '\n')
			cursor_newline(cursor);
		else if (cursor->at < cursor->end)
			advance(cursor, 1);
	}
}

/* Returns the number of backticks at the cursor. */
static size_t
count_backticks(const Cursor *cursor)
{
	size_t left, i = 0;
	const char *from = rest_of_line(cursor, &left);

	while (i < left && from[i] == '`')
		i++;
	return i;
}

void
cursor_skip_code(Cursor *cursor)
{
	size_t opening = count_backticks(cursor);

	if (opening == 0)
		return;
	advance(cursor, opening);
	for (;;) {
		size_t closing = count_backticks(cursor);
		advance(cursor, closing);
		if (closing == opening)
			return;
		if (cursor->at < cursor->end)
			advance(cursor, closing ? 0 : 1);
		else if (cursor->line < cursor->last_line)
			cursor_newline(cursor);
		else
			return;
	}
}

void
cursor_skip_destination(Cursor *cursor)
{
	unsigned depth = 0;

	if (cursor->at < cursor->end &&
	    cursor->markdown->masked[cursor->at] == '>') {
		advance(cursor, 1);
		return;
	}
	cursor_skip(cursor, "]", 1);
	for (;;) {
		size_t left;
		const char *from = rest_of_line(cursor, &left);
		if (left == 0) {
			if (depth == 0 || cursor->line >= cursor->last_line)
				return;
			cursor_newline(cursor);
			continue;
		}
		depth += from[0] == '(';
		if (depth == 0)
			return;
		depth -= from[0] == ')';
		advance(cursor, from[0] == '\\' && left > 1 ? 2 : 1);
		if (depth == 0)
			return;
	}
}
