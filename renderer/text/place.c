/* Setting the glue of a line: each step of the layout's order is used up
 * before the next begins, in equal shares (CLREQ, procedures for
 * inter-character space reduction and expansion). */
#include "text/adjust.h"

/* A line being set: what each glyph keeps before and behind its ink. */
typedef struct Setting {
	const Paragraph *paragraph;
	const Glyph *glyphs; /* of the line */
	size_t count;
	Length *x, *advance; /* x: space before the ink box, then its place */
} Setting;

/* Gives up `excess` in one step and returns what is left of it. The shares are
 * whole scaled points that add up exactly. */
static Length
compress_step(Setting *s, const AdjustStep *step, Length excess)
{
	Length em = s->paragraph->style->size, room = 0, seen = 0, given = 0;

	for (int pass = 0; pass < 2; pass++) {
		Length want = excess < room ? excess : room;
		for (size_t i = 0; i < s->count; i++) {
			Room r = glyph_shrink(&s->glyphs[i], step, em);
			if (i == 0)
				r.before = 0;
			if (i + 1 == s->count)
				r.behind = 0;
			if (pass == 0) {
				room += r.before + r.behind;
				continue;
			}
			if (room == 0)
				return excess;
			seen += r.before;
			Length share = length_scale(want, seen, room) - given;
			given += share;
			s->x[i] -= share;
			seen += r.behind;
			share = length_scale(want, seen, room) - given;
			given += share;
			s->advance[i] -= share;
		}
	}
	return excess - given;
}

static Length
expand_step(Setting *s, const AdjustStep *step, Length lack)
{
	Length em = s->paragraph->style->size, room = 0, seen = 0, given = 0;

	for (size_t i = 1; i < s->count; i++)
		room += glyph_stretch(&s->glyphs[i], step, em).before;
	if (room == 0)
		return lack;
	Length want = lack < room || step->what == ADJUST_ANY ? lack : room;
	for (size_t i = 1; i < s->count; i++) {
		seen += glyph_stretch(&s->glyphs[i], step, em).before;
		Length share = length_scale(want, seen, room) - given;
		given += share;
		s->x[i] += share;
	}
	return lack - given;
}

/* One line spread over the measure: equal gaps between the characters, two
 * where a space was typed (CLREQ, even inter-character spacing). */
static void
spread(Setting *s, Length lack)
{
	Length shares = 0, seen = 0, given = 0;

	for (size_t i = 1; i < s->count; i++) {
		if (glyph_is_blank(&s->glyphs[i])) {
			lack += s->x[i] + s->advance[i];
			s->x[i] = s->advance[i] = 0;
		}
		shares++;
	}
	for (size_t i = 1; i < s->count; i++) {
		seen++;
		Length share = length_scale(lack, seen, shares) - given;
		given += share;
		s->x[i] += share;
	}
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
		lack = -compress_step(s, &rules->compress[k], -lack);
	if (lack <= 0 || is_left_short(s, line, lack))
		return;
	for (size_t k = 0; k < rules->expand_count && lack > 0; k++)
		lack = expand_step(s, &rules->expand[k], lack);
}

Length
line_place(const Paragraph *paragraph, const Line *line, Length *x,
	   Length *advance)
{
	size_t count = line->end - line->first;
	const Glyph *glyphs = paragraph->glyphs + line->first;
	Setting s = {paragraph, glyphs, count, x, advance};
	Length width = 0, pen = 0;

	if (count == 0)
		return 0;
	for (size_t i = 0; i < count; i++) {
		x[i] = i ? glyphs[i].gap : 0;
		advance[i] = glyphs[i].advance;
	}
	Length start = line_start_trim(paragraph, line->first);
	x[0] -= start;
	advance[count - 1] -= line_end_trim(paragraph, line->end - 1);
	for (size_t i = 0; i < count; i++)
		width += x[i] + advance[i];
	adjust(&s, line, line->measure - width);
	for (size_t i = 0; i < count; i++) {
		Length space = x[i];
		x[i] = pen + space + glyphs[i].offset;
		pen += space + advance[i];
	}
	return pen;
}
