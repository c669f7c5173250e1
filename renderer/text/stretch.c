#include "text/stretch.h"

#include <math.h>

#include "text/adjust.h"
#include "text/fit.h"

/* What a boundary before a glyph is to the space that it may take. */
typedef enum Joint {
	JOINT_RIGID, /* inside a word or a unit, at a line's edge */
	JOINT_GAP,   /* Han–Latin */
	JOINT_PAIR,  /* between two marks: they stay together */
	JOINT_MARK,  /* where a mark has its blank */
	JOINT_SMALL, /* between a Han and what is half an em wide */
	JOINT_SIDE,  /* between a Han and a dash, an ellipsis, a unit */
	JOINT_HUG,   /* where a mark hugs its neighbour */
} Joint;

typedef enum StepKind {
	STEP_GAP,  /* Han–Latin, and word spaces where it is widened */
	STEP_EASY, /* the same, and beside what is half an em wide */
	STEP_MARK,
	STEP_SIGN, /* + and the like, down to half an em; ～ is a whole one */
	STEP_HUG,
	STEP_ALL,
} StepKind;

/* A step is used up before the next begins. All of it costs `cost`, a part of
 * it as the square; `entry` is the price of using it at all. */
typedef struct Step {
	StepKind what;
	int limit; /* 1/1000 em */
	double cost, entry;
} Step;

enum { OPEN = 1000 }; /* a limit that is none */

/* Han–Latin gaps of 1/8 to 1/2 em read well; the grid allows 0 to 1/2 em
 * (CLREQ, grid alignment). The first step of each kind has the limit that the
 * later ones go on from. */
static const Step narrower[] = {
    {STEP_GAP, 125, 10, 0},
    {STEP_MARK, 0, 20, 0},
    {STEP_SIGN, 500, 300, 0},
    {STEP_GAP, 0, 4000, 4000},
};

static const Step wider[] = {
    {STEP_EASY, 500, 10, 0},
    {STEP_MARK, 250, 100, 0},
    {STEP_HUG, 125, 500, 0},
    {STEP_GAP, 750, 20000, 4000},
    {STEP_ALL, OPEN, 50000, GRID_LOOSE},
    {STEP_HUG, OPEN, 50000, GRID_LOOSE},
};

enum {
	NARROWER = sizeof narrower / sizeof *narrower,
	WIDER = sizeof wider / sizeof *wider,
	/* A step that is used by less than this part of an em is not used; one
	 * that leaves a hole, by less than that. */
	UNSEEN = 100,
	UNSEEN_HOLE = 8,
};

bool
stretch_is_cell(const Glyph *g, Length em)
{
	Length width = g->advance - g->pad_left - g->pad_right;

	return g->class == CLASS_HAN && g->size == em &&
	       width >= em - em / ROUNDING && width <= em + em / ROUNDING;
}

static const Glyph *
glyph_at(const Stretch *s, size_t index)
{
	return &s->paragraph->glyphs[index];
}

static Length
em_of(const Stretch *s)
{
	return s->paragraph->style->size;
}

static Length
at_most(Length width, Length limit)
{
	return width < limit ? width : limit;
}

static Length
width_beyond(Length from, Length to)
{
	return to > from ? to - from : 0;
}

static bool
closes(const Glyph *g)
{
	return class_is_mark(g->class) && g->class != CLASS_OPEN;
}

bool
stretch_is_small(const Glyph *g)
{
	return g->class == CLASS_INTERPUNCT || g->class == CLASS_SOLIDUS ||
	       g->class == CLASS_CONNECTOR;
}

/* The boundary between two marks. ？！ are one mark. */
static Joint
joint_of_marks(const Glyph *left, const Glyph *right)
{
	if (left->class == CLASS_STOP && right->class == CLASS_STOP)
		return JOINT_RIGID;
	return closes(left) || right->class == CLASS_OPEN ? JOINT_PAIR
							  : JOINT_HUG;
}

static Joint
joint_of_glyphs(const Glyph *left, const Glyph *right, Length em)
{
	bool han = stretch_is_cell(left, em) || stretch_is_cell(right, em);

	if (right->gap_kind == ADJUST_HAN_LATIN)
		return JOINT_GAP;
	if (right->unit || glyph_is_blank(left) || glyph_is_blank(right) ||
	    (left->class == CLASS_WESTERN && right->class == CLASS_WESTERN))
		return JOINT_RIGID;
	if (class_is_mark(left->class) && class_is_mark(right->class))
		return joint_of_marks(left, right);
	if (closes(left) || right->class == CLASS_OPEN)
		return JOINT_MARK;
	if (han && (stretch_is_small(left) || stretch_is_small(right)))
		return JOINT_SMALL;
	if (right->fixed_before)
		return JOINT_RIGID;
	return class_is_mark(left->class) || class_is_mark(right->class) || !han
		   ? JOINT_HUG
		   : JOINT_SIDE;
}

