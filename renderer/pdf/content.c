#include "pdf/content.h"

#include <math.h>
#include <string.h>

#include "display/mark.h"

/* Where a PDF reader's pen stands is known exactly: it follows from the widths
 * in /W (1/1000 of the size), the sizes as written (1/1000 pt) and the
 * adjustments as written (1/100 of 1/1000 of the size), hence is an integer in
 * units of 1/100 of 1/1000 of 1/1000 pt. Each adjustment is made against that
 * pen, so rounding never adds up along a line. */
enum {
	PEN_PER_MILLIPOINT = 100000,
	PEN_PER_WIDTH = 100,
	ADJUSTMENT_DECIMALS = 2,
	/* One decimal keeps the pen within 1/1000 pt up to this size. */
	COARSE_STEP = 10,
	COARSE_SIZE = 20000,
};

/* What a stretch of the content is. What is no part of the text is an artifact
 * (ISO 32000-1 §14.8.2.2): repeated on each page, or there for the eye. */
typedef enum Stretch {
	STRETCH_PLAIN, /* of a file without tags */
	STRETCH_ELEMENT,
	STRETCH_PAGINATION,
	STRETCH_LAYOUT,
} Stretch;

typedef struct Content {
	const PdfPainter *painter;
	PdfBuffer out;
	Length height;			   /* of the page */
	const DisplayStructure *structure; /* or NULL */
	ARRAY(size_t) sequences;	   /* the elements that they are of */
	Stretch stretch;
	size_t element; /* of the stretch */
	/* What the operators so far have set. */
	unsigned font; /* the layer's number */
	int64_t size;  /* of the font, 1/1000 pt */
	int64_t rise;  /* 1/1000 pt */
	uint8_t rgb[3];
	/* The text object under construction. */
	const DisplayLine *line;
	const DisplayRun *run;
	bool in_text;
	bool showing; /* inside a string of TJ */
	int64_t pen;
} Content;

static void
end_show(Content *c)
{
	if (c->showing)
		pdf_put_string(&c->out, ">]TJ\n");
	c->showing = false;
}

/* The luminance of a colour, as black-and-white printers weigh it (Rec. 601). */
static uint8_t
luminance(const uint8_t rgb[3])
{
	return (uint8_t)((299 * rgb[0] + 587 * rgb[1] + 114 * rgb[2] + 500) /
			 1000);
}

static void
put_part(Content *c, uint8_t value, const char *behind)
{
	pdf_put_fixed(&c->out, (value * 1000 + 127) / 255, 3);
	pdf_put_string(&c->out, behind);
}

static void
set_color(Content *c, const Color *color)
{
	uint8_t rgb[3];

	memcpy(rgb, color->rgb, sizeof rgb);
	if (c->painter->grey)
		memset(rgb, luminance(color->rgb), sizeof rgb);
	if (!memcmp(c->rgb, rgb, sizeof rgb))
		return;
	end_show(c);
	memcpy(c->rgb, rgb, sizeof rgb);
	if (rgb[0] == rgb[1] && rgb[1] == rgb[2]) {
		put_part(c, rgb[0], " g\n");
		return;
	}
	for (int i = 0; i < 3; i++)
		put_part(c, rgb[i], i < 2 ? " " : " rg\n");
}

static void
set_font(Content *c, unsigned font, int64_t size)
{
	if (c->font == font && c->size == size)
		return;
	end_show(c);
	pdf_put_format(&c->out, "/F%u ", font);
	pdf_put_fixed(&c->out, size, 3);
	pdf_put_string(&c->out, " Tf\n");
	c->font = font;
	c->size = size;
	c->painter->used[font - c->painter->fonts->before - 1] = true;
}

static void
set_rise(Content *c, Length rise)
{
	int64_t rounded = pdf_millipoints(rise);

	if (c->rise == rounded)
		return;
	end_show(c);
	pdf_put_fixed(&c->out, rounded, 3);
	pdf_put_string(&c->out, " Ts\n");
	c->rise = rounded;
}

static void
end_text(Content *c)
{
	if (!c->in_text)
		return;
	end_show(c);
	pdf_put_string(&c->out, "ET\n");
	c->in_text = false;
}

static void
begin_sequence(Content *c, size_t element)
{
	size_t number = (size_t)c->painter->first + c->sequences.count;

	pdf_put_format(&c->out, "/%s <</MCID %zu>> BDC\n",
		       pdf_tag_name(&c->structure->items[element]), number);
	*array_push(c->painter->arena, &c->sequences) = element;
}

/* Whatever is drawn next belongs to such a stretch. Lines that follow each other
 * in one element are one. */
static void
enter(Content *c, Stretch stretch, size_t element)
{
	if (c->stretch == stretch && c->element == element)
		return;
	end_text(c);
	if (c->stretch != STRETCH_PLAIN)
		pdf_put_string(&c->out, "EMC\n");
	c->stretch = stretch;
	c->element = element;
	switch (stretch) {
	case STRETCH_PLAIN:
		break;
	case STRETCH_ELEMENT:
		begin_sequence(c, element);
		break;
	case STRETCH_PAGINATION:
		pdf_put_string(&c->out,
			       "/Artifact <</Type /Pagination>> BDC\n");
		break;
	case STRETCH_LAYOUT:
		pdf_put_string(&c->out, "/Artifact <</Type /Layout>> BDC\n");
		break;
	}
}

