#include "page/mark.h"

#include "text/adjust.h"
#include "text/annotate.h"

/* Where marks stand, in 1/1000 em from the lower edge of the character frame
 * (CLREQ, "positions of interlinear punctuation marks"; GB/T 15834-2011
 * §5.1.8: 着重号 and 专名号 below the characters). The gap between lines is at
 * least half an em; all of this is in its upper half. */
enum {
	DOT_SIZE = 140,
	DOT_CENTER = 220, /* lower where something else is below the text */
	DOT_APART = 80,	  /* of what that is */
	LINE_TOP = 120,	  /* clear of Western descenders */
	LINE_THICKNESS = 50,
	LINE_INSET = 125, /* adjoining names have two lines */
	WAVE_TOP = 90,
	WAVE_HEIGHT = 170,
	WAVE_THICKNESS = 50,
	WAVE_HALF = 200,       /* the length of half a wave, about */
	FRAME_APART = 80,      /* of a line inside it */
	RUBY_BASELINE = 100,   /* above the upper edge: room for descenders */
	RUBY_OVER_FRAME = 150, /* and higher by this above a frame */
};

typedef struct Marking {
	const Builder *builder;
	ItemArray *items;
	const Paragraph *paragraph;
	const Line *line;
	const Glyph *glyphs; /* of the line */
	size_t count;
	const LinePlace *places;
	Length start, y;
	Tags *tags; /* or NULL */
} Marking;

/* Part of an element on this line, blanks at its ends left out. */
typedef struct Piece {
	size_t first, end;
	bool opens, closes; /* the element begins, ends here */
} Piece;

static Length
em_part(const Marking *m, int part)
{
	return length_scale(m->paragraph->style->size, part, 1000);
}

static Length
frame_top(const Marking *m)
{
	return baseline_from_top(0, m->paragraph->style->size);
}

static Length
piece_left(const Marking *m, size_t i)
{
	return m->start + m->places[i].x;
}

static Length
piece_right(const Marking *m, size_t end)
{
	return m->start + m->places[end - 1].x + m->places[end - 1].advance;
}

static void
add_mark(const Marking *m, DisplayMark mark)
{
	mark.color = m->paragraph->style->color;
	*array_push(m->builder->arena, m->items) =
	    (DisplayItem){.kind = DISPLAY_MARK, .mark = mark};
}

/* Whether the element of glyph `i` of the paragraph goes on beyond blanks in
 * direction `step`. */
static bool
goes_on(const Paragraph *p, SpanGroup group, size_t i, size_t step)
{
	uint32_t own = p->glyphs[i].group[group];

	for (i += step; i < p->count && p->glyphs[i].group[group] == own;
	     i += step)
		if (!glyph_is_blank(&p->glyphs[i]))
			return true;
	return false;
}

/* Finds the next piece from `*at` on, and moves behind it. */
static bool
next_piece(const Marking *m, SpanGroup group, size_t *at, Piece *piece)
{
	size_t i = *at, end;

	while (i < m->count &&
	       (!m->glyphs[i].group[group] || glyph_is_blank(&m->glyphs[i])))
		i++;
	if (i == m->count)
		return false;
	for (end = i; end < m->count &&
		      m->glyphs[end].group[group] == m->glyphs[i].group[group];)
		end++;
	*at = end;
	while (glyph_is_blank(&m->glyphs[end - 1]))
		end--;
	*piece = (Piece){
	    i, end, !goes_on(m->paragraph, group, m->line->first + i, SIZE_MAX),
	    !goes_on(m->paragraph, group, m->line->first + end - 1, 1)};
	return true;
}

/* How far below the character frame the marks of these looks reach, dots left
 * out. */
static int
reach(unsigned flags)
{
	int line = flags & SPAN_TITLE  ? WAVE_TOP + WAVE_HEIGHT
		   : flags & SPAN_NAME ? LINE_TOP + LINE_THICKNESS
				       : 0;

	if (!(flags & SPAN_MOURN))
		return line;
	return FRAME_LINE + (line ? line + FRAME_APART : FRAME_CLEAR);
}

static unsigned
flags_of(const Marking *m, size_t first, size_t end)
{
	unsigned flags = 0;

	for (size_t i = first; i < end; i++)
		flags |= m->glyphs[i].flags;
	return flags;
}

static bool
takes_dot(const Glyph *glyph)
{
	return glyph->flags & SPAN_EMPHASIS &&
	       !(glyph->flags & (SPAN_SUPER | SPAN_SUB)) &&
	       glyph->text_size > 0 && char_is_han(glyph->character);
}

/* Below each Han, not below marks (CLREQ, emphasis dots). The dots of one
 * emphasis stand on one line. */
