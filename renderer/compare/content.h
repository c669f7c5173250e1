/* What two versions of a document are compared by: lines of characters with
 * their places and looks, and what is drawn besides. A display list and a PDF
 * of anyone's are brought to this same form.
 *
 * Lengths are scaled points from the page's top left. All of it lives in one
 * arena. */
#ifndef ZB_COMPARE_CONTENT_H
#define ZB_COMPARE_CONTENT_H

#include "display/display.h"

typedef struct ProofLook {
	const char *face; /* PostScript name */
	Length size;
	uint8_t rgb[3];
	const char *color; /* the layout's name for it, NULL in a PDF */
} ProofLook;

/* What is drawn at a character: bits. */
enum {
	PROOF_DOT = 1,	/* below it */
	PROOF_LINE = 2, /* below it */
	PROOF_WAVE = 4,
	PROOF_FRAME = 8, /* around it */
};

/* A character that prints; blanks are not compared. */
typedef struct ProofChar {
	uint32_t c;
	Length left, right;
	size_t line, look; /* indices */
	unsigned marks;
	bool after_blank;
} ProofChar;

/* Which text a line belongs to; each is compared with its like. */
typedef enum ProofStream {
	PROOF_TEXT,
	PROOF_ANNOTATION, /* in small type over a line */
	PROOF_RUNNING,	  /* page numbers and the like */
} ProofStream;

typedef struct ProofLine {
	ProofStream stream;
	size_t page;   /* index */
	size_t number; /* on its page, from 1; 0 for running lines */
	Length baseline, size, left, right;
	size_t first, count; /* its characters */
	Position source;     /* none in a PDF that was not located */
} ProofLine;

/* A rule, or anything drawn that belongs to no text. */
typedef struct ProofRule {
	size_t page;
	Length x, y, w, h;
	uint8_t rgb[3];
} ProofRule;

typedef struct ProofPage {
	Length width, height;
} ProofPage;

typedef ARRAY(ProofLook) ProofLooks;
typedef ARRAY(ProofChar) ProofChars;
typedef ARRAY(ProofLine) ProofLines;
typedef ARRAY(ProofRule) ProofRules;

/* Lines are sorted by page, and on a page in reading order. */
typedef struct ProofContent {
	ProofPage *pages;
	size_t page_count;
	ProofLooks looks;
	ProofChars chars;
	ProofLines lines;
	ProofRules rules;
} ProofContent;

const ProofContent *proof_from_display(Arena *arena, const Display *display);

/* The rest is for those that make contents. */

/* The index of a look, which is added where it is new. */
size_t proof_add_look(Arena *arena, ProofContent *content, ProofLook look);

/* Adds something drawn: at the characters that it stands at as these marks
 * (one of the bits above), which were read before; as a rule where it stands
 * at none. */
void proof_add_mark(Arena *arena, ProofContent *content, ProofRule drawn,
		    unsigned mark);

/* Counts the lines of each page. */
void proof_number_lines(ProofContent *content);

/* Whether it is a character that prints nothing. */
bool proof_is_blank(uint32_t c);

#endif
