/* Frames: what stands at a fixed place, not in the flow. */
#include "base/utf8.h"
#include "page/place.h"

/* The text of a frame, set in lines. */
typedef struct FrameText {
	const Paragraph *paragraph;
	LineList lines;
} FrameText;

static Length
frame_width(const Builder *b, const Frame *frame)
{
	return b->layout->area_width - frame->left - frame->right;
}

static Length
least_width(const Paragraph *p)
{
	Length width = paragraph_width(p);

	/* Spread characters want a visible gap between them. */
	return p->style->align == ALIGN_SPREAD ? width * 11 / 10 : width;
}

/* Whether the frame's text fits in its lines. */
static bool
set_lines(const Builder *b, const Frame *frame, FrameText *set)
{
	Length width = frame_width(b, frame);

	/* What is wrong with a try is no news. */
	Diagnostics *unheard = diag_new();

	set->lines = paragraph_break(b->arena, set->paragraph, width, unheard);
	diag_free(unheard);
	return set->lines.count <= (size_t)frame->lines &&
	       (frame->lines > 1 || least_width(set->paragraph) <= width);
}

/* Where the brief says what a frame prints; else the layout's own place. */
static Position
frame_position(const Builder *b, const Text *text)
{
	for (uint32_t i = 0; i < text->span_count; i++)
		if (text->spans[i].at.source != b->layout->source)
			return text->spans[i].at;
	return text_position(text, 0);
}

/* Few characters over the whole width want larger type: a share of the measure
 * is to be characters, within the style's limits. */
static Length
spread_size(const Builder *b, const Frame *frame, const Text *text)
{
	const Style *style = frame->style;
	size_t count = utf8_count(text->bytes, text->size);

	if (style->align != ALIGN_SPREAD || count == 0)
		return style->size;
	Length size = length_scale(frame_width(b, frame), style->share, 1000) /
		      (Length)count;
	Length most = style->widest > style->size ? style->widest : style->size;
	return size < style->size ? style->size : size > most ? most : size;
}

/* Sets a frame's text, in smaller type down to the style's narrowest where it
 * does not fit. Returns false where there is nothing to print. */
static bool
frame_set(const Builder *b, const Frame *frame, const TemplateExtras *extras,
	  FrameText *set)
{
	Text *text = arena_alloc(b->arena, sizeof *text);
	Style *style = arena_alloc(b->arena, sizeof *style);

	if (!template_expand(b->arena, b->fields, frame->text, frame->text_at,
			     extras, text) ||
	    text->size == 0)
		return false;
	*style = *frame->style;
	style->size = spread_size(b, frame, text);
	for (;;) {
		set->paragraph = text_shape(b->shaper, b->arena, text, style);
		if (set_lines(b, frame, set)) {
			set->lines =
			    paragraph_break(b->arena, set->paragraph,
					    frame_width(b, frame), b->diag);
			return true;
		}
		Length smaller = style->size - LENGTH_PER_POINT / 4;
		if (style->narrowest == 0 || smaller < style->narrowest)
			break;
		style->size = smaller;
	}
	diag_report(b->diag, DIAG_ERROR, "frame-overflow",
		    frame_position(b, text),
		    "请缩短这里的文字，或在版式里给它更大的地方。",
		    "“%s”放不下：至多 %d 行，每行 %.1f mm", frame->name,
		    frame->lines, length_to_mm(frame_width(b, frame)));
	return true;
}

static Align
frame_align(const Frame *frame)
{
	return frame->align != ALIGN_JUSTIFY ? frame->align
					     : frame->style->align;
}

/* The text of a frame is a paragraph of the group that its frames are. */
static Tags *
frame_tags(const Builder *b, size_t group)
{
	return tags_new(b->structure,
			structure_add(b->structure, ELEMENT_PARAGRAPH, group));
}

