/* A layout: everything that makes a publication look as it does, read from a
 * file in layouts/. Nothing about a publication lives in C.
 *
 * The words are those of GB/T 9704: the page, its type area (版心), and a grid
 * of columns and rows over the type area. One 字 is the width of a column.
 * The rows' character frames fill the type area from its top edge to its
 * bottom edge (§5.2.3), so the row pitch is (height − 字) ÷ (rows − 1).
 *
 * All of a layout lives in the arena that it was read into. */
#ifndef ZB_STYLE_LAYOUT_H
#define ZB_STYLE_LAYOUT_H

#include "base/color.h"
#include "base/diag.h"
#include "base/length.h"
#include "style/fontset.h"

typedef enum Align {
	ALIGN_JUSTIFY, /* both edges; the last line starts at the left */
	ALIGN_LEFT,
	ALIGN_CENTER,
	ALIGN_RIGHT,
	ALIGN_SPREAD, /* one line, its characters spread over the width */
} Align;

/* How lines are broken beyond the rules that hold for all. */
typedef enum Wrap {
	WRAP_FILL,   /* lines as full as the measure allows */
	WRAP_PHRASE, /* titles and headings: after marks, in even lines */
} Wrap;

typedef struct Style {
	const char *name;	      /* also the role in the display list */
	const FontRole *font, *latin; /* Chinese and Western characters */
	const FontRole *strong, *strong_latin; /* for **strong** */
	Length size;			       /* one em */
	const Color *color;
	Align align;
	Wrap wrap;
	Length first_line;  /* indent of the first line, beyond `left` */
	Length left, right; /* indents of all lines */
	int rows_before, rows_after; /* blank rows of the grid around it */
	bool keep_next;		     /* never the last thing on a page */
	const char *numbering; /* "一、", "（一）", "1.", "（1）" or NULL */
	Length narrowest;      /* in a frame: the size that it may shrink to */
	Length widest;	       /* ALIGN_SPREAD: the size that it may grow to */
	int share; /* … so that its characters take so much of the measure, in
		      thousandths */
} Style;

typedef enum FieldType {
	FIELD_TEXT,
	FIELD_LIST,   /* one or several texts */
	FIELD_NUMBER, /* a whole number, not negative */
	FIELD_ROWS,   /* a list of names, or of maps that say more of them */
	FIELD_DATE, /* YYYY-MM-DD, prints as 2024年4月1日 (GB/T 9704 §7.3.5.4) */
} FieldType;

typedef struct Field {
	const char *name, *alias;
	FieldType type;
	bool required;
	const char *join;    /* list: between the texts */
	const char *preset;  /* default text, or NULL */
	const char *meaning; /* for people */
} Field;

/* Which pages a running frame stands on. */
typedef enum FramePages {
	PAGES_ALL,
	PAGES_ODD,
	PAGES_EVEN,
} FramePages;

/* In which settings a frame stands. */
typedef enum FrameWhen {
	WHEN_ALWAYS,
	WHEN_PLAIN,    /* not on numbered copies */
	WHEN_NUMBERED, /* on them alone */
} FrameWhen;

/* Something that is placed, not flowed: a text or a rule. Lengths are from the
 * type area's top left corner; a frame of the foot, from the foot's top. */
typedef struct Frame {
	const char *name;   /* the role in the display list */
	const Style *style; /* NULL for a rule */
	const char *text;   /* a template, see style/template.h */
	Position text_at;
	Length top; /* of the character frame, or the rule's upper edge */
	Length left, right; /* indents from the type area's edges */
	Length thickness;   /* of a rule, 0 for a text */
	const Color *color; /* of a rule */
	Align align;
	int lines; /* the most that it may take */
	FramePages pages;
	FrameWhen when;
	bool beside; /* stands on the line of the frame before it where both
			fit, and on a line of its own below where not */
} Frame;

typedef struct FrameList {
	const Frame *items;
	size_t count;
} FrameList;

/* A text across each page of a copy, below all else. */
typedef struct Watermark {
	const Style *style; /* NULL: there is none */
	const char *text;   /* a template */
	Position text_at;
	int rise;  /* degrees that it rises from left to right, 0 … 90 */
	int share; /* the most of the type area's width and height that it takes,
		      in thousandths: longer ones are set smaller, down to the
		      style's narrowest */
} Watermark;

/* What the copies of a print run have of their own, and which fields say how
 * many there are and who reads them (NULL: none does). */
typedef struct CopyDesign {
	FrameList frames; /* on page 1 */
	FrameList slip;	  /* on the cover slip */
	Watermark watermark;
	const char *copies_field;  /* a number */
	const char *readers_field; /* rows */
	const char *names_field;   /* a list, where there are no rows */
} CopyDesign;

/* The steps by which a line is made narrower or wider (CLREQ, procedures for
 * inter-character space reduction and expansion). */
typedef enum Adjust {
	ADJUST_WORD_SPACE,
	ADJUST_INTERPUNCT,
	ADJUST_BRACKET,
	ADJUST_COMMA, /* ， 、 ； ： */
	ADJUST_HAN_LATIN,
	ADJUST_STOP, /* 。 ？ ！ */
	ADJUST_ANY,  /* between any two characters: expansion only */
	ADJUST_COUNT,
} Adjust;

/* A layout may name a place twice, with a wider limit the second time. */
enum { MAX_STEPS = 2 * ADJUST_COUNT };

