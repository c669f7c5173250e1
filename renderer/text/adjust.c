#include "text/adjust.h"

static Length
above(Length width, Length limit)
{
	return width > limit ? width - limit : 0;
}

Room
glyph_shrink(const Glyph *glyph, const AdjustStep *step, Length em)
{
	Length limit = length_scale(em, step->limit, 1000);
	Room room = {0, 0};

	switch (step->what) {
	case ADJUST_WORD_SPACE:
		if (glyph->class == CLASS_SPACE)
			room.before = above(glyph->advance, limit);
		break;
	case ADJUST_HAN_LATIN:
		if (glyph->gap_kind == ADJUST_HAN_LATIN)
			room.before = above(glyph->gap, limit);
		break;
	case ADJUST_INTERPUNCT:
		if (glyph->class == CLASS_INTERPUNCT)
			room = (Room){glyph->give_left, glyph->give_right};
		break;
	case ADJUST_BRACKET:
		if (glyph->class == CLASS_OPEN || glyph->class == CLASS_CLOSE)
			room = (Room){glyph->give_left, glyph->give_right};
		break;
	case ADJUST_COMMA:
		if (glyph->class == CLASS_COMMA)
			room.behind = glyph->give_right;
		break;
	case ADJUST_STOP:
		if (glyph->class == CLASS_STOP)
			room.behind = glyph->give_right;
		break;
	case ADJUST_ANY:
	case ADJUST_COUNT:
		break;
	}
	return room;
}

Room
glyph_stretch(const Glyph *glyph, const AdjustStep *step, Length em)
{
	Length limit = length_scale(em, step->limit, 1000);
	Room room = {0, 0};

	switch (step->what) {
	case ADJUST_WORD_SPACE:
		if (glyph->class == CLASS_SPACE)
			room.before = above(limit, glyph->advance);
		break;
	case ADJUST_HAN_LATIN:
		if (glyph->gap_kind == ADJUST_HAN_LATIN)
			room.before = above(limit, glyph->gap);
		break;
	case ADJUST_ANY:
		/* The word spaces and Han–Latin gaps are at their own limit
		 * by now: the rest is for the remaining places. */
		if (!glyph->fixed_before && glyph->class != CLASS_SPACE &&
		    glyph->gap_kind != ADJUST_HAN_LATIN)
			room.before = limit;
		break;
	case ADJUST_INTERPUNCT:
	case ADJUST_BRACKET:
	case ADJUST_COMMA:
	case ADJUST_STOP:
	case ADJUST_COUNT:
		break;
	}
	return room;
}

static Length
least(Length a, Length b)
{
	return a < b ? a : b;
}

Length
line_start_trim(const Paragraph *paragraph, size_t first)
{
	return least(paragraph->glyphs[first].give_left,
		     length_scale(paragraph->style->size,
				  paragraph->rules->line_start, 1000));
}

/* One stop or comma may stand wholly beyond the line's end, never one of
 * several marks (CLREQ, hanging punctuation). */
static bool
hangs(const Paragraph *paragraph, size_t last)
{
	const Glyph *glyph = &paragraph->glyphs[last];

	return paragraph->rules->hanging &&
	       paragraph->style->align != ALIGN_CENTER &&
	       (glyph->class == CLASS_COMMA || glyph->class == CLASS_STOP) &&
	       last > 0 && !class_is_mark(glyph[-1].class);
}

Length
line_end_trim(const Paragraph *paragraph, size_t last)
{
	if (hangs(paragraph, last))
		return paragraph->glyphs[last].advance;
	return least(paragraph->glyphs[last].give_right,
		     length_scale(paragraph->style->size,
				  paragraph->rules->line_end, 1000));
}

bool
glyph_is_blank(const Glyph *glyph)
{
	return glyph->class == CLASS_SPACE ||
	       glyph->class == CLASS_WIDE_SPACE ||
	       glyph->class == CLASS_NEWLINE;
}
