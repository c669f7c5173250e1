/* The brief as its author wrote it: front matter and a tree of blocks.
 *
 * Nothing here knows a layout: which fields there are, and what a level looks
 * like, is the business of style/ and page/. Text is UTF-8. */
#ifndef ZB_BRIEF_BRIEF_H
#define ZB_BRIEF_BRIEF_H

#include "brief/record.h"

typedef enum BlockKind {
	BLOCK_HEADING, /* level 1 is the title, 2 … 5 are 一、（一）1.（1） */
	BLOCK_PARAGRAPH,
	BLOCK_LIST,  /* children are items */
	BLOCK_ITEM,  /* children are blocks */
	BLOCK_QUOTE, /* children are blocks */
} BlockKind;

typedef enum SpanFlag {
	SPAN_STRONG = 1 << 0,
	SPAN_EMPHASIS = 1 << 1, /* 着重号 */
	SPAN_NAME = 1 << 2,	/* 专名号 */
	SPAN_TITLE = 1 << 3,	/* 书名号乙式, the wavy line */
	SPAN_SUPER = 1 << 4,
	SPAN_SUB = 1 << 5,
	SPAN_MOURN = 1 << 6, /* 示亡号, the black frame */
	/* 均排: the width in characters that it is spread to, 2 … 9, as
	 * flags / SPAN_EVEN % SPAN_EVEN_LIMIT. */
	SPAN_EVEN = 1 << 7,
	SPAN_EVEN_LIMIT = 16,
} SpanFlag;

/* The elements whose extent is seen: two names side by side have two lines. */
typedef enum SpanGroup {
	GROUP_LINE, /* a name or title */
	GROUP_RUBY, /* a base with its annotation */
	GROUP_FRAME,
	GROUP_EVEN,
	GROUP_COUNT,
} SpanGroup;

/* A stretch of a text that looks the same throughout and stands in one piece
 * on one source line. */
typedef struct Span {
	uint32_t start, end;	     /* bytes of the text */
	unsigned flags;		     /* of SpanFlag */
	uint32_t group[GROUP_COUNT]; /* which element it is in, 0 for none */
	const struct Text *ruby; /* the annotation of its GROUP_RUBY, or NULL */
	Position at;		 /* of its first character */
} Span;

/* The text of a heading or paragraph. A hard line break is U+000A. A line end
 * in the source is a space between Western words and nothing where either
 * neighbour is Chinese. Spans cover the whole text in order. */
typedef struct Text {
	const char *bytes; /* NUL-terminated */
	uint32_t size;
	const Span *spans;
	uint32_t span_count;
} Text;

typedef struct Block {
	BlockKind kind;
	Position at;
	int level;    /* heading: 1 … 6 */
	bool ordered; /* list */
	int start;    /* ordered list: the first number; item: its own */
	Text text;    /* heading, paragraph */
	const struct Block *children; /* list, item, quote */
	size_t count;
} Block;

typedef struct Brief {
	const Source *source;
	const Record *fields; /* front matter: a map */
	const Block *blocks;
	size_t count;
} Brief;

/* The largest source that is read. */
enum { BRIEF_SIZE_LIMIT = 16 << 20, BRIEF_NESTING_LIMIT = 32 };

/* Reads a brief: Markdown with front matter, or, where the path ends in .json
 * or the text begins with {, a JSON object whose member `body` is Markdown and
 * whose other members are the fields. Everything lives in the arena. Reports
 * all that it cannot carry (tables, images, footnotes, HTML …) at its line;
 * returns NULL after reporting an error that leaves nothing to work with. */
const Brief *brief_read(Arena *arena, const char *path, Diagnostics *diag);

/* The same from bytes that were read already. */
const Brief *brief_read_source(Arena *arena, const Source *source,
			       Diagnostics *diag);

/* The source position of byte `offset` of the text. */
Position text_position(const Text *text, uint32_t offset);

/* The flags that hold at byte `offset` of the text. */
unsigned text_flags(const Text *text, uint32_t offset);

/* The span that holds byte `offset` of the text; NULL where it has none. */
const Span *text_span(const Text *text, uint32_t offset);

#endif
