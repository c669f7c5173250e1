#include <string.h>

#include "base/utf8.h"
#include "display/mark.h"
#include "compare/content.h"

typedef struct Reader {
	Arena *arena;
	CompareContent *content;
	bool after_blank;
} Reader;

/* A glyph may stand for several characters, and share its place among them. */
static void
add_glyph(Reader *reader, const DisplayGlyph *glyph, size_t line, size_t look)
{
	size_t count = utf8_count(glyph->text, glyph->text_size), i = 0;

	for (size_t at = 0; at < glyph->text_size; i++) {
		uint32_t c;
		size_t size =
		    utf8_decode(glyph->text + at, glyph->text_size - at, &c);
		if (size == 0)
			return;
		at += size;
		if (compare_is_blank(c)) {
			reader->after_blank = true;
			continue;
		}
		Length part = glyph->advance / (Length)count;
		Length left = glyph->x + part * (Length)i;
		*array_push(reader->arena, &reader->content->chars) =
		    (CompareChar){.c = c,
				  .left = left,
				  .right = left + part,
				  .line = line,
				  .look = look,
				  .after_blank = reader->after_blank};
		reader->after_blank = false;
	}
}

static CompareStream
stream_of(const DisplayLine *line)
{
	if (line->artifact)
		return COMPARE_RUNNING;
	return strcmp(line->role, "ruby") ? COMPARE_TEXT : COMPARE_ANNOTATION;
}

static void
add_line(Reader *reader, const DisplayLine *from, size_t page)
{
	CompareContent *content = reader->content;
	size_t index = content->lines.count;
	CompareLine line = {.stream = stream_of(from),
			    .page = page,
			    .baseline = from->y,
			    .first = content->chars.count,
			    .source = from->source};

	reader->after_blank = false;
	for (size_t i = 0; i < from->count; i++) {
		const DisplayRun *run = &from->runs[i];
		CompareLook look = {.face = run->face->postscript,
				    .size = run->size,
				    .color = run->color->name};
		memcpy(look.rgb, run->color->rgb, sizeof look.rgb);
		size_t at = compare_add_look(reader->arena, content, look);
		for (size_t k = 0; k < run->count; k++)
			add_glyph(reader, &run->glyphs[k], index, at);
		if (run->size > line.size)
			line.size = run->size;
	}
	line.count = content->chars.count - line.first;
	if (line.count == 0)
		return;
	line.left = content->chars.items[line.first].left;
	line.right = content->chars.items[content->chars.count - 1].right;
	*array_push(reader->arena, &content->lines) = line;
}

static unsigned
bit_of(MarkKind kind)
{
	switch (kind) {
	case MARK_DOT:
		return COMPARE_DOT;
	case MARK_LINE:
		return COMPARE_LINE;
	case MARK_WAVE:
		return COMPARE_WAVE;
	case MARK_FRAME:
		return COMPARE_FRAME;
	}
	return 0;
}

static void
add_drawn(Reader *reader, const DisplayItem *item, size_t page)
{
	if (item->kind == DISPLAY_RULE) {
		const DisplayRule *from = &item->rule;
		CompareRule *rule =
		    array_push(reader->arena, &reader->content->rules);
		*rule = (CompareRule){page,    from->x, from->y,
				      from->w, from->h, {0}};
		memcpy(rule->rgb, from->color->rgb, sizeof rule->rgb);
	} else if (item->kind == DISPLAY_MARK) {
		const DisplayMark *from = &item->mark;
		CompareRule drawn = {page,    from->x, from->y,
				     from->w, from->h, {0}};
		memcpy(drawn.rgb, from->color->rgb, sizeof drawn.rgb);
		compare_add_mark(reader->arena, reader->content, drawn,
				 bit_of(from->kind));
	}
}

const CompareContent *
compare_from_display(Arena *arena, const Display *display)
{
	CompareContent *content = arena_alloc(arena, sizeof *content);
	Reader reader = {arena, content, false};

	content->page_count = display->count;
	content->pages =
	    arena_alloc_array(arena, display->count, sizeof *content->pages);
	for (size_t p = 0; p < display->count; p++) {
		const DisplayPage *page = &display->pages[p];
		content->pages[p] = (ComparePage){page->width, page->height};
		for (size_t i = 0; i < page->count; i++)
			if (page->items[i].kind == DISPLAY_LINE)
				add_line(&reader, &page->items[i].line, p);
		for (size_t i = 0; i < page->count; i++)
			add_drawn(&reader, &page->items[i], p);
	}
	compare_number_lines(content);
	return content;
}
