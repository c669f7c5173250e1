#include "compare/lines.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "compare/drawn.h"

/* Baselines less far apart than this, in pt, are the same. */
#define SAME_BASELINE 1.0

/* A character as poppler tells it. */
typedef struct Letter {
	uint32_t c;
	double left, right, top, bottom, baseline;
	size_t look;
	bool after_blank;
} Letter;

/* What poppler puts on one line. */
typedef struct Segment {
	size_t first, count; /* letters */
	double baseline, left;
} Segment;

typedef struct PageReader {
	Arena *arena;
	CompareContent *content;
	size_t page;
	Drawn drawn;
	ARRAY(Letter) letters;
	ARRAY(Segment) segments;
} PageReader;

/* The origin of the glyph whose box begins at `left`: the nearest in height to
 * where baselines are in boxes. */
static double
find_baseline(const Drawn *drawn, const PopplerRectangle *box)
{
	double guess = box->y2 - (box->y2 - box->y1) * 0.2;
	double best = INFINITY, baseline = guess;

	for (size_t i = 0; i < drawn->glyphs.count; i++) {
		const DrawnGlyph *glyph = &drawn->glyphs.items[i];
		double far = fabs(glyph->x - box->x1);
		if (far > 0.5 || glyph->y < box->y1 - 1 ||
		    glyph->y > box->y2 + 1)
			continue;
		far += fabs(glyph->y - guess);
		if (far < best) {
			best = far;
			baseline = glyph->y;
		}
	}
	return baseline;
}

/* ABCDEF+Name-Identity-H is Name. */
static const char *
plain_name(Arena *arena, const char *name)
{
	static const char *const tails[] = {"-Identity-H", "-Identity-V"};
	size_t tag = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

	if (tag == 6 && name[tag] == '+')
		name += tag + 1;
	size_t size = strlen(name);
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		size_t length = strlen(tails[i]);
		if (size > length && !strcmp(name + size - length, tails[i]))
			size -= length;
	}
	return arena_copy(arena, name, size);
}

static size_t
look_of(PageReader *reader, const PopplerTextAttributes *from)
{
	CompareLook look = {.face = ""};

	if (from) {
		look.face = plain_name(reader->arena,
				       from->font_name ? from->font_name : "");
		look.size = length_from_pt(round(from->font_size * 100) / 100);
		look.rgb[0] = (uint8_t)(from->color.red >> 8);
		look.rgb[1] = (uint8_t)(from->color.green >> 8);
		look.rgb[2] = (uint8_t)(from->color.blue >> 8);
	}
	return compare_add_look(reader->arena, reader->content, look);
}

/* The baseline that most of a segment stand on, so that what is raised or
 * lowered moves nothing. */
static double
common_baseline(const PageReader *reader, size_t first, size_t count)
{
	const Letter *letters = reader->letters.items + first;
	size_t most = 0;
	double common = 0;

	for (size_t i = 0; i < count; i++) {
		size_t same = 0;
		for (size_t k = 0; k < count; k++)
			same += fabs(letters[k].baseline -
				     letters[i].baseline) < 0.05;
		if (same > most) {
			most = same;
			common = letters[i].baseline;
		}
	}
	return common;
}

static void
end_segment(PageReader *reader, size_t first)
{
	size_t count = reader->letters.count - first;

	if (count > 0)
		*array_push(reader->arena, &reader->segments) = (Segment){
		    first, count, common_baseline(reader, first, count),
		    reader->letters.items[first].left};
}

/* poppler's text has a box for each character, blanks and line ends too; and
 * runs of one look after another. */
static void
read_letters(PageReader *reader, PopplerPage *page)
{
	char *text = poppler_page_get_text(page);
	GList *looks = poppler_page_get_text_attributes(page), *look = looks;
	PopplerRectangle *boxes = NULL;
	guint count = 0;
	size_t size = strlen(text), first = 0, index = SIZE_MAX;
	bool after_blank = false;

	poppler_page_get_text_layout(page, &boxes, &count);
	for (size_t i = 0, at = 0; i < count && at < size; i++) {
		const PopplerTextAttributes *known = look ? look->data : NULL;
		uint32_t c;
		size_t length = utf8_decode(text + at, size - at, &c);
		if (length == 0)
			break;
		at += length;
		while (known && (size_t)known->end_index < i) {
			look = look->next;
			known = look ? look->data : NULL;
			index = SIZE_MAX;
		}
		if (compare_is_blank(c)) {
			after_blank = true;
			if (c == '\n') {
				end_segment(reader, first);
				first = reader->letters.count;
			}
			continue;
		}
		if (index == SIZE_MAX)
			index = look_of(reader, known);
		*array_push(reader->arena, &reader->letters) = (Letter){
		    c,		 boxes[i].x1,
		    boxes[i].x2, boxes[i].y1,
		    boxes[i].y2, find_baseline(&reader->drawn, &boxes[i]),
		    index,	 after_blank};
		after_blank = false;
	}
	end_segment(reader, first);
	g_free(boxes);
	poppler_page_free_text_attributes(looks);
	g_free(text);
}

