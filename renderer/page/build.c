#include "page/page.h"

#include <string.h>

#include "page/place.h"

/* A title alone is no briefing. */
static void
check_body(const Builder *b, const Flow *flow)
{
	/* What could not be read has been reported, and may have been all. */
	bool empty = b->brief->count > 0 && !diag_has_errors(b->diag);

	for (size_t i = 0; i < flow->count; i++)
		empty &= flow->items[i].heading > 0;
	if (empty)
		diag_report(b->diag, DIAG_ERROR, "empty-body",
			    b->brief->blocks[b->brief->count - 1].at,
			    "请在标题下面写正文。", "只有标题，没有正文");
}

/* The head and the foot must leave room for text. */
static void
check_rows(const Builder *b, const Foot *foot)
{
	const Layout *l = b->layout;

	if (l->head_rows + 2 > l->rows)
		diag_report(b->diag, DIAG_ERROR, "bad-geometry",
			    (Position){l->source, 0, 0},
			    "请减少 head 的 rows。",
			    "版头占了整页，没有地方排正文");
	if (foot->rows + 2 > l->rows)
		diag_report(b->diag, DIAG_ERROR, "bad-geometry",
			    (Position){l->source, 0, 0},
			    "请减小 foot 的 line 或项目。",
			    "报尾占了整页，没有地方排正文");
}

/* A title that leaves no room for text on its page is none: the first page
 * must show some (GB/T 9704-2012 §7.3.3). */
static void
check_title(const Builder *b, const Flow *flow)
{
	const Layout *l = b->layout;

	if (flow->count && l->title_required && flow->items[0].heading != 1)
		diag_report(b->diag, DIAG_ERROR, "missing-title",
			    text_position(flow->items[0].paragraph->text, 0),
			    "请在正文最前面加一行“# 标题”。", "缺少标题");
	for (size_t i = 0; i < flow->count; i++) {
		const FlowParagraph *p = &flow->items[i];
		const Style *style = p->paragraph->style;
		int room = l->rows - (i == 0 ? l->head_rows : 0) - 2;
		int lines = (int)p->choices[CHOICE_BEST].count;
		int blank = (i == 0 ? p->blank : 0) + style->rows_after;
		if (p->heading && lines + blank > room)
			diag_report(b->diag, DIAG_ERROR, "title-too-long",
				    text_position(p->paragraph->text, 0),
				    "请缩短标题。",
				    "标题有 %d 行，这一页放不下标题和正文",
				    lines);
	}
}

/* A heading's text in one line, for the outline and the properties. */
static const char *
plain_title(Arena *arena, const Text *text)
{
	char *title = arena_copy(arena, text->bytes, text->size);

	for (char *p = title; *p; p++)
		if (*p == '\n')
			*p = ' ';
	return title;
}

/* Where the next line goes. */
typedef struct Cursor {
	size_t page; /* index */
	int row;
	ItemArray *items;
	DisplayHeading *headings;
	size_t *heading_count;
} Cursor;

static void
place_part(const Builder *b, const Flow *flow, const FlowPart *part,
	   Cursor *cursor)
{
	const Layout *l = b->layout;
	const FlowParagraph *p = &flow->items[part->paragraph];
	const Style *style = p->paragraph->style;

	for (size_t i = part->first; i < part->end; i++) {
		Length middle = row_middle(l, cursor->row++);
		if (p->heading && i == 0)
			cursor->headings[(*cursor->heading_count)++] =
			    (DisplayHeading){
				p->heading,
				plain_title(b->arena, p->paragraph->text),
				cursor->page, middle - l->pitch / 2};
		place_line(b, cursor->items, p->paragraph,
			   &p->choices[part->choice].items[i], l->area_left,
			   l->area_left + l->area_width,
			   baseline_from_middle(middle, style->size),
			   style->align, style->name, p->tags);
	}
}

/* The lines of one page, and the headings on it. */
static void
place_flow(const Builder *b, const Flow *flow, const FlowPage *page,
	   Cursor cursor)
{
	for (size_t i = 0; i < page->count; i++) {
		const FlowPart *part = &page->parts[i];
		bool top = i == 0 && cursor.page > 0;
		if (part->first == 0 && !top)
			cursor.row += flow->items[part->paragraph].blank;
		place_part(b, flow, part, &cursor);
	}
}

