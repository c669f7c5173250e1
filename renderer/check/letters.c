#include "check/letters.h"

#include <string.h>

#include "base/utf8.h"

typedef struct Range {
	uint32_t first, last;
	LetterKind kind;
} Range;

/* In order; what is not listed is LETTER_OTHER. */
static const Range ranges[] = {
    {0x000A, 0x000A, LETTER_BREAK},  {0x0020, 0x0020, LETTER_SPACE},
    {0x0021, 0x002F, LETTER_HALF},   {0x0030, 0x0039, LETTER_DIGIT},
    {0x003A, 0x0040, LETTER_HALF},   {0x0041, 0x005A, LETTER_LATIN},
    {0x005B, 0x0060, LETTER_HALF},   {0x0061, 0x007A, LETTER_LATIN},
    {0x007B, 0x007E, LETTER_HALF},   {0x00A0, 0x00A0, LETTER_SPACE},
    {0x00B7, 0x00B7, LETTER_SHARED}, {0x00C0, 0x00D6, LETTER_LATIN},
    {0x00D8, 0x00F6, LETTER_LATIN},  {0x00F8, 0x024F, LETTER_LATIN},
    {0x0370, 0x052F, LETTER_LATIN},  {0x1E00, 0x1EFF, LETTER_LATIN},
    {0x2000, 0x200A, LETTER_SPACE},  {0x2014, 0x2014, LETTER_SHARED},
    {0x2018, 0x2019, LETTER_SHARED}, {0x201C, 0x201D, LETTER_SHARED},
    {0x2026, 0x2026, LETTER_SHARED}, {0x202F, 0x202F, LETTER_SPACE},
    {0x205F, 0x205F, LETTER_SPACE},  {0x2160, 0x217F, LETTER_LATIN},
    {0x2460, 0x24FF, LETTER_HAN},    {0x2E3A, 0x2E3A, LETTER_SHARED},
    {0x2E80, 0x2FDF, LETTER_HAN},    {0x3000, 0x3000, LETTER_WIDE_SPACE},
    {0x3001, 0x3003, LETTER_WIDE},   {0x3005, 0x3007, LETTER_HAN},
    {0x3008, 0x3011, LETTER_WIDE},   {0x3014, 0x301F, LETTER_WIDE},
    {0x3021, 0x3029, LETTER_HAN},    {0x3038, 0x303B, LETTER_HAN},
    {0x3041, 0x30FA, LETTER_HAN},    {0x30FB, 0x30FB, LETTER_WIDE},
    {0x30FC, 0x312F, LETTER_HAN},    {0x31A0, 0x31BF, LETTER_HAN},
    {0x3400, 0x4DBF, LETTER_HAN},    {0x4E00, 0x9FFF, LETTER_HAN},
    {0xF900, 0xFAFF, LETTER_HAN},    {0xFE10, 0xFE19, LETTER_WIDE},
    {0xFE30, 0xFE4F, LETTER_WIDE},   {0xFF01, 0xFF0F, LETTER_WIDE},
    {0xFF1A, 0xFF20, LETTER_WIDE},   {0xFF3B, 0xFF40, LETTER_WIDE},
    {0xFF5B, 0xFF65, LETTER_WIDE},   {0x20000, 0x3FFFF, LETTER_HAN},
    {0xE0100, 0xE01EF, LETTER_HAN},
};

LetterKind
letter_kind(uint32_t c)
{
	size_t low = 0, high = sizeof ranges / sizeof *ranges;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (c > ranges[middle].last)
			low = middle + 1;
		else if (c < ranges[middle].first)
			high = middle;
		else
			return ranges[middle].kind;
	}
	return LETTER_OTHER;
}

bool
is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

bool
is_one_of(uint32_t c, const char *set)
{
	size_t size = strlen(set);

	for (size_t i = 0; i < size;) {
		uint32_t member;
		i += utf8_decode(set + i, size - i, &member);
		if (c == member)
			return true;
	}
	return false;
}

bool
is_han_numeral(uint32_t c)
{
	return is_one_of(c, "一二三四五六七八九十百");
}

bool
passage_says(const Passage *passage, size_t i, const char *text)
{
	size_t size = strlen(text);

	for (size_t at = 0; at < size; i++) {
		uint32_t c;
		at += utf8_decode(text + at, size - at, &c);
		if (i >= passage->count || passage->letters[i].c != c)
			return false;
	}
	return true;
}

void
passage_amend(Passage *passage, size_t i, uint32_t as)
{
	passage->letters[i].as = as;
	passage->letters[i].kind = letter_kind(as);
}

static void
fill_letters(const Text *text, Letter *letters)
{
	size_t n = 0;

	for (uint32_t s = 0; s < text->span_count; s++) {
		const Span *span = &text->spans[s];
		Position at = span->at;
		for (uint32_t i = span->start; i < span->end; n++) {
			Letter *letter = &letters[n];
			i += (uint32_t)utf8_decode(text->bytes + i,
						   span->end - i, &letter->c);
			letter->as = letter->c;
			letter->kind = letter_kind(letter->c);
			letter->at = at;
			letter->flags = span->flags;
			at = position_advance(at, 1);
		}
	}
}

/* What an address is made of. Brackets, quotes and commas may be, too, but
 * stand more often beside one. */
static bool
is_address_letter(const Letter *letter)
{
	return letter->c < 0x7F && letter->c > ' ' &&
	       !is_one_of(letter->c, ",()'\"<>[]{}|\\^`");
}

