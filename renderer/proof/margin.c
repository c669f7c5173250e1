#include "proof/margin.h"

#include <stdlib.h>

#include "base/utf8.h"

#define MM(mm) ((Length)((mm)*72 / 25.4 * LENGTH_PER_POINT))
#define PT(pt) ((Length)((pt)*LENGTH_PER_POINT))

static const Color paper = {"guide-paper", {0, 0, 0, 0}, {255, 255, 255}};

static const Length label_size = PT(7), label_row = PT(8.6), hair = PT(0.35);

/* Labels are made smaller down to this where the margin is narrow. */
static const Length least_size = PT(5);

/* A length in mm with at most two decimals. Integers: the same everywhere. */
static const char *
in_mm(Arena *arena, Length length)
{
	int64_t hundredths =
	    length_scale(length, 2540, (int64_t)72 * LENGTH_PER_POINT);
	const char *sign = hundredths < 0 ? "-" : "";

	hundredths = hundredths < 0 ? -hundredths : hundredths;
	int whole = (int)(hundredths / 100), rest = (int)(hundredths % 100);
	if (rest % 10)
		return arena_printf(arena, "%s%d.%02d", sign, whole, rest);
	if (rest)
		return arena_printf(arena, "%s%d.%d", sign, whole, rest / 10);
	return arena_printf(arena, "%s%d", sign, whole);
}

static void
add_text(const MarginNotes *n, ProofItems *items, const Color *color,
	 Length size, const char *text, Length x, Length y)
{
	LabelStyle style = {&n->face, 1, size, color};

	proof_add_rule(n->arena, items, x - PT(1), y - size * 7 / 8,
		       label_width(&style, text) + PT(2), size * 9 / 8, &paper);
	proof_add_label(n->arena, items, &style, text, x, y);
}

/* A line with a tick at either end: across, or down where `w` is 0. */
static void
add_dimension(const MarginNotes *n, ProofItems *items, Length x, Length y,
	      Length w, Length h)
{
	const Color *color = n->size_color;
	Length tick = PT(6);

	if (w > 0) {
		proof_add_rule(n->arena, items, x, y, w, hair, color);
		for (int end = 0; end < 2; end++)
			proof_add_rule(n->arena, items, x + end * (w - hair),
				       y - tick / 2, hair, tick, color);
		return;
	}
	proof_add_rule(n->arena, items, x, y, hair, h, color);
	for (int end = 0; end < 2; end++)
		proof_add_rule(n->arena, items, x - tick / 2,
			       y + end * (h - hair), tick, hair, color);
}

/* A margin at the side: its line is above the type area, where no frame's
 * label is. */
static void
add_side_margin(const MarginNotes *n, ProofItems *items, const char *name,
		Length x, Length w)
{
	LabelStyle style = {&n->face, 1, label_size, n->size_color};
	const char *text =
	    arena_printf(n->arena, "%s %s mm", name, in_mm(n->arena, w));
	Length y = n->page->grid.y - MM(9);

	if (w < MM(1))
		return;
	add_dimension(n, items, x, y, w, 0);
	Length left = x + (w - label_width(&style, text)) / 2;
	add_text(n, items, n->size_color, label_size, text, left, y - PT(4));
}

static void
add_end_margin(const MarginNotes *n, ProofItems *items, const char *name,
	       Length y, Length h, Length middle)
{
	const DisplayGrid *grid = &n->page->grid;
	Length x = grid->x + grid->w / 8;

	if (h < MM(1))
		return;
	add_dimension(n, items, x, y, 0, h);
	add_text(n, items, n->size_color, label_size,
		 arena_printf(n->arena, "%s %s mm", name, in_mm(n->arena, h)),
		 x + PT(4), y + middle + label_size / 3);
}

void
margin_add_sizes(const MarginNotes *n, ProofItems *items)
{
	const DisplayGrid *g = &n->page->grid;
	Length right = n->page->width - g->x - g->w;
	Length below = n->page->height - g->y - g->h;
	LabelStyle style = {&n->face, 1, label_size, n->size_color};
	Arena *arena = n->arena;
	const char *area = arena_printf(
	    arena, "版心 %s × %s mm　%d × %d 字　字 %s mm　行距 %s mm",
	    in_mm(arena, g->w), in_mm(arena, g->h), g->columns, g->rows,
	    in_mm(arena, g->cell), in_mm(arena, g->pitch));

	/* Not 订口 and 切口: on the back of a leaf these change sides. */
	add_side_margin(n, items, "左白边", 0, g->x);
	add_side_margin(n, items, "右白边", g->x + g->w, right);
	add_end_margin(n, items, "天头", 0, g->y, g->y / 3);
	/* Page numbers stand near the type area. */
	add_end_margin(n, items, "地脚", g->y + g->h, below, below * 3 / 4);
	add_text(n, items, n->size_color, label_size, area,
		 g->x + g->w - label_width(&style, area), g->y - PT(5));
}

/* The label of one frame, in the left or right margin. */
typedef struct FrameLabel {
	const DisplayFrame *frame;
	const char *place; /* its second row */
	Length anchor;	   /* where its line meets the frame */
	Length middle;	   /* of its two rows */
} FrameLabel;

/* One margin: labels from the top downward. */
typedef struct LabelColumn {
	bool right;
	ARRAY(FrameLabel) labels;
} LabelColumn;

static const Length label_height = PT(19);

static int
compare_frames(const void *left, const void *right)
{
	const FrameLabel *a = left, *b = right;

	if (a->anchor != b->anchor)
		return a->anchor < b->anchor ? -1 : 1;
	return (a->frame > b->frame) - (a->frame < b->frame);
}

