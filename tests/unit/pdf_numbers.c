#include "check.h"
#include "pdf/buffer.h"
#include "pdf/cff.h"
#include "pdf/font.h"

static const char *
written(PdfBuffer *buffer)
{
	pdf_put(buffer, "", 1);
	return buffer->bytes;
}

static const char *
fixed(Arena *arena, int64_t value, int decimals)
{
	PdfBuffer buffer = {.arena = arena};

	pdf_put_fixed(&buffer, value, decimals);
	return written(&buffer);
}

static void
test_fixed(void)
{
	Arena *arena = arena_new();
	PdfBuffer buffer = {.arena = arena};

	CHECK_STR(fixed(arena, 0, 3), "0");
	CHECK_STR(fixed(arena, 12500, 3), "12.5");
	CHECK_STR(fixed(arena, 12000, 3), "12");
	CHECK_STR(fixed(arena, 1, 3), "0.001");
	CHECK_STR(fixed(arena, -1, 3), "-0.001");
	CHECK_STR(fixed(arena, -105, 1), "-10.5");
	CHECK_STR(fixed(arena, 100, 0), "100");
	CHECK_STR(fixed(arena, INT64_MIN, 0), "-9223372036854775808");
	CHECK_INT(pdf_millipoints(LENGTH_PER_POINT / 1000), 1);
	CHECK_INT(pdf_millipoints(-LENGTH_PER_POINT), -1000);
	pdf_put_length(&buffer, length_from_mm(297));
	CHECK_STR(written(&buffer), "841.89");
	arena_free(arena);
}

static const char *
utf16(Arena *arena, const char *text, size_t size)
{
	PdfBuffer buffer = {.arena = arena};

	pdf_put_utf16(&buffer, text, size);
	return written(&buffer);
}

static const char *
text_string(Arena *arena, const char *text)
{
	PdfBuffer buffer = {.arena = arena};

	pdf_put_text(&buffer, text);
	return written(&buffer);
}

static void
test_text(void)
{
	Arena *arena = arena_new();

	CHECK_STR(utf16(arena, "一", 3), "4E00");
	CHECK_STR(utf16(arena, "a\xF0\xA0\xAE\xB7", 5), "0061D842DFB7");
	CHECK_STR(utf16(arena, "\xF4\x8F\xBF\xBF", 4), "DBFFDFFF");
	CHECK_STR(utf16(arena, "\xE4\xB8", 2), "FFFDFFFD");
	CHECK_STR(text_string(arena, "a (b) \\"), "(a \\(b\\) \\\\)");
	CHECK_STR(text_string(arena, ""), "()");
	CHECK_STR(text_string(arena, "a\n"), "<FEFF0061000A>");
	CHECK_STR(text_string(arena, "一a"), "<FEFF4E000061>");
	arena_free(arena);
}

static void
test_growth(void)
{
	Arena *arena = arena_new();
	PdfBuffer buffer = {.arena = arena};

	for (int i = 0; i < 1000; i++)
		pdf_put_format(&buffer, "%d,", i % 10);
	CHECK_INT(buffer.size, 2000);
	CHECK(!memcmp(buffer.bytes + 1996, "8,9,", 4));
	arena_free(arena);
}

static size_t
count_of(const char *text, const char *part)
{
	size_t count = 0;

	for (; (text = strstr(text, part)); text++)
		count++;
	return count;
}

static void
test_tounicode(void)
{
	Arena *arena = arena_new();
	PdfBuffer buffer = {.arena = arena};
	PdfUse items[201] = {{0}};
	const PdfUse *uses[201];

	for (uint32_t i = 0; i < 201; i++) {
		items[i] =
		    (PdfUse){.code = i + 1, .text = "ffi", .text_size = 3};
		uses[i] = &items[i];
	}
	items[200].text_size = 0;
	pdf_put_tounicode(&buffer, uses, 201);
	const char *map = written(&buffer);
	CHECK_INT(count_of(map, "\n100 beginbfchar\n"), 2);
	CHECK_INT(count_of(map, "\n1 beginbfchar\n"), 1);
	CHECK_INT(count_of(map, "<0001> <006600660069>\n"), 1);
	CHECK_INT(count_of(map, "<00C9> <200B>\n"), 1);
	arena_free(arena);
}

