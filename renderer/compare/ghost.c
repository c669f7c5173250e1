/* What was left out, in red: faint at its old place where that is empty now,
 * else in small type over the place where it would be. */
#include <math.h>

#include "compare/marking.h"
#include "raster/pixels.h"

/* How much of the old ink is left at an old place, and in small type, which is
 * thin, in hundredths. */
enum { FAINT = 60, STRONG = 150 };

/* A char's box on its page. */
typedef struct CharBox {
	size_t page;
	Length left, right, top, bottom;
} CharBox;

static CharBox
box_of(const CompareContent *content, size_t index)
{
	const CompareChar *c = &content->chars.items[index];
	const CompareLine *line = &content->lines.items[c->line];
	Length size = content->looks.items[c->look].size;

	if (size <= 0)
		size = line->size;
	return (CharBox){line->page, c->left, c->right,
			 line->baseline - size * 92 / 100,
			 line->baseline + size * 22 / 100};
}

static const Raster *
old_page(MarkedPage *marked, size_t page, double dpi)
{
	OldPage drawn = {.page = page, .dpi = dpi};

	for (size_t i = 0; i < marked->old_pages.count; i++) {
		OldPage *known = &marked->old_pages.items[i];
		if (known->page == page && known->dpi == dpi)
			return &known->raster;
	}
	if (!marked->old.draw(marked->old.context, marked->arena, page, dpi,
			      &drawn.raster, marked->diag))
		return NULL;
	OldPage *kept = array_push(marked->arena, &marked->old_pages);
	*kept = drawn;
	return &kept->raster;
}

/* How dark a pixel is: 0 white … 255. */
static unsigned
darkness(const Raster *raster, long x, long y)
{
	if (x < 0 || y < 0 || x >= (long)raster->width ||
	    y >= (long)raster->height)
		return 0;
	const unsigned char *p =
	    raster->rgb + 3 * ((size_t)y * raster->width + (size_t)x);
	unsigned least = p[0] < p[1] ? p[0] : p[1];
	return 255u - (least < p[2] ? least : p[2]);
}

/* How dark `side` × `side` pixels are that become one. */
static unsigned
darkness_of(const Raster *raster, long x, long y, long side)
{
	unsigned sum = 0;

	for (long i = 0; i < side * side; i++)
		sum += darkness(raster, x + i % side, y + i / side);
	return sum / (unsigned)(side * side);
}

static void
put_ink(MarkedPage *marked, long x, long y, unsigned ink)
{
	if (ink > 0 && x >= 0 && y >= 0 && x < (long)marked->raster->width &&
	    y < (long)marked->raster->height)
		pixels_cover(marked->raster, (unsigned)x, (unsigned)y, 1,
			     (unsigned char)(ink < 255 ? ink : 255),
			     marked_gone.rgb);
}

/* Copies the ink of a box of an old page, `size` hundredths as large, to where
 * (x, y) is its top left corner. Small pixels are drawn and put together:
 * whoever draws the old page may fit its strokes to the pixels. */
static bool
copy_ink(MarkedPage *marked, const CharBox *box, Length x, Length y, int size,
	 int strength)
{
	enum { ENOUGH = 250 }; /* pixels an inch */
	double dpi = marked->dpi * size / 100;
	long side = dpi < ENOUGH ? (long)ceil(ENOUGH / dpi) : 1;
	const Raster *from = old_page(marked, box->page, dpi * (double)side);
	double scale = marked->scale * size / 100 * (double)side;

	if (!from)
		return false;
	long left = lround((double)box->left * scale);
	long width = lround((double)box->right * scale) - left;
	long top = lround((double)box->top * scale);
	long height = lround((double)box->bottom * scale) - top;
	long to_x = lround((double)x * marked->scale);
	long to_y = lround((double)y * marked->scale);
	for (long py = 0; py * side < height; py++)
		for (long px = 0; px * side < width; px++)
			put_ink(marked, to_x + px, to_y + py,
				darkness_of(from, left + px * side,
					    top + py * side, side) *
				    (unsigned)strength / 100);
	return true;
}

/* Whether nothing of the new page stands where the old character stood. */
static bool
is_free(const MarkedPage *marked, const CharBox *box)
{
	const CompareLines *lines = &marked->comparison->new->lines;

	for (size_t i = 0; i < lines->count; i++) {
		const CompareLine *line = &lines->items[i];
		if (line->page == marked->page && line->left < box->right &&
		    line->right > box->left &&
		    line->baseline - line->size < box->bottom &&
		    line->baseline + line->size / 4 > box->top)
			return false;
	}
	return true;
}

/* Where a change is on the new page: false where it is on another. */
static bool
find_place(const MarkedPage *marked, const CompareChange *change, size_t *line,
	   Length *x)
{
	const CompareContent *new = marked->comparison->new;
	ptrdiff_t at =
	    change->new_count ? (ptrdiff_t)change->new[0] : change->after;
	bool behind = at < 0;

	if (behind)
		at = change->before;
	if (at < 0)
		return false;
	const CompareChar *c = &new->chars.items[at];
	*line = c->line;
	*x = behind ? c->right : c->left;
	return new->lines.items[*line].page == marked->page;
}

