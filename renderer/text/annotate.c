#include "text/annotate.h"

#include "text/adjust.h"

/* How far an annotation may reach over a neighbour, in parts of an em: over a
 * Han a quarter, over another annotation not at all. */
enum { OVER_HAN = 4, APART = 16 };

/* The glyphs of one base or frame; blanks at its ends are not part of it. */
typedef struct Extent {
	size_t first, end;
} Extent;

/* Finds the extent of the element that begins at `first`; `*next` is the glyph
 * behind it. */
static Extent
find_extent(const Glyph *glyphs, size_t count, SpanGroup group, size_t first,
	    size_t *next)
{
	Extent extent = {first, first};
	size_t i = first;

	while (i < count &&
	       glyphs[i].group[group] == glyphs[first].group[group])
		i++;
	*next = extent.end = i;
	while (extent.first < extent.end &&
	       glyph_is_blank(&glyphs[extent.first]))
		extent.first++;
	while (extent.end > extent.first &&
	       glyph_is_blank(&glyphs[extent.end - 1]))
		extent.end--;
	return extent;
}

static void
pad(Glyph *glyph, Length left, Length right)
{
	glyph->pad_left += left;
	glyph->pad_right += right;
	glyph->advance += left + right;
	glyph->offset += left;
}

static Length
largest(Length a, Length b)
{
	return a > b ? a : b;
}

/* An annotation has half the size of its base (CLREQ, interlinear
 * annotations) and its Western face. */
static const Paragraph *
shape_annotation(Shaper *shaper, Arena *arena, const Text *ruby,
		 const Style *style)
{
	Style *small = arena_alloc(arena, sizeof *small);

	*small = *style;
	small->name = "ruby";
	small->size = style->size / 2;
	small->align = ALIGN_LEFT;
	small->first_line = small->left = small->right = 0;
	return text_shape(shaper, arena, ruby, small);
}

/* How far an annotation may reach over its neighbour `glyph`. */
static Length
overhang(const Glyph *glyphs, size_t count, size_t index, Length em)
{
	if (index >= count)
		return 0;
	if (glyphs[index].group[GROUP_RUBY])
		return -em / APART;
	return glyphs[index].class == CLASS_HAN && glyphs[index].size == em
		   ? em / OVER_HAN
		   : 0;
}

/* Where Han may be moved apart below a wide annotation. */
static bool
is_joint(const Glyph *glyphs, size_t i)
{
	return glyphs[i - 1].class == CLASS_HAN && glyphs[i].class == CLASS_HAN;
}

/* What an annotation lacks beyond the overhang goes between the base's Han and
 * half as much to its ends; the centres of both stay aligned. */
static void
make_room(Glyph *glyphs, size_t count, Extent base, Length wanted, Length em)
{
	Glyph *first = &glyphs[base.first], *last = &glyphs[base.end - 1];
	Length over_left = overhang(glyphs, count, base.first - 1, em);
	Length over_right = overhang(glyphs, count, base.end, em);
	Length joints = 0;

	for (size_t i = base.first; i < base.end; i++)
		wanted -=
		    glyphs[i].advance + (i > base.first ? glyphs[i].gap : 0);
	Length lack = largest(0, wanted / 2 - over_left) +
		      largest(0, wanted / 2 - over_right);
	for (size_t i = base.first + 1; i < base.end; i++)
		joints += is_joint(glyphs, i);
	for (size_t i = base.first + 1; i < base.end; i++)
		if (is_joint(glyphs, i)) {
			pad(&glyphs[i], lack / (joints + 1), 0);
			wanted -= lack / (joints + 1);
		}
	Length left = largest(0, wanted / 2 - over_left);
	Length right = largest(0, wanted / 2 - over_right);
	pad(first, left, 0);
	pad(last, 0, right);
	first->edge_left = largest(0, wanted / 2 - left);
	last->edge_right = largest(0, wanted / 2 - right);
}

static void
set_ruby(Shaper *shaper, Arena *arena, const Text *text, const Style *style,
	 Glyph *glyphs, size_t count)
{
	for (size_t i = 0, next; i < count; i = next) {
		const Span *span = text_span(text, glyphs[i].text_start);
		next = i + 1;
		if (!glyphs[i].group[GROUP_RUBY] || !span || !span->ruby)
			continue;
		Extent base = find_extent(glyphs, count, GROUP_RUBY, i, &next);
		if (base.first == base.end)
			continue;
		const Paragraph *ruby =
		    shape_annotation(shaper, arena, span->ruby, style);
		glyphs[base.first].ruby = ruby;
		make_room(glyphs, count, base, paragraph_width(ruby),
			  style->size);
	}
}

/* A line may end inside a frame: it is closed there and opened again. */
static void
set_frames(Glyph *glyphs, size_t count, Length em)
{
	Length room = length_scale(em, FRAME_ROOM, 1000);

	for (size_t i = 0, next; i < count; i = next) {
		next = i + 1;
		if (!glyphs[i].group[GROUP_FRAME])
			continue;
		Extent frame =
		    find_extent(glyphs, count, GROUP_FRAME, i, &next);
		for (size_t k = frame.first; k < frame.end; k++) {
			Glyph *glyph = &glyphs[k];
			if (k == frame.first)
				pad(glyph, room, 0);
			else
				glyph->edge_left =
				    largest(glyph->edge_left, room);
			if (k + 1 == frame.end)
				pad(glyph, 0, room);
			else
				glyph->edge_right =
				    largest(glyph->edge_right, room);
		}
	}
}

/* 均排: the characters of a name spread to a width of whole characters, with
 * equal gaps, in one piece (CLREQ, even inter-character spacing). */
static void
set_even(const Text *text, Glyph *glyphs, size_t count, Length em)
{
	for (size_t i = 0, next; i < count; i = next) {
		const Span *span = text_span(text, glyphs[i].text_start);
		next = i + 1;
		if (!glyphs[i].group[GROUP_EVEN] || !span)
			continue;
		Extent name = find_extent(glyphs, count, GROUP_EVEN, i, &next);
		Length lack = span->flags / SPAN_EVEN % SPAN_EVEN_LIMIT * em;
		Length gaps = (Length)(name.end - name.first) - 1, given = 0;
		for (size_t k = name.first; k < name.end; k++)
			lack -= glyphs[k].advance +
				(k > name.first ? glyphs[k].gap : 0);
		for (size_t k = name.first + 1; k < name.end; k++) {
			Length seen = (Length)(k - name.first);
			Length share =
			    lack > 0 ? lack * seen / gaps - given : 0;
			pad(&glyphs[k], share, 0);
			given += share;
			glyphs[k].unit = glyphs[k].fixed_before = true;
			glyphs[k].break_before = BREAK_NEVER;
		}
	}
}

void
annotations_set(Shaper *shaper, Arena *arena, const Text *text,
		const Style *style, Glyph *glyphs, size_t count)
{
	set_even(text, glyphs, count, style->size);
	set_ruby(shaper, arena, text, style, glyphs, count);
	set_frames(glyphs, count, style->size);
}