/* A CFF table of no more than is looked at: header, names, top dictionary,
 * charset, and an index of empty charstrings. */
enum { CHARSET_AT = 32, TABLE_SIZE = 64 };

static void
make_cff(unsigned char *table, bool cid_keyed, unsigned glyphs,
	 const unsigned char *charset, size_t size)
{
	static const unsigned char head[] = {1,	  0,   4,
					     1, /* header */
					     0,	  1,   1,
					     1,	  2,   'A', /* name index */
					     0,	  1,   1,
					     1,	  14, /* top dictionary index */
					     139, 139, 139,
					     12,  30, /* ROS */
					     28,  0,   CHARSET_AT,
					     15, /* charset */
					     28,  0,   CHARSET_AT + 16,
					     17}; /* charstrings */
	unsigned char *index = table + CHARSET_AT + 16;

	memset(table, 0xEE, TABLE_SIZE);
	memcpy(table, head, sizeof head);
	if (!cid_keyed)
		table[19] = 7; /* a font matrix instead of ROS */
	memcpy(table + CHARSET_AT, charset, size);
	index[0] = 0;
	index[1] = (unsigned char)glyphs;
	index[2] = 1;
	for (unsigned i = 0; i <= glyphs; i++)
		index[3 + i] = 1;
}

static void
test_charset(void)
{
	unsigned char table[TABLE_SIZE], *charset = table + CHARSET_AT;

	/* Format 0, one glyph: three bytes. */
	make_cff(table, true, 2, (unsigned char[]){0, 9, 9}, 3);
	CHECK(cff_make_identity(table, sizeof table));
	CHECK(!memcmp(charset, (unsigned char[]){0, 0, 1, 0xEE}, 4));
	/* Format 1, one range: four bytes. */
	make_cff(table, true, 5, (unsigned char[]){1, 9, 9, 3}, 4);
	CHECK(cff_make_identity(table, sizeof table));
	CHECK(!memcmp(charset, (unsigned char[]){1, 0, 1, 3, 0xEE}, 5));
	/* Format 0, two glyphs: five bytes hold any identity. */
	make_cff(table, true, 3, (unsigned char[]){0, 9, 9, 8, 8}, 5);
	CHECK(cff_make_identity(table, sizeof table));
	CHECK(!memcmp(charset, (unsigned char[]){2, 0, 1, 0, 1, 0xEE}, 6));
	/* Format 1, two ranges. */
	make_cff(table, true, 6, (unsigned char[]){1, 9, 9, 1, 8, 8, 2}, 7);
	CHECK(cff_make_identity(table, sizeof table));
	CHECK(!memcmp(charset, (unsigned char[]){2, 0, 1, 0, 4}, 5));
	/* A name-keyed font is left alone. */
	make_cff(table, false, 3, (unsigned char[]){0, 9, 9, 8, 8}, 5);
	CHECK(cff_make_identity(table, sizeof table));
	CHECK(!memcmp(charset, (unsigned char[]){0, 9, 9, 8, 8}, 5));
}

static void
test_damaged_cff(void)
{
	unsigned char table[TABLE_SIZE];

	make_cff(table, true, 3, (unsigned char[]){7, 9, 9, 8, 8}, 5);
	CHECK(!cff_make_identity(table, sizeof table)); /* no such format */
	make_cff(table, true, 3, (unsigned char[]){0, 9, 9, 8, 8}, 5);
	for (size_t size = 0; size < CHARSET_AT + 16; size++)
		CHECK(!cff_make_identity(table, size)); /* cut off */
	table[2] = 200;
	CHECK(!cff_make_identity(table, sizeof table));
}

int
main(void)
{
	test_fixed();
	test_text();
	test_growth();
	test_tounicode();
	test_charset();
	test_damaged_cff();
	return check_report();
}
