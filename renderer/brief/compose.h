/* Putting the text of one heading or paragraph together, character by
 * character, with its spans. */
#ifndef ZB_BRIEF_COMPOSE_H
#define ZB_BRIEF_COMPOSE_H

#include "brief/cursor.h"

/* How a character looks. */
typedef struct Look {
	unsigned flags; /* of SpanFlag */
	uint32_t group[GROUP_COUNT];
} Look;

typedef struct Composer {
	Markdown *markdown;
	ARRAY(char) bytes;
	ARRAY(Span) spans;
	Position next; /* a character from here continues the last span */
	bool pending;  /* a line of the source has ended */
	Position pending_at;
	Look pending_look;
	unsigned asterisks;   /* how many stand in a row … */
	Position asterisk_at; /* … and where the last of them does */
	Position tag_end;     /* behind the last HTML tag */
} Composer;

/* Adds a character as cmark decoded it. Blanks are trimmed at the ends of
 * lines; what nobody can see is dropped, and reported. */
void compose_character(Composer *composer, Mark mark, Look look);

/* Notes an HTML tag, which prints nothing. */
void compose_tag(Composer *composer, Position start, Position end);

/* A line end of the source, or one that the author asks for. */
void compose_soft_break(Composer *composer, Position at, Look look);
void compose_hard_break(Composer *composer, Position at, Look look);

/* Gives the base of ruby `group`, which ends the text, its annotation. Returns
 * false where nothing stands there to be annotated. */
bool compose_annotate(Composer *composer, uint32_t group, const Text *ruby);

Text compose_finish(Composer *composer);

#endif
