#include "compare/overlay.h"

#include <math.h>
#include <string.h>

#include "compare/marking.h"
#include "raster/pixels.h"

const Color marked_new = {"new", {0}, {0, 140, 70}};
const Color marked_gone = {"gone", {0}, {215, 30, 45}};
const Color marked_moved = {"moved", {0}, {30, 95, 200}};
const Color marked_broken = {"broken", {0}, {200, 120, 0}};
const Color marked_looks = {"looks", {0}, {135, 60, 175}};
const Color marked_under = {"under", {0}, {205, 242, 212}};

/* Of labels. */
#define LABEL_SIZE length_from_pt(8.5)
#define LABEL_PITCH length_from_pt(10)
#define GAP length_from_pt(4)
enum { MOST_ROWS = 4 };

void
marked_fill(MarkedPage *marked, Length left, Length top, Length right,
	    Length bottom, const Color *color)
{
	pixels_fill(marked->raster, (double)left * marked->scale,
		    (double)top * marked->scale, (double)right * marked->scale,
		    (double)bottom * marked->scale, color->rgb);
}

static size_t
to_pixel(double at, unsigned limit)
{
	return (size_t)fmin(fmax(floor(at), 0), limit);
}

void
marked_tint(MarkedPage *marked, Length left, Length top, Length right,
	    Length bottom, const Color *color)
{
	Raster *raster = marked->raster;
	size_t x0 = to_pixel((double)left * marked->scale, raster->width);
	size_t x1 =
	    to_pixel(ceil((double)right * marked->scale), raster->width);
	size_t y1 =
	    to_pixel(ceil((double)bottom * marked->scale), raster->height);

	for (size_t y = to_pixel((double)top * marked->scale, raster->height);
	     y < y1; y++)
		for (size_t x = x0; x < x1; x++)
			for (int i = 0; i < 3; i++) {
				unsigned char *p = raster->rgb +
						   3 * (y * raster->width + x) +
						   i;
				*p = (unsigned char)(*p * color->rgb[i] / 255);
			}
}

/* Underlays the characters from one to another of the same line. */
static void
underlay(MarkedPage *marked, const CompareChar *first, const CompareChar *last)
{
	const CompareLine *line =
	    &marked->comparison->new->lines.items[first->line];
	Length top = line->baseline - line->size * 94 / 100;
	Length bottom = line->baseline + line->size * 20 / 100;

	if (line->page != marked->page)
		return;
	marked_tint(marked, first->left, top, last->right, bottom,
		    &marked_under);
	marked_fill(marked, first->left, bottom, last->right,
		    bottom + length_from_pt(1), &marked_new);
}

static void
mark_new(MarkedPage *marked)
{
	const Comparison *comparison = marked->comparison;
	const CompareChar *chars = comparison->new->chars.items;

	for (size_t i = 0; i < comparison->changes.count; i++) {
		const CompareChange *change = &comparison->changes.items[i];
		size_t end;
		for (size_t k = 0; k < change->new_count; k = end) {
			const CompareChar *first = &chars[change->new[k]];
			for (end = k + 1;
			     end < change->new_count &&
			     chars[change->new[end]].line == first->line;
			     end++)
				;
			underlay(marked, first, &chars[change->new[end - 1]]);
		}
	}
}

/* A frame around a box, a little outside of it. */
static void
outline(MarkedPage *marked, const CompareRule *rule, const Color *color)
{
	Length gap = length_from_pt(2), thick = length_from_pt(1);
	Length left = rule->x - gap, right = rule->x + rule->w + gap;
	Length top = rule->y - gap, bottom = rule->y + rule->h + gap;

	marked_fill(marked, left, top - thick, right, top, color);
	marked_fill(marked, left, bottom, right, bottom + thick, color);
	marked_fill(marked, left - thick, top - thick, left, bottom + thick,
		    color);
	marked_fill(marked, right, top - thick, right + thick, bottom + thick,
		    color);
}

