#include "text/width.h"

/* Puts a glyph into a box of `width`, its ink `align` parts in a thousand of
 * the spare room from the left. */
static void
set_box(Glyph *glyph, Length width, int align)
{
	glyph->offset += length_scale(width - glyph->advance, align, 1000);
	glyph->advance = width;
}

/* The blank of a mark is on its right, of an opening one on its left, and half
 * an em wide (GB/T 15834 §5.1.1–5.1.3). Where a font centres the ink (？ in
 * some), it is moved, so that it does not run into what follows. */
static void
move_ink(Glyph *glyph, Length em)
{
	int box[4];
	Length half = em / 2, near = em / 16;

	if (!glyph->face || !face_ink(glyph->face, glyph->id, box))
		return;
	Length left =
	    glyph->offset + length_scale(em, box[0], glyph->face->units);
	Length right =
	    glyph->offset + length_scale(em, box[2], glyph->face->units);
	if (glyph->class == CLASS_OPEN) {
		Length most = glyph->advance - near - right;
		if (left < glyph->advance - half && most > 0)
			glyph->offset += most;
	} else if (right > half && left > near) {
		glyph->offset -= left - near;
	}
}

/* One mark by itself. A font may draw marks on half an em; the box is a whole
 * one all the same, the blank on the side where GB/T 15834 has it. */
static void
set_mark_box(Glyph *glyph, Length em)
{
	bool drawn_whole = glyph->advance > em * 3 / 4;

	/* A bullet is half an em in every font, so that items align. */
	if (glyph->character == 0x2022)
		set_box(glyph, em / 2, 500);
	switch (glyph->class) {
	case CLASS_OPEN:
		if (!drawn_whole)
			set_box(glyph, em, 1000);
		glyph->give_left = em / 2;
		move_ink(glyph, em);
		break;
	case CLASS_CLOSE:
	case CLASS_COMMA:
	case CLASS_STOP:
		if (!drawn_whole)
			set_box(glyph, em, 0);
		glyph->give_right = em / 2;
		move_ink(glyph, em);
		break;
	case CLASS_INTERPUNCT:
	case CLASS_SOLIDUS:
		if (glyph->character != 0x30FB) /* the Japanese one */
			set_box(glyph, em / 2, 500);
		break;
	case CLASS_CONNECTOR:
		/* 短横线 is half an em, 浪纹线 a whole one (§5.1.6). */
		if (glyph->character == '-' || glyph->character == 0x2010 ||
		    glyph->character == 0x2013)
			set_box(glyph, em / 2, 500);
		break;
	case CLASS_DASH:
	case CLASS_ELLIPSIS:
	case CLASS_HAN:
	case CLASS_UNIT:
	case CLASS_WESTERN:
	case CLASS_SPACE:
	case CLASS_WIDE_SPACE:
	case CLASS_NEWLINE:
		break;
	}
}

static bool
is_exclamation(const Glyph *glyph)
{
	return glyph->class == CLASS_STOP &&
	       char_is_exclamation(glyph->character);
}

/* A mark that the scheme makes half an em wide gives up its blank for good. */
static void
apply_scheme(Glyph *glyph, Scheme scheme)
{
	bool half = scheme == SCHEME_HALF ||
		    (scheme == SCHEME_OPEN && glyph->class != CLASS_STOP);

	if (!half || !class_is_mark(glyph->class))
		return;
	glyph->advance -= glyph->give_left + glyph->give_right;
	glyph->offset -= glyph->give_left;
	glyph->give_left = glyph->give_right = 0;
}

/* Fonts put ？ and ！ left or centred in their boxes: in a smaller one the ink
 * goes to the middle. */
static void
center_ink(Glyph *glyph, Length em)
{
	int box[4];

	if (!glyph->face || !face_ink(glyph->face, glyph->id, box))
		return;
	Length middle =
	    length_scale(em, box[0] + box[2], 2 * (int64_t)glyph->face->units);
	glyph->offset = glyph->advance / 2 - middle;
}

/* ？！ together take one em, three of them two (§5.1.2). */
static size_t
set_exclamations(Glyph *glyphs, size_t count, Length em)
{
	size_t run = 0;

	while (run < count && is_exclamation(&glyphs[run]))
		run++;
	if (run < 2)
		return run;
	for (size_t i = 0; i < run; i++) {
		glyphs[i].advance = run == 2 ? em / 2 : em * 2 / 3;
		glyphs[i].give_right = 0;
		center_ink(&glyphs[i], em);
	}
	return run;
}

