/* What is different between two versions of a document. */
#ifndef ZB_COMPARE_COMPARE_H
#define ZB_COMPARE_COMPARE_H

#include <stdio.h>

#include "compare/content.h"

/* The rows that text flows over: how far apart they are, and how many a page
 * has. A line that moves by whole rows is said to, over page ends too. */
typedef struct CompareGrid {
	Length pitch; /* 0: none */
	int rows;
} CompareGrid;

/* In the order in which findings of one place are told. */
typedef enum CompareKind {
	COMPARE_PAGES,	 /* how many, how large */
	COMPARE_EDIT,	 /* characters added, left out, replaced */
	COMPARE_BREAKS,	 /* lines that hold other characters */
	COMPARE_SPACING, /* lines set wider or narrower */
	COMPARE_MOVE,	 /* lines that stand elsewhere */
	COMPARE_LOOKS,	 /* face, size, colour, marks */
	COMPARE_DRAWING, /* rules and the like */
} CompareKind;

enum { COMPARE_NONE = -1 };

/* The parts of a look. */
typedef enum ComparePart {
	COMPARE_SIZE,
	COMPARE_FACE,
	COMPARE_COLOR,
	COMPARE_MARKS,
	COMPARE_PARTS,
} ComparePart;

/* Characters that are left out and those in their place: either may be none.
 * The numbers are indices of characters, in the order of their stream. */
typedef struct CompareChange {
	const size_t *old, *new;
	size_t old_count, new_count;
	ptrdiff_t after;  /* the new character before which it stands, or
			    COMPARE_NONE: at the end */
	ptrdiff_t before; /* the new character behind which it stands */
} CompareChange;

/* A line of the new version beside the old. */
typedef struct ComparePair {
	ptrdiff_t old; /* the line that it was, COMPARE_NONE: several or none */
	bool fresh;    /* nothing of it was there */
	bool edited;   /* something of it was not */
	bool spaced;   /* its characters stand otherwise to each other */
	Length spread; /* … by this much */
	Length dx, dy; /* how far it moved */
	int pages;     /* … and over how many page ends */
	unsigned looks; /* what looks otherwise in it: bits of ComparePart */
} ComparePair;

/* One thing to tell, and the lines of the new version that it is about. */
typedef struct CompareFinding {
	CompareKind kind;
	bool whole;		  /* of no page alone */
	size_t page;		  /* of the new version */
	Length y;		  /* where on it */
	ptrdiff_t line;		  /* the first line, or COMPARE_NONE */
	ptrdiff_t last;		  /* the last */
	const char *words;	  /* UTF-8, without the place */
	const char *label;	  /* the same, for a margin; or NULL */
	ptrdiff_t rule, old_rule; /* of a drawing */
	size_t order;		  /* of finding: keeps the sort stable */
} CompareFinding;

typedef struct Comparison {
	const CompareContent *old, *new;
	CompareGrid grid;
	Length tolerance;
	ptrdiff_t *old_of;  /* of each new character, or COMPARE_NONE */
	ptrdiff_t *new_of;  /* of each old one */
	ComparePair *pairs; /* of each new line */
	ARRAY(CompareChange) changes;
	ARRAY(CompareFinding) findings; /* in the order of the new version */
} Comparison;

/* Compares; nothing that is less than `tolerance` has moved. All of it lives
 * in the arena. */
const Comparison *compare_contents(Arena *arena, const CompareContent *old,
				   const CompareContent *new, CompareGrid grid,
				   Length tolerance);

/* Whether something on a page of the new version is different. */
bool compare_page_differs(const Comparison *comparison, size_t page);

/* Prints a line for each finding, and how many there are; `path` and
 * `old_path` are what the versions are called. */
void compare_print(FILE *out, Arena *arena, const Comparison *comparison,
		   const char *path, const char *old_path);

/* The rest is for the parts of the comparison. */

void compare_find_changes(Arena *arena, Comparison *comparison);
void compare_find_moves(Arena *arena, Comparison *comparison);
void compare_find_looks(Arena *arena, Comparison *comparison);
void compare_find_drawings(Arena *arena, Comparison *comparison);

/* 字号, 字体, 颜色, 标号. */
const char *compare_part_name(ComparePart part);

CompareFinding *compare_add_finding(Arena *arena, Comparison *comparison,
				    CompareKind kind, size_t page, Length y);

/* `下移 10.4 mm、右移 2.0 mm`; rows where it is whole rows. */
const char *compare_distance(Arena *arena, CompareGrid grid, Length dx,
			     Length dy, Length tolerance);

#endif