static int
by_baseline(const void *left, const void *right)
{
	const Segment *a = left, *b = right;

	if (a->baseline != b->baseline)
		return a->baseline < b->baseline ? -1 : 1;
	return (a->first > b->first) - (a->first < b->first);
}

static int
by_left(const void *left, const void *right)
{
	const Segment *a = left, *b = right;

	if (a->left != b->left)
		return a->left < b->left ? -1 : 1;
	return (a->first > b->first) - (a->first < b->first);
}

/* The segments of one height become one line. */
static void
add_line(PageReader *reader, Segment *segments, size_t count)
{
	CompareContent *content = reader->content;
	CompareLine line = {.page = reader->page,
			    .baseline = length_from_pt(segments->baseline),
			    .first = content->chars.count};

	qsort(segments, count, sizeof *segments, by_left);
	for (size_t s = 0; s < count; s++)
		for (size_t i = 0; i < segments[s].count; i++) {
			const Letter *from =
			    &reader->letters.items[segments[s].first + i];
			Length size = content->looks.items[from->look].size;
			Length left = length_from_pt(from->left);
			Length right = length_from_pt(from->right);
			CompareChar *c =
			    array_push(reader->arena, &content->chars);
			*c = (CompareChar){.c = from->c,
					   .left = left,
					   .right = right,
					   .line = content->lines.count,
					   .look = from->look,
					   .after_blank = from->after_blank};
			if (size > line.size)
				line.size = size;
			if (line.count == 0 || left < line.left)
				line.left = left;
			if (line.count == 0 || right > line.right)
				line.right = right;
			line.count++;
		}
	*array_push(reader->arena, &content->lines) = line;
}

static void
add_lines(PageReader *reader)
{
	Segment *segments = reader->segments.items;
	size_t count = reader->segments.count, end;

	if (count > 0)
		qsort(segments, count, sizeof *segments, by_baseline);
	for (size_t i = 0; i < count; i = end) {
		end = i + 1;
		while (end < count && segments[end].baseline <
					  segments[i].baseline + SAME_BASELINE)
			end++;
		add_line(reader, segments + i, end - i);
	}
}

/* Small type close over a line is its annotation. */
static void
find_annotations(CompareContent *content, size_t first)
{
	for (size_t i = first; i + 1 < content->lines.count; i++) {
		CompareLine *line = &content->lines.items[i];
		const CompareLine *below = line + 1;
		if (line->size <= below->size * 3 / 5 &&
		    below->baseline - line->baseline < below->size * 5 / 4 &&
		    line->left >= below->left - below->size &&
		    line->right <= below->right + below->size)
			line->stream = COMPARE_ANNOTATION;
	}
}

/* What a drawn thing is, where it stands at characters, by its shape. */
static unsigned
mark_of(const DrawnPath *path)
{
	double width = path->right - path->left;
	double height = path->bottom - path->top;

	if (height > 10)
		return COMPARE_FRAME;
	if (width < 8 && height < 8)
		return COMPARE_DOT;
	return path->curved ? COMPARE_WAVE : COMPARE_LINE;
}

void
lines_read_page(Arena *arena, CompareContent *content, PopplerPage *page,
		size_t index)
{
	PageReader reader = {.arena = arena, .content = content, .page = index};
	size_t first = content->lines.count;

	reader.drawn = drawn_read(arena, page);
	read_letters(&reader, page);
	add_lines(&reader);
	find_annotations(content, first);
	for (size_t i = 0; i < reader.drawn.paths.count; i++) {
		const DrawnPath *path = &reader.drawn.paths.items[i];
		CompareRule rule = {index,
				    length_from_pt(path->left),
				    length_from_pt(path->top),
				    length_from_pt(path->right - path->left),
				    length_from_pt(path->bottom - path->top),
				    {0}};
		memcpy(rule.rgb, path->rgb, sizeof rule.rgb);
		compare_add_mark(arena, content, rule, mark_of(path));
	}
}
