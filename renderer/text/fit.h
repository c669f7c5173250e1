/* How well glyphs fit a line: the cost that total fit adds up. Inside text/. */
#ifndef ZB_TEXT_FIT_H
#define ZB_TEXT_FIT_H

#include "text/grid.h"

/* Half an em is not always a whole number: a line that is this part of an em
 * too wide fits. */
enum { ROUNDING = 2000 };

/* Prefix sums: element i holds the sum over the glyphs before i. */
typedef struct FitSums {
	Length *width;
	Length *shrink_before[MAX_STEPS], *shrink_behind[MAX_STEPS];
	Length *stretch[MAX_STEPS];
} FitSums;

typedef struct Fit {
	const Paragraph *paragraph;
	Length width, first_indent; /* of the measure; of the first line */
	FitSums sums;
	const Grid *grid; /* NULL off the column grid */
} Fit;

/* `width` is the measure, the style's side indents taken off. The sums live in
 * the arena. */
Fit fit_open(Arena *arena, const Paragraph *paragraph, Length width);

/* What the line of the glyphs [first, next) costs; INFINITY where it does not
 * fit. */
double fit_cost(const Fit *fit, size_t first, size_t next);

/* True where no later end can fit either: the line without all that it could
 * give up is too wide already. */
bool fit_is_overfull(const Fit *fit, size_t first, size_t next);

/* True where the line keeps within the limits of all steps. */
bool fit_is_within_limits(const Fit *fit, size_t first, size_t next);

/* The width of the glyphs [first, end) as one line, nothing adjusted. */
Length fit_width(const Fit *fit, size_t first, size_t end);

/* The line of the glyphs [first, next), blanks taken off its ends. */
Line fit_line(const Fit *fit, size_t first, size_t next);

#endif
