#include "trace/trace.h"

#include <string.h>

#include "base/json.h"
#include "display/mark.h"
#include "trace/decimal.h"

static void
write_mm(FILE *out, const char *key, Length length)
{
	fputs(key, out);
	decimal_write(out, decimal_mm(length, 4), 4, 0, "-");
}

static void
write_glyph(FILE *out, const DisplayRun *run, const DisplayGlyph *glyph)
{
	fputs("{\"c\":", out);
	json_write_bytes(out, glyph->text, glyph->text_size);
	write_mm(out, ",\"x\":", glyph->x);
	write_mm(out, ",\"adv\":", glyph->advance);
	fputs(",\"size\":", out);
	decimal_write(out, decimal_pt(run->size, 3), 3, 0, "-");
	fputs(",\"font\":", out);
	json_write_string(out, run->face->postscript);
	fputs(",\"color\":", out);
	json_write_string(out, run->color->name);
	fputc('}', out);
}

/* The text of all glyphs in one piece, from `arena`. */
static const char *
collect_text(Arena *arena, const DisplayLine *line, size_t *size)
{
	*size = 0;
	for (size_t i = 0; i < line->count; i++)
		for (size_t k = 0; k < line->runs[i].count; k++)
			*size += line->runs[i].glyphs[k].text_size;
	char *text = arena_alloc(arena, *size + 1), *end = text;
	for (size_t i = 0; i < line->count; i++)
		for (size_t k = 0; k < line->runs[i].count; k++) {
			const DisplayGlyph *glyph = &line->runs[i].glyphs[k];
			if (glyph->text_size)
				memcpy(end, glyph->text, glyph->text_size);
			end += glyph->text_size;
		}
	return text;
}

static void
write_line(FILE *out, Arena *arena, const DisplayLine *line)
{
	const char *comma = "";
	size_t size;
	const char *text = collect_text(arena, line, &size);

	write_mm(out, "{\"y\":", line->y);
	fputs(",\"role\":", out);
	json_write_string(out, line->role);
	fputs(",\"text\":", out);
	json_write_bytes(out, text, size);
	fputs(",\"source\":\"", out);
	if (line->source.line)
		fprintf(out, "%u:%u", line->source.line, line->source.column);
	fputs("\",\"glyphs\":[", out);
	for (size_t i = 0; i < line->count; i++)
		for (size_t k = 0; k < line->runs[i].count; k++) {
			fputs(comma, out);
			write_glyph(out, &line->runs[i],
				    &line->runs[i].glyphs[k]);
			comma = ",";
		}
	fputs("]}", out);
}

static void
write_rule(FILE *out, const DisplayRule *rule)
{
	write_mm(out, "{\"x\":", rule->x);
	write_mm(out, ",\"y\":", rule->y);
	write_mm(out, ",\"w\":", rule->w);
	write_mm(out, ",\"h\":", rule->h);
	fputs(",\"color\":", out);
	json_write_string(out, rule->color->name);
	fputc('}', out);
}

static void
write_mark(FILE *out, const DisplayMark *mark)
{
	fputs("{\"kind\":", out);
	json_write_string(out, mark_name(mark->kind));
	write_mm(out, ",\"x\":", mark->x);
	write_mm(out, ",\"y\":", mark->y);
	write_mm(out, ",\"w\":", mark->w);
	write_mm(out, ",\"h\":", mark->h);
	write_mm(out, ",\"thickness\":", mark->thickness);
	fputs(",\"color\":", out);
	json_write_string(out, mark->color->name);
	fputc('}', out);
}

/* Writes the page's items of one kind. */
static void
write_items(FILE *out, Arena *arena, const DisplayPage *page, DisplayKind kind)
{
	const char *comma = "";

	for (size_t i = 0; i < page->count; i++) {
		const DisplayItem *item = &page->items[i];
		if (item->kind != kind)
			continue;
		fputs(comma, out);
		switch (kind) {
		case DISPLAY_LINE:
			write_line(out, arena, &item->line);
			break;
		case DISPLAY_RULE:
			write_rule(out, &item->rule);
			break;
		case DISPLAY_MARK:
			write_mark(out, &item->mark);
			break;
		}
		comma = ",\n";
	}
}

void
trace_write_json(const Display *display, FILE *out)
{
	Arena *arena = arena_new();

	fputs("{\"pages\":[", out);
	for (size_t i = 0; i < display->count; i++) {
		const DisplayPage *page = &display->pages[i];
		fprintf(out, "%s{\"n\":%zu", i ? ",\n" : "", i + 1);
		write_mm(out, ",\"w\":", page->width);
		write_mm(out, ",\"h\":", page->height);
		fputs(",\"lines\":[", out);
		write_items(out, arena, page, DISPLAY_LINE);
		fputs("],\"rules\":[", out);
		write_items(out, arena, page, DISPLAY_RULE);
		fputs("],\"marks\":[", out);
		write_items(out, arena, page, DISPLAY_MARK);
		fputs("]}", out);
	}
	fputs("]}\n", out);
	arena_free(arena);
}
