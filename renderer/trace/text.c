/* One row a line of text:
 *
 *   y 105.66  x  28.00–184.00  body FandolFang 15.79 black  12:1 │创新是│
 *
 * and behind the text, in em of the line's largest size, where there is any:
 * `glyphs −0.50em` narrower than their font has them (squeezed marks), `gaps
 * +0.25em` between them. So a reader of a diff sees which lines were squeezed
 * or stretched, and by how much. */
#include "trace/trace.h"

#include "display/mark.h"
#include "trace/decimal.h"

/* How a line fills its place. */
typedef struct Fill {
	Length left, right; /* where glyphs begin and end */
	Length advance;	    /* of all glyphs */
	Length natural;	    /* the same as the fonts have it */
	Length em;	    /* the largest size */
} Fill;

static Length
natural_advance(const DisplayRun *run, const DisplayGlyph *glyph)
{
	if (glyph->id == 0)
		return glyph->advance;
	return length_scale(run->size, face_advance(run->face, glyph->id),
			    run->face->units);
}

static Fill
measure(const DisplayLine *line)
{
	Fill fill = {.left = line->left, .right = line->left};
	bool first = true;

	for (size_t i = 0; i < line->count; i++) {
		const DisplayRun *run = &line->runs[i];
		for (size_t k = 0; k < run->count; k++) {
			const DisplayGlyph *glyph = &run->glyphs[k];
			if (first)
				fill.left = glyph->x;
			first = false;
			fill.right = glyph->x + glyph->advance;
			fill.advance += glyph->advance;
			fill.natural += natural_advance(run, glyph);
			if (run->size > fill.em)
				fill.em = run->size;
		}
	}
	return fill;
}

static bool
same_look(const DisplayRun *a, const DisplayRun *b)
{
	return a->face == b->face && a->size == b->size && a->color == b->color;
}

/* Writes each face, size and colour of the line once. */
static void
write_looks(FILE *out, const DisplayLine *line)
{
	for (size_t i = 0; i < line->count; i++) {
		const DisplayRun *run = &line->runs[i];
		size_t before = 0;
		while (before < i && !same_look(&line->runs[before], run))
			before++;
		if (before < i)
			continue;
		fprintf(out, "%s%s ", i ? " + " : " ", run->face->postscript);
		decimal_write(out, decimal_pt(run->size, 2), 2, 0, "-");
		fprintf(out, " %s", run->color->name);
	}
}

/* Control characters are shown by their pictures: a line stays a line. */
static void
write_text(FILE *out, const DisplayLine *line)
{
	fputs(" │", out);
	for (size_t i = 0; i < line->count; i++)
		for (size_t k = 0; k < line->runs[i].count; k++) {
			const DisplayGlyph *glyph = &line->runs[i].glyphs[k];
			for (uint32_t b = 0; b < glyph->text_size; b++) {
				unsigned char c = (unsigned char)glyph->text[b];
				if (c < 0x20)
					fprintf(out, "\xE2\x90%c", 0x80 + c);
				else
					fputc(c, out);
			}
		}
	fputs("│", out);
}

/* Writes what is at least half a hundredth of an em. */
static void
write_change(FILE *out, const char *what, Length change, Length em)
{
	int64_t hundredths = em > 0 ? length_scale(change, 100, em) : 0;

	if (hundredths == 0)
		return;
	fprintf(out, " %s ", what);
	if (hundredths > 0)
		fputc('+', out);
	decimal_write(out, hundredths, 2, 0, "−");
	fputs("em", out);
}

static void
write_line(FILE *out, const DisplayLine *line)
{
	Fill fill = measure(line);

	fputs("  y ", out);
	decimal_write(out, decimal_mm(line->y, 2), 2, 6, "-");
	fputs("  x ", out);
	decimal_write(out, decimal_mm(fill.left, 2), 2, 6, "-");
	fputs("–", out);
	decimal_write(out, decimal_mm(fill.right, 2), 2, 0, "-");
	fprintf(out, "  %s%s", line->role, line->artifact ? " artifact" : "");
	write_looks(out, line);
	if (line->source.line)
		fprintf(out, "  %u:%u", line->source.line, line->source.column);
	write_text(out, line);
	write_change(out, "glyphs", fill.advance - fill.natural, fill.em);
	write_change(out, "gaps", fill.right - fill.left - fill.advance,
		     fill.em);
	fputc('\n', out);
}

static void
write_rule(FILE *out, const DisplayRule *rule)
{
	const Length sides[] = {rule->x, rule->y, rule->w, rule->h};

	fputs("  rule", out);
	for (int i = 0; i < 4; i++) {
		fputc(' ', out);
		decimal_write(out, decimal_mm(sides[i], 2), 2, 0, "-");
	}
	fprintf(out, " %s\n", rule->color->name);
}

static void
write_mark(FILE *out, const DisplayMark *mark)
{
	const Length sides[] = {mark->x, mark->y, mark->w, mark->h};

	fprintf(out, "  mark %s", mark_name(mark->kind));
	for (int i = 0; i < 4; i++) {
		fputc(' ', out);
		decimal_write(out, decimal_mm(sides[i], 2), 2, 0, "-");
	}
	fprintf(out, " %s\n", mark->color->name);
}

static void
write_page(FILE *out, const DisplayPage *page, size_t number)
{
	fprintf(out, "page %zu ", number);
	decimal_write(out, decimal_mm(page->width, 2), 2, 0, "-");
	fputs(" × ", out);
	decimal_write(out, decimal_mm(page->height, 2), 2, 0, "-");
	if (page->label[0])
		fprintf(out, " label %s", page->label);
	fputc('\n', out);
	for (size_t i = 0; i < page->count; i++)
		switch (page->items[i].kind) {
		case DISPLAY_LINE:
			write_line(out, &page->items[i].line);
			break;
		case DISPLAY_RULE:
			write_rule(out, &page->items[i].rule);
			break;
		case DISPLAY_MARK:
			write_mark(out, &page->items[i].mark);
			break;
		}
}

void
trace_write_text(const Display *display, FILE *out)
{
	for (size_t i = 0; i < display->count; i++)
		write_page(out, &display->pages[i], i + 1);
}