static void
place_dots(const Marking *m, Length bottom)
{
	Length size = em_part(m, DOT_SIZE);

	for (size_t i = 0, end; i < m->count; i = end) {
		end = i + 1;
		if (!(m->glyphs[i].flags & SPAN_EMPHASIS))
			continue;
		while (end < m->count && m->glyphs[end].flags & SPAN_EMPHASIS)
			end++;
		int below = reach(flags_of(m, i, end));
		int center =
		    below ? below + DOT_APART + DOT_SIZE / 2 : DOT_CENTER;
		center = center > DOT_CENTER ? center : DOT_CENTER;
		for (size_t k = i; k < end; k++)
			if (takes_dot(&m->glyphs[k]))
				add_mark(
				    m,
				    (DisplayMark){
					.kind = MARK_DOT,
					.x = piece_left(m, k) +
					     (m->places[k].advance - size) / 2,
					.y = bottom - size / 2 +
					     em_part(m, center),
					.w = size,
					.h = size,
				    });
	}
}

static int
count_halves(Length width, Length half)
{
	Length halves = half > 0 ? (width + half / 2) / half : 1;

	return halves < 1 ? 1 : halves > 5000 ? 5000 : (int)halves;
}

static void
place_names(const Marking *m, Length bottom)
{
	Piece piece;

	for (size_t at = 0; next_piece(m, GROUP_LINE, &at, &piece);) {
		Length inset = em_part(m, LINE_INSET);
		Length left =
		    piece_left(m, piece.first) + (piece.opens ? inset : 0);
		Length right =
		    piece_right(m, piece.end) - (piece.closes ? inset : 0);
		bool wave = m->glyphs[piece.first].flags & SPAN_TITLE;
		int top = wave ? WAVE_TOP : LINE_TOP;
		if (right <= left)
			continue;
		add_mark(
		    m, (DisplayMark){
			   .kind = wave ? MARK_WAVE : MARK_LINE,
			   .x = left,
			   .y = bottom + em_part(m, top),
			   .w = right - left,
			   .h = em_part(m, wave ? WAVE_HEIGHT : LINE_THICKNESS),
			   .thickness = em_part(m, wave ? WAVE_THICKNESS
							: LINE_THICKNESS),
			   .halves = wave ? count_halves(right - left,
							 em_part(m, WAVE_HALF))
					  : 0,
		       });
	}
}

/* One frame for each piece (CLREQ, symbol of death); the room beside it was
 * kept when the text was shaped. */
static void
place_frames(const Marking *m, Length top, Length bottom)
{
	Piece piece;

	for (size_t at = 0; next_piece(m, GROUP_FRAME, &at, &piece);) {
		Length around = em_part(m, FRAME_CLEAR + FRAME_LINE);
		Length left = piece_left(m, piece.first) - around;
		Length below = em_part(
		    m, reach(SPAN_MOURN | flags_of(m, piece.first, piece.end)));
		add_mark(m, (DisplayMark){
				.kind = MARK_FRAME,
				.x = left,
				.y = top - around,
				.w = piece_right(m, piece.end) + around - left,
				.h = bottom + below - top + around,
				.thickness = em_part(m, FRAME_LINE),
			    });
	}
}

/* An annotation is a line of its own above the base, its centre above the
 * base's (CLREQ, interlinear annotations). */
static void
place_ruby(const Marking *m, Length top)
{
	Piece piece;

	for (size_t at = 0; next_piece(m, GROUP_RUBY, &at, &piece);) {
		const Glyph *first = &m->glyphs[piece.first];
		const Paragraph *ruby = first->ruby;
		if (!ruby)
			continue;
		Length width = paragraph_width(ruby);
		Length left = (piece_left(m, piece.first) +
			       piece_right(m, piece.end) - width) /
			      2;
		int lift = first->flags & SPAN_MOURN ? RUBY_OVER_FRAME : 0;
		Line line = {
		    .end = ruby->count, .measure = width, .last = true};
		place_line(m->builder, m->items, ruby, &line, left,
			   left + width, top - em_part(m, RUBY_BASELINE + lift),
			   ALIGN_LEFT, ruby->style->name,
			   m->tags ? tags_of_annotation(m->tags, first) : NULL);
	}
}

void
place_marks(const Builder *builder, ItemArray *items,
	    const Paragraph *paragraph, const Line *line,
	    const LinePlace *places, Length start, Length y, Tags *tags)
{
	Marking m = {builder,
		     items,
		     paragraph,
		     line,
		     paragraph->glyphs + line->first,
		     line->end - line->first,
		     places,
		     start,
		     y,
		     tags};
	Length top = y - frame_top(&m);
	Length bottom = top + paragraph->style->size;

	place_dots(&m, bottom);
	place_names(&m, bottom);
	place_frames(&m, top, bottom);
	place_ruby(&m, top);
}
