/* The lines of a title or heading, chosen for their shape and their seams.
 *
 * GB/T 9704-2012 §7.3.1: a title of several lines is centred, words whole,
 * symmetric, of suitable length, in the shape of a trapezoid (either way up)
 * or a rhombus; a narrow middle is wrong. A heading stands at the left: its
 * lines are full as far as good seams allow. */
#ifndef ZB_TEXT_BALANCE_H
#define ZB_TEXT_BALANCE_H

#include "base/arena.h"
#include "base/length.h"
#include "text/seams.h"

/* A place where a line may end and the next begin, in the order of the text.
 * A line from point i to point j > i is points[j].end - points[i].start wide:
 * blanks and what marks give up at line ends are taken off already. */
typedef struct BalancePoint {
	Length end;   /* of a line that ends here, from the text's start */
	Length start; /* of a line that begins here */
	Seam seam;    /* SEAM_NONE is used only where nothing else fits */
	bool must;    /* the author broke here */
} BalancePoint;

/* Shapes of more than one line, to be combined. Lines of one width are any. */
typedef enum Shape {
	SHAPE_NARROWING = 1, /* 梯形, the longest line first */
	SHAPE_WIDENING = 2,  /* 梯形, the longest line last */
	SHAPE_RHOMBUS = 4,   /* 菱形, the longest line within */
	SHAPE_ANY = 7,
} Shape;

typedef struct BalanceWish {
	Length measure, first_indent;
	Length em;
	unsigned shapes; /* of a title; 0 for a heading */
} BalanceWish;

typedef struct Balance {
	const size_t *ends; /* the point that each line ends at */
	size_t count;	    /* lines */
	size_t split; /* the first end at SEAM_NONE; 0: no word is split */
	bool shaped;  /* it has a shape wished for; a heading, always */
} Balance;

/* Chooses the fewest lines that fit and of these the best; one line more where
 * so few would split a word, have no legal shape, or leave a short word alone.
 * points[0] is the text's start, points[count - 1] its end. False where some
 * part between two points is wider than the measure. The ends live in the
 * arena. */
bool balance_lines(Arena *arena, const BalancePoint *points, size_t count,
		   const BalanceWish *wish, Balance *balance);

#endif
