/* What is different between two versions of a document. */
#ifndef ZB_COMPARE_COMPARE_H
#define ZB_COMPARE_COMPARE_H

#include <stdio.h>

#include "compare/content.h"

/* The rows that text flows over: how far apart they are, and how many a page
 * has. A line that moves by whole rows is said to, over page ends too. */
typedef struct ProofGrid {
	Length pitch; /* 0: none */
	int rows;
} ProofGrid;

/* In the order in which findings of one place are told. */
typedef enum ProofKind {
	PROOF_PAGES,   /* how many, how large */
	PROOF_EDIT,    /* characters added, left out, replaced */
	PROOF_BREAKS,  /* lines that hold other characters */
	PROOF_SPACING, /* lines set wider or narrower */
	PROOF_MOVE,    /* lines that stand elsewhere */
	PROOF_LOOKS,   /* face, size, colour, marks */
	PROOF_DRAWING, /* rules and the like */
} ProofKind;

enum { PROOF_NONE = -1 };

/* The parts of a look. */
typedef enum ProofPart {
	PROOF_SIZE,
	PROOF_FACE,
	PROOF_COLOR,
	PROOF_MARKS,
	PROOF_PARTS,
} ProofPart;

/* Characters that are left out and those in their place: either may be none.
 * The numbers are indices of characters, in the order of their stream. */
typedef struct ProofChange {
	const size_t *old, *new;
	size_t old_count, new_count;
	ptrdiff_t after;  /* the new character before which it stands, or
			    PROOF_NONE: at the end */
	ptrdiff_t before; /* the new character behind which it stands */
} ProofChange;

/* A line of the new version beside the old. */
typedef struct ProofPair {
	ptrdiff_t old;	/* the line that it was, PROOF_NONE: several or none */
	bool fresh;	/* nothing of it was there */
	bool edited;	/* something of it was not */
	bool spaced;	/* its characters stand otherwise to each other */
	Length spread;	/* … by this much */
	Length dx, dy;	/* how far it moved */
	int pages;	/* … and over how many page ends */
	unsigned looks; /* what looks otherwise in it: bits of ProofPart */
} ProofPair;

/* One thing to tell, and the lines of the new version that it is about. */
typedef struct ProofFinding {
	ProofKind kind;
	bool whole;		  /* of no page alone */
	size_t page;		  /* of the new version */
	Length y;		  /* where on it */
	ptrdiff_t line;		  /* the first line, or PROOF_NONE */
	ptrdiff_t last;		  /* the last */
	const char *words;	  /* UTF-8, without the place */
	const char *label;	  /* the same, for a margin; or NULL */
	ptrdiff_t rule, old_rule; /* of a drawing */
	size_t order;		  /* of finding: keeps the sort stable */
} ProofFinding;

typedef struct ProofComparison {
	const ProofContent *old, *new;
	ProofGrid grid;
	Length tolerance;
	ptrdiff_t *old_of; /* of each new character, or PROOF_NONE */
	ptrdiff_t *new_of; /* of each old one */
	ProofPair *pairs;  /* of each new line */
	ARRAY(ProofChange) changes;
	ARRAY(ProofFinding) findings; /* in the order of the new version */
} ProofComparison;

/* Compares; nothing that is less than `tolerance` has moved. All of it lives
 * in the arena. */
const ProofComparison *proof_compare(Arena *arena, const ProofContent *old,
				     const ProofContent *new, ProofGrid grid,
				     Length tolerance);

/* Whether something on a page of the new version is different. */
bool proof_page_differs(const ProofComparison *comparison, size_t page);

/* Prints a line for each finding, and how many there are; `path` and
 * `old_path` are what the versions are called. */
void proof_print(FILE *out, Arena *arena, const ProofComparison *comparison,
		 const char *path, const char *old_path);

/* The rest is for the parts of the comparison. */

void proof_find_changes(Arena *arena, ProofComparison *comparison);
void proof_find_moves(Arena *arena, ProofComparison *comparison);
void proof_find_looks(Arena *arena, ProofComparison *comparison);
void proof_find_drawings(Arena *arena, ProofComparison *comparison);

/* 字号, 字体, 颜色, 标号. */
const char *proof_part_name(ProofPart part);

ProofFinding *proof_add_finding(Arena *arena, ProofComparison *comparison,
				ProofKind kind, size_t page, Length y);

/* `下移 10.4 mm、右移 2.0 mm`; rows where it is whole rows. */
const char *proof_distance(Arena *arena, ProofGrid grid, Length dx, Length dy,
			   Length tolerance);

#endif
