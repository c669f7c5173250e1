/* The terminal as a screen: pictures, lines and keys in place of scrolling
 * text. What the terminal was is restored by screen_close. */
#ifndef ZB_CLI_SCREEN_H
#define ZB_CLI_SCREEN_H

#include <stdbool.h>
#include <termios.h>

#include "raster/terminal.h"

typedef enum Key {
	KEY_NONE, /* nothing, or nothing that means anything */
	KEY_NEXT,
	KEY_PREVIOUS,
	KEY_FIRST,
	KEY_LAST,
	KEY_LARGER,
	KEY_SMALLER,
	KEY_WHOLE,
	KEY_UP,
	KEY_DOWN,
	KEY_LEFT,
	KEY_RIGHT,
	KEY_QUIT,
	KEY_END, /* there will be no more */
} Key;

typedef struct Screen {
	Terminal terminal;
	bool keys; /* standard input is a terminal too */
	struct termios before;
} Screen;

/* Takes over the terminal that standard output is. */
void screen_open(Screen *screen, TerminalForm form);
void screen_close(Screen *screen);

/* One picture with what is written over and below it. */
typedef struct ScreenFrame {
	const char *picture; /* NULL: none */
	size_t size;
	bool clear;	     /* what was there may be larger */
	const char *message; /* lines over its top, or NULL */
	const char *status;  /* the line at the bottom */
} ScreenFrame;

/* Draws it at once. */
void screen_draw(const Screen *screen, const ScreenFrame *frame);

/* Reads the next key from what has been typed; KEY_NONE where it is all read.
 */
Key screen_key(const Screen *screen);

#endif
