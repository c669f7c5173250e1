/* The terminal back end: a picture as what a terminal is sent to show it
 * (libchafa), in the best form that it knows. */
#ifndef ZB_RASTER_TERMINAL_H
#define ZB_RASTER_TERMINAL_H

#include "raster/raster.h"

typedef enum TerminalForm {
	TERMINAL_NONE,	 /* shows no pictures */
	TERMINAL_BLOCKS, /* characters that are parts of a cell */
	TERMINAL_SIXEL,
	TERMINAL_KITTY,
	TERMINAL_ITERM,
} TerminalForm;

typedef struct Terminal {
	TerminalForm form;
	unsigned columns, rows;		  /* of the screen, in cells */
	unsigned cell_width, cell_height; /* in pixels */
} Terminal;

/* `blocks`, `sixel`, `kitty`, `iterm`; false where it is none of these. */
bool terminal_form_by_name(const char *name, TerminalForm *form);

/* The best form of the terminal that the environment names. */
TerminalForm terminal_detect(void);

/* Asks for the size of the terminal open as `fd`; where it does not say, 80 by
 * 24 cells of 10 by 20 pixels. */
void terminal_measure(Terminal *terminal, int fd);

/* Returns what shows the picture from the cursor on, `columns` by `rows` cells,
 * of which it must fill every pixel; no line end behind the last row. The bytes
 * live in the arena. NULL after reporting. */
const char *terminal_encode(Arena *arena, const Terminal *terminal,
			    const Raster *raster, unsigned columns,
			    unsigned rows, size_t *size, Diagnostics *diag);

#endif