/* Places a line of a frame; `y` is its baseline. */
static void
frame_place_line(const Builder *b, ItemArray *items, const Frame *frame,
		 const FrameText *set, size_t line, Length y, Tags *tags)
{
	const Layout *l = b->layout;
	Length left = l->area_left + frame->left;

	place_line(b, items, set->paragraph, &set->lines.items[line], left,
		   left + frame_width(b, frame), y, frame_align(frame),
		   frame->name, tags);
}

/* Notes where a frame stands, for whoever designs the layout. */
static void
note_frame(const Builder *b, FrameArray *frames, const Frame *frame, Length top,
	   Length height)
{
	*array_push(b->arena, frames) =
	    (DisplayFrame){frame->name, b->layout->area_left + frame->left, top,
			   frame_width(b, frame), height};
}

static void
place_rule(const Builder *b, ItemArray *items, const Frame *frame, Length top)
{
	const Layout *l = b->layout;

	*array_push(b->arena, items) =
	    (DisplayItem){.kind = DISPLAY_RULE,
			  .rule = {
			      .x = l->area_left + frame->left,
			      .y = top,
			      .w = frame_width(b, frame),
			      .h = frame->thickness,
			      .color = frame->color,
			  }};
}

/* Type that was made smaller keeps the baseline that it would have had, so that
 * it stands on one line with its neighbours. */
static Length
frame_baseline(const Builder *b, const Frame *frame, const FrameText *set,
	       Length top, size_t line)
{
	Length set_size = set->paragraph->style->size;
	Length size = frame->style->size;

	return baseline_from_top(top + (Length)line * b->layout->pitch,
				 set_size > size ? set_size : size);
}

static bool
stands_here(const Builder *b, const Frame *frame)
{
	switch (frame->when) {
	case WHEN_ALWAYS:
		break;
	case WHEN_PLAIN:
		return !b->numbered;
	case WHEN_NUMBERED:
		return b->numbered;
	}
	return true;
}

/* `group`: the element around it; 0: it is an artifact. */
static void
place_frame(const Builder *b, ItemArray *items, FrameArray *frames,
	    const Frame *frame, const TemplateExtras *extras, size_t group)
{
	Length top = b->layout->area_top + frame->top;
	FrameText set;

	if (!stands_here(b, frame))
		return;
	if (!frame->text) {
		place_rule(b, items, frame, top);
		note_frame(b, frames, frame, top, frame->thickness);
		return;
	}
	if (!frame_set(b, frame, extras, &set))
		return;
	note_frame(b, frames, frame, top,
		   (Length)(set.lines.count - 1) * b->layout->pitch +
		       set.paragraph->style->size);
	Tags *tags = group ? frame_tags(b, group) : NULL;
	for (size_t i = 0; i < set.lines.count; i++)
		frame_place_line(b, items, frame, &set, i,
				 frame_baseline(b, frame, &set, top, i), tags);
}

void
place_frame_list(const Builder *b, ItemArray *items, FrameArray *placed,
		 const FrameList *frames, const TemplateExtras *extras)
{
	size_t group = structure_add(b->structure, ELEMENT_GROUP, 0);

	for (size_t i = 0; i < frames->count; i++)
		place_frame(b, items, placed, &frames->items[i], extras, group);
}

void
place_running(const Builder *b, ItemArray *items, FrameArray *frames,
	      int number)
{
	const TemplateExtras extras = {
	    .page.text = arena_printf(b->arena, "%d", number)};

	for (size_t i = 0; i < b->layout->running.count; i++) {
		const Frame *frame = &b->layout->running.items[i];
		bool here = true;
		switch (frame->pages) {
		case PAGES_ALL:
			break;
		case PAGES_ODD:
			here = number % 2 == 1;
			break;
		case PAGES_EVEN:
			here = number % 2 == 0;
			break;
		}
		if (here)
			place_frame(b, items, frames, frame, &extras, 0);
	}
}

