/* Where pages end: a shortest path over all places where they may. */
#include <math.h>

#include "page/flow.h"

typedef struct PageNode {
	double cost;
	size_t previous;
	bool reached;
} PageNode;

/* A page that ends where it must not is worse than any number of short ones,
 * and better than none. */
static const double forbidden_cost = 1e9;

int
flow_rows(const Flow *flow, size_t first, size_t end, bool page_top)
{
	int rows = 0;

	for (size_t i = first; i < end; i++)
		rows += 1 + (i == first && page_top ? 0 : flow->lines[i].blank);
	return rows;
}

/* Offers every end of the page that begins at `first`. */
static void
extend(const Flow *flow, PageNode *nodes, size_t first, int rows, int foot)
{
	bool page_top = first > 0;
	int used = 0;

	for (size_t next = first + 1; next <= flow->count; next++) {
		const FlowLine *line = &flow->lines[next - 1];
		bool last = next == flow->count;
		bool top = next - 1 == first && page_top;
		used += 1 + (top ? 0 : line->blank);
		int room = rows - (last ? foot : 0);
		/* One line always fits: there is nothing smaller to move. */
		if (used > room && next > first + 1)
			break;
		double empty = last ? 0 : room - used;
		double cost = nodes[first].cost + empty * empty +
			      (line->keep && !last ? forbidden_cost : 0) +
			      (used > room ? forbidden_cost : 0);
		if (!nodes[next].reached || cost < nodes[next].cost)
			nodes[next] = (PageNode){cost, first, true};
	}
}

PageStarts
pages_divide(Arena *arena, const Flow *flow, int rows, int head, int foot)
{
	PageNode *nodes =
	    arena_alloc_array(arena, flow->count + 1, sizeof *nodes);
	PageStarts starts = {NULL, 0};

	nodes[0].reached = true;
	for (size_t i = 0; i < flow->count; i++)
		if (nodes[i].reached)
			extend(flow, nodes, i, i == 0 ? rows - head : rows,
			       foot);
	for (size_t i = flow->count; i > 0; i = nodes[i].previous)
		starts.count++;
	size_t *items =
	    arena_alloc_array(arena, starts.count + 1, sizeof *items);
	size_t k = starts.count;
	for (size_t i = flow->count; i > 0; i = nodes[i].previous)
		items[--k] = nodes[i].previous;
	starts.items = items;
	return starts;
}