static void
enter_run(Content *c)
{
	if (c->line->artifact)
		enter(c, STRETCH_PAGINATION, 0);
	else if (c->painter->first == PDF_UNTAGGED)
		enter(c, STRETCH_PLAIN, 0);
	else if (c->structure && c->run->element)
		enter(c, STRETCH_ELEMENT, c->run->element);
	else
		enter(c, STRETCH_LAYOUT, 0);
}

/* Starts a text object at the place of its first glyph. */
static void
begin_text(Content *c, Length x)
{
	enter_run(c);
	if (c->in_text)
		return;
	pdf_put_string(&c->out, "BT\n");
	pdf_put_length(&c->out, x);
	pdf_put_string(&c->out, " ");
	pdf_put_length(&c->out, c->height - c->line->y);
	pdf_put_string(&c->out, " Td\n");
	c->pen = pdf_millipoints(x) * PEN_PER_MILLIPOINT;
	c->in_text = true;
}

/* Moves the pen to `x`, where it is not there but for rounding. */
static void
move_pen(Content *c, Length x)
{
	int64_t target =
	    length_scale(x, 1000 * PEN_PER_MILLIPOINT, LENGTH_PER_POINT);
	int64_t step = c->size <= COARSE_SIZE ? COARSE_STEP : 1;
	int64_t adjustment =
	    length_scale(c->pen - target, 1, c->size * step) * step;

	bool opens = !c->showing || adjustment != 0;

	if (!c->showing)
		pdf_put_string(&c->out, "[");
	if (adjustment != 0) {
		if (c->showing)
			pdf_put_string(&c->out, ">");
		pdf_put_fixed(&c->out, adjustment, ADJUSTMENT_DECIMALS);
		c->pen -= adjustment * c->size;
	}
	if (opens)
		pdf_put_string(&c->out, "<");
	c->showing = true;
}

static Length
origin(const DisplayGlyph *glyph)
{
	return glyph->x + glyph->ink;
}

static void
draw_glyph(Content *c, const DisplayRun *run, const PdfFont *font,
	   const DisplayGlyph *glyph)
{
	const PdfUse *use = pdf_font_use(font, glyph);

	if (!use)
		return;
	begin_text(c, origin(glyph));
	set_font(c, font->layers[use->layer].number,
		 pdf_millipoints(run->size));
	set_color(c, run->color);
	set_rise(c, glyph->y);
	move_pen(c, origin(glyph));
	pdf_put_code(&c->out, use->code);
	c->pen += use->width * PEN_PER_WIDTH * c->size;
}

/* Draws a cluster: a glyph and those that share its text. Where there are any,
 * or where the text went with an earlier run, the text is said in full. */
static void
draw_cluster(Content *c, const DisplayRun *run, const PdfFont *font,
	     const DisplayGlyph *glyphs, size_t count)
{
	const DisplayGlyph *sharing = NULL;

	for (size_t i = glyphs[0].text_size > 0; i < count && !sharing; i++)
		if (pdf_font_use(font, &glyphs[i]))
			sharing = &glyphs[i];
	if (sharing) {
		begin_text(c, pdf_font_use(font, &glyphs[0])
				  ? origin(&glyphs[0])
				  : origin(sharing));
		end_show(c);
		pdf_put_string(&c->out, "/Span <</ActualText <FEFF");
		pdf_put_utf16(&c->out, glyphs[0].text, glyphs[0].text_size);
		pdf_put_string(&c->out, ">>> BDC\n");
	}
	for (size_t i = 0; i < count; i++)
		draw_glyph(c, run, font, &glyphs[i]);
	if (sharing) {
		end_show(c);
		pdf_put_string(&c->out, "EMC\n");
	}
}

/* A space that is not drawn goes where the pen is: what comes next has a place
 * of its own. */
static void
put_space(Content *c, const DisplayRun *run, const PdfFont *font)
{
	DisplayGlyph space = pdf_font_space(run->face);
	const PdfUse *use = pdf_font_use(font, &space);

	if (!use || !c->in_text)
		return;
	set_font(c, font->layers[use->layer].number,
		 pdf_millipoints(run->size));
	if (!c->showing)
		pdf_put_string(&c->out, "[<");
	c->showing = true;
	pdf_put_code(&c->out, use->code);
	c->pen += use->width * PEN_PER_WIDTH * c->size;
}

static void
draw_line(Content *c, const DisplayLine *line)
{
	c->line = line;
	for (size_t r = 0; r < line->count; r++) {
		const DisplayRun *run = &line->runs[r];
		const PdfFont *font =
		    pdf_font_lookup(c->painter->fonts, run->face);
		if (pdf_millipoints(run->size) <= 0)
			continue;
		c->run = run;
		for (size_t i = 0, end; i < run->count; i = end) {
			end = i + 1;
			while (end < run->count &&
			       run->glyphs[end].text_size == 0)
				end++;
			draw_cluster(c, run, font, &run->glyphs[i], end - i);
		}
		if (run->spaced)
			put_space(c, run, font);
	}
	end_text(c);
}

