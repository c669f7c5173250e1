#include "proof/guides.h"

#include "proof/margin.h"

static const Color area_color = {"guide-area", {0, 80, 10, 0}, {214, 51, 132}};
static const Color cell_color = {"guide-cell", {40, 5, 0, 0}, {150, 208, 242}};
static const Color base_color = {
    "guide-baseline", {0, 40, 80, 0}, {240, 160, 72}};
static const Color frame_color = {
    "guide-frame", {70, 0, 70, 10}, {30, 140, 80}};

/* Twentieths of a point: thick enough to be seen at 100 dpi. */
enum {
	THIN = 6 * LENGTH_PER_POINT / 20,
	MIDDLE = 10 * LENGTH_PER_POINT / 20,
	AROUND_RULE = 30 * LENGTH_PER_POINT / 20,
};

typedef struct GuidePage {
	Arena *arena;
	const DisplayPage *page;
	const Face *face;
	ProofItems items;
} GuidePage;

static void
add_rule(GuidePage *g, Length x, Length y, Length w, Length h,
	 const Color *color)
{
	proof_add_rule(g->arena, &g->items, x, y, w, h, color);
}

static void
add_box(GuidePage *g, Length x, Length y, Length w, Length h,
	const Color *color)
{
	*array_push(g->arena, &g->items) = (DisplayItem){
	    .kind = DISPLAY_MARK,
	    .mark = {.kind = MARK_FRAME,
		     .x = x,
		     .y = y,
		     .w = w,
		     .h = h,
		     .thickness = MIDDLE,
		     .color = color},
	};
}

/* The character cells of each row. The lines stand on the cells' edges, not
 * beside them; neighbours share one. */
static void
add_cells(GuidePage *g)
{
	const DisplayGrid *grid = &g->page->grid;

	for (int row = 0; row < grid->rows; row++) {
		Length y = grid->y + row * grid->pitch - THIN / 2;
		add_rule(g, grid->x, y, grid->w, THIN, &cell_color);
		add_rule(g, grid->x, y + grid->cell, grid->w, THIN,
			 &cell_color);
		for (int column = 0; column <= grid->columns; column++)
			add_rule(g, grid->x + column * grid->cell - THIN / 2, y,
				 THIN, grid->cell, &cell_color);
	}
}

static void
add_baselines(GuidePage *g)
{
	for (size_t i = 0; i < g->page->count; i++) {
		const DisplayItem *item = &g->page->items[i];
		if (item->kind == DISPLAY_LINE &&
		    item->line.right > item->line.left)
			add_rule(g, item->line.left, item->line.y,
				 item->line.right - item->line.left, THIN,
				 &base_color);
	}
}

/* A rule's frame is drawn around it: on it, it would hide it. */
static void
add_frames(GuidePage *g)
{
	for (size_t i = 0; i < g->page->frame_count; i++) {
		const DisplayFrame *f = &g->page->frames[i];
		Length out = f->h < 4 * MIDDLE ? AROUND_RULE : 0;
		add_box(g, f->x, f->y - out, f->w, f->h + 2 * out,
			&frame_color);
	}
}

static DisplayPage
guide_page(Arena *arena, const DisplayPage *page, const Face *face)
{
	GuidePage g = {.arena = arena, .page = page, .face = face};
	DisplayPage guided = *page;
	const DisplayGrid *grid = &page->grid;

	if (grid->rows == 0)
		return guided;
	add_cells(&g);
	add_baselines(&g);
	add_box(&g, grid->x, grid->y, grid->w, grid->h, &area_color);
	add_frames(&g);
	for (size_t i = 0; i < page->count; i++)
		*array_push(arena, &g.items) = page->items[i];
	MarginNotes notes = {arena, page, face, &frame_color, &area_color};
	margin_add_sizes(&notes, &g.items);
	margin_add_frames(&notes, &g.items);
	guided.items = g.items.items;
	guided.count = g.items.count;
	return guided;
}

const Display *
guides_add(Arena *arena, const Display *display, const Face *face)
{
	Display *guided = arena_alloc(arena, sizeof *guided);
	DisplayPage *pages =
	    arena_alloc_array(arena, display->count + 1, sizeof *pages);

	*guided = *display;
	for (size_t i = 0; i < display->count; i++)
		pages[i] = guide_page(arena, &display->pages[i], face);
	guided->pages = pages;
	return guided;
}
