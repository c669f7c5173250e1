#include "brief/record.h"

#include <libfyaml.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* Enough findings to work with; a hostile file could give millions. */
enum { NESTING_LIMIT = 32, REPORT_LIMIT = 100 };

/* libfyaml may hold all tokens of a text at once, some hundred bytes each. The
 * strings of JSON are one token however long, so there it is what stands
 * between them that counts. */
enum { YAML_SIZE_LIMIT = 1 << 20, JSON_TOKEN_LIMIT = 1 << 18 };

/* A list or map that is still being read. */
typedef struct Frame {
	Record record;
	ARRAY(Record) children;
	bool has_key; /* map: `key` waits for its value */
	const char *key;
	Position key_at;
} Frame;

typedef struct Reader {
	Arena *arena;
	const Source *source;
	uint32_t first_line;
	bool json;
	Diagnostics *diag;
	unsigned reports;
	bool stopped; /* reading on makes no sense */
	unsigned documents;
	Frame frames[NESTING_LIMIT];
	unsigned depth;
	Position last; /* the end of the last thing seen */
	Record *root;  /* NULL until it is complete */
} Reader;

static void
report(Reader *reader, const char *code, Position at, const char *hint,
       const char *message)
{
	if (reader->reports++ < REPORT_LIMIT)
		diag_report(reader->diag, DIAG_ERROR, code, at, hint, "%s",
			    message);
	else
		reader->stopped = true;
}

/* libfyaml counts lines and characters from 0. */
static Position
mark_position(const Reader *reader, const struct fy_mark *mark)
{
	return (Position){reader->source,
			  reader->first_line + (uint32_t)mark->line,
			  (uint32_t)mark->column + 1};
}

/* The marks of anchors and aliases are behind their sign. */
static Position
sign_position(const Reader *reader, struct fy_token *token)
{
	Position at = mark_position(reader, fy_token_start_mark(token));

	at.column -= at.column > 1;
	return at;
}

/* An event that stands for nothing written, such as the value of `key:`, is
 * where the last thing ended. */
static Position
event_position(const Reader *reader, struct fy_event *event)
{
	struct fy_token *token = fy_event_get_token(event);

	return token ? mark_position(reader, fy_token_start_mark(token))
		     : reader->last;
}

/* The mark of a block scalar is the start of its first line. */
static Position
skip_indentation(const Source *source, Position at)
{
	size_t size, i = 0;
	const char *line = source_line(source, at.line, &size);

	while (i < size && line[i] == ' ')
		i++;
	if (i < size && i >= at.column)
		at.column = (uint32_t)i + 1;
	return at;
}

static bool
is_earlier(Position a, Position b)
{
	return a.line < b.line || (a.line == b.line && a.column < b.column);
}

/* Reports anchors, aliases and tags. */
static void
check_features(Reader *reader, struct fy_event *event)
{
	struct fy_token *anchor = fy_event_get_anchor_token(event);
	struct fy_token *tag = fy_event_get_tag_token(event);
	struct fy_token *alias =
	    event->type == FYET_ALIAS ? fy_event_get_token(event) : NULL;

	if (anchor)
		report(reader, "yaml-feature", sign_position(reader, anchor),
		       "请把内容直接写在每一处；若是文字，请加引号。",
		       "这里不支持 YAML 的锚点（&）");
	if (tag)
		report(reader, "yaml-feature",
		       mark_position(reader, fy_token_start_mark(tag)),
		       "请删去以 ! 开头的标签；若是文字，请加引号。",
		       "这里不支持 YAML 的标签（!）");
	if (alias)
		report(reader, "yaml-feature", sign_position(reader, alias),
		       "请把内容直接写在这里；若是文字，请加引号。",
		       "这里不支持 YAML 的别名（*）");
}

/* Escapes in quotes can spell what could not be written as it is. */
static void
check_characters(Reader *reader, const char *text, size_t size, Position at)
{
	for (size_t i = 0, length; i < size; i += length) {
		uint32_t c = 0;
		length = utf8_decode(text + i, size - i, &c);
		if (length == 0) {
			report(reader, "not-utf8", at, "请改正转义写法。",
			       "转义写出的不是合法的字符");
			return;
		}
		if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t') ||
		    (c >= 0x7F && c < 0xA0)) {
			report(reader, "control-character", at,
			       "请删去这个字符。",
			       arena_printf(reader->arena,
					    "内容里有控制字符 U+%04X", c));
			return;
		}
	}
}

static Record
read_scalar(Reader *reader, struct fy_event *event)
{
	struct fy_token *token = fy_event_get_token(event);
	enum fy_scalar_style style = fy_token_scalar_style(token);
	size_t size = 0;
	const char *text = token ? fy_token_get_text(token, &size) : NULL;
	Record record = {.at = event_position(reader, event)};

	if (style == FYSS_LITERAL || style == FYSS_FOLDED)
		record.at = skip_indentation(reader->source, record.at);
	record.kind = RECORD_SCALAR;
	record.quoted = token && style != FYSS_PLAIN;
	record.mark_size = token && (style == FYSS_SINGLE_QUOTED ||
				     style == FYSS_DOUBLE_QUOTED);
	record.text =
	    arena_copy(reader->arena, text ? text : "", text ? size : 0);
	check_characters(reader, record.text, text ? size : 0, record.at);
	return record;
}