static DisplayPage
finish_page(const Builder *b, const ItemArray *items, const FrameArray *frames,
	    size_t page)
{
	const Layout *l = b->layout;

	return (DisplayPage){
	    .width = l->page_width,
	    .height = l->page_height,
	    .structure = b->structure->made,
	    .items = items->items,
	    .count = items->count,
	    .label = arena_printf(b->arena, "%zu", page + 1),
	    .grid = {l->area_left, l->area_top, l->area_width, l->area_height,
		     l->columns, l->rows, l->cell, l->pitch},
	    .frames = frames->items,
	    .frame_count = frames->count,
	};
}

static const char *
expand_property(const Builder *b, const char *pattern)
{
	Text text;

	if (!pattern || !template_expand(b->arena, b->fields, pattern,
					 (Position){0}, NULL, &text))
		return NULL;
	return text.bytes;
}

static void
set_properties(const Builder *b, Display *display)
{
	const Layout *l = b->layout;
	const FieldValue *date = fields_given(b->fields, l->date_field);

	display->title = NULL;
	for (size_t i = display->heading_count; i > 0; i--)
		if (display->headings[i - 1].level == 1)
			display->title = display->headings[i - 1].title;
	display->author = expand_property(b, l->author);
	display->subject = expand_property(b, l->subject);
	display->language = l->language;
	display->date = date ? date->date : NULL;
}

/* Paragraphs are set in a line more or less only where pages would otherwise be
 * left short. */
static FlowPages
divide(const Builder *b, Flow *flow, int foot)
{
	const Layout *l = b->layout;
	FlowPages pages =
	    pages_divide(b->arena, flow, l->rows, l->head_rows, foot);

	if (pages.full)
		return pages;
	flow_add_choices(b, flow);
	return pages_divide(b->arena, flow, l->rows, l->head_rows, foot);
}

static Display *
build_pages(const Builder *b)
{
	const Layout *l = b->layout;
	Flow flow = flow_build(b);
	Foot foot = foot_build(b);
	Display *display = arena_alloc(b->arena, sizeof *display);

	check_body(b, &flow);
	check_title(b, &flow);
	check_rows(b, &foot);
	FlowPages divided = divide(b, &flow, foot.rows);
	if (divided.broken && !diag_has_errors(b->diag))
		diag_report(b->diag, DIAG_WARNING, "page-end",
			    (Position){b->brief->source, 0, 0},
			    "请在一连串标题之间加上正文。",
			    "有一页只好在不该断的地方结束：标题或单独一行"
			    "留在了页末或页首");
	DisplayPage *pages =
	    arena_alloc_array(b->arena, divided.count + 1, sizeof *pages);
	DisplayHeading *headings =
	    arena_alloc_array(b->arena, flow.count + 1, sizeof *headings);
	for (size_t i = 0; i < divided.count; i++) {
		ItemArray items = {0};
		FrameArray frames = {0};
		Cursor cursor = {i, i == 0 ? l->head_rows : 0, &items, headings,
				 &display->heading_count};
		if (i == 0)
			place_frame_list(b, &items, &frames, &l->head, NULL);
		place_flow(b, &flow, &divided.items[i], cursor);
		if (i + 1 == divided.count)
			place_foot(b, &items, &frames, &foot);
		place_running(b, &items, &frames, (int)i + 1);
		pages[i] = finish_page(b, &items, &frames, i);
	}
	display->pages = pages;
	display->count = divided.count;
	display->headings = headings;
	set_properties(b, display);
	return display;
}

/* What the editor wants to keep whole in titles. */
static TermList
title_terms(const Layout *layout, const Fields *fields)
{
	const FieldValue *value = fields_given(fields, layout->terms_field);

	if (!value)
		return (TermList){NULL, 0};
	return (TermList){value->texts, value->count};
}

const Display *
page_build(Arena *arena, const Brief *brief, const Layout *layout,
	   const Fields *fields, FontSet *fonts, bool numbered,
	   Diagnostics *diag)
{
	TitleWords titles = {layout->words, title_terms(layout, fields)};
	Builder b = {
	    .arena = arena,
	    .brief = brief,
	    .layout = layout,
	    .fields = fields,
	    .fonts = fonts,
	    .shaper = shaper_open(fonts, &layout->text, &titles, diag),
	    .structure = structure_open(arena),
	    .numbered = numbered,
	    .diag = diag,
	};

	if (!b.shaper)
		return NULL;
	const Display *display = build_pages(&b);
	shaper_close(b.shaper);
	return display;
}
