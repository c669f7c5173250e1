/* What each character is to Chinese line setting (CLREQ, "characters and the
 * principle of setting them"; GB/T 15834-2011 §5.1). */
#ifndef ZB_TEXT_CHARCLASS_H
#define ZB_TEXT_CHARCLASS_H

#include <stdbool.h>
#include <stdint.h>

#include "style/layout.h"

typedef enum CharClass {
	CLASS_HAN,	  /* Han, kana, full-width forms, symbols of one em */
	CLASS_OPEN,	  /* “ ‘ （ 《 …: blank on the left */
	CLASS_CLOSE,	  /* ” ’ ） 》 …: blank on the right */
	CLASS_COMMA,	  /* ， 、 ； ：: blank on the right */
	CLASS_STOP,	  /* 。 ． ？ ！: blank on the right */
	CLASS_INTERPUNCT, /* · ‧: half an em */
	CLASS_DASH,	  /* —, ⸺: no blank, two are one unit */
	CLASS_ELLIPSIS,	  /* … ⋯ */
	CLASS_CONNECTOR,  /* – ～ and a hyphen between Han */
	CLASS_SOLIDUS,	  /* ／, and / between Han */
	CLASS_UNIT,	  /* ℃ ％ ‰ …: belongs to the number before it */
	CLASS_WESTERN,	  /* letters, digits and signs set proportionally */
	CLASS_SPACE,	  /* U+0020 and other word spaces */
	CLASS_WIDE_SPACE, /* U+3000 */
	CLASS_NEWLINE,	  /* a hard line break */
} CharClass;

/* The class of a character by itself; text_shape refines it by context. */
CharClass char_class(uint32_t character);

/* Characters whose face depends on their neighbours: quotation marks, dashes,
 * ellipses and the interpunct are one code point for Chinese and Western. */
bool char_is_ambiguous(uint32_t character);

/* Han ideographs, by block. */
bool char_is_han(uint32_t character);

/* ASCII and other letters and digits of Western scripts. */
bool char_is_western_letter(uint32_t character);
bool char_is_digit(uint32_t character);

/* ！ and ？, which stand close to each other. */
bool char_is_exclamation(uint32_t character);

/* Marks that follow their base and never stand in a face of their own. */
bool char_is_combining(uint32_t character);

/* Of these, what is never drawn: selectors and joiners. */
bool char_is_invisible(uint32_t character);

/* A mark that gives up half its width beside another mark, at a line end. */
bool class_is_mark(CharClass class);

/* No line begins with these, no line ends with these (CLREQ, prohibition
 * rules for line start and line end). A single — is a connector: see
 * text/breaks.c. Spaces and hard breaks belong to the line before. */
bool class_not_at_start(CharClass class, Kinsoku level);
bool class_not_at_end(CharClass class, Kinsoku level);

#endif
