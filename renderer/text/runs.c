#include "text/runs.h"

#include <string.h>

#include "base/utf8.h"

static CharacterList
decode(Arena *arena, const Text *text)
{
	CharacterList list = {arena_alloc_array(arena,
						text->size ? text->size : 1,
						sizeof(Character)),
			      0};
	uint32_t span = 0;

	for (uint32_t i = 0; i < text->size;) {
		Character *c = &list.items[list.count++];
		c->start = i;
		c->size = (uint32_t)utf8_decode(text->bytes + i, text->size - i,
						&c->code);
		while (span + 1 < text->span_count &&
		       text->spans[span].end <= i)
			span++;
		if (text->span_count) {
			c->flags = text->spans[span].flags;
			memcpy(c->group, text->spans[span].group,
			       sizeof c->group);
		}
		/* What combines belongs to its base, if it has one. */
		bool based = list.count > 1 && char_is_combining(c->code) &&
			     c[-1].class != CLASS_SPACE &&
			     c[-1].class != CLASS_NEWLINE;
		c->class = based ? c[-1].class : char_class(c->code);
		c->western =
		    c->class == CLASS_WESTERN || c->class == CLASS_SPACE;
		i += c->size;
	}
	return list;
}

/* Whether a character decides between Chinese and Western for its neighbours.
 * Digits do not: 2019—2023年 is Chinese. */
static bool
is_strong(const Character *c)
{
	if (char_is_western_letter(c->code))
		return !char_is_digit(c->code);
	return !c->western && !char_is_ambiguous(c->code) &&
	       c->class != CLASS_WIDE_SPACE && c->class != CLASS_NEWLINE;
}

/* “ ” ‘ ’ — … · belong to the Chinese face inside Chinese text and to the
 * Western face inside Western text (CLREQ, glyphs, sizes and positions of
 * marks): Western only where the nearest strong characters on both sides are.
 * An apostrophe between letters is Western always. */
static void
resolve_ambiguous(CharacterList *list)
{
	bool letter = false; /* the nearest strong character is one */

	for (size_t i = list->count; i > 0; i--) {
		Character *c = &list->items[i - 1];
		if (char_is_ambiguous(c->code))
			c->western = letter;
		else if (is_strong(c))
			letter = char_is_western_letter(c->code);
	}
	letter = false;
	for (size_t i = 0; i < list->count; i++) {
		Character *c = &list->items[i];
		if (char_is_ambiguous(c->code)) {
			c->western = c->western && letter;
			if (c->western)
				c->class = CLASS_WESTERN;
		} else if (is_strong(c)) {
			letter = char_is_western_letter(c->code);
		}
	}
}

static bool
is_chinese(const Character *c)
{
	return !c->western && c->class != CLASS_NEWLINE;
}

static bool
is_lone_dash(const CharacterList *list, size_t i)
{
	return list->items[i].class == CLASS_DASH &&
	       list->items[i].code == 0x2014 &&
	       (i == 0 || list->items[i - 1].code != 0x2014) &&
	       (i + 1 == list->count || list->items[i + 1].code != 0x2014);
}

/* A hyphen, solidus or sign that stands between Chinese characters connects
 * them, and so does a single —: it does not begin a line, and takes no gap. */
static void
resolve_connectors(CharacterList *list)
{
	for (size_t i = 0; i < list->count; i++)
		if (is_lone_dash(list, i))
			list->items[i].class = CLASS_CONNECTOR;
	for (size_t i = 1; i + 1 < list->count; i++) {
		Character *c = &list->items[i];
		const Character *before = c - 1, *after = c + 1;
		bool between = is_chinese(before) && is_chinese(after);
		if (!between)
			continue;
		if (c->code == '-' || c->code == '+' || c->code == '=' ||
		    c->code == '&')
			c->class = CLASS_CONNECTOR;
		else if (c->code == '/')
			c->class = CLASS_SOLIDUS;
	}
}

/* A space typed between Chinese and Western gives way to the gap that stands
 * there by rule, so that it is not doubled (CLREQ, mixed text composition). */
