#define _XOPEN_SOURCE 700
#include "cli/screen.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"

#define ESCAPE "\x1b"

void
screen_open(Screen *screen, TerminalForm form)
{
	screen->terminal.form = form;
	terminal_measure(&screen->terminal, STDOUT_FILENO);
	screen->keys = tcgetattr(STDIN_FILENO, &screen->before) == 0;
	if (screen->keys) {
		struct termios raw = screen->before;
		raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
		raw.c_cc[VMIN] = 0;
		raw.c_cc[VTIME] = 0;
		/* A stopped program could not give the screen back. */
		raw.c_cc[VSUSP] = _POSIX_VDISABLE;
		tcsetattr(STDIN_FILENO, TCSANOW, &raw);
	}
	/* The other screen, no cursor, no wrapping. */
	fputs(ESCAPE "[?1049h" ESCAPE "[?25l" ESCAPE "[?7l" ESCAPE "[2J",
	      stdout);
	fflush(stdout);
}

static void
remove_pictures(const Screen *screen)
{
	if (screen->terminal.form == TERMINAL_KITTY)
		fputs(ESCAPE "_Ga=d" ESCAPE "\\", stdout);
}

void
screen_close(Screen *screen)
{
	remove_pictures(screen);
	fputs(ESCAPE "[?7h" ESCAPE "[?25h" ESCAPE "[?1049l", stdout);
	fflush(stdout);
	if (screen->keys)
		tcsetattr(STDIN_FILENO, TCSANOW, &screen->before);
}

/* Prints the line up to its end or the screen's, and blanks to `columns`.
 * Returns what follows it. */
static const char *
print_row(const char *text, unsigned columns)
{
	size_t left = strlen(text);
	unsigned column = 0;

	while (left > 0 && *text != '\n') {
		uint32_t c = 0xFFFD;
		size_t length = utf8_decode(text, left, &c);
		unsigned width = utf8_is_wide(c) ? 2 : 1;
		length = length ? length : 1;
		if (column + width <= columns) {
			fwrite(text, 1, length, stdout);
			column += width;
		} else {
			columns = column; /* nothing more fits */
		}
		text += length;
		left -= length;
	}
	for (; column < columns; column++)
		putchar(' ');
	return *text == '\n' ? text + 1 : text;
}

/* White on red, over at most half of the screen. */
static void
draw_message(const Screen *screen, const char *message)
{
	const Terminal *t = &screen->terminal;

	for (unsigned row = 1; *message && row <= t->rows / 2 + 1; row++) {
		printf(ESCAPE "[%u;1H" ESCAPE "[97;41m", row);
		message = print_row(message, t->columns);
		fputs(ESCAPE "[0m", stdout);
	}
}

void
screen_draw(const Screen *screen, const ScreenFrame *frame)
{
	/* A terminal that knows how shows it all at once. */
	fputs(ESCAPE "[?2026h", stdout);
	if (frame->clear)
		fputs(ESCAPE "[0m" ESCAPE "[2J", stdout);
	fputs(ESCAPE "[H", stdout);
	remove_pictures(screen);
	if (frame->picture)
		fwrite(frame->picture, 1, frame->size, stdout);
	if (frame->message)
		draw_message(screen, frame->message);
	printf(ESCAPE "[%u;1H" ESCAPE "[0m", screen->terminal.rows);
	print_row(frame->status, screen->terminal.columns);
	fputs(ESCAPE "[?2026l", stdout);
	fflush(stdout);
}

/* -1: nothing has been typed; -2: nothing will be. */
static int
read_byte(int timeout)
{
	struct pollfd input = {STDIN_FILENO, POLLIN, 0};
	unsigned char byte;

	if (poll(&input, 1, timeout) <= 0)
		return -1;
	ssize_t got = read(STDIN_FILENO, &byte, 1);
	if (got == 1)
		return byte;
	return got == 0 && (input.revents & POLLHUP) ? -2 : -1;
}

/* The rest of an escape sequence: ESC [ A, ESC O A, ESC [ 5 ~. */
static Key
read_sequence(void)
{
	enum { SOON = 20 }; /* ms: a terminal sends its sequences whole */
	int byte = read_byte(SOON), number = 0;

	if (byte != '[' && byte != 'O')
		return KEY_NONE;
	while ((byte = read_byte(SOON)) >= '0' && byte <= '9')
		number = number < 100 ? number * 10 + (byte - '0') : number;
	switch (byte == '~' ? number : -byte) {
	case 5:
		return KEY_PREVIOUS;
	case 6:
		return KEY_NEXT;
	case -'H':
	case 1:
	case 7:
		return KEY_FIRST;
	case -'F':
	case 4:
	case 8:
		return KEY_LAST;
	case -'A':
		return KEY_UP;
	case -'B':
		return KEY_DOWN;
	case -'C':
		return KEY_RIGHT;
	case -'D':
		return KEY_LEFT;
	default:
		return KEY_NONE;
	}
}

static Key
key_of(int byte)
{
	static const struct {
		char letter;
		Key key;
	} keys[] = {
	    {'n', KEY_NEXT},   {' ', KEY_NEXT},	   {'p', KEY_PREVIOUS},
	    {'g', KEY_FIRST},  {'G', KEY_LAST},	   {'+', KEY_LARGER},
	    {'=', KEY_LARGER}, {'-', KEY_SMALLER}, {'0', KEY_WHOLE},
	    {'k', KEY_UP},     {'j', KEY_DOWN},	   {'h', KEY_LEFT},
	    {'l', KEY_RIGHT},  {'q', KEY_QUIT},
	};

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (keys[i].letter == byte)
			return keys[i].key;
	return KEY_NONE;
}

Key
screen_key(const Screen *screen)
{
	int byte = -1;

	while (screen->keys && (byte = read_byte(0)) >= 0) {
		Key key = byte == 0x1B ? read_sequence() : key_of(byte);
		if (key != KEY_NONE)
			return key;
	}
	return byte == -2 ? KEY_END : KEY_NONE;
}
