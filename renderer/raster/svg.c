#define _XOPEN_SOURCE 700 /* open_memstream */
#include "raster/svg.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "display/mark.h"
#include "raster/faces.h"

/* A glyph that is written once and used wherever it stands. */
typedef struct SvgGlyph {
	const Face *face;
	uint32_t id;
} SvgGlyph;

typedef struct SvgPage {
	Arena *arena;
	FacePool pool;
	FILE *defs, *body;
	/* Indexed by open addressing; the number in the file is the order of
	 * their first use. */
	ARRAY(SvgGlyph) glyphs;
	size_t *slots; /* number + 1; 0 is free */
	size_t slot_count;
} SvgPage;

/* A number with `places` decimals, trailing zeros cut. Integers: no locale and
 * no rounding of printf's own. */
static void
print_fixed(FILE *out, int64_t value, int places)
{
	int64_t unit = 1;

	for (int i = 0; i < places; i++)
		unit *= 10;
	if (value < 0)
		putc('-', out);
	value = value < 0 ? -value : value;
	fprintf(out, "%" PRId64, value / unit);
	int64_t rest = value % unit;
	if (rest == 0)
		return;
	while (rest % 10 == 0) {
		rest /= 10;
		places--;
	}
	fprintf(out, ".%0*" PRId64, places, rest);
}

/* A length in points, to 1/10,000. */
static void
print_length(FILE *out, Length length)
{
	print_fixed(out, length_scale(length, 10000, LENGTH_PER_POINT), 4);
}

/* The command's letter and a point of a glyph, in font units. */
static void
print_units(FILE *out, char verb, const FT_Vector *point)
{
	if (verb)
		putc(verb, out);
	fprintf(out, "%ld %ld", (long)point->x, (long)point->y);
}

static int
move_to(const FT_Vector *to, void *out)
{
	print_units(out, 'M', to);
	return 0;
}

static int
line_to(const FT_Vector *to, void *out)
{
	print_units(out, 'L', to);
	return 0;
}

static int
conic_to(const FT_Vector *by, const FT_Vector *to, void *out)
{
	print_units(out, 'Q', by);
	putc(' ', out);
	print_units(out, 0, to);
	return 0;
}

static int
cubic_to(const FT_Vector *first, const FT_Vector *second, const FT_Vector *to,
	 void *out)
{
	print_units(out, 'C', first);
	putc(' ', out);
	print_units(out, 0, second);
	putc(' ', out);
	print_units(out, 0, to);
	return 0;
}

static bool
define_glyph(SvgPage *svg, const Face *face, uint32_t id, size_t number,
	     Position at)
{
	static const FT_Outline_Funcs verbs = {move_to,	 line_to, conic_to,
					       cubic_to, 0,	  0};
	FT_Outline *outline = faces_outline(&svg->pool, face, id, at);

	if (!outline)
		return false;
	fprintf(svg->defs, "<path id=\"g%zu\" d=\"", number);
	FT_Error error = FT_Outline_Decompose(outline, &verbs, svg->defs);
	fputs("\"/>\n", svg->defs);
	if (error)
		faces_report_glyph(&svg->pool, face, id, at, error);
	return !error;
}

static size_t *
find_slot(SvgPage *svg, const Face *face, uint32_t id)
{
	size_t hash = ((size_t)(uintptr_t)face >> 4) * 31 + id * 2654435761u;

	for (;; hash++) {
		size_t *slot = &svg->slots[hash & (svg->slot_count - 1)];
		const SvgGlyph *glyph =
		    *slot ? &svg->glyphs.items[*slot - 1] : NULL;
		if (!glyph || (glyph->face == face && glyph->id == id))
			return slot;
	}
}

static void
make_room(SvgPage *svg)
{
	if (svg->glyphs.count * 2 < svg->slot_count)
		return;
	svg->slot_count = svg->slot_count ? svg->slot_count * 2 : 1024;
	svg->slots =
	    arena_alloc_array(svg->arena, svg->slot_count, sizeof *svg->slots);
	for (size_t i = 0; i < svg->glyphs.count; i++)
		*find_slot(svg, svg->glyphs.items[i].face,
			   svg->glyphs.items[i].id) = i + 1;
}

/* The glyph's number, defined when it is first met; SIZE_MAX after
 * reporting. */
static size_t
glyph_number(SvgPage *svg, const Face *face, uint32_t id, Position at)
{
	make_room(svg);
	size_t *slot = find_slot(svg, face, id);

	if (*slot == 0) {
		*array_push(svg->arena, &svg->glyphs) = (SvgGlyph){face, id};
		*slot = svg->glyphs.count;
		if (!define_glyph(svg, face, id, *slot - 1, at))
			return SIZE_MAX;
	}
	return *slot - 1;
}

static void
print_color(FILE *out, const Color *color)
{
	fprintf(out, " fill=\"#%02x%02x%02x\"", color->rgb[0], color->rgb[1],
		color->rgb[2]);
}

