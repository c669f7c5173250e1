#include "brief/brief.h"

#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "brief/markdown.h"

/* True for a line that holds `marker` and nothing but blanks behind it. */
static bool
is_marker(const Source *source, uint32_t line, const char *marker)
{
	size_t size, length = strlen(marker);
	const char *bytes = source_line(source, line, &size);

	if (size < length || memcmp(bytes, marker, length))
		return false;
	while (length < size && (bytes[length] == ' ' || bytes[length] == '\t'))
		length++;
	return length == size;
}

/* Returns the line that ends the front matter, or 0. */
static uint32_t
front_matter_end(const Source *source)
{
	for (uint32_t line = 2; line <= source->line_count; line++)
		if (is_marker(source, line, "---") ||
		    is_marker(source, line, "..."))
			return line;
	return 0;
}

static const Record *
empty_map(Arena *arena, const Source *source)
{
	Record *map = arena_alloc(arena, sizeof *map);

	map->kind = RECORD_MAP;
	map->at = (Position){source, 1, 1};
	return map;
}

static const Record *
read_fields(Arena *arena, const Source *source, uint32_t end, Diagnostics *diag)
{
	size_t from = source->line_starts[1];
	size_t to = source->line_starts[end - 1];
	const Record *fields = record_read(arena, source, source->bytes + from,
					   to - from, 2, false, diag);

	if (fields && fields->kind != RECORD_MAP) {
		diag_report(
		    diag, DIAG_ERROR, "fields-not-map", fields->at,
		    "请写成“名称: 内容”，一行一个，冒号用半角并带空格。",
		    "字段区里没有字段");
		return NULL;
	}
	return fields;
}

/* Reads both parts whatever is wrong with either, so that all is reported in
 * one go. */
static const Brief *
read_markdown_brief(Arena *arena, const Source *source, Diagnostics *diag)
{
	Brief *brief = arena_alloc(arena, sizeof *brief);
	uint32_t body = 1;

	brief->source = source;
	if (is_marker(source, 1, "---")) {
		uint32_t end = front_matter_end(source);
		if (end == 0) {
			diag_report(diag, DIAG_ERROR, "unclosed-front-matter",
				    (Position){source, 1, 1},
				    "请在最后一个字段的下一行写上 ---。",
				    "字段区没有结束");
			return NULL;
		}
		brief->fields = read_fields(arena, source, end, diag);
		body = end + 1;
	} else {
		brief->fields = empty_map(arena, source);
	}
	bool read = markdown_read(arena, source, body, diag, &brief->blocks,
				  &brief->count);
	return read && brief->fields ? brief : NULL;
}

/* A copy of `map` without its member `body`. */
static const Record *
without_body(Arena *arena, const Record *map)
{
	Record *copy = arena_alloc(arena, sizeof *copy);
	Record *children =
	    arena_alloc_array(arena, map->count, sizeof *children);

	*copy = *map;
	copy->count = 0;
	copy->children = children;
	for (size_t i = 0; i < map->count; i++)
		if (strcmp(map->children[i].key, "body"))
			children[copy->count++] = map->children[i];
	return copy;
}

/* The body is a text of its own, with its own lines. */
static const Brief *
read_json_brief(Arena *arena, const Source *source, Diagnostics *diag)
{
	Brief *brief = arena_alloc(arena, sizeof *brief);
	const Record *root = record_read(arena, source, source->bytes,
					 source->size, 1, true, diag);

	if (!root)
		return NULL;
	const Record *body = record_lookup(root, "body");
	if (!body || body->kind != RECORD_SCALAR || !body->quoted) {
		diag_report(diag, DIAG_ERROR, "missing-body",
			    body ? body->at : root->at,
			    "请在最外层写上 \"body\": \"Markdown 正文\"。",
			    "JSON 里没有字符串成员 body");
		return NULL;
	}
	const Source *text = source_from_bytes(
	    arena, arena_printf(arena, "%s#body", source->path), body->text,
	    strlen(body->text));
	brief->source = source;
	brief->fields = without_body(arena, root);
	return markdown_read(arena, text, 1, diag, &brief->blocks,
			     &brief->count)
		   ? brief
		   : NULL;
}

static bool
is_json(const Source *source)
{
	size_t length = strlen(source->path), i = 0;

	if (length >= 5 && !strcmp(source->path + length - 5, ".json"))
		return true;
	while (i < source->size && strchr(" \t\r\n", source->bytes[i]) &&
	       source->bytes[i])
		i++;
	return i < source->size && source->bytes[i] == '{';
}

const Brief *
brief_read_source(Arena *arena, const Source *source, Diagnostics *diag)
{
	return is_json(source) ? read_json_brief(arena, source, diag)
			       : read_markdown_brief(arena, source, diag);
}

const Brief *
brief_read(Arena *arena, const char *path, Diagnostics *diag)
{
	const Source *source = file_read(arena, path, BRIEF_SIZE_LIMIT, diag);

	return source ? brief_read_source(arena, source, diag) : NULL;
}

/* The last span that begins at or before `offset`. */
const Span *
text_span(const Text *text, uint32_t offset)
{
	uint32_t low = 0, high = text->span_count;

	if (high == 0)
		return NULL;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (text->spans[middle].start <= offset)
			low = middle;
		else
			high = middle;
	}
	return &text->spans[low];
}

Position
text_position(const Text *text, uint32_t offset)
{
	const Span *span = text_span(text, offset);

	if (!span)
		return (Position){0};
	if (offset > span->end)
		offset = span->end;
	size_t characters =
	    utf8_count(text->bytes + span->start, offset - span->start);
	return position_advance(span->at, (uint32_t)characters);
}

unsigned
text_flags(const Text *text, uint32_t offset)
{
	const Span *span = text_span(text, offset);

	return span ? span->flags : 0;
}
