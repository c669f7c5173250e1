#include "brief/element.h"

#include <string.h>

typedef struct Tag {
	const char *text;
	ElementKind kind;
	bool closes;
	unsigned even; /* ELEMENT_EVEN: the width */
} Tag;

/* </u> closes either kind of line, </span> either kind of span. */
static const Tag tags[] = {
    {"<u>", ELEMENT_NAME, false, 0},
    {"</u>", ELEMENT_NAME, true, 0},
    {"<u class=\"wavy\">", ELEMENT_TITLE, false, 0},
    {"<ruby>", ELEMENT_RUBY, false, 0},
    {"</ruby>", ELEMENT_RUBY, true, 0},
    {"<rt>", ELEMENT_ANNOTATION, false, 0},
    {"</rt>", ELEMENT_ANNOTATION, true, 0},
    {"<rp>", ELEMENT_FALLBACK, false, 0},
    {"</rp>", ELEMENT_FALLBACK, true, 0},
    {"<sup>", ELEMENT_SUPER, false, 0},
    {"</sup>", ELEMENT_SUPER, true, 0},
    {"<sub>", ELEMENT_SUB, false, 0},
    {"</sub>", ELEMENT_SUB, true, 0},
    {"<span class=\"mourn\">", ELEMENT_MOURN, false, 0},
    {"</span>", ELEMENT_MOURN, true, 0},
    {"<span class=\"even-2\">", ELEMENT_EVEN, false, 2},
    {"<span class=\"even-3\">", ELEMENT_EVEN, false, 3},
    {"<span class=\"even-4\">", ELEMENT_EVEN, false, 4},
    {"<span class=\"even-5\">", ELEMENT_EVEN, false, 5},
    {"<span class=\"even-6\">", ELEMENT_EVEN, false, 6},
    {"<span class=\"even-7\">", ELEMENT_EVEN, false, 7},
    {"<span class=\"even-8\">", ELEMENT_EVEN, false, 8},
    {"<span class=\"even-9\">", ELEMENT_EVEN, false, 9},
};

static bool
same_tag(const char *written, const char *known)
{
	for (; *written && *known; written++, known++)
		if (*written != *known && (*written != '\'' || *known != '"'))
			return false;
	return *written == *known;
}

static const Tag *
lookup_tag(const char *text)
{
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (same_tag(text, tags[i].text))
			return &tags[i];
	return NULL;
}

/* The kinds of which one may not stand in the other have the same slot. */
static unsigned
slot_of(ElementKind kind)
{
	switch (kind) {
	case ELEMENT_NAME:
	case ELEMENT_TITLE:
		return 1;
	case ELEMENT_SUPER:
	case ELEMENT_SUB:
		return 2;
	case ELEMENT_MOURN:
		return 4;
	case ELEMENT_EVEN:
		return 8;
	case ELEMENT_RUBY:
	case ELEMENT_ANNOTATION:
	case ELEMENT_FALLBACK:
		return 0;
	}
	return 0;
}

static const Element *
innermost(const Elements *e)
{
	return e->count ? &e->open[e->count - 1] : NULL;
}

/* What stands in a ruby is a base, <rt> or <rp>; nothing stands in those. All
 * others stand in one another, but for their like. */
static bool
may_open(const Elements *e, ElementKind kind)
{
	const Element *around = innermost(e);
	bool part = kind == ELEMENT_ANNOTATION || kind == ELEMENT_FALLBACK;

	if (around && around->kind == ELEMENT_RUBY)
		return part;
	if (part || elements_in_ruby(e) || e->count == ELEMENT_NESTING_LIMIT)
		return false;
	for (size_t i = 0; i < e->count; i++)
		if (slot_of(kind) & slot_of(e->open[i].kind))
			return false;
	return true;
}

static void
report(const Elements *e, Unsupported what, Position at)
{
	markdown_unsupported(e->markdown, what, at);
}

static void
open_element(Elements *e, const Tag *tag, Position at, const void *parent)
{
	ElementKind kind = tag->kind;

	if (!may_open(e, kind)) {
		report(e, UNSUPPORTED_NESTING, at);
		return;
	}
	e->open[e->count++] =
	    (Element){kind, tag->even, at, parent, ++e->last_group};
	if (kind == ELEMENT_RUBY) {
		e->annotated = false;
		e->base_end = e->composer->bytes.count;
	}
	if (kind == ELEMENT_ANNOTATION)
		e->annotation = (Composer){.markdown = e->markdown};
}

