/* The first half of shaping: what each character is in its context, and which
 * face shows it. */
#ifndef ZB_TEXT_RUNS_H
#define ZB_TEXT_RUNS_H

#include "text/paragraph.h"

typedef struct Character {
	uint32_t code;
	uint32_t start, size; /* bytes of the text */
	CharClass class;
	bool western;	/* set in the Western face */
	bool dropped;	/* a typed space where the gap stands by rule, a soft
			 hyphen */
	unsigned flags; /* of SpanFlag */
	uint32_t group[GROUP_COUNT]; /* see Span */
	const Face *face;	     /* NULL where nothing is drawn */
	uint8_t break_before;	     /* BreakKind */
	bool second; /* of two dashes or ellipses that are one unit */
	bool unit;   /* no break and no gap between it and the one before */
	float break_cost; /* of a break before it */
	bool hyphen;	  /* such a break draws one */
} Character;

enum { SOFT_HYPHEN = 0x00AD };

typedef struct CharacterList {
	Character *items;
	size_t count;
} CharacterList;

/* A character that a role's first font lacked: said once for a document. */
typedef struct Fallback {
	const FontRole *role;
	uint32_t code;
} Fallback;

/* Where faces come from, and what has been said about them. */
typedef struct FaceChooser {
	FontSet *fonts;
	Diagnostics *diag;
	Arena *arena; /* of the fallbacks */
	ARRAY(Fallback) fallbacks;
} FaceChooser;

/* Decodes the text, refines classes by context, chooses faces. */
CharacterList characters_read(Arena *arena, const Text *text,
			      const Style *style, FaceChooser *chooser);

/* Decodes the text and refines classes by context, without faces. */
CharacterList characters_classify(Arena *arena, const Text *text);

/* Fills break_before, break_cost and unit, in three passes: Unicode (ICU's line
 * `iterator`), the Chinese rules, the author. */
struct UBreakIterator;
void breaks_find(struct UBreakIterator *iterator, const Text *text,
		 const TextRules *rules, const Style *style,
		 CharacterList *list);

#endif
