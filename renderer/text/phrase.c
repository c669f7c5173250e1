#include "text/phrase.h"

#include "text/adjust.h"
#include "text/balance.h"

/* The places where a line may end, and which glyph each stands before. */
typedef struct Points {
	BalancePoint *items;
	size_t *glyphs;
	size_t count;
} Points;

static Points
points_make(Arena *arena, const Paragraph *p)
{
	size_t room = p->count + 1;
	const uint8_t *seams = seams_find(arena, p->words, p->text->bytes,
					  p->text->size, p->terms);
	Points points = {arena_alloc_array(arena, room, sizeof(BalancePoint)),
			 arena_alloc_array(arena, room, sizeof(size_t)), 0};
	Length *sums = arena_alloc_array(arena, room, sizeof *sums);

	for (size_t i = 0; i < p->count; i++)
		sums[i + 1] = sums[i] + p->glyphs[i].gap + p->glyphs[i].advance;
	for (size_t i = 0; i <= p->count; i++) {
		size_t next = i, end = i;
		bool inside = i > 0 && i < p->count;
		if (inside && p->glyphs[i].break_before == BREAK_NEVER)
			continue;
		while (next < p->count && glyph_is_blank(&p->glyphs[next]))
			next++;
		while (end > 0 && glyph_is_blank(&p->glyphs[end - 1]))
			end--;
		BalancePoint *point = &points.items[points.count];
		points.glyphs[points.count++] = i;
		point->start = sums[next];
		if (next < p->count)
			point->start +=
			    p->glyphs[next].gap + line_start_trim(p, next);
		point->end =
		    sums[end] - (end > 0 ? line_end_trim(p, end - 1) : 0);
		point->seam =
		    inside ? (Seam)seams[p->glyphs[i].text_start] : SEAM_BEST;
		point->must = inside && p->glyphs[i].break_before == BREAK_MUST;
	}
	return points;
}

static LineList
lines_make(Arena *arena, const Paragraph *p, Length width, const Points *points,
	   const Balance *balance)
{
	Line *lines = arena_alloc_array(arena, balance->count, sizeof *lines);
	size_t first = 0;

	for (size_t i = 0; i < balance->count; i++) {
		size_t point = balance->ends[i];
		Length indent = i == 0 ? p->style->first_line : 0;
		lines[i] = (Line){
		    .first = first,
		    .end = points->glyphs[point],
		    .indent = p->style->left + indent,
		    .measure = width - indent,
		    .last =
			i + 1 == balance->count || points->items[point].must,
		};
		first = lines[i].end;
		line_trim_blanks(p, &lines[i].first, &lines[i].end);
	}
	return (LineList){lines, balance->count};
}

bool
phrase_break(Arena *arena, const Paragraph *p, Length width, Diagnostics *diag,
	     LineList *lines)
{
	bool title = p->style->align == ALIGN_CENTER;
	const BalanceWish wish = {width, p->style->first_line, p->style->size,
				  title ? SHAPE_ANY : 0};
	Balance balance;

	if (!p->words || p->count == 0)
		return false;
	Points points = points_make(arena, p);
	if (!balance_lines(arena, points.items, points.count, &wish, &balance))
		return false;
	if (balance.split)
		diag_report(
		    diag, DIAG_WARNING, "word-split",
		    text_position(
			p->text,
			p->glyphs[points.glyphs[balance.split]].text_start),
		    "请改写，或在合适的地方强制换行（行末两个空格）。",
		    "标题在词的中间断开了");
	*lines = lines_make(arena, p, width, &points, &balance);
	return true;
}
