/* Where pages end: a shortest path over all places where they may.
 *
 * A node is a place where a page may begin: a line of a paragraph in one of its
 * settings. From a node, the page is filled paragraph by paragraph; since each
 * may be set in several numbers of lines, what is kept is the cheapest way to
 * have used so many rows. A page has few rows, so this takes time linear in
 * the length of the document. */
#include <math.h>

#include "page/flow.h"

/* Nothing is worse than text under the foot. A page that ends where it must not is worse than any number of short ones,
 * and better than none. A paragraph in another setting is better than one row
 * left empty, unless its lines would be at their limits. */
static const double overlap_cost = 1e12, forbidden_cost = 1e9;
static const double reset_cost = 0.4, line_cost = 5e-6;

typedef struct Node {
	double cost;
	size_t previous; /* node */
	bool reached;
	/* The place that it stands for. */
	size_t paragraph, line;
	FlowChoice choice;
} Node;

/* The cheapest way to have used so many rows of a page before a paragraph. */
typedef struct Fill {
	double cost;
	int rows_before; /* the paragraph that was put last */
	FlowChoice choice;
	bool reached;
} Fill;

typedef struct Divider {
	const Flow *flow;
	int rows, head, foot;
	size_t *first_node; /* of each paragraph; one more for the end */
	Node *nodes;
	/* The page being filled: a row of `rows` + 1 fills for each paragraph
	 * from the first on it. */
	Fill *fills;
	/* While a path is traced: the node wanted, and how it was reached. */
	size_t wanted;
	double wanted_cost;
	FlowPart last; /* on that page; end 0: it ends before a paragraph */
	int last_rows; /* used before `last` */
} Divider;

static size_t
node_of(const Divider *d, size_t paragraph, FlowChoice choice, size_t line)
{
	size_t node = d->first_node[paragraph];

	if (line == 0)
		return node;
	for (int c = 0; c < (int)choice; c++)
		if (d->flow->items[paragraph].choices[c].count)
			node += d->flow->items[paragraph].choices[c].count - 1;
	return node + line;
}

static void
make_nodes(Divider *d, Arena *arena)
{
	const Flow *flow = d->flow;
	size_t count = 0;

	d->first_node =
	    arena_alloc_array(arena, flow->count + 1, sizeof(size_t));
	for (size_t p = 0; p < flow->count; p++) {
		d->first_node[p] = count++;
		for (int c = 0; c < CHOICE_COUNT; c++)
			if (flow->items[p].choices[c].count)
				count += flow->items[p].choices[c].count - 1;
	}
	d->first_node[flow->count] = count++;
	d->nodes = arena_alloc_array(arena, count, sizeof(Node));
	for (size_t p = 0; p < flow->count; p++) {
		d->nodes[d->first_node[p]].paragraph = p;
		for (int c = 0; c < CHOICE_COUNT; c++)
			for (size_t k = 1; k < flow->items[p].choices[c].count;
			     k++)
				d->nodes[node_of(d, p, (FlowChoice)c, k)] =
				    (Node){.paragraph = p,
					   .line = k,
					   .choice = (FlowChoice)c};
	}
}

/* Offers to end the page: `used` rows are used, `rows` of them before `last`. */
static void
offer(Divider *d, size_t from, size_t to, double cost, int rows, FlowPart last)
{
	Node *node = &d->nodes[to];

	cost += d->nodes[from].cost;
	if (d->wanted) {
		if (to == d->wanted && cost < d->wanted_cost) {
			d->wanted_cost = cost;
			d->last = last;
			d->last_rows = rows;
		}
		return;
	}
	if (node->reached && node->cost <= cost)
		return;
	node->cost = cost;
	node->previous = from;
	node->reached = true;
}

static Fill *
fill_at(const Divider *d, size_t from, size_t paragraph, int rows)
{
	size_t index = paragraph - d->nodes[from].paragraph;

	return &d->fills[index * (size_t)(d->rows + 1) + (size_t)rows];
}

/* Whether a page may not end behind line `end` of `count`: two lines at least
 * stay together on either side (CLREQ, orphans and widows). */
static bool
keeps(const FlowParagraph *paragraph, size_t end, size_t count)
{
	if (end == count)
		return paragraph->keep_next;
	return paragraph->paragraph->style->keep_next || end == 1 ||
	       end + 1 == count;
}

static double
end_cost(int room, int used, bool kept)
{
	double empty = room - used;

	return (empty < 0 ? forbidden_cost : empty * empty) +
	       (kept ? forbidden_cost : 0);
}

/* Puts a paragraph, from line `first` on, onto the page on which `rows` rows
 * are used, and offers every page end inside it. Returns false where nothing
 * of it fits. */