/* Marks and spaces of one em beside which a mark gives up its blank. */
static bool
adjoins(const Glyph *glyph)
{
	return class_is_mark(glyph->class) ||
	       glyph->class == CLASS_WIDE_SPACE || glyph->character == 0x30FB;
}

static Length
take(Length *give, Length most)
{
	Length taken = *give < most ? *give : most;

	*give -= taken;
	return taken;
}

/* Two adjoining marks have the blank of one between them: what opens gives up
 * its own beside any mark before it, what closes gives up its own before all
 * that does not open. */
static void
trim_pair(Glyph *left, Glyph *right, Length trim)
{
	bool blank = left->class == CLASS_OPEN || left->give_right > 0 ||
		     !class_is_mark(left->class);

	if (right->class == CLASS_OPEN && adjoins(left) && blank) {
		Length taken = take(&right->give_left, trim);
		right->advance -= taken;
		right->offset -= taken;
	} else if (class_is_mark(left->class) && adjoins(right)) {
		left->advance -= take(&left->give_right, trim);
	}
}

void
marks_set_width(Glyph *glyphs, size_t count, const Style *style,
		const TextRules *rules)
{
	Length trim = length_scale(style->size, rules->pair, 1000);

	for (size_t i = 0; i < count; i++)
		if (glyphs[i].text_size &&
		    !char_is_combining(glyphs[i].character)) {
			set_mark_box(&glyphs[i], glyphs[i].size);
			apply_scheme(&glyphs[i], rules->scheme);
		}
	for (size_t i = 0; i < count; i++)
		if (is_exclamation(&glyphs[i]))
			i += set_exclamations(&glyphs[i], count - i,
					      glyphs[i].size) -
			     1;
	for (size_t i = 0; i + 1 < count; i++)
		if (!char_is_combining(glyphs[i + 1].character))
			trim_pair(&glyphs[i], &glyphs[i + 1], trim);
}

void
digits_set_width(Glyph *glyphs, size_t count)
{
	for (size_t i = 0; i + 1 < count; i++) {
		Glyph *glyph = &glyphs[i];
		const Face *face = glyph->face;
		if (!face || face != glyph[1].face || !glyph->text_size ||
		    !char_is_digit(glyph->character) ||
		    !char_is_digit(glyph[1].character))
			continue;
		glyph->advance = length_scale(
		    glyph->size,
		    hb_font_get_glyph_h_advance(face->hb_font, glyph->id),
		    (int64_t)face->units);
	}
}

/* Whether a Western glyph, seen from `step`'s side, is part of a word or
 * number: a sign counts with the letter that it stands at. */
static bool
is_word_edge(const Glyph *glyphs, size_t count, size_t index, int step)
{
	const Glyph *glyph = &glyphs[index];
	size_t next = index + (size_t)step;

	if (glyph->class != CLASS_WESTERN)
		return false;
	if (char_is_western_letter(glyph->character))
		return true;
	switch (glyph->character) {
	case '(':
	case ')':
	case '[':
	case ']':
	case '{':
	case '}':
	case '"':
	case '\'':
	case ',':
	case '.':
	case ':':
	case ';':
	case '!':
	case '?':
		return false;
	default:
		return next < count && glyphs[next].class == CLASS_WESTERN &&
		       char_is_western_letter(glyphs[next].character);
	}
}

void
gaps_set(Glyph *glyphs, size_t count, const Style *style,
	 const TextRules *rules)
{
	Length gap = length_scale(style->size, rules->han_latin, 1000);

	for (size_t i = 0; i < count; i++)
		glyphs[i].gap_kind = ADJUST_COUNT;
	for (size_t i = 1; i < count; i++) {
		CharClass before = glyphs[i - 1].class, here = glyphs[i].class;
		if (glyphs[i].unit)
			continue;
		if ((before == CLASS_HAN &&
		     is_word_edge(glyphs, count, i, 1)) ||
		    (here == CLASS_HAN &&
		     is_word_edge(glyphs, count, i - 1, -1))) {
			glyphs[i].gap = gap;
			glyphs[i].gap_kind = ADJUST_HAN_LATIN;
		}
	}
}