/* One step: what gives or takes, how far, and what a line pays for using all
 * of it. Amounts are in 1/1000 em. */
typedef struct AdjustStep {
	Adjust what;
	int limit; /* word space, Han–Latin: the smallest or largest width;
		      any: the widest gap that is not called loose */
	double cost;
} AdjustStep;

/* Which marks no line begins or ends with (CLREQ, prohibition rules for line
 * start and line end). Each level has what the one before it has. */
typedef enum Kinsoku {
	KINSOKU_NONE,
	KINSOKU_BASIC,
	KINSOKU_GB,	/* and no solidus at a line end */
	KINSOKU_STRICT, /* and no —— or …… at a line start */
} Kinsoku;

/* How wide marks are (CLREQ, punctuation width adjustment). */
typedef enum Scheme {
	SCHEME_FULL, /* 全角: one em each */
	SCHEME_OPEN, /* 开明: one em at the end of a sentence, else half */
	SCHEME_HALF, /* 半角: half an em each */
} Scheme;

/* Where Western words may be broken, besides the author's soft hyphens. */
typedef enum Hyphenation {
	HYPHENATION_NONE,
	HYPHENATION_EN_US, /* by the patterns of American English */
} Hyphenation;

/* Where the characters of the body stand (CLREQ, grid alignment). */
typedef enum GridMode {
	GRID_NONE,   /* at their natural places */
	GRID_STRICT, /* every Han in a column, whatever the line holds */
} GridMode;

typedef struct TextRules {
	Kinsoku kinsoku;
	Scheme scheme;
	GridMode grid;
	Length cell;  /* the width of a column */
	bool hanging; /* one stop or comma may stand beyond the line end */
	AdjustStep compress[MAX_STEPS], expand[MAX_STEPS];
	size_t compress_count, expand_count;
	int han_latin; /* the natural gap, 1/1000 em */
	int pair;      /* what two adjoining marks give up, 1/1000 em */
	int line_end, line_start; /* what a mark gives up there, 1/1000 em */
	Hyphenation hyphenation;
	double hyphen_cost;  /* a line end inside a Western word */
	double hyphens_cost; /* and of one more right below it */
	double reset_cost;  /* the most that a line may cost in a paragraph that
			      is reset to fill a page */
	double runt_cost;   /* a last line of one character */
	double unit_cost;   /* a line end between a number and its unit, or
			     inside a foreign name */
	double ragged_cost; /* WRAP_PHRASE: a line that is left empty */
	double seam_cost;   /* WRAP_PHRASE: a line end that is at no seam */
} TextRules;

/* Which warnings `check` leaves out. */
typedef struct LayoutChecks {
	const char *skip_field; /* the field that names more of them, or NULL */
	const char *const *off;
	const Position *off_at;
	size_t off_count;
} LayoutChecks;

typedef struct Layout {
	const char *name, *title, *description, *font_set, *language;
	const char *sample; /* the path of a brief that shows it, or NULL */
	const Source *source;
	Length page_width, page_height;
	Length area_left, area_top, area_width, area_height; /* 版心 */
	int columns, rows;
	Length cell, pitch; /* 字; from row to row */
	const Color *colors;
	size_t color_count;
	const Field *fields;
	size_t field_count;
	const Style *styles;
	size_t style_count;
	TextRules text;

	/* Styles of the flow. */
	const Style *headings[6]; /* level 1 (title) … 5; [0] is unused */
	const Style *paragraph, *quote, *item;
	const char *words;	 /* the path of the word list, or NULL */
	const char *terms_field; /* the field with words to keep whole */
	const char *number;	 /* before an item of an ordered list: "1." */
	const char *bullet;	 /* before an item of an unordered list */
	Length nesting; /* what each level of list or quote moves right */
	bool title_required;

	int head_rows; /* rows of page 1 that the head takes */
	FrameList head, running, foot;
	Length foot_line; /* height of one line of the foot */
	Length foot_gap;  /* the least distance between text and foot */

	CopyDesign copy;

	/* Document properties: templates. */
	const char *author, *subject, *date_field;

	LayoutChecks checks;
} Layout;

/* Where layouts, font sets and the word list are. */
typedef struct LayoutPlaces {
	const char *const *layout_folders;
	size_t layout_folder_count;
	const char *const *font_folders;
	size_t font_folder_count;
	const char *words; /* the path of the word list, or NULL */
} LayoutPlaces;

/* Reads a level, scheme or mode by the name that layouts use; false where there is
 * none of that name. */
bool kinsoku_by_name(const char *name, Kinsoku *level);
bool scheme_by_name(const char *name, Scheme *scheme);
bool grid_by_name(const char *name, GridMode *mode);

/* Reads the layout named `name` from the first of the places' layout folders
 * that holds name.yaml, or the file `name` itself where it ends in .yaml;
 * `name_at` is where the name is written, if anywhere. `fonts` names a font set
 * that overrides the layout's own, or is NULL. `*set` receives the font set,
 * which lives in the arena, as the layout does. An unknown name is an error that
 * lists those there are. Returns NULL after reporting. */
const Layout *layout_read(Arena *arena, const char *name, const char *fonts,
			  Position name_at, const LayoutPlaces *places,
			  FontLibrary *library, FontSet **set,
			  Diagnostics *diag);

#endif