/* The annotation belongs to the base before it; what follows in the ruby is
 * the next base. */
static void
end_annotation(Elements *e, Position at)
{
	Element *ruby = &e->open[e->count - 1];
	Text *text = arena_alloc(e->markdown->arena, sizeof *text);

	*text = compose_finish(&e->annotation);
	if (text->size == 0 ||
	    !compose_annotate(e->composer, ruby->group, text))
		report(e, UNSUPPORTED_RUBY, at);
	ruby->group = ++e->last_group;
	e->annotated = true;
	e->base_end = e->composer->bytes.count;
}

static void
close_innermost(Elements *e, Position at)
{
	const Element closed = e->open[--e->count];

	if (closed.kind == ELEMENT_ANNOTATION)
		end_annotation(e, closed.at);
	if (closed.kind == ELEMENT_RUBY &&
	    (!e->annotated || e->composer->bytes.count > e->base_end))
		report(e, UNSUPPORTED_RUBY, at);
}

/* Whether the closing tag of one kind closes an element of another. */
static bool
closes(ElementKind tag, ElementKind open)
{
	return open == tag || (tag == ELEMENT_NAME && open == ELEMENT_TITLE) ||
	       (tag == ELEMENT_MOURN && open == ELEMENT_EVEN);
}

void
elements_take_tag(Elements *e, const char *text, Position at,
		  const void *parent)
{
	const Tag *tag = lookup_tag(text);
	size_t i = e->count;

	if (!tag) {
		report(e, UNSUPPORTED_HTML, at);
		return;
	}
	if (!tag->closes) {
		open_element(e, tag, at, parent);
		return;
	}
	while (i > 0 && !closes(tag->kind, e->open[i - 1].kind))
		i--;
	if (i == 0) {
		report(e, UNSUPPORTED_NESTING, at);
		return;
	}
	for (; e->count > i; e->count--)
		report(e, UNSUPPORTED_NESTING, e->open[e->count - 1].at);
	if (e->open[i - 1].parent != parent)
		report(e, UNSUPPORTED_NESTING, at);
	close_innermost(e, at);
}

void
elements_end_parent(Elements *e, const void *parent)
{
	size_t i = 0;

	while (i < e->count && e->open[i].parent != parent)
		i++;
	for (; e->count > i; e->count--)
		report(e, UNSUPPORTED_NESTING, e->open[e->count - 1].at);
}

void
elements_look(const Elements *e, Look *look)
{
	static const struct {
		unsigned flag;
		SpanGroup group;
	} looks[] = {
	    [ELEMENT_NAME] = {SPAN_NAME, GROUP_LINE},
	    [ELEMENT_TITLE] = {SPAN_TITLE, GROUP_LINE},
	    [ELEMENT_RUBY] = {0, GROUP_RUBY},
	    [ELEMENT_ANNOTATION] = {0, GROUP_COUNT},
	    [ELEMENT_FALLBACK] = {0, GROUP_COUNT},
	    [ELEMENT_SUPER] = {SPAN_SUPER, GROUP_COUNT},
	    [ELEMENT_SUB] = {SPAN_SUB, GROUP_COUNT},
	    [ELEMENT_MOURN] = {SPAN_MOURN, GROUP_FRAME},
	    [ELEMENT_EVEN] = {0, GROUP_EVEN},
	};

	for (size_t i = 0; i < e->count; i++) {
		look->flags |=
		    looks[e->open[i].kind].flag | e->open[i].even * SPAN_EVEN;
		if (looks[e->open[i].kind].group != GROUP_COUNT)
			look->group[looks[e->open[i].kind].group] =
			    e->open[i].group;
	}
}

bool
elements_in_ruby(const Elements *e)
{
	const Element *around = innermost(e);

	return around && (around->kind == ELEMENT_RUBY ||
			  around->kind == ELEMENT_ANNOTATION ||
			  around->kind == ELEMENT_FALLBACK);
}

Composer *
elements_composer(Elements *e)
{
	const Element *around = innermost(e);

	if (around && around->kind == ELEMENT_FALLBACK)
		return NULL;
	if (around && around->kind == ELEMENT_ANNOTATION)
		return &e->annotation;
	return e->composer;
}
