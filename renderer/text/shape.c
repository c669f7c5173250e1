#include "text/paragraph.h"

#include <hb.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>

#include "text/annotate.h"
#include "text/grid.h"
#include "text/hyphen.h"
#include "text/runs.h"
#include "text/width.h"

struct Shaper {
	FaceChooser chooser;
	const TextRules *rules;
	const TitleWords *titles;
	WordList *words;   /* once a title has wanted it */
	bool words_missed; /* there is none, and it has been said */
	Hyphens hyphens;
	hb_buffer_t *buffer;
	hb_language_t language;
	UBreakIterator *iterator;
};

Shaper *
shaper_open(FontSet *fonts, const TextRules *rules, const TitleWords *titles,
	    Diagnostics *diag)
{
	UErrorCode status = U_ZERO_ERROR;
	Shaper *shaper = calloc(1, sizeof *shaper);

	if (!shaper)
		return NULL;
	*shaper = (Shaper){
	    .chooser = {.fonts = fonts, .diag = diag, .arena = arena_new()},
	    .rules = rules,
	    .titles = titles,
	    .buffer = hb_buffer_create(),
	    .language = hb_language_from_string("zh-Hans", -1),
	    .iterator = ubrk_open(UBRK_LINE, "zh@lb=strict", NULL, 0, &status),
	};
	if (U_FAILURE(status)) {
		diag_report(diag, DIAG_FAILURE, "icu", (Position){0},
			    "请重新安装 libicu。", "ICU 无法打开断行规则：%s",
			    u_errorName(status));
		shaper_close(shaper);
		return NULL;
	}
	return shaper;
}

void
shaper_close(Shaper *shaper)
{
	if (!shaper)
		return;
	words_close(shaper->words);
	hyphens_close(&shaper->hyphens);
	arena_free(shaper->chooser.arena);
	hb_buffer_destroy(shaper->buffer);
	if (shaper->iterator)
		ubrk_close(shaper->iterator);
	free(shaper);
}

typedef ARRAY(Glyph) GlyphArray;

static bool
same_run(const Character *a, const Character *b)
{
	return a->face == b->face && a->western == b->western && !b->dropped &&
	       a->flags == b->flags &&
	       !memcmp(a->group, b->group, sizeof a->group);
}

/* What stands above or below the line: its size, and how far its baseline is
 * moved, in 1/1000 em. A Han above the line ends where the others do. */
enum { SCRIPT_SIZE = 600, SUPER_RISE = 350, SUB_DROP = 150 };

static Length
own_size(const Character *c, const Style *style)
{
	return c->flags & (SPAN_SUPER | SPAN_SUB)
		   ? length_scale(style->size, SCRIPT_SIZE, 1000)
		   : style->size;
}

static Length
own_rise(const Character *c, const Style *style)
{
	if (c->flags & SPAN_SUPER)
		return length_scale(style->size, SUPER_RISE, 1000);
	return c->flags & SPAN_SUB ? -length_scale(style->size, SUB_DROP, 1000)
				   : 0;
}

/* Shapes the characters [first, end), which share a face, and appends their
 * glyphs. The glyphs of one cluster stay together: the first carries the
 * cluster's characters, and no line begins with the others. */
static void
shape_run(Shaper *shaper, Arena *arena, const Text *text, const Style *style,
	  const CharacterList *list, size_t first, size_t end,
	  GlyphArray *glyphs)
{
	const Character *from = &list->items[first];
	const Character *last = &list->items[end - 1];
	uint32_t stop = last->start + last->size;
	unsigned count;
	/* Han advance by cells: kerning between them would break the grid. A
	 * Chinese face has its marks full-width; in a Western run they are
	 * not. */
	hb_feature_t feature = {from->western ? HB_TAG('p', 'w', 'i', 'd')
					      : HB_TAG('k', 'e', 'r', 'n'),
				from->western, 0, (unsigned)-1};

	hb_buffer_reset(shaper->buffer);
	hb_buffer_set_direction(shaper->buffer, HB_DIRECTION_LTR);
	hb_buffer_set_script(shaper->buffer,
			     from->western ? HB_SCRIPT_LATIN : HB_SCRIPT_HAN);
	hb_buffer_set_language(shaper->buffer, shaper->language);
	hb_buffer_add_utf8(shaper->buffer, text->bytes, (int)text->size,
			   from->start, (int)(stop - from->start));
	hb_shape(from->face->hb_font, shaper->buffer, &feature, 1);
	const hb_glyph_info_t *info =
	    hb_buffer_get_glyph_infos(shaper->buffer, &count);
	const hb_glyph_position_t *place =
	    hb_buffer_get_glyph_positions(shaper->buffer, NULL);
	const Character *c = from;
	for (unsigned i = 0; i < count; i++) {
		Glyph *glyph = array_push(arena, glyphs);
		Length size = own_size(from, style);
		bool opens = i == 0 || info[i].cluster != info[i - 1].cluster;
		uint32_t next = stop;
		int64_t units = from->face->units;
		for (unsigned k = i + 1; opens && k < count; k++)
			if (info[k].cluster != info[i].cluster) {
				next = info[k].cluster;
				break;
			}
		while (c < last && c->start < info[i].cluster)
			c++;
		*glyph = (Glyph){
		    .id = info[i].codepoint,
		    .face = from->face,
		    .size = size,
		    .character = c->code,
		    .text_start = info[i].cluster,
		    .text_size = opens ? next - info[i].cluster : 0,
		    .advance = length_scale(size, place[i].x_advance, units),
		    .offset = length_scale(size, place[i].x_offset, units),
		    .rise = own_rise(from, style) +
			    length_scale(size, place[i].y_offset, units),
		    .class = c->class,
		    .break_before = opens ? c->break_before : BREAK_NEVER,
		    .break_cost = c->break_cost,
		    .unit = !opens || c->unit,
		    .flags = from->flags,
		};
		memcpy(glyph->group, from->group, sizeof glyph->group);
	}
}

