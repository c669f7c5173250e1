/* The flow: the blocks of a brief as one sequence of set lines. */
#ifndef ZB_PAGE_FLOW_H
#define ZB_PAGE_FLOW_H

#include "page/page.h"
#include "page/structure.h"
#include "text/paragraph.h"

/* What building a page needs everywhere. */
typedef struct Builder {
	Arena *arena;
	const Brief *brief;
	const Layout *layout;
	const Fields *fields;
	FontSet *fonts;
	Shaper *shaper;
	Structure *structure; /* of the pages being built */
	bool numbered;	      /* the pages are those of copies */
	Diagnostics *diag;
} Builder;

/* The settings of a paragraph that page building may choose from. */
typedef enum FlowChoice {
	CHOICE_BEST,
	CHOICE_SHORTER, /* one line less */
	CHOICE_LONGER,	/* one line more */
	CHOICE_COUNT,
} FlowChoice;

typedef struct FlowParagraph {
	const Paragraph *paragraph;
	Tags *tags;
	LineList choices[CHOICE_COUNT]; /* no lines: there is no such setting */
	double costs[CHOICE_COUNT];	/* above the best setting's */
	int blank;	/* rows left blank above it, unless it opens a page */
	int heading;	/* the level of a heading, else 0 */
	bool keep_next; /* no page ends behind it */
} FlowParagraph;

typedef struct Flow {
	FlowParagraph *items;
	size_t count;
} Flow;

/* Sets all blocks of the brief, each paragraph as is best for itself. */
Flow flow_build(const Builder *builder);

/* Adds the other settings. */
void flow_add_choices(const Builder *builder, Flow *flow);

/* Lines [first, end) of a paragraph's setting, on one page. */
typedef struct FlowPart {
	size_t paragraph; /* index */
	FlowChoice choice;
	size_t first, end;
} FlowPart;

typedef struct FlowPage {
	const FlowPart *parts;
	size_t count;
} FlowPage;

typedef struct FlowPages {
	const FlowPage *items;
	size_t count;
	bool full;   /* every page but the last is */
	bool broken; /* some page ends where it must not */
} FlowPages;

/* Divides the flow into pages of `rows` rows, of which the first page has
 * `head` fewer and the last `foot` fewer, so that it costs least over the whole
 * document: no page ends behind a line that keeps its successor, pages are
 * full, and paragraphs set as is best for themselves, in this order. */
FlowPages pages_divide(Arena *arena, const Flow *flow, int rows, int head,
		       int foot);

#endif