/* Puts a complete value where it belongs: into the open list or map, or at the
 * root. */
static void
add_value(Reader *reader, Record value)
{
	if (reader->depth == 0) {
		reader->root = arena_alloc(reader->arena, sizeof value);
		*reader->root = value;
		return;
	}
	Frame *frame = &reader->frames[reader->depth - 1];
	if (frame->record.kind == RECORD_MAP) {
		value.key = frame->key;
		value.key_at = frame->key_at;
		frame->has_key = false;
	}
	*array_push(reader->arena, &frame->children) = value;
}

static bool
expects_key(const Reader *reader)
{
	if (reader->depth == 0)
		return false;
	const Frame *frame = &reader->frames[reader->depth - 1];
	return frame->record.kind == RECORD_MAP && !frame->has_key;
}

static void
set_key(Reader *reader, Record key)
{
	Frame *frame = &reader->frames[reader->depth - 1];

	frame->key = key.text;
	frame->key_at = key.at;
	frame->has_key = true;
	if (!key.quoted && !strcmp(key.text, "<<"))
		report(reader, "yaml-feature", key.at,
		       "请把要合并的内容直接写在这里。",
		       "这里不支持 YAML 的合并键（<<）");
}

static void
open_frame(Reader *reader, struct fy_event *event, RecordKind kind)
{
	Position at = event_position(reader, event);

	if (expects_key(reader)) {
		report(reader, "yaml-feature", at,
		       "请用一个词作字段名；含括号的字段名请加引号。",
		       "字段名不能是列表或映射");
		reader->stopped = true;
		return;
	}
	if (reader->depth == NESTING_LIMIT) {
		report(reader, "nesting-too-deep", at, "请减少嵌套。",
		       "列表和映射的嵌套超过 32 层");
		reader->stopped = true;
		return;
	}
	reader->frames[reader->depth++] =
	    (Frame){.record = {.kind = kind, .at = at}};
}

static int
compare_keys(const void *left, const void *right)
{
	const Record *a = *(const Record *const *)left;
	const Record *b = *(const Record *const *)right;
	int order = strcmp(a->key, b->key);

	return order ? order : is_earlier(b->key_at, a->key_at) ? 1 : -1;
}

static void
check_duplicates(Reader *reader, const Record *map)
{
	const Record **sorted =
	    arena_alloc_array(reader->arena, map->count, sizeof *sorted);

	for (size_t i = 0; i < map->count; i++)
		sorted[i] = &map->children[i];
	if (map->count > 1)
		qsort(sorted, map->count, sizeof *sorted, compare_keys);
	for (size_t i = 1; i < map->count; i++)
		if (!strcmp(sorted[i - 1]->key, sorted[i]->key))
			report(reader, "duplicate-key", sorted[i]->key_at,
			       "请只留一个；多项内容请写成列表。",
			       arena_printf(
				   reader->arena, "字段“%s”重复：第 %u 行已有",
				   sorted[i]->key, sorted[i - 1]->key_at.line));
}

static void
close_frame(Reader *reader)
{
	Frame *frame = &reader->frames[--reader->depth];
	Record *record = &frame->record;

	record->children = frame->children.items;
	record->count = frame->children.count;
	if (record->kind == RECORD_MAP) {
		check_duplicates(reader, record);
		/* In [a: 1] the mark is the colon's. */
		if (record->count &&
		    is_earlier(record->children[0].key_at, record->at))
			record->at = record->children[0].key_at;
	}
	add_value(reader, *record);
}

static void
take_event(Reader *reader, struct fy_event *event)
{
	check_features(reader, event);
	switch (event->type) {
	case FYET_NONE:
	case FYET_STREAM_START:
	case FYET_STREAM_END:
	case FYET_DOCUMENT_END:
		break;
	case FYET_DOCUMENT_START:
		if (reader->documents++ > 0) {
			report(reader, "yaml-feature",
			       event_position(reader, event),
			       "请删去中间的 --- 行。",
			       "一个文件里只能有一份 YAML 文档");
			reader->stopped = true;
		}
		break;
	case FYET_MAPPING_START:
		open_frame(reader, event, RECORD_MAP);
		break;
	case FYET_SEQUENCE_START:
		open_frame(reader, event, RECORD_LIST);
		break;
	case FYET_MAPPING_END:
	case FYET_SEQUENCE_END:
		close_frame(reader);
		break;
	case FYET_ALIAS:
	case FYET_SCALAR:
		if (expects_key(reader))
			set_key(reader, read_scalar(reader, event));
		else
			add_value(reader, read_scalar(reader, event));
		break;
	}
	struct fy_token *token = fy_event_get_token(event);
	if (token)
		reader->last = mark_position(reader, fy_token_end_mark(token));
}

