#include "page/place.h"

#include "page/mark.h"
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

/* The glyphs of a line that share a face and size; `left` is the line's edge. */
static DisplayRun
make_run(Arena *arena, const Paragraph *p, const Glyph *glyphs, size_t count,
	 const LinePlace *places, Length left)
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
	return (DisplayRun){glyphs[0].face, glyphs[0].size, p->style->color,
			    placed, count};
}

/* Blanks have no face and draw nothing; they end a run. */
static size_t
make_runs(Arena *arena, const Paragraph *p, const Line *line,
	  const LinePlace *places, Length left, DisplayRun *runs)
{
	const Glyph *glyphs = p->glyphs + line->first;
	size_t count = line->end - line->first, made = 0;

	for (size_t i = 0, end; i < count; i = end) {
		end = i + 1;
		if (!glyphs[i].face)
			continue;
		while (end < count && glyphs[end].face == glyphs[i].face &&
		       glyphs[end].size == glyphs[i].size)
			end++;
		runs[made++] =
		    make_run(arena, p, glyphs + i, end - i, places + i, left);
	}
	return made;
}

static DisplayRun
make_hyphen(Arena *arena, const Paragraph *p, const Glyph *hyphen,
	    const LinePlace *place, Length left)
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
	return (DisplayRun){hyphen->face, hyphen->size, p->style->color, placed,
			    1};
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
	   const char *role, bool artifact)
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
	size_t made = make_runs(arena, paragraph, line, places, start, runs);
	const Glyph *hyphen = line_hyphen(paragraph, line->end);
	if (hyphen)
		runs[made++] = make_hyphen(arena, paragraph, hyphen,
					   &places[count], start);
	*array_push(arena, items) =
	    (DisplayItem){.kind = DISPLAY_LINE,
			  .line = {
			      .role = role,
			      .y = y,
			      .left = left,
			      .right = right,
			      .source = line_source(builder, paragraph, line),
			      .artifact = artifact,
			      .runs = runs,
			      .count = made,
			  }};
	place_marks(builder, items, paragraph, line, places, start, y,
		    artifact);
}