/* The spaces that Unicode defines by a part of the em need no glyph. */
static Length
space_width(uint32_t code, Length em)
{
	switch (code) {
	case 0x3000:
	case 0x2003:
		return em;
	case 0x2002:
	case 0x2007:
		return em / 2;
	case 0x2004:
		return em / 3;
	case 0x2005:
	case 0x2008:
		return em / 4;
	case 0x2006:
	case 0x2009:
	case 0x202F:
		return em / 6;
	case 0x200A:
		return em / 10;
	default:
		return 0; /* a hard break */
	}
}

/* Such spaces, hard breaks, and characters that no font has. */
static Glyph
blank_glyph(const Character *c, const Style *style)
{
	Glyph glyph = {
	    .size = own_size(c, style),
	    .character = c->code,
	    .text_start = c->start,
	    .text_size = c->size,
	    .advance = space_width(c->code, own_size(c, style)),
	    .class = c->class,
	    .break_before = c->break_before,
	    .break_cost = c->break_cost,
	    .unit = c->unit,
	    .flags = c->flags,
	};

	memcpy(glyph.group, c->group, sizeof glyph.group);
	return glyph;
}

/* No space is added inside a unit or a Western word, nor beside what connects
 * (CLREQ, procedures for inter-character space expansion). */
static void
fix_gaps(Glyph *glyphs, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		CharClass before = glyphs[i - 1].class, here = glyphs[i].class;
		glyphs[i].fixed_before =
		    glyphs[i].unit || before == CLASS_SPACE ||
		    (before == CLASS_WESTERN && here == CLASS_WESTERN) ||
		    before == CLASS_CONNECTOR || here == CLASS_CONNECTOR ||
		    before == CLASS_SOLIDUS || here == CLASS_SOLIDUS;
	}
}

static const WordList *
wanted_words(Shaper *shaper, const Style *style)
{
	const TitleWords *titles = shaper->titles;

	if (style->wrap != WRAP_PHRASE || !titles || shaper->words ||
	    shaper->words_missed)
		return shaper->words;
	if (titles->path)
		shaper->words = words_open(titles->path, shaper->chooser.diag);
	else
		diag_report(shaper->chooser.diag, DIAG_WARNING, "no-word-list",
			    (Position){0}, "请重新安装或编译 zhuanbao。",
			    "找不到词表 words.dat，标题可能在词的中间断开");
	shaper->words_missed = !shaper->words;
	return shaper->words;
}

const Paragraph *
text_shape(Shaper *shaper, Arena *arena, const Text *text, const Style *style)
{
	CharacterList list =
	    characters_read(arena, text, style, &shaper->chooser);
	Paragraph *paragraph = arena_alloc(arena, sizeof *paragraph);
	GlyphArray glyphs = {0};

	breaks_find(shaper->iterator, text, shaper->rules, style, &list);
	hyphens_find(&shaper->hyphens, shaper->rules, style, &list);
	for (size_t i = 0, end; i < list.count; i = end) {
		const Character *c = &list.items[i];
		end = i + 1;
		if (c->dropped)
			continue;
		if (!c->face) {
			*array_push(arena, &glyphs) = blank_glyph(c, style);
			continue;
		}
		while (end < list.count && same_run(c, &list.items[end]))
			end++;
		shape_run(shaper, arena, text, style, &list, i, end, &glyphs);
	}
	if (grid_holds_style(style, shaper->rules))
		digits_set_width(glyphs.items, glyphs.count);
	marks_set_width(glyphs.items, glyphs.count, style, shaper->rules);
	gaps_set(glyphs.items, glyphs.count, style, shaper->rules);
	fix_gaps(glyphs.items, glyphs.count);
	hyphens_shape(arena, &list, glyphs.items, glyphs.count);
	annotations_set(shaper, arena, text, style, glyphs.items, glyphs.count);
	*paragraph = (Paragraph){
	    .text = text,
	    .style = style,
	    .rules = shaper->rules,
	    .words = wanted_words(shaper, style),
	    .terms = shaper->titles ? &shaper->titles->terms : NULL,
	    .glyphs = glyphs.items,
	    .count = glyphs.count,
	};
	return paragraph;
}