static void
drop_typed_spaces(CharacterList *list)
{
	for (size_t i = 0; i < list->count; i++) {
		size_t end = i;
		while (end < list->count && list->items[end].code == ' ')
			end++;
		if (end == i || i == 0 || end == list->count) {
			i = end > i ? end - 1 : i;
			continue;
		}
		const Character *left = &list->items[i - 1];
		const Character *right = &list->items[end];
		bool border =
		    (left->class == CLASS_HAN &&
		     right->class == CLASS_WESTERN) ||
		    (left->class == CLASS_WESTERN && right->class == CLASS_HAN);
		/* Several spaces are one. */
		for (size_t k = i; k < end; k++)
			list->items[k].dropped = border || k > i;
		i = end - 1;
	}
}

/* A soft hyphen says where to break: nothing of it is shown, but the face of
 * what combines with it. */
static void
drop_soft_hyphens(CharacterList *list)
{
	for (size_t i = 0; i < list->count; i++)
		list->items[i].dropped |=
		    list->items[i].code == SOFT_HYPHEN &&
		    (i + 1 == list->count ||
		     !char_is_combining(list->items[i + 1].code));
}

/* Notes a fallback; true the first time that it is seen. */
static bool
is_news(FaceChooser *chooser, const FontRole *role, uint32_t code)
{
	for (size_t i = 0; i < chooser->fallbacks.count; i++)
		if (chooser->fallbacks.items[i].role == role &&
		    chooser->fallbacks.items[i].code == code)
			return false;
	*array_push(chooser->arena, &chooser->fallbacks) =
	    (Fallback){role, code};
	return true;
}

/* Finds the face for one character, and says so where it is not the role's
 * first, or where there is none. */
static const Face *
choose_face(FaceChooser *chooser, const Text *text, const Character *c,
	    const FontRole *role)
{
	size_t choice = 0, first = font_role_first(role);
	const Face *face = font_role_face(chooser->fonts, role, c->code,
					  &choice, chooser->diag);
	char shown[5] = "";

	utf8_encode(c->code, shown);
	/* U+FFFD stands for what was lost or wrong in the source: the reader
	 * has said so at its place. */
	if (!face && c->code == 0xFFFD)
		return NULL;
	if (!face && is_news(chooser, role, c->code))
		diag_report(
		    chooser->diag, DIAG_ERROR, "missing-glyph",
		    text_position(text, c->start),
		    "请安装含有此字的字体，放进 --font-dir 指定的文件夹，"
		    "或改用别的字。",
		    "没有一种字体有“%s”（U+%04X）", shown, c->code);
	else if (face && choice > first &&
		 !font_choice_excepts(&role->choices[first], c->code) &&
		 is_news(chooser, role, c->code))
		diag_report(chooser->diag, DIAG_WARNING, "font-fallback",
			    text_position(text, c->start), NULL,
			    "%s（%s）没有“%s”（U+%04X），改用 %s", role->name,
			    role->choices[first].family, shown, c->code,
			    face->family);
	return face;
}

static void
choose_faces(FaceChooser *chooser, CharacterList *list, const Text *text,
	     const Style *style)
{
	for (size_t i = 0; i < list->count; i++) {
		Character *c = &list->items[i];
		bool strong = c->flags & SPAN_STRONG;
		const FontRole *role =
		    c->western ? (strong ? style->strong_latin : style->latin)
			       : (strong ? style->strong : style->font);
		bool typed_space = c->code == ' ' || c->code == 0x00A0;
		if (c->dropped || c->class == CLASS_NEWLINE ||
		    c->class == CLASS_WIDE_SPACE ||
		    (c->class == CLASS_SPACE && !typed_space))
			continue;
		/* What combines stands in its base's face, if that has it or
		 * nothing is to be seen of it. */
		if (i > 0 && char_is_combining(c->code) && c[-1].face &&
		    (char_is_invisible(c->code) ||
		     face_glyph(c[-1].face, c->code)))
			c->face = c[-1].face;
		else
			c->face = choose_face(chooser, text, c, role);
	}
}

CharacterList
characters_classify(Arena *arena, const Text *text)
{
	CharacterList list = decode(arena, text);

	resolve_ambiguous(&list);
	resolve_connectors(&list);
	drop_typed_spaces(&list);
	drop_soft_hyphens(&list);
	return list;
}

CharacterList
characters_read(Arena *arena, const Text *text, const Style *style,
		FaceChooser *chooser)
{
	CharacterList list = characters_classify(arena, text);

	choose_faces(chooser, &list, text, style);
	return list;
}