/* Three dots for what there is no room for. */
static void
draw_dots(MarkedPage *marked, Length x, Length y, Length size)
{
	for (int i = 0; i < 3; i++)
		marked_fill(marked, x + size * i / 3, y,
			    x + size * i / 3 + size / 8, y + size / 8,
			    &marked_gone);
}

/* How large type between a line and the one above it can be, in hundredths of
 * the line's. */
static int
small_size(const MarkedPage *marked, const CompareLine *line)
{
	const CompareLines *lines = &marked->comparison->new->lines;
	enum { LEAST = 40, MOST = 70, STEP = 5 };
	Length top = line->baseline - line->size * 88 / 100;
	Length room = top, readable = length_from_pt(9);

	for (size_t i = 0; i < lines->count; i++) {
		const CompareLine *above = &lines->items[i];
		Length gap = top - above->baseline - above->size * 12 / 100;
		if (above->page == line->page &&
		    above->baseline < line->baseline &&
		    above->left < line->right && above->right > line->left &&
		    gap < room)
			room = gap;
	}
	room = room * 80 / 100 > readable ? room * 80 / 100 : readable;
	int size = (int)(room * 100 / line->size) / STEP * STEP;
	return size < LEAST ? LEAST : size > MOST ? MOST : size;
}

/* How wide the characters are in small type. */
static Length
small_width(const MarkedPage *marked, const CompareChange *change, int size)
{
	const CompareContent *old = marked->comparison->old;
	Length width = 0;

	for (size_t i = 0; i < change->old_count; i++) {
		const CompareChar *c = &old->chars.items[change->old[i]];
		width += (c->right - c->left) * size / 100;
	}
	return width;
}

/* Draws the characters in a row in small type, and a stroke down to their
 * place. What has no room on the right begins further left, behind `*end`,
 * where the one before on this line ended. */
static bool
draw_small(MarkedPage *marked, const CompareChange *change, size_t index,
	   Length x, Length *end)
{
	const CompareContent *old = marked->comparison->old;
	const CompareLine *line = &marked->comparison->new->lines.items[index];
	int small = small_size(marked, line);
	Length size = line->size * small / 100, half = length_from_pt(0.6);
	Length base = line->baseline - line->size * 94 / 100 - size * 20 / 100;
	Length limit = marked->right + 2 * size;
	Length from = limit - small_width(marked, change, small);
	Length least = *end > 0 ? *end + size / 2 : marked->left;

	if (from > x)
		from = x;
	if (from < least)
		from = least;
	marked_fill(marked, x - half, base + size * 20 / 100, x + half,
		    line->baseline + line->size * 12 / 100, &marked_gone);
	for (size_t i = 0; i < change->old_count; i++) {
		CharBox box = box_of(old, change->old[i]);
		Length width = (box.right - box.left) * small / 100;
		Length height = (box.bottom - box.top) * small / 100;
		if (from + width > limit) {
			draw_dots(marked, from + size / 4, base, size);
			break;
		}
		if (!copy_ink(marked, &box, from + 2 * half,
			      base - height * 92 / 114, small, STRONG))
			return false;
		from += width;
	}
	*end = from;
	return true;
}

/* Whether the characters, if their old place is on this page, can be drawn
 * there: all of it is empty now, for pieces of a text say nothing. */
static bool
can_be_faint(const MarkedPage *marked, const CompareChange *change)
{
	bool here = false;

	for (size_t i = 0; i < change->old_count; i++) {
		CharBox box = box_of(marked->comparison->old, change->old[i]);
		if (box.page == marked->page && !is_free(marked, &box))
			return false;
		here |= box.page == marked->page;
	}
	return here;
}

static bool
draw_faint(MarkedPage *marked, const CompareChange *change)
{
	for (size_t i = 0; i < change->old_count; i++) {
		CharBox box = box_of(marked->comparison->old, change->old[i]);
		if (box.page == marked->page &&
		    !copy_ink(marked, &box, box.left, box.top, 100, FAINT))
			return false;
	}
	return true;
}

bool
marked_draw_gone(MarkedPage *marked)
{
	const Comparison *comparison = marked->comparison;
	size_t last_line = SIZE_MAX;
	Length end = 0;

	for (size_t i = 0; i < comparison->changes.count; i++) {
		const CompareChange *change = &comparison->changes.items[i];
		size_t line;
		Length x;
		if (change->old_count == 0)
			continue;
		if (can_be_faint(marked, change)) {
			if (!draw_faint(marked, change))
				return false;
			continue;
		}
		if (!find_place(marked, change, &line, &x))
			continue;
		if (line != last_line)
			end = 0;
		last_line = line;
		if (!draw_small(marked, change, line, x, &end))
			return false;
	}
	return true;
}
