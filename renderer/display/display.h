/* The display list: pages of placed glyphs, rules, marks and what a reader needs to
 * know about them. It is the only thing that a back end sees, and a back end
 * never measures and never decides.
 *
 * The origin is the page's top left corner, y grows downward, lengths are
 * scaled points. The list and all that it points to lives in one arena; faces
 * live in the font library. */
#ifndef ZB_DISPLAY_DISPLAY_H
#define ZB_DISPLAY_DISPLAY_H

#include "base/color.h"
#include "base/length.h"
#include "base/source.h"
#include "font/face.h"

typedef struct DisplayGlyph {
	uint32_t id;	/* in the run's face; 0 draws nothing */
	Length x;	/* of its box, from the page's left edge */
	Length ink;	/* the glyph's origin, from the box's left edge: a mark
		       that gave up its left half has it before the box */
	Length y;	/* raised above the line's baseline by this much */
	Length advance; /* what it occupies in the line, gap excluded */
	const char *text;   /* the source characters it stands for, UTF-8 */
	uint32_t text_size; /* 0: the text belongs to an earlier glyph */
} DisplayGlyph;

/* Glyphs of one face, size, colour and element. */
typedef struct DisplayRun {
	const Face *face;
	Length size;
	const Color *color;
	const DisplayGlyph *glyphs;
	size_t count;
	size_t element; /* of the page's structure; 0: of none */
	bool spaced;	/* the text has a space behind it, which is not drawn:
			   between words, and where a line ends between words */
} DisplayRun;

typedef struct DisplayLine {
	const char *role;   /* the style's or frame's name: body, title … */
	Length y;	    /* the baseline */
	Length left, right; /* the edges it was set between */
	Position source;    /* of its first character */
	bool artifact; /* page numbers and the like: not part of the text */
	const DisplayRun *runs;
	size_t count;
} DisplayLine;

typedef struct DisplayRule {
	Length x, y, w, h; /* a filled rectangle, x and y its top left */
	const Color *color;
} DisplayRule;

/* What stands between lines of text: emphasis dots, lines below names, frames
 * around them. Drawn, never read. What they look like is in display/mark.h. */
typedef enum MarkKind {
	MARK_DOT,   /* fills its box as an ellipse */
	MARK_LINE,  /* fills its box */
	MARK_WAVE,  /* touches the box above and below */
	MARK_FRAME, /* runs along the inside of the box */
} MarkKind;

typedef struct DisplayMark {
	MarkKind kind;
	Length x, y, w, h; /* its box, x and y the top left */
	Length thickness;  /* of a line, wave or frame */
	int halves;	   /* half waves of a wave */
	const Color *color;
} DisplayMark;

typedef enum DisplayKind {
	DISPLAY_LINE,
	DISPLAY_RULE,
	DISPLAY_MARK,
} DisplayKind;

typedef struct DisplayItem {
	DisplayKind kind;
	union {
		DisplayLine line;
		DisplayRule rule;
		DisplayMark mark;
	};
} DisplayItem;

/* Where something stands that the layout names. */
typedef struct DisplayFrame {
	const char *name;
	Length x, y, w, h; /* x and y its top left */
} DisplayFrame;

/* The type area (版心) and the grid of character cells over it. */
typedef struct DisplayGrid {
	Length x, y, w, h;  /* the area, x and y its top left */
	int columns, rows;  /* 0: the page has no grid */
	Length cell, pitch; /* the side of a cell; from row to row */
} DisplayGrid;

/* What a document consists of, for who cannot see it. */
typedef enum ElementKind {
	ELEMENT_DOCUMENT,
	ELEMENT_GROUP, /* the head, the foot, a slip */
	ELEMENT_HEADING,
	ELEMENT_PARAGRAPH,
	ELEMENT_QUOTE, /* of blocks */
	ELEMENT_LIST,  /* of items */
	ELEMENT_ITEM,  /* a label and a body */
	ELEMENT_LABEL, /* its number or bullet */
	ELEMENT_BODY,  /* of blocks */
	/* Within a paragraph: a base and what is annotated to it. */
	ELEMENT_RUBY,
	ELEMENT_RUBY_BASE,
	ELEMENT_RUBY_TEXT,
} ElementKind;

typedef struct DisplayElement {
	ElementKind kind;
	size_t parent; /* index, less than its own */
	int level;     /* of a heading, from 1; none is left out on the way
			  down, whatever the author left out */
	bool numbered; /* a list whose labels are numbers */
} DisplayElement;

/* The elements as a tree. Runs say which they belong to, and the order in which
 * they first appear on the pages is the order of reading. */
typedef struct DisplayStructure {
	const DisplayElement *items; /* the first is the document */
	size_t count;
} DisplayStructure;

typedef struct DisplayPage {
	Length width, height;
	/* What its runs are elements of: the same for all pages of a list. NULL
	 * where they are of none. */
	const DisplayStructure *structure;
	const DisplayItem *items; /* in reading order */
	size_t count;
	const char *label; /* the page's number */
	/* For whoever looks at the layout; a back end draws none of it. */
	DisplayGrid grid;
	const DisplayFrame *frames;
	size_t frame_count;
} DisplayPage;

typedef struct DisplayHeading {
	int level;	   /* 1 is the title */
	const char *title; /* UTF-8 */
	size_t page;	   /* index */
	Length y;	   /* its top */
} DisplayHeading;

typedef struct Display {
	const DisplayPage *pages;
	size_t count;
	const DisplayHeading *headings; /* in reading order */
	size_t heading_count;
	/* Document properties in UTF-8, NULL where there are none. */
	const char *title, *author, *subject, *language;
	const char *date; /* YYYY-MM-DD */
} Display;

#endif
