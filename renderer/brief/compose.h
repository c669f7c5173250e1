/* Putting the text of one heading or paragraph together, character by
 * character, with its spans. */
#ifndef ZB_BRIEF_COMPOSE_H
#define ZB_BRIEF_COMPOSE_H

#include "brief/cursor.h"

typedef struct Composer {
	Markdown *markdown;
	ARRAY(char) bytes;
	ARRAY(Span) spans;
	Position next; /* a character from here continues the last span */
	bool pending; /* a line of the source has ended */
	Position pending_at;
	unsigned pending_flags;
	unsigned asterisks; /* how many stand in a row … */
	Position asterisk_at; /* … and where the last of them does */
} Composer;

/* Adds a character as cmark decoded it. Blanks are trimmed at the ends of
 * lines; what nobody can see is dropped, and reported. */
void compose_character(Composer *composer, Mark mark, unsigned flags);

/* A line end of the source, or one that the author asks for. */
void compose_soft_break(Composer *composer, Position at, unsigned flags);
void compose_hard_break(Composer *composer, Position at, unsigned flags);

Text compose_finish(Composer *composer);

#endif