static bool
print_run(SvgPage *svg, const DisplayLine *line, const DisplayRun *run)
{
	/* Points to a font unit, to 1/1,000,000,000. */
	int64_t scale =
	    length_scale(run->size, 1000000000,
			 (int64_t)run->face->units * LENGTH_PER_POINT);

	fputs("<g", svg->body);
	print_color(svg->body, run->color);
	fputs(">\n", svg->body);
	for (size_t i = 0; i < run->count; i++) {
		const DisplayGlyph *glyph = &run->glyphs[i];
		if (glyph->id == 0)
			continue;
		size_t number =
		    glyph_number(svg, run->face, glyph->id, line->source);
		if (number == SIZE_MAX)
			return false;
		fprintf(svg->body,
			"<use xlink:href=\"#g%zu\" transform=\"translate(",
			number);
		print_length(svg->body, glyph->x + glyph->ink);
		putc(' ', svg->body);
		print_length(svg->body, line->y - glyph->y);
		fputs(") scale(", svg->body);
		print_fixed(svg->body, scale, 9);
		fputs(" -", svg->body);
		print_fixed(svg->body, scale, 9);
		fputs(")\"/>\n", svg->body);
	}
	fputs("</g>\n", svg->body);
	return true;
}

static bool
print_line(SvgPage *svg, const DisplayLine *line)
{
	for (size_t i = 0; i < line->count; i++)
		if (!print_run(svg, line, &line->runs[i]))
			return false;
	return true;
}

static void
print_rule(FILE *out, const DisplayRule *rule)
{
	fputs("<rect x=\"", out);
	print_length(out, rule->x);
	fputs("\" y=\"", out);
	print_length(out, rule->y);
	fputs("\" width=\"", out);
	print_length(out, rule->w);
	fputs("\" height=\"", out);
	print_length(out, rule->h);
	putc('"', out);
	print_color(out, rule->color);
	fputs("/>\n", out);
}

static void
print_mark(SvgPage *svg, const DisplayMark *mark)
{
	static const char verbs[] = {
	    [PATH_MOVE] = 'M', [PATH_LINE] = 'L', [PATH_CURVE] = 'C'};
	Path path = mark_path(svg->arena, mark);

	fputs("<path d=\"", svg->body);
	for (size_t i = 0; i < path.count; i++) {
		const PathStep *step = &path.steps[i];
		int count = step->verb == PATH_CURVE ? 3 : 1;
		putc(verbs[step->verb], svg->body);
		for (int k = 0; k < count; k++) {
			if (k > 0)
				putc(' ', svg->body);
			print_length(svg->body, llround(step->points[k].x));
			putc(' ', svg->body);
			print_length(svg->body, llround(step->points[k].y));
		}
	}
	putc('"', svg->body);
	print_color(svg->body, mark->color);
	fputs("/>\n", svg->body);
}

static bool
print_items(SvgPage *svg, const DisplayPage *page)
{
	for (size_t i = 0; i < page->count; i++) {
		const DisplayItem *item = &page->items[i];
		switch (item->kind) {
		case DISPLAY_LINE:
			if (!print_line(svg, &item->line))
				return false;
			break;
		case DISPLAY_RULE:
			print_rule(svg->body, &item->rule);
			break;
		case DISPLAY_MARK:
			print_mark(svg, &item->mark);
			break;
		}
	}
	return true;
}

/* The root element, and the paper. */
static void
print_head(FILE *out, const DisplayPage *page, double zoom)
{
	int64_t thousandths = (int64_t)(zoom * 1000 + 0.5);

	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	      "<svg xmlns=\"http://www.w3.org/2000/svg\" "
	      "xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
	      "version=\"1.1\" width=\"",
	      out);
	print_length(out, length_scale(page->width, thousandths, 1000));
	fputs("pt\" height=\"", out);
	print_length(out, length_scale(page->height, thousandths, 1000));
	fputs("pt\" viewBox=\"0 0 ", out);
	print_length(out, page->width);
	putc(' ', out);
	print_length(out, page->height);
	fputs("\">\n<defs>\n", out);
}

/* Closes what was written into memory; false where that was not enough. */
static bool
close_stream(FILE *stream)
{
	bool good = stream && !ferror(stream);

	return (!stream || fclose(stream) == 0) && good;
}

/* The glyphs are known when the page has been written, and stand before it. */
static bool
write_page(SvgPage *svg, const DisplayPage *page, double zoom, Output *output)
{
	char *defs = NULL, *body = NULL;
	size_t defs_size = 0, body_size = 0;
	bool drawn = false;

	svg->defs = open_memstream(&defs, &defs_size);
	svg->body = open_memstream(&body, &body_size);
	if (svg->defs && svg->body) {
		print_head(svg->defs, page, zoom);
		fputs("</defs>\n<rect width=\"100%\" height=\"100%\" "
		      "fill=\"#ffffff\"/>\n",
		      svg->body);
		drawn = print_items(svg, page);
		fputs("</svg>\n", svg->body);
	}
	bool kept = close_stream(svg->defs);
	kept = close_stream(svg->body) && kept;
	if (!kept)
		diag_report(svg->pool.diag, DIAG_FAILURE, "out-of-memory",
			    (Position){0}, NULL, "内存不足，写不出 SVG");
	bool good = drawn && kept && output_write(output, defs, defs_size) &&
		    output_write(output, body, body_size);
	free(defs);
	free(body);
	return good;
}

bool
svg_write_page(const Display *display, size_t page, double zoom, Output *output,
	       Diagnostics *diag)
{
	SvgPage svg = {.arena = arena_new()};
	bool good = faces_open(&svg.pool, svg.arena, diag);

	if (good) {
		good = write_page(&svg, &display->pages[page], zoom, output);
		faces_close(&svg.pool);
	}
	arena_free(svg.arena);
	return good;
}
