/* The text of one block as an editor reads it: a row of letters, each with its
 * kind and its place. Inside check/ only. */
#ifndef ZB_CHECK_LETTERS_H
#define ZB_CHECK_LETTERS_H

#include "brief/brief.h"

typedef enum LetterKind {
	LETTER_HAN, /* and kana */
	LETTER_DIGIT,
	LETTER_LATIN, /* and Greek, Cyrillic */
	LETTER_WIDE,  /* a mark that only Chinese has */
	LETTER_SHARED, /* “ ” ‘ ’ — … · : Chinese or Western by context */
	LETTER_HALF,	   /* a mark of ASCII */
	LETTER_SPACE,	   /* U+0020 and its kin */
	LETTER_WIDE_SPACE, /* U+3000 */
	LETTER_BREAK,	   /* a line break, and what lies beyond the text */
	LETTER_OTHER,
} LetterKind;

typedef struct Letter {
	uint32_t c;
	uint32_t as;	 /* what it ought to be: c, where nothing is wrong */
	LetterKind kind; /* of `as` */
	Position at;
	unsigned flags; /* of SpanFlag */
	bool token;	/* part of an address: no Chinese text */
	bool taken;	/* part of a finding already */
	bool chinese;	/* a quote of Chinese text */
	size_t mate; /* the quote or bracket that it pairs with, or NO_MATE */
} Letter;

#define NO_MATE SIZE_MAX

/* Letters beyond either end may be looked at, as far as this. */
enum { LETTER_MARGIN = 8 };

typedef struct Passage {
	const Block *block;
	const Block *next; /* the block after it among its siblings, or NULL */
	size_t number;	   /* among the passages of the brief */
	Letter *letters;   /* with LETTER_MARGIN breaks before and after */
	const uint32_t *chinese; /* how many Han and Chinese marks stand before
				    each letter */
	size_t count;
} Passage;

LetterKind letter_kind(uint32_t c);

/* Makes the letters of a heading or paragraph. */
Passage passage_read(Arena *arena, const Block *block);

/* Says what letter `i` ought to be. */
void passage_amend(Passage *passage, size_t i, uint32_t as);

/* True where the text before or after letter `i` is Chinese: blanks and marks
 * that may be either are looked through. */
bool passage_chinese_before(const Passage *passage, size_t i);
bool passage_chinese_after(const Passage *passage, size_t i);

/* True where a Chinese paragraph, or a line of it, ends behind letter `i`. */
bool passage_ends_behind(const Passage *passage, size_t i);

/* True where Han or a Chinese mark is among letters [from, to). */
bool passage_has_chinese(const Passage *passage, size_t from, size_t to);

/* True where letters i and i + 1 stand side by side in the source. */
bool passage_adjacent(const Passage *passage, size_t i);

/* True where Markdown needs the blanks from letter `i` on, which is the first
 * of them: without them the ** beside them would be printed. */
bool passage_needs_blank(const Passage *passage, size_t i);

bool is_digit(uint32_t c);

/* True for the digits 一 … 九, 十, 百. */
bool is_han_numeral(uint32_t c);

/* True where `c` is one of the characters of `set`. */
bool is_one_of(uint32_t c, const char *set);

/* True where the letters from `i` on are those of `text`. */
bool passage_says(const Passage *passage, size_t i, const char *text);

#endif
