#include "compare/overlay.h"

#include <math.h>
#include <string.h>

#include "compare/marking.h"
#include "raster/pixels.h"

const Color sheet_new = {"new", {0}, {0, 140, 70}};
const Color sheet_gone = {"gone", {0}, {215, 30, 45}};
const Color sheet_moved = {"moved", {0}, {30, 95, 200}};
const Color sheet_broken = {"broken", {0}, {200, 120, 0}};
const Color sheet_looks = {"looks", {0}, {135, 60, 175}};
const Color sheet_under = {"under", {0}, {205, 242, 212}};

/* Of labels. */
#define LABEL_SIZE length_from_pt(8.5)
#define LABEL_PITCH length_from_pt(10)
#define GAP length_from_pt(4)
enum { MOST_ROWS = 4 };

void
sheet_fill(Sheet *sheet, Length left, Length top, Length right, Length bottom,
	   const Color *color)
{
	pixels_fill(sheet->raster, (double)left * sheet->scale,
		    (double)top * sheet->scale, (double)right * sheet->scale,
		    (double)bottom * sheet->scale, color->rgb);
}

static size_t
to_pixel(double at, unsigned limit)
{
	return (size_t)fmin(fmax(floor(at), 0), limit);
}

void
sheet_tint(Sheet *sheet, Length left, Length top, Length right, Length bottom,
	   const Color *color)
{
	Raster *raster = sheet->raster;
	size_t x0 = to_pixel((double)left * sheet->scale, raster->width);
	size_t x1 = to_pixel(ceil((double)right * sheet->scale), raster->width);
	size_t y1 =
	    to_pixel(ceil((double)bottom * sheet->scale), raster->height);

	for (size_t y = to_pixel((double)top * sheet->scale, raster->height);
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
underlay(Sheet *sheet, const ProofChar *first, const ProofChar *last)
{
	const ProofLine *line =
	    &sheet->comparison->new->lines.items[first->line];
	Length top = line->baseline - line->size * 94 / 100;
	Length bottom = line->baseline + line->size * 20 / 100;

	if (line->page != sheet->page)
		return;
	sheet_tint(sheet, first->left, top, last->right, bottom, &sheet_under);
	sheet_fill(sheet, first->left, bottom, last->right,
		   bottom + length_from_pt(1), &sheet_new);
}

static void
mark_new(Sheet *sheet)
{
	const ProofComparison *comparison = sheet->comparison;
	const ProofChar *chars = comparison->new->chars.items;

	for (size_t i = 0; i < comparison->changes.count; i++) {
		const ProofChange *change = &comparison->changes.items[i];
		size_t end;
		for (size_t k = 0; k < change->new_count; k = end) {
			const ProofChar *first = &chars[change->new[k]];
			for (end = k + 1;
			     end < change->new_count &&
			     chars[change->new[end]].line == first->line;
			     end++)
				;
			underlay(sheet, first, &chars[change->new[end - 1]]);
		}
	}
}

/* A frame around a box, a little outside of it. */
static void
outline(Sheet *sheet, const ProofRule *rule, const Color *color)
{
	Length gap = length_from_pt(2), thick = length_from_pt(1);
	Length left = rule->x - gap, right = rule->x + rule->w + gap;
	Length top = rule->y - gap, bottom = rule->y + rule->h + gap;

	sheet_fill(sheet, left, top - thick, right, top, color);
	sheet_fill(sheet, left, bottom, right, bottom + thick, color);
	sheet_fill(sheet, left - thick, top - thick, left, bottom + thick,
		   color);
	sheet_fill(sheet, right, top - thick, right + thick, bottom + thick,
		   color);
}

static void
mark_drawings(Sheet *sheet)
{
	const ProofComparison *comparison = sheet->comparison;

	for (size_t i = 0; i < comparison->findings.count; i++) {
		const ProofFinding *finding = &comparison->findings.items[i];
		if (finding->old_rule >= 0) {
			const ProofRule *old =
			    &comparison->old->rules.items[finding->old_rule];
			if (old->page == sheet->page)
				outline(sheet, old, &sheet_gone);
		}
		if (finding->rule >= 0) {
			const ProofRule *rule =
			    &comparison->new->rules.items[finding->rule];
			if (rule->page == sheet->page)
				outline(sheet, rule, &sheet_new);
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
draw_words(Sheet *sheet, const LabelStyle *style, const char *words, Length x,
	   Length y)
{
	DisplayLine line = label_line(sheet->arena, style, words, x, y);

	return glyphs_draw_line(sheet->painter, &line, sheet->scale,
				sheet->raster);
}

static bool
draw_label(Sheet *sheet, const char *text, Length x, Length middle,
	   bool to_left, const Color *color)
{
	const char *rows[MOST_ROWS];
	size_t count = cut_label(arena_copy_string(sheet->arena, text), rows);
	Length y = middle - (Length)(count - 1) * LABEL_PITCH / 2 +
		   LABEL_SIZE * 38 / 100;
	LabelStyle style = tag_style(&sheet->faces, LABEL_SIZE, color);

	for (size_t i = 0; i < count; i++, y += LABEL_PITCH) {
		Length width = to_left ? label_width(&style, rows[i]) : 0;
		if (!draw_words(sheet, &style, rows[i], x - width, y))
			return false;
	}
	return true;
}

/* A bar beside lines, with its label at its middle. */
static bool
draw_bar(Sheet *sheet, const ProofLine *first, const ProofLine *last,
	 bool left_side, const Color *color, const char *label)
{
	Length top = first->baseline - first->size * 88 / 100;
	Length bottom = last->baseline + last->size * 12 / 100;
	Length thick = length_from_pt(2.5);
	Length x = left_side ? sheet->left - 2 * GAP : sheet->right + 2 * GAP;
	Length edge = left_side ? x - thick - GAP : x + thick + GAP;

	sheet_fill(sheet, left_side ? x - thick : x, top,
		   left_side ? x : x + thick, bottom, color);
	return draw_label(sheet, label, edge, (top + bottom) / 2, left_side,
			  color);
}

/* The bar of a finding, for those of its lines that are on this page. */
static bool
mark_lines(Sheet *sheet, const ProofFinding *finding, bool left_side,
	   const Color *color)
{
	const ProofLine *lines = sheet->comparison->new->lines.items;
	const ProofLine *first = NULL, *last = NULL;
	ProofStream stream = lines[finding->line].stream;

	for (ptrdiff_t i = finding->line; i <= finding->last; i++) {
		if (lines[i].page != sheet->page || lines[i].stream != stream)
			continue;
		first = first ? first : &lines[i];
		last = &lines[i];
	}
	return !first ||
	       draw_bar(sheet, first, last, left_side, color, finding->label);
}

static bool
mark_findings(Sheet *sheet)
{
	const ProofComparison *comparison = sheet->comparison;
	bool drawn = true;

	for (size_t i = 0; drawn && i < comparison->findings.count; i++) {
		const ProofFinding *finding = &comparison->findings.items[i];
		switch (finding->kind) {
		case PROOF_BREAKS:
			drawn = mark_lines(sheet, finding, true, &sheet_broken);
			break;
		case PROOF_MOVE:
			drawn = mark_lines(sheet, finding, true, &sheet_moved);
			break;
		case PROOF_SPACING:
			drawn =
			    mark_lines(sheet, finding, false, &sheet_broken);
			break;
		case PROOF_PAGES:
		case PROOF_EDIT:
		case PROOF_LOOKS: /* by their lines */
		case PROOF_DRAWING:
			break;
		}
	}
	return drawn;
}

static const char *
parts_in_words(Arena *arena, unsigned parts)
{
	const char *words = "";

	for (int i = 0; i < PROOF_PARTS; i++)
		if (parts >> i & 1)
			words = arena_printf(arena, "%s%s%s", words,
					     *words ? "、" : "",
					     proof_part_name((ProofPart)i));
	return words;
}

static bool
mark_looks(Sheet *sheet)
{
	const ProofContent *new = sheet->comparison->new;
	const ProofPair *pairs = sheet->comparison->pairs;
	bool drawn = true;
	size_t end;

	for (size_t i = 0; drawn && i < new->lines.count; i = end) {
		const ProofLine *line = &new->lines.items[i];
		end = i + 1;
		if (line->page != sheet->page || !pairs[i].looks)
			continue;
		while (end < new->lines.count &&new->lines.items[end].page ==
			   sheet->page &&
		       pairs[end].looks == pairs[i].looks)
			end++;
		drawn = draw_bar(sheet, line, &new->lines.items[end - 1], false,
				 &sheet_looks,
				 parts_in_words(sheet->arena, pairs[i].looks));
	}
	return drawn;
}

/* What the colours mean, in the head margin. */
static bool
draw_legend(Sheet *sheet)
{
	static const struct {
		const Color *color;
		const char *words;
	} rows[] = {
	    {&sheet_new, "新增、改动"}, {&sheet_gone, "删去"},
	    {&sheet_moved, "移动"},	{&sheet_broken, "断行、字距"},
	    {&sheet_looks, "字体字号"},
	};
	Length x = sheet->left, y = length_from_mm(9);
	Length side = LABEL_SIZE * 8 / 10;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		sheet_fill(sheet, x, y - side, x + side, y, rows[i].color);
		x += side + GAP;
		LabelStyle style =
		    tag_style(&sheet->faces, LABEL_SIZE, rows[i].color);
		if (!draw_words(sheet, &style, rows[i].words, x, y))
			return false;
		x += label_width(&style, rows[i].words) + 3 * GAP;
	}
	return true;
}

/* The edges of the text of a page; where it has none, margins of an inch. */
static void
find_edges(Sheet *sheet)
{
	const ProofContent *new = sheet->comparison->new;
	Length margin = length_from_mm(25.4);
	Length width = new->pages[sheet->page].width;
	bool found = false;

	sheet->left = margin;
	sheet->right = width - margin;
	for (size_t i = 0; i < new->lines.count; i++) {
		const ProofLine *line = &new->lines.items[i];
		if (line->page != sheet->page)
			continue;
		if (!found || line->left < sheet->left)
			sheet->left = line->left;
		if (!found || line->right > sheet->right)
			sheet->right = line->right;
		found = true;
	}
}

bool
proof_overlay(Arena *arena, const ProofComparison *comparison,
	      const Display *display, ProofOld old, size_t page, double dpi,
	      Raster *raster, Diagnostics *diag)
{
	Sheet sheet = {.arena = arena,
		       .comparison = comparison,
		       .old = old,
		       .page = page,
		       .dpi = dpi,
		       .scale = dpi / 72 / LENGTH_PER_POINT,
		       .raster = raster,
		       .diag = diag,
		       .faces = tag_faces(arena, display),
		       .painter = glyphs_open(arena, diag)};

	if (!sheet.painter)
		return false;
	find_edges(&sheet);
	mark_new(&sheet);
	mark_drawings(&sheet);
	bool drawn = sheet_draw_gone(&sheet) && mark_findings(&sheet) &&
		     mark_looks(&sheet) && draw_legend(&sheet);
	glyphs_close(sheet.painter);
	return drawn;
}