/* The boundary before the glyph `index`, from `first` to `end`; at a line's
 * edge nothing moves but a frame. A line that is centred has no left edge. */
static Joint
joint_before(const Stretch *s, size_t index)
{
	bool starts = s->starts_line && index == s->first;
	bool ends = s->ends_line && index == s->end;

	if (starts && s->paragraph->style->align == ALIGN_CENTER)
		return JOINT_SIDE;
	if (s->first == s->end && stretch_width(s) > 0)
		return JOINT_SIDE;
	if (starts || ends)
		return JOINT_RIGID;
	return joint_of_glyphs(glyph_at(s, index - 1), glyph_at(s, index),
			       em_of(s));
}

/* What the mark at a line's end gives up there. */
static Length
edge_trim(const Stretch *s)
{
	if (!s->ends_line || s->first == s->end)
		return 0;
	switch (s->edge) {
	case EDGE_HALF:
		return glyph_at(s, s->end - 1)->give_right;
	case EDGE_HANGING:
		return glyph_at(s, s->end - 1)->advance;
	case EDGE_WHOLE:
		/* A hyphen is drawn in the middle of its half em. */
		return stretch_is_small(glyph_at(s, s->end - 1))
			   ? glyph_at(s, s->end - 1)->offset
			   : 0;
	case EDGE_COUNT:
		break;
	}
	return 0;
}

bool
stretch_may_end(const Stretch *s, EdgeMark edge)
{
	if (edge == EDGE_WHOLE)
		return true;
	if (!s->ends_line || s->first == s->end)
		return false;
	const Glyph *last = glyph_at(s, s->end - 1);
	if (edge == EDGE_HALF)
		return last->give_right > 0;
	return (last->class == CLASS_COMMA || last->class == CLASS_STOP) &&
	       s->end > 1 && !class_is_mark(last[-1].class);
}

/* What a line's start adds: a frame that goes on, the blank of an opening mark
 * that a mark before it has taken. */
static Length
start_room(const Stretch *s)
{
	const Glyph *first = glyph_at(s, s->first);
	bool mark = s->first < s->end && first->class == CLASS_OPEN;

	return first->edge_left +
	       (mark ? width_beyond(first->advance, em_of(s)) : 0);
}

/* What a line's end adds: a frame that goes on, a hyphen. */
static Length
end_room(const Stretch *s)
{
	const Glyph *hyphen = line_hyphen(s->paragraph, s->end);

	return glyph_at(s, s->end - 1)->edge_right +
	       (hyphen ? hyphen->advance : 0);
}

Length
stretch_width(const Stretch *s)
{
	Length width = s->starts_line ? start_room(s)
				      : glyph_at(s, s->first - 1)->pad_right;

	for (size_t i = s->first; i < s->end; i++)
		width +=
		    glyph_at(s, i)->advance +
		    (s->starts_line && i == s->first ? 0 : glyph_at(s, i)->gap);
	if (s->ends_line)
		return width + end_room(s) - edge_trim(s);
	if (!s->starts_line || s->first < s->end)
		width += glyph_at(s, s->end)->gap;
	return width + glyph_at(s, s->end)->pad_left;
}

/* What a glyph can give up. */
static Room
room_narrower(const Stretch *s, const Step *step, size_t index)
{
	const Glyph *g = glyph_at(s, index);
	bool own = index < s->end;
	bool edge = s->ends_line && index + 1 == s->end;
	Length limit = length_scale(em_of(s), step->limit, 1000);
	Length before = length_scale(em_of(s), narrower[0].limit, 1000);
	Room room = {0, 0};

	if (step->what == STEP_SIGN && own && stretch_is_small(g) &&
	    g->advance > limit && g->advance < em_of(s) * 3 / 4) {
		room.before = (g->advance - limit) / 2;
		room.behind = g->advance - limit - room.before;
	}
	if (step->what == STEP_MARK && own) {
		room = (Room){g->give_left, edge ? 0 : g->give_right};
		if (s->starts_line && index == s->first)
			room.before += start_room(s) - g->edge_left;
	}
	if (step->what == STEP_GAP && joint_before(s, index) == JOINT_GAP) {
		Length gap =
		    step == narrower ? g->gap : at_most(g->gap, before);
		room.before = gap > limit ? gap - limit : 0;
	}
	return room;
}

/* A space that the author typed between two Han takes a cell. */
static bool
is_lone_space(const Stretch *s, size_t index)
{
	return s->end - s->first == 1 && index == s->first && !s->starts_line &&
	       !s->ends_line;
}

/* Up to which width a Han–Latin gap or a word space has been widened before. */
static Length
widened(Length natural, const Step *step, Length em)
{
	Length easy = length_scale(em, wider[0].limit, 1000);

	return step->what == STEP_EASY || natural > easy ? natural : easy;
}

/* What the boundary before a glyph can take; a word space, what it can take
 * itself. */
