/* The structure of a document: what readers are told who cannot see it. */
#ifndef ZB_PAGE_STRUCTURE_H
#define ZB_PAGE_STRUCTURE_H

#include "display/display.h"
#include "text/paragraph.h"

/* A structure under construction. */
typedef struct Structure {
	Arena *arena;
	DisplayStructure *made; /* its items move while elements are added */
	ARRAY(DisplayElement) elements;
	int open[8]; /* levels of the headings around what comes next */
	int depth;   /* how many they are */
} Structure;

/* Starts with the document, element 0. */
Structure *structure_open(Arena *arena);

/* Returns the number of the new element. */
size_t structure_add(Structure *structure, ElementKind kind, size_t parent);
size_t structure_add_list(Structure *structure, size_t parent, bool numbered);

/* A heading of the author's level. Readers find their way by levels and take
 * one that is left out for a text that is missing (ISO 14289-1 §7.4): a heading
 * counts as one level below the nearest one above it, as in the outline. */
size_t structure_add_heading(Structure *structure, size_t parent, int level);

/* A base with its annotation, in a paragraph. */
typedef struct TagsRuby {
	uint32_t group; /* of the glyphs of the base */
	size_t base, text;
} TagsRuby;

/* The elements that the glyphs of one paragraph belong to. */
typedef struct Tags {
	Structure *structure;
	size_t element;	     /* of all that is of no other */
	size_t label;	     /* of the first bytes of the text */
	uint32_t label_size; /* how many they are */
	ARRAY(TagsRuby) ruby;
} Tags;

/* In the arena of the structure. */
Tags *tags_new(Structure *structure, size_t element);

/* The element of a glyph. The base of an annotation gets one when it is first
 * met. */
size_t tags_of(Tags *tags, const Glyph *glyph);

/* Those of the annotation of a base that has been met. */
Tags *tags_of_annotation(const Tags *tags, const Glyph *base);

#endif
