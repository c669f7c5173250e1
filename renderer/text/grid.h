/* Lines on the column grid (CLREQ, grid alignment): every Han stands on a whole
 * cell, counted from the line's left edge, and what is between takes a whole
 * number of cells. Inside text/, but for grid_holds and grid_snap. */
#ifndef ZB_TEXT_GRID_H
#define ZB_TEXT_GRID_H

#include "text/paragraph.h"

/* From here on a cost says that a line has a hole. */
enum { GRID_LOOSE = 30000 };

/* True where a paragraph is set so: the layout says it, and its characters are
 * as wide as a column. */
bool grid_holds_style(const Style *style, const TextRules *rules);
bool grid_holds(const Paragraph *paragraph);

/* What is known of a paragraph before it is broken. */
typedef struct Grid Grid;

const Grid *grid_open(Arena *arena, const Paragraph *paragraph);

/* True where there is a Han among the glyphs [first, end): without one a line
 * is set as off the grid. */
bool grid_has_cells(const Grid *grid, size_t first, size_t end);

/* What the line of the glyphs [first, end), no blanks at its ends, costs at a
 * measure; INFINITY where it does not fit. */
double grid_cost(const Grid *grid, size_t first, size_t end, Length measure,
		 bool last);

/* True where no later end can fit either. */
bool grid_is_overfull(const Grid *grid, size_t first, size_t end,
		      Length measure);

/* Sets a line: adjusts the gaps before its glyphs and their places, which are
 * natural. False where it holds no Han. */
bool grid_set(Arena *arena, const Paragraph *paragraph, const Line *line,
	      Length *gaps, LinePlace *places);

/* True where all lines fit on the grid, and where there is none. */
bool grid_fits(Arena *arena, const Paragraph *paragraph, LineList lines);

/* Where the left edge of a line that is not at the left goes: back to a whole
 * cell from `left`. */
Length grid_snap(const Paragraph *paragraph, Length start, Length left);

#endif
