/* The few HTML elements that a body may use for what Markdown has no sign:
 * names, ruby, superscripts, the frame of the dead, even spacing. cmark hands out their tags
 * one by one; here they are paired. Inside brief/ only. */
#ifndef ZB_BRIEF_ELEMENT_H
#define ZB_BRIEF_ELEMENT_H

#include "brief/compose.h"

typedef enum ElementKind {
	ELEMENT_NAME,  /* <u> */
	ELEMENT_TITLE, /* <u class="wavy"> */
	ELEMENT_RUBY,
	ELEMENT_ANNOTATION, /* <rt> */
	ELEMENT_FALLBACK,   /* <rp>: for those who cannot draw ruby; ignored */
	ELEMENT_SUPER,
	ELEMENT_SUB,
	ELEMENT_MOURN, /* <span class="mourn"> */
	ELEMENT_EVEN,  /* <span class="even-4"> */
} ElementKind;

enum { ELEMENT_NESTING_LIMIT = 8 };

typedef struct Element {
	ElementKind kind;
	unsigned even;	    /* ELEMENT_EVEN: its width in characters */
	Position at;	    /* of its opening tag */
	const void *parent; /* the Markdown that it stands in */
	uint32_t group;
} Element;

/* The elements that are open, and the annotation being read. */
typedef struct Elements {
	Markdown *markdown;
	Composer *composer; /* of the text around */
	Element open[ELEMENT_NESTING_LIMIT];
	size_t count;
	uint32_t last_group;
	bool annotated;	 /* the ruby that is open has an annotation … */
	size_t base_end; /* … of the text up to this byte */
	Composer annotation;
} Elements;

/* Takes a tag that stands at `at` in the Markdown node `parent`. Reports one
 * that is unknown, or out of place. */
void elements_take_tag(Elements *elements, const char *tag, Position at,
		       const void *parent);

/* Reports what is still open in `parent`, which ends. */
void elements_end_parent(Elements *elements, const void *parent);

/* Adds to a look what the open elements say. */
void elements_look(const Elements *elements, Look *look);

/* Whether the innermost ones are a ruby or its parts: text alone goes there. */
bool elements_in_ruby(const Elements *elements);

/* Where a text goes that stands here; NULL where it is not printed. */
Composer *elements_composer(Elements *elements);

#endif
