#include "proof/contact.h"

#include "proof/items.h"

/* A page is shown at two fifths of its size: titles can be read on a screen. */
enum { SHRINK = 2, SHRINK_OF = 5 };

enum {
	GAP = 20 * LENGTH_PER_POINT,
	NUMBER_SIZE = 9 * LENGTH_PER_POINT,
	NUMBER_ROW = 14 * LENGTH_PER_POINT,
	EDGE = LENGTH_PER_POINT / 2,
};

static const Color desk = {"desk", {0, 0, 0, 12}, {226, 228, 230}};
static const Color paper = {"paper", {0, 0, 0, 0}, {255, 255, 255}};
static const Color ink = {"ink", {0, 0, 0, 70}, {70, 74, 78}};

/* Where a page goes: its own lengths shrink and move. */
typedef struct Slot {
	Arena *arena;
	Length x, y;
} Slot;

static Length
shrunk(Length length)
{
	return length_scale(length, SHRINK, SHRINK_OF);
}

static const DisplayRun *
shrink_runs(const Slot *slot, const DisplayLine *line)
{
	DisplayRun *runs =
	    arena_alloc_array(slot->arena, line->count + 1, sizeof *runs);

	for (size_t i = 0; i < line->count; i++) {
		const DisplayRun *run = &line->runs[i];
		DisplayGlyph *glyphs = arena_alloc_array(
		    slot->arena, run->count + 1, sizeof *glyphs);
		for (size_t k = 0; k < run->count; k++) {
			glyphs[k] = run->glyphs[k];
			glyphs[k].x = slot->x + shrunk(glyphs[k].x);
			glyphs[k].ink = shrunk(glyphs[k].ink);
			glyphs[k].y = shrunk(glyphs[k].y);
			glyphs[k].advance = shrunk(glyphs[k].advance);
		}
		runs[i] = *run;
		runs[i].size = shrunk(run->size);
		runs[i].glyphs = glyphs;
	}
	return runs;
}

static void
move_box(const Slot *slot, Length *x, Length *y, Length *w, Length *h)
{
	*x = slot->x + shrunk(*x);
	*y = slot->y + shrunk(*y);
	*w = shrunk(*w);
	*h = shrunk(*h);
}

static DisplayItem
shrink_item(const Slot *slot, DisplayItem item)
{
	switch (item.kind) {
	case DISPLAY_LINE:
		item.line.runs = shrink_runs(slot, &item.line);
		item.line.y = slot->y + shrunk(item.line.y);
		item.line.left = slot->x + shrunk(item.line.left);
		item.line.right = slot->x + shrunk(item.line.right);
		break;
	case DISPLAY_RULE:
		move_box(slot, &item.rule.x, &item.rule.y, &item.rule.w,
			 &item.rule.h);
		break;
	case DISPLAY_MARK:
		move_box(slot, &item.mark.x, &item.mark.y, &item.mark.w,
			 &item.mark.h);
		item.mark.thickness = shrunk(item.mark.thickness);
		break;
	}
	return item;
}

static void
add_page(const Slot *slot, ProofItems *items, const DisplayPage *page,
	 const Face *face)
{
	Length w = shrunk(page->width), h = shrunk(page->height);
	LabelStyle style = {&face, 1, NUMBER_SIZE, &ink};

	proof_add_rule(slot->arena, items, slot->x - EDGE, slot->y - EDGE,
		       w + 2 * EDGE, h + 2 * EDGE, &ink);
	proof_add_rule(slot->arena, items, slot->x, slot->y, w, h, &paper);
	for (size_t i = 0; i < page->count; i++)
		*array_push(slot->arena, items) =
		    shrink_item(slot, page->items[i]);
	Length left = slot->x + (w - label_width(&style, page->label)) / 2;
	proof_add_label(slot->arena, items, &style, page->label, left,
			slot->y + h + NUMBER_ROW - NUMBER_SIZE / 4);
}

/* Four pages stand side by side, as a screen is wide; where there are more than
 * four rows of them, more, so that the sheet has about the shape of a page. */
static size_t
count_columns(size_t count)
{
	size_t columns = 4;

	if (count < columns)
		return count;
	while (columns * columns < count)
		columns++;
	return columns;
}

const Display *
contact_sheet(Arena *arena, const Display *display, const size_t *numbers,
	      size_t count, const Face *face)
{
	const DisplayPage *first = &display->pages[numbers[0]];
	size_t columns = count_columns(count);
	Length width = shrunk(first->width) + GAP;
	Length height = shrunk(first->height) + NUMBER_ROW + GAP;
	size_t rows = (count + columns - 1) / columns;
	DisplayPage *sheet = arena_alloc(arena, sizeof *sheet);
	ProofItems items = {0};

	sheet->width = GAP + (Length)columns * width;
	sheet->height = GAP + (Length)rows * height;
	sheet->label = "";
	proof_add_rule(arena, &items, 0, 0, sheet->width, sheet->height, &desk);
	for (size_t i = 0; i < count; i++) {
		Slot slot = {arena, GAP + (Length)(i % columns) * width,
			     GAP + (Length)(i / columns) * height};
		add_page(&slot, &items, &display->pages[numbers[i]], face);
	}
	sheet->items = items.items;
	sheet->count = items.count;
	Display *contact = arena_alloc(arena, sizeof *contact);
	*contact = (Display){.pages = sheet, .count = 1};
	return contact;
}
