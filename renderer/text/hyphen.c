#include "text/hyphen.h"

#include <hyphen.h>
#include <stdlib.h>
#include <string.h>

enum {
	LEAST_BEFORE = 2, /* letters of a word before a hyphen */
	LEAST_BEHIND = 3,
	LEAST_LETTERS = 6, /* shorter words stay whole */
	MOST_LETTERS = 60,
};

void
hyphens_close(Hyphens *hyphens)
{
	if (hyphens->patterns)
		hnj_hyphen_free(hyphens->patterns);
}

static HyphenDict *
wanted_patterns(Hyphens *hyphens)
{
	if (!hyphens->tried)
		hyphens->patterns = hnj_hyphen_load(ZB_HYPHENS);
	hyphens->tried = true;
	return hyphens->patterns;
}

static bool
is_letter(const Character *c)
{
	return c->class == CLASS_WESTERN && char_is_western_letter(c->code);
}

static bool
is_capital(const Character *c)
{
	return c->code >= 'A' && c->code <= 'Z';
}

static void
add_point(Character *c, const TextRules *rules)
{
	c->break_before = BREAK_MAY;
	c->break_cost += (float)rules->hyphen_cost;
	c->hyphen = true;
}

/* Between Han a soft hyphen is a place to break and no more. */
static void
add_soft_hyphens(const TextRules *rules, CharacterList *list)
{
	for (size_t i = 2; i < list->count; i++) {
		Character *c = &list->items[i];
		if (c[-1].code == SOFT_HYPHEN && is_letter(&c[-2]) &&
		    is_letter(c) && c->break_before == BREAK_MAY)
			add_point(c, rules);
	}
}

/* Names below a line or in a frame, and what is annotated, stay whole, and so
 * does what is above or below the line. */
static bool
is_kept_whole(const Character *c)
{
	for (size_t i = 0; i < GROUP_COUNT; i++)
		if (c->group[i])
			return true;
	return c->unit;
}

/* Reads a word of plain letters into `word`; false for any other. */
static bool
read_word(const Character *letters, size_t size, char *word)
{
	for (size_t i = 0; i < size; i++) {
		uint32_t c = letters[i].code;
		if (is_capital(&letters[i]))
			c += 'a' - 'A';
		if (c < 'a' || c > 'z')
			return false;
		word[i] = (char)c;
	}
	word[size] = '\0';
	return true;
}

static void
hyphenate(Hyphens *hyphens, const TextRules *rules, Character *letters,
	  size_t size)
{
	char word[MOST_LETTERS + 1], points[MOST_LETTERS + 5] = "";
	char **spellings = NULL;
	int *starts = NULL, *cuts = NULL;

	if (size < LEAST_LETTERS || size > MOST_LETTERS ||
	    !read_word(letters, size, word) || !wanted_patterns(hyphens) ||
	    hnj_hyphen_hyphenate2(hyphens->patterns, word, (int)size, points,
				  NULL, &spellings, &starts, &cuts) != 0)
		return;
	for (size_t i = LEAST_BEFORE; i + LEAST_BEHIND <= size; i++) {
		bool odd = points[i - 1] & 1;
		bool respelt = spellings && spellings[i - 1];
		if (odd && !respelt && !is_kept_whole(&letters[i]))
			add_point(&letters[i], rules);
	}
	for (size_t i = 0; spellings && i < size; i++)
		free(spellings[i]);
	free(spellings);
	free(starts);
	free(cuts);
}

/* Whether the Western characters up to the next blank or Han are words as
 * dictionaries have them: no digits, no capitals inside, no address on the net,
 * and nothing that the author joined or broke by hand. */
static bool
is_plain(const Character *run, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		const Character *c = &run[i];
		bool inside = i > 0 && is_letter(&c[-1]);
		bool goes_on = i + 1 < size && is_letter(&c[1]);
		if (char_is_digit(c->code) || char_is_combining(c->code) ||
		    c->code == '/' || c->code == '@' || c->code == '_' ||
		    c->code == '\\' || (inside && is_capital(c)) ||
		    (inside && goes_on && (c->code == '.' || c->code == ':')))
			return false;
	}
	return true;
}

static void
hyphenate_run(Hyphens *hyphens, const TextRules *rules, Character *run,
	      size_t size)
{
	if (!is_plain(run, size))
		return;
	for (size_t i = 0, end; i < size; i = end) {
		end = i + 1;
		if (!is_letter(&run[i]))
			continue;
		while (end < size && is_letter(&run[end]))
			end++;
		hyphenate(hyphens, rules, &run[i], end - i);
	}
}

void
hyphens_find(Hyphens *hyphens, const TextRules *rules, const Style *style,
	     CharacterList *list)
{
	add_soft_hyphens(rules, list);
	if (rules->hyphenation == HYPHENATION_NONE ||
	    style->wrap != WRAP_FILL || style->align != ALIGN_JUSTIFY)
		return;
	for (size_t i = 0, end; i < list->count; i = end) {
		end = i + 1;
		if (list->items[i].class != CLASS_WESTERN)
			continue;
		while (end < list->count &&
		       list->items[end].class == CLASS_WESTERN)
			end++;
		hyphenate_run(hyphens, rules, &list->items[i], end - i);
	}
}

/* The hyphen behind a glyph, in its face and size; NULL where the face has
 * none. */
static const Glyph *
shape_hyphen(Arena *arena, const Glyph *behind)
{
	const Face *face = behind->face;
	hb_codepoint_t id;

	if (!face || !hb_font_get_nominal_glyph(face->hb_font, '-', &id))
		return NULL;
	Glyph *hyphen = arena_alloc(arena, sizeof *hyphen);
	*hyphen = (Glyph){
	    .id = id,
	    .face = face,
	    .size = behind->size,
	    .character = '-',
	    .advance = length_scale(
		behind->size, hb_font_get_glyph_h_advance(face->hb_font, id),
		face->units),
	    .rise = behind->rise,
	    .class = CLASS_WESTERN,
	};
	return hyphen;
}

void
hyphens_shape(Arena *arena, const CharacterList *list, Glyph *glyphs,
	      size_t count)
{
	const Character *c = list->items;
	const Glyph *last = NULL;

	for (size_t i = 1; i < count; i++) {
		const Glyph *before = &glyphs[i - 1];
		if (glyphs[i].break_before != BREAK_MAY)
			continue;
		while (c->start < glyphs[i].text_start)
			c++;
		if (!c->hyphen)
			continue;
		if (!last || last->face != before->face ||
		    last->size != before->size || last->rise != before->rise)
			last = shape_hyphen(arena, before);
		glyphs[i].hyphen = last;
		if (!last)
			glyphs[i].break_before = BREAK_NEVER;
	}
}
