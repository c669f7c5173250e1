/* A text as words: the most probable path through the word list, the editor's
 * own terms above it, Western words and numbers whole, marks one by one. */
#ifndef ZB_TEXT_SEGMENT_H
#define ZB_TEXT_SEGMENT_H

#include "base/arena.h"
#include "text/charclass.h"
#include "text/words.h"

/* Strings that are never broken: names and words of this publication. Of two
 * that begin at one place the longer holds. */
typedef struct TermList {
	const char *const *items;
	size_t count;
} TermList;

typedef enum TokenKind {
	TOKEN_WORD,    /* Han */
	TOKEN_TERM,    /* one of the editor's own, whatever it holds */
	TOKEN_WESTERN, /* letters, digits and signs without a space */
	TOKEN_OTHER,   /* one mark or space */
} TokenKind;

typedef struct Token {
	TokenKind kind;
	CharClass class;      /* of its last character */
	uint32_t start, size; /* bytes of the text */
	uint32_t letters;     /* characters */
	uint32_t first, last; /* its first and last character */
	uint8_t roles;	      /* WordRole */
	bool numeral;	      /* a word of numerals alone */
} Token;

typedef struct TokenList {
	const Token *items;
	size_t count;
} TokenList;

/* Cuts `text`, UTF-8 of less than 4 GB, without rest. In time linear in its
 * size. The tokens live in the arena. */
TokenList text_segment(Arena *arena, const WordList *words, const char *text,
		       size_t size, const TermList *terms);

#endif
