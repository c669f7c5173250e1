/* What is asked of a printer for each copy, what printers can do, and whether
 * the one can do the other. */
#ifndef ZB_QUEUE_TICKET_H
#define ZB_QUEUE_TICKET_H

#include "base/diag.h"

/* Names are IPP's keywords; NULL leaves it to the printer. */
typedef struct Ticket {
	const char *sides;  /* one-sided, two-sided-long-edge … */
	const char *media;  /* iso_a4_210x297mm */
	const char *source; /* a tray: tray-1, main, by-pass-tray */
	bool staple;	    /* one corner or edge, as the printer does */
	bool saddle;	    /* stapled in the fold */
	bool grey;	    /* no colour, even where the printer has it */
} Ticket;

typedef struct Words {
	const char *const *items;
	size_t count;
} Words;

/* printer-state, by IPP's numbers (RFC 8011, 5.4.11). */
typedef enum PrinterState {
	PRINTER_IDLE = 3,
	PRINTER_PROCESSING,
	PRINTER_STOPPED,
} PrinterState;

/* What a printer says of itself. Lists are empty where it says nothing. */
typedef struct Abilities {
	const char *name;     /* as the printer calls itself, or NULL */
	const char *model;    /* NULL: not said */
	const char *location; /* NULL: not said */
	Words formats, sides, media, sources, color_modes;
	bool color;
	bool takes_jobs; /* Create-Job and Send-Document */
	bool accepting;	 /* takes jobs just now */
	int staple,
	    saddle;    /* the value of `finishings` that does it; 0: none */
	int state;     /* a PrinterState, or what else the printer says */
	Words reasons; /* printer-state-reasons */
} Abilities;

/* The PWG name of a size given as A4, A3 … or as such a name; NULL where it is
 * neither. */
const char *ticket_media(Arena *arena, const char *name);

/* The PWG name of a sheet of this size, in points. */
const char *ticket_media_of_size(Arena *arena, double width, double height);

/* Reports everything in the ticket that the printer cannot do, each with a way
 * out. Returns true where there is nothing. */
bool ticket_check(const Ticket *ticket, const Abilities *abilities,
		  const char *printer, Diagnostics *diag);

/* The ticket as one line for the journal: the keywords, with blanks between. */
const char *ticket_text(Arena *arena, const Ticket *ticket);

bool words_have(const Words *words, const char *word);

#endif
