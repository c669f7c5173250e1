/* What two versions of a document are compared by: lines of characters with
 * their places and looks, and what is drawn besides. A display list and a PDF
 * of anyone's are brought to this same form.
 *
 * Lengths are scaled points from the page's top left. All of it lives in one
 * arena. */
#ifndef ZB_COMPARE_CONTENT_H
#define ZB_COMPARE_CONTENT_H

#include "display/display.h"

typedef struct CompareLook {
	const char *face; /* PostScript name */
	Length size;
	uint8_t rgb[3];
	const char *color; /* the layout's name for it, NULL in a PDF */
} CompareLook;

/* What is drawn at a character: bits. */
enum {
	COMPARE_DOT = 1,  /* below it */
	COMPARE_LINE = 2, /* below it */
	COMPARE_WAVE = 4,
	COMPARE_FRAME = 8, /* around it */
};

/* A character that prints; blanks are not compared. */
typedef struct CompareChar {
	uint32_t c;
	Length left, right;
	size_t line, look; /* indices */
	unsigned marks;
	bool after_blank;
} CompareChar;

/* Which text a line belongs to; each is compared with its like. */
typedef enum CompareStream {
	COMPARE_TEXT,
	COMPARE_ANNOTATION, /* in small type over a line */
	COMPARE_RUNNING,    /* page numbers and the like */
} CompareStream;

typedef struct CompareLine {
	CompareStream stream;
	size_t page;   /* index */
	size_t number; /* on its page, from 1; 0 for running lines */
	Length baseline, size, left, right;
	size_t first, count; /* its characters */
	Position source;     /* none in a PDF that was not located */
} CompareLine;

/* A rule, or anything drawn that belongs to no text. */
typedef struct CompareRule {
	size_t page;
	Length x, y, w, h;
	uint8_t rgb[3];
} CompareRule;

typedef struct ComparePage {
	Length width, height;
} ComparePage;

typedef ARRAY(CompareLook) CompareLooks;
typedef ARRAY(CompareChar) CompareChars;
typedef ARRAY(CompareLine) CompareLines;
typedef ARRAY(CompareRule) CompareRules;

/* Lines are sorted by page, and on a page in reading order. */
typedef struct CompareContent {
	ComparePage *pages;
	size_t page_count;
	CompareLooks looks;
	CompareChars chars;
	CompareLines lines;
	CompareRules rules;
} CompareContent;

const CompareContent *compare_from_display(Arena *arena,
					   const Display *display);

/* The rest is for those that make contents. */

/* The index of a look, which is added where it is new. */
size_t compare_add_look(Arena *arena, CompareContent *content,
			CompareLook look);

/* Adds something drawn: at the characters that it stands at as these marks
 * (one of the bits above), which were read before; as a rule where it stands
 * at none. */
void compare_add_mark(Arena *arena, CompareContent *content, CompareRule drawn,
		      unsigned mark);

/* Counts the lines of each page. */
void compare_number_lines(CompareContent *content);

/* Whether it is a character that prints nothing. */
bool compare_is_blank(uint32_t c);

#endif