static void
mark_drawings(MarkedPage *marked)
{
	const Comparison *comparison = marked->comparison;

	for (size_t i = 0; i < comparison->findings.count; i++) {
		const CompareFinding *finding = &comparison->findings.items[i];
		if (finding->old_rule >= 0) {
			const CompareRule *old =
			    &comparison->old->rules.items[finding->old_rule];
			if (old->page == marked->page)
				outline(marked, old, &marked_gone);
		}
		if (finding->rule >= 0) {
			const CompareRule *rule =
			    &comparison->new->rules.items[finding->rule];
			if (rule->page == marked->page)
				outline(marked, rule, &marked_new);
		}
	}
}

/* Cuts a label into rows: what stands in brackets or behind a comma has its
 * own. Returns how many there are. */
static size_t
cut_label(char *text, const char *rows[MOST_ROWS])
{
	static const char *const cuts[] = {"（", "）、", "、", "）"};
	size_t count = 0;
	char *start = text;

	for (char *p = text; *p && count + 1 < MOST_ROWS;) {
		size_t i = 0;
		while (i < 4 && strncmp(p, cuts[i], strlen(cuts[i])))
			i++;
		if (i == 4) {
			p++;
			continue;
		}
		*p = '\0';
		rows[count++] = start;
		start = p += strlen(cuts[i]);
	}
	if (*start)
		rows[count++] = start;
	return count;
}

/* Draws one row of words. */
static bool
draw_words(MarkedPage *marked, const LabelStyle *style, const char *words,
	   Length x, Length y)
{
	DisplayLine line = label_line(marked->arena, style, words, x, y);

	return glyphs_draw_line(marked->painter, &line, marked->scale,
				marked->raster);
}

static bool
draw_label(MarkedPage *marked, const char *text, Length x, Length middle,
	   bool to_left, const Color *color)
{
	const char *rows[MOST_ROWS];
	size_t count = cut_label(arena_copy_string(marked->arena, text), rows);
	Length y = middle - (Length)(count - 1) * LABEL_PITCH / 2 +
		   LABEL_SIZE * 38 / 100;
	LabelStyle style = tag_style(&marked->faces, LABEL_SIZE, color);

	for (size_t i = 0; i < count; i++, y += LABEL_PITCH) {
		Length width = to_left ? label_width(&style, rows[i]) : 0;
		if (!draw_words(marked, &style, rows[i], x - width, y))
			return false;
	}
	return true;
}

/* A bar beside lines, with its label at its middle. */
static bool
draw_bar(MarkedPage *marked, const CompareLine *first, const CompareLine *last,
	 bool left_side, const Color *color, const char *label)
{
	Length top = first->baseline - first->size * 88 / 100;
	Length bottom = last->baseline + last->size * 12 / 100;
	Length thick = length_from_pt(2.5);
	Length x = left_side ? marked->left - 2 * GAP : marked->right + 2 * GAP;
	Length edge = left_side ? x - thick - GAP : x + thick + GAP;

	marked_fill(marked, left_side ? x - thick : x, top,
		    left_side ? x : x + thick, bottom, color);
	return draw_label(marked, label, edge, (top + bottom) / 2, left_side,
			  color);
}

/* The bar of a finding, for those of its lines that are on this page. */
static bool
mark_lines(MarkedPage *marked, const CompareFinding *finding, bool left_side,
	   const Color *color)
{
	const CompareLine *lines = marked->comparison->new->lines.items;
	const CompareLine *first = NULL, *last = NULL;
	CompareStream stream = lines[finding->line].stream;

	for (ptrdiff_t i = finding->line; i <= finding->last; i++) {
		if (lines[i].page != marked->page || lines[i].stream != stream)
			continue;
		first = first ? first : &lines[i];
		last = &lines[i];
	}
	return !first ||
	       draw_bar(marked, first, last, left_side, color, finding->label);
}

