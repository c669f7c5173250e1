/* Setting the glue of a line: each step of the layout's order is used up
 * before the next begins, in equal shares (CLREQ, procedures for
 * inter-character space reduction and expansion). */
#include "text/adjust.h"
#include "text/grid.h"

/* A line being set. */
typedef struct Setting {
	const Paragraph *paragraph;
	const Glyph *glyphs; /* of the line */
	size_t count;
	Length *gap;	   /* before each glyph */
	LinePlace *places; /* x is filled last */
} Setting;

/* What a glyph gives up before its ink: a mark its blank, others their gap. */
static void
shrink_before(Setting *s, size_t i, Length amount)
{
	if (s->glyphs[i].class == CLASS_SPACE)
		s->places[i].advance -= amount;
	else if (s->glyphs[i].gap_kind == ADJUST_HAN_LATIN)
		s->gap[i] -= amount;
	else
		place_trim_left(&s->places[i], amount);
}

static Room
line_shrink_room(const Setting *s, size_t step, size_t i)
{
	Room room = glyph_shrink(&s->glyphs[i], s->paragraph->rules, step,
				 s->paragraph->style->size);

	if (i == 0)
		room.before = 0;
	if (i + 1 == s->count)
		room.behind = 0;
	return room;
}

/* Gives up `excess` in one step and returns what is left of it. */
static Length
compress_step(Setting *s, size_t step, Length excess)
{
	Shares shares = {0};

	for (size_t i = 0; i < s->count; i++) {
		Room room = line_shrink_room(s, step, i);
		shares.all += room.before + room.behind;
	}
	if (shares.all == 0)
		return excess;
	shares.want = excess < shares.all ? excess : shares.all;
	for (size_t i = 0; i < s->count; i++) {
		Room room = line_shrink_room(s, step, i);
		if (room.before)
			shrink_before(s, i, shares_next(&shares, room.before));
		if (room.behind)
			s->places[i].advance -=
			    shares_next(&shares, room.behind);
	}
	return excess - shares.given;
}

/* Takes `lack` in one step and returns what is left of it. */
static Length
expand_step(Setting *s, size_t step, Length lack)
{
	const TextRules *rules = s->paragraph->rules;
	Length em = s->paragraph->style->size;
	Shares shares = {0};

	for (size_t i = 1; i < s->count; i++)
		shares.all += glyph_stretch(&s->glyphs[i], rules, step, em);
	if (shares.all == 0)
		return lack;
	bool all = lack < shares.all || step_is_open(rules, step);
	shares.want = all ? lack : shares.all;
	for (size_t i = 1; i < s->count; i++) {
		Length room = glyph_stretch(&s->glyphs[i], rules, step, em);
		if (room)
			s->gap[i] += shares_next(&shares, room);
	}
	return lack - shares.given;
}

/* One line spread over the measure: equal gaps between the characters, two
 * where a space was typed (CLREQ, even inter-character spacing). */
static void
spread(Setting *s, Length lack)
{
	Shares shares = {.all = (Length)s->count - 1};

	for (size_t i = 1; i < s->count; i++)
		if (glyph_is_blank(&s->glyphs[i])) {
			lack += s->gap[i] + s->places[i].advance;
			s->gap[i] = s->places[i].advance = 0;
		}
	shares.want = lack;
	for (size_t i = 1; i < s->count; i++)
		s->gap[i] += shares_next(&shares, 1);
}

/* A heading's line that ends at a seam well before the edge is left short. */
static bool
is_left_short(const Setting *s, const Line *line, Length lack)
{
	const Style *style = s->paragraph->style;

	return line->last || style->align != ALIGN_JUSTIFY ||
	       (style->wrap == WRAP_PHRASE && lack > style->size * 5 / 4);
}

static void
adjust(Setting *s, const Line *line, Length lack)
{
	const TextRules *rules = s->paragraph->rules;

	if (s->paragraph->style->align == ALIGN_SPREAD) {
		spread(s, lack);
		return;
	}
	for (size_t k = 0; k < rules->compress_count && lack < 0; k++)
		lack = -compress_step(s, k, -lack);
	if (lack <= 0 || is_left_short(s, line, lack))
		return;
	/* Before a word that is nearly a line long nothing helps: letters an em
	 * apart would be worse than a short line. */
	if (lack > (Length)(s->count - 1) * s->paragraph->style->size)
		return;
	for (size_t k = 0; k < rules->expand_count && lack > 0; k++)
		lack = expand_step(s, k, lack);
}

/* Sets a line off the column grid. */
static void
set_glue(Setting *s, const Line *line)
{
	Length width = 0;

	place_trim_left(&s->places[0],
			line_start_trim(s->paragraph, line->first));
	s->places[s->count - 1].advance -=
	    line_end_trim(s->paragraph, line->end - 1);
	for (size_t i = 0; i < s->count; i++)
		width += s->gap[i] + s->places[i].advance;
	adjust(s, line, line->measure - width);
}

/* The room for annotations and frames is taken off the boxes again. */
static void
take_pads(Setting *s, size_t i)
{
	const Glyph *glyph = &s->glyphs[i];
	LinePlace *place = &s->places[i];
	Length left = glyph->pad_left + (i == 0 ? glyph->edge_left : 0);
	Length right =
	    glyph->pad_right + (i + 1 == s->count ? glyph->edge_right : 0);

	place->x += left;
	place->ink -= left;
	place->advance -= left + right;
}

Length
line_place(Arena *arena, const Paragraph *paragraph, const Line *line,
	   LinePlace *places)
{
	size_t count = line->end - line->first;
	const Glyph *glyphs = paragraph->glyphs + line->first;
	Setting s = {paragraph, glyphs, count,
		     arena_alloc_array(arena, count + 1, sizeof(Length)),
		     places};
	const Glyph *hyphen = line_hyphen(paragraph, line->end);
	Length pen = 0;

	if (count == 0)
		return 0;
	for (size_t i = 0; i < count; i++) {
		s.gap[i] = i ? glyphs[i].gap : 0;
		places[i] = (LinePlace){0, glyphs[i].offset, glyphs[i].advance};
	}
	if (!grid_holds(paragraph) ||
	    !grid_set(arena, paragraph, line, s.gap, places))
		set_glue(&s, line);
	for (size_t i = 0; i < count; i++) {
		places[i].x = pen + s.gap[i];
		pen = places[i].x + places[i].advance;
		if (hyphen && i + 1 == count) {
			places[i].advance -= hyphen->advance;
			places[count] = (LinePlace){pen - hyphen->advance, 0,
						    hyphen->advance};
		}
		take_pads(&s, i);
	}
	return pen;
}