static Length
room_wider(const Stretch *s, const Step *step, size_t index)
{
	const Glyph *g = glyph_at(s, index);
	Length em = em_of(s);
	Length limit = length_scale(em, step->limit, 1000);
	bool space = index < s->end && g->class == CLASS_SPACE;
	Joint joint = joint_before(s, index);

	switch (step->what) {
	case STEP_EASY:
		if (space && is_lone_space(s, index))
			return width_beyond(g->advance, em);
		if (joint == JOINT_SMALL)
			return em / 4;
		/* fall through */
	case STEP_GAP:
		if (space)
			return width_beyond(widened(g->advance, step, em),
					    limit);
		return joint == JOINT_GAP
			   ? width_beyond(widened(g->gap, step, em), limit)
			   : 0;
	case STEP_MARK:
		/* An annotation or a frame that needs room takes a cell. */
		if (s->first == s->end)
			return joint == JOINT_RIGID ? 0 : em;
		return joint == JOINT_MARK || joint == JOINT_PAIR ||
			       joint == JOINT_SIDE || joint == JOINT_SMALL
			   ? limit
			   : 0;
	case STEP_SIGN:
		break;
	case STEP_HUG:
		return joint == JOINT_HUG ? limit : 0;
	case STEP_ALL:
		return space || (joint != JOINT_RIGID && joint != JOINT_PAIR &&
				 joint != JOINT_HUG)
			   ? limit
			   : 0;
	}
	return 0;
}

/* Where a line is being set: what stretch_set was given. */
typedef struct Target {
	size_t origin;
	Length *gaps;
	LinePlace *places;
} Target;

static void
narrow(const Stretch *s, const Step *step, Shares *shares, const Target *to)
{
	for (size_t i = s->first; i < s->end + !s->ends_line; i++) {
		Room room = room_narrower(s, step, i);
		Length before = shares_next(shares, room.before);
		Length behind = shares_next(shares, room.behind);
		if (step->what == STEP_GAP)
			to->gaps[i - to->origin] -= before;
		else
			place_trim_left(&to->places[i - to->origin], before);
		to->places[i - to->origin].advance -= behind;
	}
}

static void
widen(const Stretch *s, const Step *step, Shares *shares, const Target *to)
{
	for (size_t i = s->first; i < s->end + !s->ends_line; i++) {
		Length share = shares_next(shares, room_wider(s, step, i));
		if (i < s->end && glyph_at(s, i)->class == CLASS_SPACE)
			to->places[i - to->origin].advance += share;
		else
			to->gaps[i - to->origin] += share;
	}
}

static Length
all_room(const Stretch *s, const Step *step, bool wide)
{
	Length all = 0;

	for (size_t i = s->first; i < s->end + !s->ends_line; i++) {
		Room room = {0, 0};
		if (wide)
			room.before = room_wider(s, step, i);
		else
			room = room_narrower(s, step, i);
		all += room.before + room.behind;
	}
	return all;
}

/* Makes up `lack` (an excess where not `wide`) step by step, and sets it where
 * there is a target. Returns the cost. */
static double
make_up(const Stretch *s, Length lack, bool wide, const Target *to)
{
	const Step *steps = wide ? wider : narrower;
	size_t count = wide ? WIDER : NARROWER;
	double cost = 0;

	for (size_t k = 0; k < count && lack > 0; k++) {
		const Step *step = &steps[k];
		Shares shares = {.all = all_room(s, step, wide)};
		if (shares.all == 0)
			continue;
		bool open = step->limit == OPEN;
		shares.want = open || lack < shares.all ? lack : shares.all;
		/* A hole is as bad in one place as in two. */
		double part = (double)shares.want /
			      (double)(open ? em_of(s) : shares.all);
		cost += step->cost * part * part;
		if (shares.want > em_of(s) / (open ? UNSEEN_HOLE : UNSEEN))
			cost += step->entry;
		if (to)
			(wide ? widen : narrow)(s, step, &shares, to);
		lack -= shares.want;
	}
	return lack > em_of(s) / ROUNDING ? INFINITY : cost;
}

Length
stretch_least(const Stretch *s)
{
	Length least = stretch_width(s);

	for (size_t k = 0; k < NARROWER; k++)
		least -= all_room(s, &narrower[k], false);
	return least;
}

double
stretch_cost(const Stretch *s, Length width)
{
	Length lack = width - stretch_width(s);

	return make_up(s, lack < 0 ? -lack : lack, lack > 0, NULL);
}

void
stretch_set(const Stretch *s, Length width, size_t origin, Length *gaps,
	    LinePlace *places)
{
	const Target to = {origin, gaps, places};
	Length lack = width - stretch_width(s);

	if (s->ends_line)
		places[s->end - 1 - origin].advance +=
		    end_room(s) - edge_trim(s);
	if (s->starts_line)
		place_trim_left(&places[0], -start_room(s));
	make_up(s, lack < 0 ? -lack : lack, lack > 0, &to);
}