static bool
mark_findings(MarkedPage *marked)
{
	const Comparison *comparison = marked->comparison;
	bool drawn = true;

	for (size_t i = 0; drawn && i < comparison->findings.count; i++) {
		const CompareFinding *finding = &comparison->findings.items[i];
		switch (finding->kind) {
		case COMPARE_BREAKS:
			drawn =
			    mark_lines(marked, finding, true, &marked_broken);
			break;
		case COMPARE_MOVE:
			drawn =
			    mark_lines(marked, finding, true, &marked_moved);
			break;
		case COMPARE_SPACING:
			drawn =
			    mark_lines(marked, finding, false, &marked_broken);
			break;
		case COMPARE_PAGES:
		case COMPARE_EDIT:
		case COMPARE_LOOKS: /* by their lines */
		case COMPARE_DRAWING:
			break;
		}
	}
	return drawn;
}

static const char *
parts_in_words(Arena *arena, unsigned parts)
{
	const char *words = "";

	for (int i = 0; i < COMPARE_PARTS; i++)
		if (parts >> i & 1)
			words = arena_printf(arena, "%s%s%s", words,
					     *words ? "、" : "",
					     compare_part_name((ComparePart)i));
	return words;
}

static bool
mark_looks(MarkedPage *marked)
{
	const CompareContent *new = marked->comparison->new;
	const ComparePair *pairs = marked->comparison->pairs;
	bool drawn = true;
	size_t end;

	for (size_t i = 0; drawn && i < new->lines.count; i = end) {
		const CompareLine *line = &new->lines.items[i];
		end = i + 1;
		if (line->page != marked->page || !pairs[i].looks)
			continue;
		while (end < new->lines.count &&new->lines.items[end].page ==
			   marked->page &&
		       pairs[end].looks == pairs[i].looks)
			end++;
		drawn = draw_bar(marked, line, &new->lines.items[end - 1],
				 false, &marked_looks,
				 parts_in_words(marked->arena, pairs[i].looks));
	}
	return drawn;
}

/* What the colours mean, in the head margin. */
static bool
draw_legend(MarkedPage *marked)
{
	static const struct {
		const Color *color;
		const char *words;
	} rows[] = {
	    {&marked_new, "新增、改动"}, {&marked_gone, "删去"},
	    {&marked_moved, "移动"},	 {&marked_broken, "断行、字距"},
	    {&marked_looks, "字体字号"},
	};
	Length x = marked->left, y = length_from_mm(9);
	Length side = LABEL_SIZE * 8 / 10;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		marked_fill(marked, x, y - side, x + side, y, rows[i].color);
		x += side + GAP;
		LabelStyle style =
		    tag_style(&marked->faces, LABEL_SIZE, rows[i].color);
		if (!draw_words(marked, &style, rows[i].words, x, y))
			return false;
		x += label_width(&style, rows[i].words) + 3 * GAP;
	}
	return true;
}

/* The edges of the text of a page; where it has none, margins of an inch. */
static void
find_edges(MarkedPage *marked)
{
	const CompareContent *new = marked->comparison->new;
	Length margin = length_from_mm(25.4);
	Length width = new->pages[marked->page].width;
	bool found = false;

	marked->left = margin;
	marked->right = width - margin;
	for (size_t i = 0; i < new->lines.count; i++) {
		const CompareLine *line = &new->lines.items[i];
		if (line->page != marked->page)
			continue;
		if (!found || line->left < marked->left)
			marked->left = line->left;
		if (!found || line->right > marked->right)
			marked->right = line->right;
		found = true;
	}
}

bool
compare_overlay(Arena *arena, const Comparison *comparison,
		const Display *display, CompareOld old, size_t page, double dpi,
		Raster *raster, Diagnostics *diag)
{
	MarkedPage marked = {.arena = arena,
			     .comparison = comparison,
			     .old = old,
			     .page = page,
			     .dpi = dpi,
			     .scale = dpi / 72 / LENGTH_PER_POINT,
			     .raster = raster,
			     .diag = diag,
			     .faces = tag_faces(arena, display),
			     .painter = glyphs_open(arena, diag)};

	if (!marked.painter)
		return false;
	find_edges(&marked);
	mark_new(&marked);
	mark_drawings(&marked);
	bool drawn = marked_draw_gone(&marked) && mark_findings(&marked) &&
		     mark_looks(&marked) && draw_legend(&marked);
	glyphs_close(marked.painter);
	return drawn;
}
