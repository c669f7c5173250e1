#include "page/copy.h"

#include <math.h>
#include <string.h>

#include "page/place.h"

struct CopyBuilder {
	Builder common;
};

CopyBuilder *
copy_builder_open(Arena *arena, const Layout *layout, const Fields *fields,
		  FontSet *fonts, Diagnostics *diag)
{
	const TitleWords no_titles = {NULL, {NULL, 0}};
	CopyBuilder *builder = arena_alloc(arena, sizeof *builder);

	builder->common = (Builder){
	    .arena = arena,
	    .layout = layout,
	    .fields = fields,
	    .fonts = fonts,
	    .shaper = shaper_open(fonts, &layout->text, &no_titles, diag),
	    .numbered = true,
	    .diag = diag,
	};
	return builder->common.shaper ? builder : NULL;
}

void
copy_builder_close(CopyBuilder *builder)
{
	if (builder)
		shaper_close(builder->common.shaper);
}

static const DisplayPage *
make_page(const Builder *b, Length width, Length height, const ItemArray *items)
{
	DisplayPage *page = arena_alloc(b->arena, sizeof *page);

	*page = (DisplayPage){.width = width,
			      .height = height,
			      .structure = b->structure->made,
			      .items = items->items,
			      .count = items->count};
	return page;
}

static const DisplayPage *
make_frames(const Builder *b, const FrameList *frames,
	    const TemplateExtras *extras)
{
	ItemArray items = {0};
	FrameArray placed = {0};

	place_frame_list(b, &items, &placed, frames, extras);
	return make_page(b, b->layout->page_width, b->layout->page_height,
			 &items);
}

/* Puts the middle of a page that is to be turned and scaled onto the middle of
 * the type area: its top left corner goes where the turn takes it from there. */
static void
center(const Layout *l, SheetPart *part)
{
	double angle = part->turn * acos(-1) / 180;
	double half_width = (double)part->page->width * part->scale / 2;
	double half_height = (double)part->page->height * part->scale / 2;

	part->x = l->area_left + l->area_width / 2 -
		  llround(half_width * cos(angle) - half_height * sin(angle));
	part->y = l->area_top + l->area_height / 2 -
		  llround(half_width * sin(angle) + half_height * cos(angle));
}

/* How large a text of this size may be so that, turned, it stays within its
 * share of the type area. */
static double
fitting_scale(const Layout *l, double width, double height)
{
	const Watermark *mark = &l->copy.watermark;
	double angle = mark->rise * acos(-1) / 180;
	double across = width * cos(angle) + height * sin(angle);
	double down = width * sin(angle) + height * cos(angle);
	double share = mark->share / 1000.0;

	return fmin(1, fmin((double)l->area_width * share / across,
			    (double)l->area_height * share / down));
}

/* A watermark that nobody can read is none. */
static void
check_size(const Builder *b, const Text *text, double scale)
{
	const Style *style = b->layout->copy.watermark.style;

	if ((double)style->size * scale < (double)style->narrowest)
		diag_report(b->diag, DIAG_ERROR, "watermark-too-long",
			    text_position(text, text->size - 1),
			    "请缩短读者的名字，或不用 --watermark。",
			    "水印太长，只能印成 %.1f pt",
			    length_to_pt(style->size) * scale);
}

static const SheetPart *
make_watermark(const Builder *b, const TemplateExtras *extras)
{
	const Layout *l = b->layout;
	const Watermark *mark = &l->copy.watermark;
	Text *text = arena_alloc(b->arena, sizeof *text);
	ItemArray items = {0};

	if (!template_expand(b->arena, b->fields, mark->text, mark->text_at,
			     extras, text) ||
	    text->size == 0)
		return NULL;
	const Paragraph *p = text_shape(b->shaper, b->arena, text, mark->style);
	Length width = paragraph_width(p), height = mark->style->size;
	LineList lines = paragraph_break(b->arena, p, width, b->diag);
	place_line(b, &items, p, &lines.items[0], 0, width,
		   baseline_from_top(0, height), ALIGN_LEFT, "watermark", NULL);
	SheetPart *part = arena_alloc(b->arena, sizeof *part);
	*part = (SheetPart){.page = make_page(b, width, height, &items),
			    .scale =
				fitting_scale(l, (double)width, (double)height),
			    .turn = -mark->rise};
	check_size(b, text, part->scale);
	center(l, part);
	return part;
}

CopyPages
copy_build(CopyBuilder *builder, const TemplateExtras *texts, bool watermark,
	   bool slip)
{
	Builder *b = &builder->common;
	const CopyDesign *design = &b->layout->copy;
	CopyPages pages = {0};

	b->structure = structure_open(b->arena);
	pages.number = make_frames(b, &design->frames, texts);
	if (watermark)
		pages.watermark = make_watermark(b, texts);
	if (slip)
		pages.slip = make_frames(b, &design->slip, texts);
	return pages;
}
