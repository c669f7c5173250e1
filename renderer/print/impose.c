#include "print/impose.h"

#include <math.h>

/* Where a page goes: scaled, then moved. */
typedef struct Slot {
	double scale;
	Length x, y;
} Slot;

/* Adds a page's parts to a sheet, at the slot. */
static void
put_page(Sheet *sheet, SheetPart *parts, const Sheet *page, const Slot *slot)
{
	for (size_t i = 0; i < page->count; i++) {
		SheetPart part = page->parts[i];
		part.scale *= slot->scale;
		part.x = slot->x + llround((double)part.x * slot->scale);
		part.y = slot->y + llround((double)part.y * slot->scale);
		/* What is turned, a watermark, lies within the type area. */
		part.clip = part.turn == 0;
		parts[sheet->count++] = part;
	}
	sheet->parts = parts;
	if (!sheet->label)
		sheet->label = page->label;
}

static size_t
most_parts(const SheetList *pages)
{
	size_t most = 0;

	for (size_t i = 0; i < pages->count; i++)
		if (pages->items[i].count > most)
			most = pages->items[i].count;
	return most;
}

/* The page, from 0, under place 0 (left) or 1 (right) of a side of a booklet of
 * `pages` pages, blank ones counted. */
static size_t
booklet_page(size_t pages, size_t side, size_t place)
{
	/* On a front the later half stands at the left, on a back at the
	 * right. */
	return side % 2 == place ? pages - 1 - side : side;
}

SheetList
impose_booklet(Arena *arena, const SheetList *pages, Length creep)
{
	size_t filled = (pages->count + 3) / 4 * 4;
	size_t sides = filled / 2, room = 2 * most_parts(pages);
	Sheet *sheets = arena_alloc_array(arena, sides + 1, sizeof *sheets);

	for (size_t side = 0; side < sides; side++) {
		Sheet *sheet = &sheets[side];
		SheetPart *parts =
		    arena_alloc_array(arena, room + 1, sizeof *parts);
		Length width = pages->items[0].width;
		Length moved = (Length)(side / 2) * creep;
		sheet->width = 2 * width;
		sheet->height = pages->items[0].height;
		for (size_t place = 0; place < 2; place++) {
			size_t page = booklet_page(filled, side, place);
			Slot slot = {1, place ? width - moved : moved, 0};
			if (page < pages->count)
				put_page(sheet, parts, &pages->items[page],
					 &slot);
		}
	}
	return (SheetList){sheets, sides};
}

/* How a side is divided. */
typedef struct Division {
	size_t columns, rows;
	bool turned; /* the sheet lies on its side */
	double scale;
} Division;

static Division
divide_side(const Sheet *page, size_t per_side)
{
	Division best = {0};
	double w = (double)page->width, h = (double)page->height;

	for (size_t columns = 1; columns <= per_side; columns++) {
		size_t rows = per_side / columns;
		if (columns * rows != per_side)
			continue;
		for (int turned = 0; turned < 2; turned++) {
			double width = turned ? h : w, height = turned ? w : h;
			double scale = fmin(width / (double)columns / w,
					    height / (double)rows / h);
			if (scale > best.scale + 1e-9)
				best = (Division){columns, rows, turned, scale};
		}
	}
	return best;
}

bool
nup_is_possible(size_t per_side)
{
	static const size_t possible[] = {2, 4, 6, 8, 9, 16};

	for (size_t i = 0; i < sizeof possible / sizeof *possible; i++)
		if (possible[i] == per_side)
			return true;
	return false;
}

/* The place of page `i` of a side, in the middle of its cell. */
static Slot
nup_slot(const Sheet *sheet, const Sheet *page, const Division *d, size_t i)
{
	Length cell_width = sheet->width / (Length)d->columns;
	Length cell_height = sheet->height / (Length)d->rows;
	Length width = llround((double)page->width * d->scale);
	Length height = llround((double)page->height * d->scale);

	return (Slot){
	    d->scale,
	    cell_width * (Length)(i % d->columns) + (cell_width - width) / 2,
	    cell_height * (Length)(i / d->columns) + (cell_height - height) / 2,
	};
}

SheetList
impose_nup(Arena *arena, const SheetList *pages, size_t per_side)
{
	const Sheet *page = &pages->items[0];
	Division division = divide_side(page, per_side);
	size_t sides = (pages->count + per_side - 1) / per_side;
	size_t room = per_side * most_parts(pages);
	Sheet *sheets = arena_alloc_array(arena, sides + 1, sizeof *sheets);

	for (size_t side = 0; side < sides; side++) {
		Sheet *sheet = &sheets[side];
		SheetPart *parts =
		    arena_alloc_array(arena, room + 1, sizeof *parts);
		sheet->width = division.turned ? page->height : page->width;
		sheet->height = division.turned ? page->width : page->height;
		for (size_t i = 0; i < per_side; i++) {
			size_t from = side * per_side + i;
			if (from >= pages->count)
				break;
			Slot slot = nup_slot(sheet, page, &division, i);
			put_page(sheet, parts, &pages->items[from], &slot);
		}
	}
	return (SheetList){sheets, sides};
}