/* The first place for another label, if none may overlap. */
static Length
next_middle(const LabelColumn *column)
{
	size_t count = column->labels.count;

	return count ? column->labels.items[count - 1].middle + label_height
		     : label_height;
}

/* Labels that were pushed over the page's lower edge move up again. */
static void
keep_on_page(LabelColumn *column, Length height)
{
	Length limit = height - label_height / 2;

	for (size_t i = column->labels.count; i-- > 0;) {
		FrameLabel *label = &column->labels.items[i];
		if (label->middle > limit)
			label->middle = limit;
		limit = label->middle - label_height;
	}
}

/* How far a label with this anchor would be pushed down in a column. */
static Length
pushed(const LabelColumn *column, Length anchor)
{
	Length first = next_middle(column);

	return first > anchor ? first - anchor : 0;
}

/* Labels of texts prefer the left margin, where frames begin, those of rules
 * the right one; each goes to the other where it stands clearly nearer to its
 * frame. */
static void
distribute(const MarginNotes *n, FrameLabel *labels, size_t count,
	   LabelColumn columns[2])
{
	for (size_t i = 0; i < count; i++) {
		FrameLabel *label = &labels[i];
		size_t side = label->frame->h < MM(2);
		Length here = pushed(&columns[side], label->anchor);
		Length there = pushed(&columns[!side], label->anchor);
		if (here > there + MM(4)) {
			side = !side;
			here = there;
		}
		label->middle = label->anchor + here;
		*array_push(n->arena, &columns[side].labels) = *label;
	}
	for (int i = 0; i < 2; i++)
		keep_on_page(&columns[i], n->page->height);
}

/* A name that is too long even in the smallest size loses its end. */
static const char *
fit_text(const MarginNotes *n, const char *text, Length room, Length *size)
{
	LabelStyle style = {&n->face, 1, label_size, NULL};

	while (style.size > least_size && label_width(&style, text) > room)
		style.size -= PT(0.25);
	*size = style.size;
	char *cut = arena_copy_string(n->arena, text);
	size_t length = 0;
	for (const char *p = text; *p; p++)
		length++;
	while (length > 0 && label_width(&style, text) > room) {
		do
			length--;
		while (length > 0 &&
		       ((unsigned char)cut[length] & 0xC0) == 0x80);
		cut[length] = '\0';
		text = arena_printf(n->arena, "%s…", cut);
	}
	return text;
}

/* Where the margin's labels end and their lines begin to turn. */
static const Length turn_room = MM(4);

static void
add_leader(const MarginNotes *n, ProofItems *items, const FrameLabel *label,
	   Length from, Length turn, Length to)
{
	const Color *color = n->frame_color;
	Length high =
	    label->middle < label->anchor ? label->middle : label->anchor;
	Length low = label->middle + label->anchor - high;
	Length first = from < turn ? from : turn;
	Length last = to < turn ? to : turn;

	proof_add_rule(n->arena, items, first, label->middle,
		       llabs(turn - from), hair, color);
	proof_add_rule(n->arena, items, turn, high, hair, low - high + hair,
		       color);
	proof_add_rule(n->arena, items, last, label->anchor, llabs(to - turn),
		       hair, color);
}

/* A margin that is too narrow is made wider at the cost of the type area. */
static Length
column_room(Length margin)
{
	Length room = margin - turn_room - MM(1);

	return room > MM(14) ? room : MM(14);
}

static void
add_frame_label(const MarginNotes *n, ProofItems *items,
		const FrameLabel *label, bool right, size_t number)
{
	const DisplayGrid *g = &n->page->grid;
	Length margin = right ? n->page->width - g->x - g->w : g->x;
	Length room = column_room(margin);
	Length turn = MM(0.8) + (Length)(number % 4) * MM(0.7);
	Length edge = room + MM(1); /* of the labels, from the page's side */
	const char *rows[] = {label->frame->name, label->place};
	Length y = label->middle - PT(1.6);

	for (int i = 0; i < 2; i++, y += label_row) {
		Length size;
		const char *text = fit_text(n, rows[i], room, &size);
		LabelStyle style = {&n->face, 1, size, n->frame_color};
		Length width = label_width(&style, text);
		add_text(n, items, n->frame_color, size, text,
			 right ? n->page->width - edge : edge - width, y);
	}
	if (right)
		add_leader(n, items, label, n->page->width - edge - PT(2),
			   n->page->width - edge - turn,
			   label->frame->x + label->frame->w);
	else
		add_leader(n, items, label, edge + PT(2), edge + turn,
			   label->frame->x);
}

void
margin_add_frames(const MarginNotes *n, ProofItems *items)
{
	const DisplayPage *page = n->page;
	FrameLabel *labels =
	    arena_alloc_array(n->arena, page->frame_count + 1, sizeof *labels);
	LabelColumn columns[2] = {{.right = false}, {.right = true}};

	for (size_t i = 0; i < page->frame_count; i++) {
		const DisplayFrame *f = &page->frames[i];
		Length half = f->h < page->grid.cell ? f->h : page->grid.cell;
		labels[i] = (FrameLabel){
		    .frame = f,
		    .place = arena_printf(n->arena, "上 %s  左 %s mm",
					  in_mm(n->arena, f->y - page->grid.y),
					  in_mm(n->arena, f->x - page->grid.x)),
		    .anchor = f->y + half / 2,
		};
	}
	if (page->frame_count)
		qsort(labels, page->frame_count, sizeof *labels,
		      compare_frames);
	distribute(n, labels, page->frame_count, columns);
	for (int side = 0; side < 2; side++)
		for (size_t i = 0; i < columns[side].labels.count; i++)
			add_frame_label(n, items,
					&columns[side].labels.items[i],
					columns[side].right, i);
}
