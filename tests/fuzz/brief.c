#define _XOPEN_SOURCE 700
/* Reading a brief from hostile bytes. The first byte chooses the form; what
 * comes back is walked, so that a bad span or block shows. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "brief/brief.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool condition)
{
	if (!condition)
		abort();
}

static void
walk_text(const Text *text)
{
	uint32_t end = 0;

	require(text->bytes && text->bytes[text->size] == '\0');
	require(utf8_valid_prefix(text->bytes, text->size) == text->size);
	for (uint32_t i = 0; i < text->span_count; i++) {
		const Span *span = &text->spans[i];
		require(span->start == end && span->end > end);
		require(span->at.source && span->at.line && span->at.column);
		require(span->at.line <= span->at.source->line_count);
		require(text_flags(text, span->start) == span->flags);
		end = span->end;
	}
	require(end == text->size);
}

static void
walk_blocks(const Block *blocks, size_t count, unsigned depth)
{
	require(depth <= BRIEF_NESTING_LIMIT);
	for (size_t i = 0; i < count; i++) {
		const Block *block = &blocks[i];
		require(block->at.line && block->at.column);
		if (block->kind == BLOCK_HEADING ||
		    block->kind == BLOCK_PARAGRAPH)
			walk_text(&block->text);
		walk_blocks(block->children, block->count, depth + 1);
	}
}

static void
walk_record(const Record *record)
{
	require(record->at.line && record->at.column);
	require(record->kind != RECORD_SCALAR || record->text);
	for (size_t i = 0; i < record->count; i++) {
		require(record->kind != RECORD_MAP || record->children[i].key);
		walk_record(&record->children[i]);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0 ||
	    utf8_valid_prefix((const char *)data + 1, size - 1) != size - 1)
		return 0;
	Arena *arena = arena_new();
	Diagnostics *diag = diag_new();
	const char *bytes = arena_copy(arena, (const char *)data + 1, size - 1);
	const Source *source = source_from_bytes(
	    arena, data[0] & 1 ? "fuzz.json" : "fuzz.md", bytes, size - 1);
	const Brief *brief = brief_read_source(arena, source, diag);
	if (brief) {
		walk_record(brief->fields);
		walk_blocks(brief->blocks, brief->count, 0);
	}
	require(brief || diag_has_errors(diag));
	char *out = NULL;
	size_t written = 0;
	FILE *stream = open_memstream(&out, &written);
	require(stream);
	diag_print(diag, stream);
	diag_print_json(diag, stream);
	fclose(stream);
	require(utf8_valid_prefix(out, written) == written);
	free(out);
	diag_free(diag);
	arena_free(arena);
	return 0;
}