/* The foot while it is being built. */
typedef struct FootBuild {
	const Builder *builder;
	size_t group;
	ItemArray items;
	FrameArray frames;
	Length y;	 /* the end of what stands so far */
	Length line_end; /* where the last line's text ends, from the left */
	bool has_text;
	bool after_rule; /* the last item is a rule */
} FootBuild;

/* Two rules with nothing between them are one, the thicker. The last rule
 * ends, and the others begin, where the lines of text do. */
static void
foot_rule(FootBuild *f, const Frame *frame)
{
	if (f->after_rule && f->items.count) {
		DisplayRule *rule = &f->items.items[f->items.count - 1].rule;
		if (frame->thickness > rule->h)
			rule->h = frame->thickness;
		return;
	}
	place_rule(f->builder, &f->items, frame, f->y);
	note_frame(f->builder, &f->frames, frame, f->y, frame->thickness);
	f->after_rule = true;
}

static void
foot_text(FootBuild *f, const Frame *frame)
{
	const Builder *b = f->builder;
	Length line = b->layout->foot_line;
	FrameText set;

	if (!frame_set(b, frame, NULL, &set))
		return;
	Length width = paragraph_width(set.paragraph);
	bool fits =
	    set.lines.count == 1 &&
	    f->line_end + b->layout->cell + width <= frame_width(b, frame);
	bool beside = frame->beside && f->has_text && !f->after_rule && fits;
	Length first = beside ? f->y - line : f->y;
	note_frame(b, &f->frames, frame, first, (Length)set.lines.count * line);
	Tags *tags = frame_tags(b, f->group);
	for (size_t i = 0; i < set.lines.count; i++) {
		if (i > 0 || !beside)
			f->y += line;
		frame_place_line(
		    b, &f->items, frame, &set, i,
		    baseline_from_middle(f->y - line / 2,
					 set.paragraph->style->size),
		    tags);
	}
	f->line_end = set.lines.count > 1 ? frame_width(b, frame) : width;
	f->has_text = true;
	f->after_rule = false;
}

Foot
foot_build(const Builder *b)
{
	const Layout *l = b->layout;
	FootBuild f = {
	    .builder = b,
	    .group = structure_add(b->structure, ELEMENT_GROUP, 0),
	};

	for (size_t i = 0; i < l->foot.count; i++) {
		const Frame *frame = &l->foot.items[i];
		if (!stands_here(b, frame))
			continue;
		if (frame->text)
			foot_text(&f, frame);
		else
			foot_rule(&f, frame);
	}
	if (!f.has_text)
		return (Foot){0};
	Foot foot = {f.items.items,  f.items.count, f.y, 0,
		     f.frames.items, f.frames.count};
	/* Rows are taken from the last upward until what remains ends `gap`
	 * above the foot. */
	while (foot.rows < l->rows &&
	       (l->rows - foot.rows - 1) * l->pitch + l->cell + l->foot_gap >
		   l->area_height - foot.height)
		foot.rows++;
	return foot;
}

void
place_foot(const Builder *b, ItemArray *items, FrameArray *frames,
	   const Foot *foot)
{
	const Layout *l = b->layout;
	Length top = l->area_top + l->area_height - foot->height;

	for (size_t i = 0; i < foot->count; i++) {
		DisplayItem item = foot->items[i];
		switch (item.kind) {
		case DISPLAY_LINE:
			item.line.y += top;
			break;
		case DISPLAY_RULE:
			/* The last one's lower edge is the type area's. */
			if (i + 1 == foot->count)
				item.rule.y -= item.rule.h;
			item.rule.y += top;
			break;
		case DISPLAY_MARK:
			item.mark.y += top;
			break;
		}
		*array_push(b->arena, items) = item;
	}
	for (size_t i = 0; i < foot->frame_count; i++) {
		DisplayFrame *frame = array_push(b->arena, frames);
		*frame = foot->frames[i];
		frame->y += top;
		if (i + 1 == foot->frame_count &&
		    frame->y >= l->area_top + l->area_height)
			frame->y -= frame->h;
	}
}