static bool
put(Divider *d, size_t from, size_t p, FlowChoice choice, size_t first,
    int rows, int room)
{
	const FlowParagraph *paragraph = &d->flow->items[p];
	size_t count = paragraph->choices[choice].count;
	bool page_top = rows == 0 && from > 0;
	int start = rows + (first > 0 || page_top ? 0 : paragraph->blank);
	double base = (rows == 0 ? 0 : fill_at(d, from, p, rows)->cost) +
		      (choice != CHOICE_BEST && first == 0
			   ? reset_cost + line_cost * paragraph->costs[choice]
			   : 0);

	for (size_t end = first + 1; end <= count; end++) {
		int used = start + (int)(end - first);
		/* One line always fits: there is nothing smaller to move. */
		if (used > room && (rows > 0 || end > first + 1))
			return end > first + 1;
		if (end < count) {
			bool kept = keeps(paragraph, end, count);
			offer(d, from, node_of(d, p, choice, end),
			      base + end_cost(room, used, kept), rows,
			      (FlowPart){p, choice, first, end});
			continue;
		}
		Fill *fill =
		    fill_at(d, from, p + 1, used <= d->rows ? used : d->rows);
		if (!fill->reached || base < fill->cost)
			*fill = (Fill){base, rows, choice, true};
	}
	return true;
}

/* Offers to end the page before paragraph `p`. */
static void
end_before(Divider *d, size_t from, size_t p, int rows, int room)
{
	const FlowParagraph *before = &d->flow->items[p - 1];
	bool last = p == d->flow->count;
	double cost = fill_at(d, from, p, rows)->cost;

	if (last)
		cost += rows > room - d->foot ? overlap_cost : 0;
	else
		cost += end_cost(room, rows, before->keep_next);
	offer(d, from, d->first_node[p], cost, rows,
	      (FlowPart){.paragraph = p});
}

/* Fills the page that begins at a node in every way. */
static void
fill_page(Divider *d, size_t from)
{
	const Node *node = &d->nodes[from];
	int room = d->rows - (from == 0 ? d->head : 0);
	size_t fills = (size_t)(d->rows + 1) * (size_t)(d->rows + 2);

	for (size_t i = 0; i < fills; i++)
		d->fills[i].reached = false;
	for (int c = 0; c < CHOICE_COUNT; c++)
		if (d->flow->items[node->paragraph].choices[c].count &&
		    (node->line == 0 || (FlowChoice)c == node->choice))
			put(d, from, node->paragraph, (FlowChoice)c, node->line,
			    0, room);
	for (size_t p = node->paragraph + 1; p <= d->flow->count; p++) {
		bool any = false;
		for (int rows = 1; rows <= d->rows; rows++) {
			if (!fill_at(d, from, p, rows)->reached)
				continue;
			end_before(d, from, p, rows, room);
			for (int c = 0; p < d->flow->count && c < CHOICE_COUNT;
			     c++)
				if (d->flow->items[p].choices[c].count)
					any |= put(d, from, p, (FlowChoice)c, 0,
						   rows, room);
		}
		if (!any)
			break;
	}
}

/* The parts of the page from `from` to `to`, found by filling it once more. */
static FlowPage
trace_page(Divider *d, Arena *arena, size_t from, size_t to)
{
	ARRAY(FlowPart) reversed = {0};

	d->wanted = to;
	d->wanted_cost = INFINITY;
	fill_page(d, from);
	d->wanted = 0;
	size_t p = d->last.paragraph;
	int rows = d->last_rows;
	if (d->last.end)
		*array_push(arena, &reversed) = d->last;
	while (p > d->nodes[from].paragraph) {
		const Fill *fill = fill_at(d, from, p, rows);
		p--;
		*array_push(arena, &reversed) =
		    (FlowPart){p, fill->choice, 0,
			       d->flow->items[p].choices[fill->choice].count};
		rows = fill->rows_before;
	}
	/* The first may have begun on an earlier page. */
	if (reversed.count)
		reversed.items[reversed.count - 1].first = d->nodes[from].line;
	for (size_t i = 0; i < reversed.count / 2; i++) {
		FlowPart part = reversed.items[i];
		reversed.items[i] = reversed.items[reversed.count - 1 - i];
		reversed.items[reversed.count - 1 - i] = part;
	}
	return (FlowPage){reversed.items, reversed.count};
}

FlowPages
pages_divide(Arena *arena, const Flow *flow, int rows, int head, int foot)
{
	Arena *scratch = arena_new();
	Divider d = {.flow = flow, .rows = rows, .head = head, .foot = foot};
	FlowPages pages = {0};

	make_nodes(&d, scratch);
	size_t end = d.first_node[flow->count];
	d.fills = arena_alloc_array(
	    scratch, (size_t)(rows + 1) * (size_t)(rows + 2), sizeof(Fill));
	d.nodes[0].reached = true;
	for (size_t i = 0; i < end; i++)
		if (d.nodes[i].reached)
			fill_page(&d, i);
	for (size_t i = end; i > 0; i = d.nodes[i].previous)
		pages.count++;
	FlowPage *items =
	    arena_alloc_array(arena, pages.count + 1, sizeof *items);
	size_t k = pages.count;
	for (size_t i = end; i > 0; i = d.nodes[i].previous)
		items[--k] = trace_page(&d, arena, d.nodes[i].previous, i);
	pages.items = items;
	pages.full = d.nodes[end].cost < reset_cost;
	pages.broken = d.nodes[end].cost >= forbidden_cost;
	arena_free(scratch);
	return pages;
}
