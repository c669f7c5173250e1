/* From a text to lines: the words that flow.
 *
 * text_shape turns a text into glyphs that carry all Chinese rules as numbers:
 * the width of a mark, what it may give up on either side, the gap to a
 * neighbour, and whether and at what price a line may begin with it.
 * paragraph_break then is the textbook's total fit, and line_place the
 * textbook's glue setting; neither knows what a comma is. */
#ifndef ZB_TEXT_PARAGRAPH_H
#define ZB_TEXT_PARAGRAPH_H

#include "brief/brief.h"
#include "style/layout.h"
#include "text/charclass.h"
#include "text/segment.h"

/* Whether a line may begin with a glyph. */
typedef enum BreakKind { BREAK_NEVER, BREAK_MAY, BREAK_MUST } BreakKind;

typedef struct Glyph {
	uint32_t id;
	const Face *face;
	Length size;	    /* its own em: smaller above and below the line */
	uint32_t character; /* the first it stands for */
	uint32_t text_start, text_size; /* bytes of the paragraph's text */
	Length advance; /* natural width, the gap before it excluded */
	Length offset;	/* the ink's shift to the right inside the advance */
	Length rise;
	Length give_left, give_right; /* blank inside the advance */
	Length gap; /* natural glue before it, 0 at a line start */
	CharClass class;
	uint8_t gap_kind; /* Adjust that the gap belongs to, or ADJUST_COUNT */
	uint8_t break_before;	     /* BreakKind */
	bool unit;		     /* one unit with the glyph before it */
	bool fixed_before;	     /* no space is ever added before it */
	float break_cost;	     /* of a break before it */
	const struct Glyph *hyphen;  /* drawn where a line ends before it */
	unsigned flags;		     /* of SpanFlag */
	uint32_t group[GROUP_COUNT]; /* see Span */
	/* Room in its box for an annotation or a frame, part of `advance`; at
	 * a line's edges it takes some more. */
	Length pad_left, pad_right, edge_left, edge_right;
	const struct Paragraph *ruby; /* on the first glyph of a base */
} Glyph;

typedef struct Paragraph {
	const Text *text;
	const Style *style;
	const TextRules *rules;
	const WordList *words; /* NULL where titles need none */
	const TermList *terms;
	const Glyph *glyphs;
	size_t count;
} Paragraph;

/* What shaping needs from outside the text; one for each thread. */
typedef struct Shaper Shaper;

/* What titles are broken by: the path of the word list, opened when it is first
 * needed (NULL: there is none), and words to keep whole. */
typedef struct TitleWords {
	const char *path;
	TermList terms;
} TitleWords;

/* `fonts`, `rules`, `titles` (may be NULL) and `diag` must outlive it. NULL
 * after reporting. */
Shaper *shaper_open(FontSet *fonts, const TextRules *rules,
		    const TitleWords *titles, Diagnostics *diag);
void shaper_close(Shaper *shaper);

/* Shapes a text in a style. Reports characters that no font has (an error) and
 * those that a later font of the role gave (a warning), at their places.
 * The paragraph lives in the arena. */
const Paragraph *text_shape(Shaper *shaper, Arena *arena, const Text *text,
			    const Style *style);

typedef struct Line {
	size_t first, end; /* glyphs; spaces at the ends are left out */
	Length indent;	   /* of its left edge, from the measure's left edge */
	Length measure;	   /* its width when set to both edges */
	bool last;	   /* of its paragraph, or before a hard break */
	bool split;	   /* it ends inside a word that no line could hold */
} Line;

typedef struct LineList {
	const Line *items;
	size_t count;
} LineList;

/* Breaks a paragraph into lines of `width` less the style's indents. A word
 * wider than the line is split and reported as a warning. */
LineList paragraph_break(Arena *arena, const Paragraph *paragraph, Length width,
			 Diagnostics *diag);

/* The same paragraph in one line less and one line more, where that keeps
 * within the limits of all steps; else no lines. For page building. */
typedef struct LineVariants {
	LineList shorter, longer;
	double shorter_cost, longer_cost; /* above the best setting's */
} LineVariants;

LineVariants paragraph_variants(Arena *arena, const Paragraph *paragraph,
				Length width);

/* The natural width of the whole paragraph on one line. */
Length paragraph_width(const Paragraph *paragraph);

/* Where a glyph of a line stands, from the line's left edge. */
typedef struct LinePlace {
	Length x;	/* of its box, without the room that pads it */
	Length ink;	/* of its origin, from the box's left edge */
	Length advance; /* of its box; the gap to the next is not part of it */
} LinePlace;

/* The text of a hyphen that a line end draws: readers take a soft hyphen out
 * again when they search. */
#define HYPHEN_TEXT "\xC2\xAD"

/* The hyphen that a line draws behind its last glyph, `end` being the glyph
 * after that; or NULL. */
const Glyph *line_hyphen(const Paragraph *paragraph, size_t end);

/* Sets the glue of a line. `places` has room for line->end - line->first and
 * for a hyphen behind them; the arena is for what is needed in between. Returns
 * the width as set. */
Length line_place(Arena *arena, const Paragraph *paragraph, const Line *line,
		  LinePlace *places);

#endif
