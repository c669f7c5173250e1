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

static const SheetPart *
make_watermark(const Builder *b, const TemplateExtras *extras)
{
	const Layout *l = b->layout;
	const Watermark *mark = &l->copy.watermark;
	Text *text = arena_alloc(b->arena, sizeof *text);
	ItemArray items = {0};

	if (!mark->style ||
	    !template_expand(b->arena, b->fields, mark->text, mark->text_at,
			     extras, text) ||
	    text->size == 0)
		return NULL;
	const Paragraph *p = text_shape(b->shaper, b->arena, text, mark->style);
	Length width = paragraph_width(p), height = mark->style->size;
	LineList lines = paragraph_break(b->arena, p, width, b->diag);
	place_line(b, &items, p, &lines.items[0], 0, width,
		   baseline_from_top(0, height), ALIGN_LEFT, "watermark", true);
	double longest = hypot((double)l->area_width, (double)l->area_height) *
			 mark->share / 1000;
	SheetPart *part = arena_alloc(b->arena, sizeof *part);
	*part = (SheetPart){.page = make_page(b, width, height, &items),
			    .scale = fmin(1, longest / (double)width),
			    .turn = -mark->rise};
	center(l, part);
	return part;
}

/* Whether any of the frames may say who the reader is. */
static bool
name_reader(const FrameList *frames)
{
	for (size_t i = 0; i < frames->count; i++)
		if (frames->items[i].text &&
		    strstr(frames->items[i].text, "{读者"))
			return true;
	return false;
}

CopyPages
copy_build(CopyBuilder *builder, const TemplateExtras *texts, bool watermark,
	   bool slip)
{
	const Builder *b = &builder->common;
	const CopyDesign *design = &b->layout->copy;
	CopyPages pages = {
	    .over = make_frames(b, &design->frames, texts),
	    .named = name_reader(&design->frames),
	};

	if (watermark)
		pages.watermark = make_watermark(b, texts);
	if (slip)
		pages.slip = make_frames(b, &design->slip, texts);
	return pages;
}
