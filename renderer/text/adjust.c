#include "text/adjust.h"

static Length
above(Length width, Length limit)
{
	return width > limit ? width - limit : 0;
}

/* Spaces that Unicode defines by a part of the em keep it. */
static bool
is_word_space(const Glyph *glyph)
{
	return glyph->character == ' ' || glyph->character == 0x00A0;
}

/* Up to the limit of the step, whatever came before it. */
static Room
shrink_room(const Glyph *glyph, const AdjustStep *step, Length em)
{
	Length limit = length_scale(em, step->limit, 1000);
	Room room = {0, 0};

	switch (step->what) {
	case ADJUST_WORD_SPACE:
		if (is_word_space(glyph))
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

static Length
stretch_room(const Glyph *glyph, const AdjustStep *step, bool open, Length em)
{
	Length limit = length_scale(em, step->limit, 1000);

	switch (step->what) {
	case ADJUST_WORD_SPACE:
		if (is_word_space(glyph))
			return above(limit, glyph->advance);
		break;
	case ADJUST_HAN_LATIN:
		if (glyph->gap_kind == ADJUST_HAN_LATIN)
			return above(limit, glyph->gap);
		break;
	case ADJUST_ANY:
		/* Word spaces and Han–Latin gaps have limits of their own,
		 * until there is nothing else to be done. */
		if (!glyph->fixed_before &&
		    (open || (glyph->class != CLASS_SPACE &&
			      glyph->gap_kind != ADJUST_HAN_LATIN)))
			return limit;
		break;
	case ADJUST_INTERPUNCT:
	case ADJUST_BRACKET:
	case ADJUST_COMMA:
	case ADJUST_STOP:
	case ADJUST_COUNT:
		break;
	}
	return 0;
}

bool
step_is_open(const TextRules *rules, size_t k)
{
	return rules->expand[k].what == ADJUST_ANY &&
	       k + 1 == rules->expand_count;
}

/* The step before `k` that names the same place, or `k` where there is none. */
static size_t
earlier_step(const AdjustStep *steps, size_t k)
{
	for (size_t i = k; i > 0; i--)
		if (steps[i - 1].what == steps[k].what)
			return i - 1;
	return k;
}

Room
glyph_shrink(const Glyph *glyph, const TextRules *rules, size_t k, Length em)
{
	size_t earlier = earlier_step(rules->compress, k);
	Room room = shrink_room(glyph, &rules->compress[k], em);

	if (earlier != k) {
		Room used = shrink_room(glyph, &rules->compress[earlier], em);
		room.before = above(room.before, used.before);
		room.behind = above(room.behind, used.behind);
	}
	return room;
}

Length
glyph_stretch(const Glyph *glyph, const TextRules *rules, size_t k, Length em)
{
	size_t earlier = earlier_step(rules->expand, k);
	bool open = step_is_open(rules, k);
	Length room = stretch_room(glyph, &rules->expand[k], open, em);

	if (earlier == k)
		return room;
	return above(room,
		     stretch_room(glyph, &rules->expand[earlier], open, em));
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
				  paragraph->rules->line_start, 1000)) -
	       paragraph->glyphs[first].edge_left;
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

const Glyph *
line_hyphen(const Paragraph *paragraph, size_t end)
{
	return end < paragraph->count ? paragraph->glyphs[end].hyphen : NULL;
}

Length
line_end_trim(const Paragraph *paragraph, size_t last)
{
	const Glyph *hyphen = line_hyphen(paragraph, last + 1);

	if (hangs(paragraph, last))
		return paragraph->glyphs[last].advance;
	return least(paragraph->glyphs[last].give_right,
		     length_scale(paragraph->style->size,
				  paragraph->rules->line_end, 1000)) -
	       paragraph->glyphs[last].edge_right -
	       (hyphen ? hyphen->advance : 0);
}

Length
shares_next(Shares *shares, Length room)
{
	shares->seen += room;
	Length share = length_scale(shares->want, shares->seen, shares->all) -
		       shares->given;
	shares->given += share;
	return share;
}

void
place_trim_left(LinePlace *place, Length amount)
{
	place->advance -= amount;
	place->ink -= amount;
}

bool
glyph_is_blank(const Glyph *glyph)
{
	return glyph->class == CLASS_SPACE ||
	       glyph->class == CLASS_WIDE_SPACE ||
	       glyph->class == CLASS_NEWLINE;
}

void
line_trim_blanks(const Paragraph *p, size_t *first, size_t *end)
{
	while (*end > *first && glyph_is_blank(&p->glyphs[*end - 1]))
		(*end)--;
	while (*first < *end && glyph_is_blank(&p->glyphs[*first]))
		(*first)++;
}