/* A text that is cut off is at fault at its last character, not on the empty
 * line behind it. */
static Position
last_text(Position at, uint32_t first_line)
{
	size_t size;

	source_line(at.source, at.line, &size);
	while (size == 0 && at.line > first_line) {
		at.line--;
		source_line(at.source, at.line, &size);
		at = source_position_in_line(at.source, at.line, size);
	}
	return at;
}

/* Reports the first error only: what follows is mostly its echo. */
static void
report_syntax(Reader *reader, struct fy_diag *collected)
{
	const char *code = reader->json ? "json-syntax" : "yaml-syntax";
	const char *name = reader->json ? "JSON" : "YAML";
	const char *hint =
	    reader->json ? "请检查引号、逗号和括号是否成对、是否为半角。"
			 : "请检查冒号后有无空格、缩进是否一致、引号是否成对；"
			   "含冒号或 # 的内容请加引号。";
	Position at = reader->last;
	const char *message = "unknown error";
	void *iterator = NULL;
	struct fy_diag_error *error;

	while ((error = fy_diag_errors_iterate(collected, &iterator))) {
		if (error->type != FYET_ERROR)
			continue;
		message = error->msg;
		if (error->line > 0 && error->column > 0)
			at = (Position){reader->source,
					reader->first_line +
					    (uint32_t)error->line - 1,
					(uint32_t)error->column};
		break;
	}
	at = last_text(at, reader->first_line);
	report(reader, code, at, hint,
	       arena_printf(reader->arena, "%s 写法有误（%s）", name, message));
}

static void
read_events(Reader *reader, const char *bytes, size_t size)
{
	struct fy_diag_cfg diag_cfg;

	/* Without a file and a function nothing is ever printed. */
	fy_diag_cfg_default(&diag_cfg);
	diag_cfg.fp = NULL;
	diag_cfg.output_fn = NULL;
	struct fy_diag *collected = fy_diag_create(&diag_cfg);
	fy_diag_set_collect_errors(collected, true);
	struct fy_parse_cfg cfg = {
	    .flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG |
		     (reader->json ? FYPCF_JSON_FORCE : FYPCF_JSON_NONE),
	    .diag = collected,
	};
	struct fy_parser *parser = fy_parser_create(&cfg);
	bool ready = parser && fy_parser_set_string(parser, bytes, size) == 0;
	struct fy_event *event;
	while (ready && !reader->stopped && (event = fy_parser_parse(parser))) {
		take_event(reader, event);
		fy_parser_event_free(parser, event);
	}
	if (!reader->stopped && (!ready || fy_parser_get_stream_error(parser)))
		report_syntax(reader, collected);
	fy_parser_destroy(parser);
	fy_diag_destroy(collected);
}

/* Counts the signs outside of strings, up to a little over the limit. */
static size_t
count_json_signs(const char *bytes, size_t size)
{
	bool string = false;
	size_t count = 0;

	for (size_t i = 0; i < size && count <= JSON_TOKEN_LIMIT; i++) {
		if (string && bytes[i] == '\\')
			i++;
		else if (bytes[i] == '"')
			string = !string;
		else if (!string && bytes[i] && strchr("[]{},:", bytes[i]))
			count++;
	}
	return count;
}

static bool
check_size(Reader *reader, const char *bytes, size_t size)
{
	bool fits = reader->json
			? count_json_signs(bytes, size) <= JSON_TOKEN_LIMIT
			: size <= YAML_SIZE_LIMIT;

	if (!fits)
		report(reader, "record-too-large", reader->last,
		       "请检查是否误放了正文或数据。",
		       "从这里开始的字段过多或过长");
	return fits;
}

const Record *
record_read(Arena *arena, const Source *source, const char *bytes, size_t size,
	    uint32_t first_line, bool json, Diagnostics *diag)
{
	Reader *reader = arena_alloc(arena, sizeof *reader);

	reader->arena = arena;
	reader->source = source;
	reader->first_line = first_line;
	reader->json = json;
	reader->diag = diag;
	reader->last = (Position){source, first_line, 1};
	if (size > 0 && check_size(reader, bytes, size))
		read_events(reader, bytes, size);
	if (reader->reports > 0)
		return NULL;
	if (!reader->root ||
	    (record_is_null(reader->root) && !*reader->root->text)) {
		Record *empty = arena_alloc(arena, sizeof *empty);
		empty->kind = RECORD_MAP;
		empty->at = (Position){source, first_line, 1};
		return empty;
	}
	return reader->root;
}

const Record *
record_lookup(const Record *map, const char *key)
{
	if (map->kind != RECORD_MAP)
		return NULL;
	for (size_t i = 0; i < map->count; i++)
		if (!strcmp(map->children[i].key, key))
			return &map->children[i];
	return NULL;
}

bool
record_is_null(const Record *record)
{
	return record->kind == RECORD_SCALAR && !record->quoted &&
	       (!strcmp(record->text, "") || !strcmp(record->text, "~") ||
		!strcmp(record->text, "null"));
}
