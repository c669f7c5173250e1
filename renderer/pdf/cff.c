#include "pdf/cff.h"

/* Adobe Technical Note #5176, The Compact Font Format. */
enum {
	OP_CHARSET = 15,
	OP_CHARSTRINGS = 17,
	OP_ESCAPE = 12,
	OP_ROS = 30, /* after the escape: the font is CID-keyed */
	LAST_OPERATOR = 21,
	LAST_PREDEFINED_CHARSET = 2,
};

typedef struct Table {
	uint8_t *bytes;
	size_t size;
} Table;

typedef struct Index {
	size_t count;
	size_t first, first_size; /* its first element */
	size_t end;		  /* the offset behind it */
} Index;

typedef struct TopDict {
	bool cid_keyed;
	size_t charset, charstrings;
} TopDict;

static size_t
read_number(const uint8_t *p, size_t size)
{
	size_t value = 0;

	while (size-- > 0)
		value = value << 8 | *p++;
	return value;
}

static bool
read_index(const Table *table, size_t at, Index *index)
{
	if (at > table->size || table->size - at < 2)
		return false;
	*index = (Index){.count = read_number(table->bytes + at, 2)};
	index->end = at + 2;
	if (index->count == 0)
		return true;
	if (table->size - at < 3)
		return false;
	size_t width = table->bytes[at + 2];
	size_t offsets = at + 3, span = (index->count + 1) * width;
	if (width < 1 || width > 4 || table->size - offsets < span)
		return false;
	const uint8_t *p = table->bytes + offsets;
	size_t data = offsets + span - 1; /* offsets count from 1 */
	size_t first = read_number(p, width);
	size_t second = read_number(p + width, width);
	size_t last = read_number(p + index->count * width, width);
	if (first < 1 || second < first || last < second ||
	    last > table->size - data)
		return false;
	index->first = data + first;
	index->first_size = second - first;
	index->end = data + last;
	return true;
}

/* Reads the operand at `p` into `*value` (real numbers are only skipped).
 * Returns what follows it, NULL where the dictionary is damaged. */
static const uint8_t *
read_operand(const uint8_t *p, const uint8_t *end, size_t *value)
{
	unsigned b = *p++;
	size_t left = (size_t)(end - p);

	if (b == 28 || b == 29) {
		size_t size = b == 28 ? 2 : 4;
		if (left < size)
			return NULL;
		*value = read_number(p, size);
		return p + size;
	}
	if (b == 30) {
		while (p < end && (*p & 0xF) != 0xF)
			p++;
		return p < end ? p + 1 : NULL;
	}
	if (b >= 32 && b <= 246) {
		*value = b - 139;
		return p;
	}
	if (b < 247 || b > 254 || left < 1)
		return NULL;
	*value = b < 251 ? (b - 247) * 256 + *p + 108
			 : 0 - ((size_t)(b - 251) * 256 + *p + 108);
	return p + 1;
}

static bool
read_top_dict(const uint8_t *p, const uint8_t *end, TopDict *top)
{
	size_t operand = 0;

	while (p && p < end) {
		if (*p > LAST_OPERATOR) {
			p = read_operand(p, end, &operand);
			continue;
		}
		unsigned op = *p++;
		if (op == OP_ESCAPE) {
			if (p == end)
				return false;
			top->cid_keyed |= *p++ == OP_ROS;
		} else if (op == OP_CHARSET) {
			top->charset = operand;
		} else if (op == OP_CHARSTRINGS) {
			top->charstrings = operand;
		}
	}
	return p != NULL;
}

/* Returns the length of the charset at `at`, 0 where it is damaged. Glyph 0 is
 * not listed. */
static size_t
charset_size(const Table *table, size_t at, size_t glyphs)
{
	size_t left = table->size - at, covered = 1, i = 1;
	unsigned format = table->bytes[at];

	if (format == 0)
		return left >= 1 + (glyphs - 1) * 2 ? 1 + (glyphs - 1) * 2 : 0;
	if (format > 2)
		return 0;
	while (covered < glyphs) {
		if (left - i < 2 + format)
			return 0;
		covered += 1 + read_number(table->bytes + at + i + 2, format);
		i += 2 + format;
	}
	return i;
}

/* Whatever the length, an identity fits: a charset of three bytes lists one
 * glyph, one of four bytes is a single range of at most 256 glyphs. */
static void
write_identity(uint8_t *charset, size_t size, size_t glyphs)
{
	size_t more = glyphs - 2; /* behind the first listed glyph */

	charset[0] = size >= 5 ? 2 : size == 4 ? 1 : 0;
	charset[1] = 0;
	charset[2] = 1;
	if (size == 4) {
		charset[3] = (uint8_t)more;
	} else if (size >= 5) {
		charset[3] = (uint8_t)(more >> 8);
		charset[4] = (uint8_t)more;
	}
}

bool
cff_make_identity(uint8_t *bytes, size_t size)
{
	Table table = {bytes, size};
	Index names, dicts, glyphs;
	TopDict top = {0};

	if (size < 4 || !read_index(&table, bytes[2], &names) ||
	    !read_index(&table, names.end, &dicts) || dicts.count == 0 ||
	    !read_top_dict(bytes + dicts.first,
			   bytes + dicts.first + dicts.first_size, &top))
		return false;
	if (!top.cid_keyed)
		return true;
	if (!read_index(&table, top.charstrings, &glyphs))
		return false;
	if (glyphs.count < 2)
		return true;
	if (top.charset <= LAST_PREDEFINED_CHARSET || top.charset >= size)
		return false;
	size_t room = charset_size(&table, top.charset, glyphs.count);
	if (room == 0)
		return false;
	write_identity(bytes + top.charset, room, glyphs.count);
	return true;
}