static void
put_points(Content *c, const PathPoint *points, size_t count,
	   const char *operator)
{
	for (size_t i = 0; i < count; i++) {
		pdf_put_length(&c->out, (Length)llround(points[i].x));
		pdf_put_string(&c->out, " ");
		pdf_put_length(&c->out,
			       c->height - (Length)llround(points[i].y));
		pdf_put_string(&c->out, " ");
	}
	pdf_put_string(&c->out, operator);
}

/* A filled rectangle, as a path with a point more than it needs: one with four
 * corners alone is moved to whole pixels by readers that adjust strokes, be it
 * written as `re` or as lines, and then rules of one thickness come out as one
 * pixel here and as two there. */
static void
draw_rule(Content *c, const DisplayRule *rule)
{
	double left = (double)rule->x, right = (double)(rule->x + rule->w);
	double top = (double)rule->y, bottom = (double)(rule->y + rule->h);
	const PathPoint points[] = {{left, bottom},
				    {(left + right) / 2, bottom},
				    {right, bottom},
				    {right, top},
				    {left, top}};

	enter(c, STRETCH_LAYOUT, 0);
	set_color(c, rule->color);
	for (size_t i = 0; i < sizeof points / sizeof *points; i++)
		put_points(c, &points[i], 1, i ? "l\n" : "m\n");
	pdf_put_string(&c->out, "f\n");
}

static void
draw_mark(Content *c, const DisplayMark *mark)
{
	Path path = mark_path(c->painter->arena, mark);

	enter(c, STRETCH_LAYOUT, 0);
	set_color(c, mark->color);
	for (size_t i = 0; i < path.count; i++) {
		const PathStep *step = &path.steps[i];
		switch (step->verb) {
		case PATH_MOVE:
			put_points(c, step->points, 1, "m\n");
			break;
		case PATH_LINE:
			put_points(c, step->points, 1, "l\n");
			break;
		case PATH_CURVE:
			put_points(c, step->points, 3, "c\n");
			break;
		}
	}
	pdf_put_string(&c->out, "f\n");
}

static void
draw_items(Content *c, const DisplayPage *page)
{
	for (size_t i = 0; i < page->count; i++) {
		const DisplayItem *item = &page->items[i];
		switch (item->kind) {
		case DISPLAY_LINE:
			draw_line(c, &item->line);
			break;
		case DISPLAY_RULE:
			draw_rule(c, &item->rule);
			break;
		case DISPLAY_MARK:
			draw_mark(c, &item->mark);
			break;
		}
	}
}

/* To 1/1,000,000: a page's far corner moves by less than 1/1000 pt. */
static void
put_factor(Content *c, double factor)
{
	pdf_put_fixed(&c->out, llround(factor * 1e6), 6);
	pdf_put_string(&c->out, " ");
}

/* Moves the page's own axes, whose origin is its lower left corner, to where
 * the part has them. */
static void
put_matrix(Content *c, const SheetPart *part, Length sheet_height)
{
	const double degree = acos(-1) / 180;
	double along = part->scale * cos(part->turn * degree);
	double across = part->scale * sin(part->turn * degree);
	double height = (double)part->page->height;

	if (part->scale == 1 && part->turn == 0 && part->x == 0 &&
	    part->y == 0 && part->page->height == sheet_height)
		return;
	put_factor(c, along);
	put_factor(c, -across);
	put_factor(c, across);
	put_factor(c, along);
	pdf_put_length(&c->out, part->x - llround(height * across));
	pdf_put_string(&c->out, " ");
	pdf_put_length(&c->out,
		       sheet_height - part->y - llround(height * along));
	pdf_put_string(&c->out, " cm\n");
}

static void
put_clip(Content *c, const DisplayPage *page)
{
	pdf_put_string(&c->out, "0 0 ");
	pdf_put_length(&c->out, page->width);
	pdf_put_string(&c->out, " ");
	pdf_put_length(&c->out, page->height);
	pdf_put_string(&c->out, " re W n\n");
}

PdfBuffer
pdf_paint(const PdfPainter *painter, const SheetPart *part, Length sheet_height,
	  PdfSequences *sequences)
{
	Content c = {
	    .painter = painter,
	    .out = {.arena = painter->arena},
	    .height = part->page->height,
	    .structure = part->page->structure,
	};

	pdf_put_string(&c.out, "q\n");
	put_matrix(&c, part, sheet_height);
	if (part->clip)
		put_clip(&c, part->page);
	draw_items(&c, part->page);
	enter(&c, STRETCH_PLAIN, 0);
	pdf_put_string(&c.out, "Q\n");
	*sequences =
	    (PdfSequences){c.structure, c.sequences.items, c.sequences.count,
			   (unsigned)painter->first};
	return c.out;
}