/* True for Node.js and gov.cn/a: names with a dot whose last part is a word. */
static bool
is_dotted_name(const Letter *letters, size_t from, size_t to)
{
	size_t end = from, part = 0;
	bool dotted = false, word = true;

	while (end < to && letters[end].c != '/' && letters[end].c != '?')
		end++;
	for (size_t i = from; i < end; i++) {
		LetterKind kind = letters[i].kind;
		if (letters[i].c == '.') {
			if (part == 0)
				return false;
			dotted = true;
			word = true;
			part = 0;
		} else if (kind == LETTER_LATIN || kind == LETTER_DIGIT ||
			   letters[i].c == '-') {
			word &= kind == LETTER_LATIN;
			part++;
		} else {
			return false;
		}
	}
	return dotted && word && part >= 2;
}

static bool
is_address(const Passage *passage, size_t from, size_t to)
{
	const Letter *letters = passage->letters;
	bool sign = false;

	if (passage_says(passage, from, "www."))
		return true;
	for (size_t i = from; i < to; i++) {
		if (i + 3 <= to && passage_says(passage, i, "://"))
			return true;
		if (sign && letters[i].c == '.')
			return true;
		sign |= letters[i].c == '@' && i > from;
	}
	return is_dotted_name(letters, from, to);
}

static void
mark_addresses(Passage *passage)
{
	Letter *letters = passage->letters;

	for (size_t from = 0, to; from < passage->count; from = to + 1) {
		to = from;
		while (to < passage->count && is_address_letter(&letters[to]))
			to++;
		size_t end = to;
		while (end > from && is_one_of(letters[end - 1].c, ".:;!?~"))
			end--;
		if (end > from && is_address(passage, from, end))
			for (size_t i = from; i < end; i++)
				letters[i].token = true;
	}
}

Passage
passage_read(Arena *arena, const Block *block)
{
	const Text *text = &block->text;
	size_t count = utf8_count(text->bytes, text->size);
	Letter *all =
	    arena_alloc_array(arena, count + 2 * LETTER_MARGIN, sizeof *all);
	uint32_t *chinese =
	    arena_alloc_array(arena, count + 1, sizeof *chinese);
	Passage passage = {.block = block,
			   .letters = all + LETTER_MARGIN,
			   .chinese = chinese,
			   .count = count};

	for (size_t i = 0; i < count + 2 * LETTER_MARGIN; i++)
		all[i] = (Letter){.c = '\n', .as = '\n', .kind = LETTER_BREAK};
	fill_letters(text, passage.letters);
	for (size_t i = 0; i < count; i++) {
		LetterKind kind = passage.letters[i].kind;
		passage.letters[i].mate = NO_MATE;
		chinese[i + 1] =
		    chinese[i] + (kind == LETTER_HAN || kind == LETTER_WIDE);
	}
	mark_addresses(&passage);
	return passage;
}

/* 1 Chinese, 0 not, -1 look further. */
static int
judge_neighbour(const Letter *letter, const char *through)
{
	if (letter->chinese)
		return 1;
	switch (letter->kind) {
	case LETTER_HAN:
	case LETTER_WIDE:
		return 1;
	case LETTER_SPACE:
	case LETTER_SHARED:
		return -1;
	case LETTER_HALF:
		return is_one_of(letter->c, through) ? -1 : 0;
	case LETTER_DIGIT:
	case LETTER_LATIN:
	case LETTER_WIDE_SPACE:
	case LETTER_BREAK:
	case LETTER_OTHER:
		return 0;
	}
	return 0;
}

bool
passage_chinese_before(const Passage *passage, size_t i)
{
	const Letter *letter = &passage->letters[i];

	for (size_t step = 1; step <= LETTER_MARGIN; step++) {
		int verdict = judge_neighbour(letter - step, "\"')],:;");
		if (verdict >= 0)
			return verdict;
	}
	return false;
}

bool
passage_chinese_after(const Passage *passage, size_t i)
{
	const Letter *letter = &passage->letters[i];

	for (size_t step = 1; step <= LETTER_MARGIN; step++) {
		int verdict = judge_neighbour(letter + step, "\"'([");
		if (verdict >= 0)
			return verdict;
	}
	return false;
}

bool
passage_ends_behind(const Passage *passage, size_t i)
{
	return passage->letters[i + 1].kind == LETTER_BREAK &&
	       passage_has_chinese(passage, 0, i);
}

bool
passage_has_chinese(const Passage *passage, size_t from, size_t to)
{
	return passage->chinese[to] > passage->chinese[from];
}

bool
passage_adjacent(const Passage *passage, size_t i)
{
	const Letter *letter = &passage->letters[i];

	return letter[0].at.line == letter[1].at.line &&
	       letter[0].at.column + 1 == letter[1].at.column;
}

static bool
is_mark(const Letter *letter)
{
	return letter->kind == LETTER_HALF || letter->kind == LETTER_WIDE ||
	       letter->kind == LETTER_SHARED;
}

/* Markdown takes ** between a mark and a word for a closing or an opening one
 * by which of them is outside (CommonMark, “left-flanking delimiter run”). */
bool
passage_needs_blank(const Passage *passage, size_t i)
{
	const Letter *letter = &passage->letters[i], *left = letter - 1;
	const Letter *right = letter + 1;
	bool before = i > 0 && !passage_adjacent(passage, i - 1);
	bool after = !passage_adjacent(passage, i);

	while (right->kind == LETTER_SPACE) {
		after = !passage_adjacent(passage,
					  (size_t)(right - passage->letters));
		right++;
	}
	return (after && is_mark(right) && !is_mark(left)) ||
	       (before && is_mark(left) && !is_mark(right));
}
