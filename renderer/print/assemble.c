#include "print/assemble.h"

static void
add_part(Sheet *sheet, SheetPart *parts, SheetPart part)
{
	parts[sheet->count++] = part;
	sheet->parts = parts;
}

/* A side with one page, what lies below it and what is read before it. */
static Sheet
compose(Arena *arena, const DisplayPage *page, const SheetPart *below,
	const DisplayPage *number)
{
	SheetPart *parts = arena_alloc_array(arena, 3, sizeof *parts);
	Sheet sheet = {
	    .width = page->width, .height = page->height, .label = page->label};

	if (below)
		add_part(&sheet, parts, *below);
	if (number)
		add_part(&sheet, parts,
			 (SheetPart){.page = number, .scale = 1});
	add_part(&sheet, parts, (SheetPart){.page = page, .scale = 1});
	return sheet;
}

static SheetList
plain_pages(Arena *arena, const Display *shared, const CopyPages *own)
{
	Sheet *sheets =
	    arena_alloc_array(arena, shared->count + 1, sizeof *sheets);

	for (size_t i = 0; i < shared->count; i++)
		sheets[i] = compose(arena, &shared->pages[i], own->watermark,
				    i == 0 ? own->number : NULL);
	return (SheetList){sheets, shared->count};
}

/* A slip is taken off before reading: it has a leaf of its own. */
static SheetList
put_slip_before(Arena *arena, const DisplayPage *slip, const SheetList *sheets,
		bool two_sided)
{
	Sheet *all = arena_alloc_array(arena, sheets->count + 2, sizeof *all);
	size_t count = 0;

	all[count++] = compose(arena, slip, NULL, NULL);
	if (two_sided)
		all[count++] =
		    (Sheet){.width = slip->width, .height = slip->height};
	for (size_t i = 0; i < sheets->count; i++)
		all[count++] = sheets->items[i];
	return (SheetList){all, count};
}

SheetList
assemble_copy(Arena *arena, const Display *shared, const CopyPages *own,
	      const Assembly *how)
{
	SheetList sheets = plain_pages(arena, shared, own);

	if (how->booklet)
		sheets = impose_booklet(arena, &sheets, how->creep);
	else if (how->per_side > 1)
		sheets = impose_nup(arena, &sheets, how->per_side);
	return own->slip
		   ? put_slip_before(arena, own->slip, &sheets, how->two_sided)
		   : sheets;
}

/* The sides that a copy takes when others follow it. */
static size_t
padded(const SheetList *copy, bool two_sided)
{
	return two_sided ? (copy->count + 1) / 2 * 2 : copy->count;
}

/* Side `i` of a copy; behind its last, a blank one. */
static Sheet
side_of(const SheetList *copy, size_t i)
{
	const Sheet *last = &copy->items[copy->count - 1];

	return i < copy->count
		   ? copy->items[i]
		   : (Sheet){.width = last->width, .height = last->height};
}

SheetList
assemble_run(Arena *arena, const SheetList *copies, size_t count,
	     bool two_sided, bool collated)
{
	size_t total = 0, longest = 0, step = two_sided ? 2 : 1, at = 0;

	for (size_t i = 0; i < count; i++) {
		size_t sides = padded(&copies[i], two_sided);
		total += sides;
		longest = sides > longest ? sides : longest;
	}
	Sheet *sheets = arena_alloc_array(arena, total + 1, sizeof *sheets);
	/* A collated run is one pass over whole copies. */
	size_t leaf = collated ? longest : step;
	for (size_t first = 0; first < longest; first += leaf)
		for (size_t i = 0; i < count; i++) {
			size_t sides = padded(&copies[i], two_sided);
			for (size_t side = first;
			     side < first + leaf && side < sides; side++)
				sheets[at++] = side_of(&copies[i], side);
		}
	return (SheetList){sheets, total};
}
