/* The flow: the blocks of a brief as one sequence of set lines. */
#ifndef ZB_PAGE_FLOW_H
#define ZB_PAGE_FLOW_H

#include "page/page.h"
#include "text/paragraph.h"

/* What building a page needs everywhere. */
typedef struct Builder {
	Arena *arena;
	const Brief *brief;
	const Layout *layout;
	const Fields *fields;
	FontSet *fonts;
	Shaper *shaper;
	Diagnostics *diag;
} Builder;

typedef struct FlowLine {
	const Paragraph *paragraph;
	Line line;
	int blank; /* rows left blank above it, unless it opens a page */
	bool keep; /* no page ends behind it */
	int heading; /* the level, on a heading's first line, else 0 */
} FlowLine;

typedef struct Flow {
	const FlowLine *lines;
	size_t count;
} Flow;

Flow flow_build(const Builder *builder);

/* Where the pages of the flow begin: lines->heading of the first page's line
 * is starts[0] = 0, and so on. */
typedef struct PageStarts {
	const size_t *items;
	size_t count;
} PageStarts;

/* Divides the flow into pages of `rows` rows, of which the first page has
 * `head` fewer and the last `foot` fewer, so that the breaks cost least over
 * the whole document: no page ends behind a line that keeps its successor,
 * and every page is as full as that allows. */
PageStarts pages_divide(Arena *arena, const Flow *flow, int rows, int head,
			int foot);

/* The rows that lines [first, end) take, the first at the top of its page. */
int flow_rows(const Flow *flow, size_t first, size_t end, bool page_top);

#endif
