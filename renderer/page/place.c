#include "page/place.h"

#include "page/mark.h"
#include "text/adjust.h"
#include "text/grid.h"

/* Chinese fonts draw their em box from 0.88 em above the baseline to 0.12 em
 * below it. */
enum { FRAME_ASCENT = 880 };

Length
baseline_from_top(Length top, Length size)
{
	return top + length_scale(size, FRAME_ASCENT, 1000);
}

Length
baseline_from_middle(Length middle, Length size)
{
	return baseline_from_top(middle - size / 2, size);
}

Length
row_middle(const Layout *layout, int row)
{
	return layout->area_top + layout->cell / 2 + row * layout->pitch;
}

/* The glyphs of a line that share a face, size and element; `left` is the
 * line's edge. */
static DisplayRun
make_run(Arena *arena, const Paragraph *p, const Glyph *glyphs, size_t count,
	 const LinePlace *places, Length left, size_t element)
{
	DisplayGlyph *placed = arena_alloc_array(arena, count, sizeof *placed);

	for (size_t i = 0; i < count; i++)
		placed[i] = (DisplayGlyph){
		    .id = glyphs[i].id,
		    .x = left + places[i].x,
		    .ink = places[i].ink,
		    .y = glyphs[i].rise,
		    .advance = places[i].advance,
		    .text = p->text->bytes + glyphs[i].text_start,
		    .text_size = glyphs[i].text_size,
		};
	return (DisplayRun){.face = glyphs[0].face,
			    .size = glyphs[0].size,
			    .color = p->style->color,
			    .glyphs = placed,
			    .count = count,
			    .element = element};
}

static size_t
element_of(Tags *tags, const Glyph *glyph)
{
	return tags ? tags_of(tags, glyph) : 0;
}

/* Blanks have no face and draw nothing; they end a run. */
static size_t
make_runs(Arena *arena, const Paragraph *p, const Line *line,
	  const LinePlace *places, Length left, Tags *tags, DisplayRun *runs)
{
	const Glyph *glyphs = p->glyphs + line->first;
	size_t count = line->end - line->first, made = 0;

	for (size_t i = 0, end; i < count; i = end) {
		end = i + 1;
		if (!glyphs[i].face) {
			if (made > 0 && glyph_is_blank(&glyphs[i]))
				runs[made - 1].spaced = true;
			continue;
		}
		size_t element = element_of(tags, &glyphs[i]);
		while (end < count && glyphs[end].face == glyphs[i].face &&
		       glyphs[end].size == glyphs[i].size &&
		       element_of(tags, &glyphs[end]) == element)
			end++;
		runs[made++] = make_run(arena, p, glyphs + i, end - i,
					places + i, left, element);
	}
	return made;
}

/* Whether blanks were left out behind a line that is not its paragraph's last. */
static bool
ends_in_blank(const Paragraph *p, const Line *line)
{
	size_t end = line->end;

	while (end < p->count && glyph_is_blank(&p->glyphs[end]))
		end++;
	return end > line->end && end < p->count;
}

static DisplayRun
make_hyphen(Arena *arena, const Paragraph *p, const Glyph *hyphen,
	    const LinePlace *place, Length left, size_t element)
{
	DisplayGlyph *placed = arena_alloc(arena, sizeof *placed);

	*placed = (DisplayGlyph){
	    .id = hyphen->id,
	    .x = left + place->x,
	    .y = hyphen->rise,
	    .advance = place->advance,
	    .text = HYPHEN_TEXT,
	    .text_size = sizeof HYPHEN_TEXT - 1,
	};
	return (DisplayRun){.face = hyphen->face,
			    .size = hyphen->size,
			    .color = p->style->color,
			    .glyphs = placed,
			    .count = 1,
			    .element = element};
}

/* The place in the brief of the first character that comes from there; a
 * layout's own words come from nowhere. */
static Position
line_source(const Builder *builder, const Paragraph *p, const Line *line)
{
	for (size_t i = line->first; i < line->end; i++) {
		Position at = text_position(p->text, p->glyphs[i].text_start);
		if (at.source && at.source != builder->layout->source)
			return at;
	}
	return (Position){0};
}

static Length
aligned_left(Align align, Length left, Length right, Length width)
{
	switch (align) {
	case ALIGN_JUSTIFY:
	case ALIGN_LEFT:
		return left;
	case ALIGN_CENTER:
	case ALIGN_SPREAD: /* a single character cannot be spread */
		return left + (right - left - width) / 2;
	case ALIGN_RIGHT:
		return right - width;
	}
	return left;
}

void
place_line(const Builder *builder, ItemArray *items, const Paragraph *paragraph,
	   const Line *line, Length left, Length right, Length y, Align align,
	   const char *role, Tags *tags)
{
	Arena *arena = builder->arena;
	size_t count = line->end - line->first;
	LinePlace *places = arena_alloc_array(arena, count + 1, sizeof *places);
	DisplayRun *runs = arena_alloc_array(arena, count + 1, sizeof *runs);

	if (count == 0)
		return;
	Length width = line_place(arena, paragraph, line, places);
	left += line->indent;
	right -= paragraph->style->right;
	Length start = aligned_left(align, left, right, width);
	if (align == ALIGN_CENTER && grid_holds(paragraph))
		start = grid_snap(paragraph, start, left);
	size_t made =
	    make_runs(arena, paragraph, line, places, start, tags, runs);
	const Glyph *hyphen = line_hyphen(paragraph, line->end);
	if (hyphen)
		runs[made++] = make_hyphen(
		    arena, paragraph, hyphen, &places[count], start,
		    element_of(tags, &paragraph->glyphs[line->end - 1]));
	else if (made > 0 && ends_in_blank(paragraph, line))
		runs[made - 1].spaced = true;
	*array_push(arena, items) =
	    (DisplayItem){.kind = DISPLAY_LINE,
			  .line = {
			      .role = role,
			      .y = y,
			      .left = left,
			      .right = right,
			      .source = line_source(builder, paragraph, line),
			      .artifact = !tags,
			      .runs = runs,
			      .count = made,
			  }};
	place_marks(builder, items, paragraph, line, places, start, y, tags);
}
