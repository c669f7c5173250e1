#include "page/structure.h"

Structure *
structure_open(Arena *arena)
{
	Structure *structure = arena_alloc(arena, sizeof *structure);

	structure->arena = arena;
	structure->made = arena_alloc(arena, sizeof *structure->made);
	structure_add(structure, ELEMENT_DOCUMENT, 0);
	return structure;
}

static size_t
add(Structure *structure, DisplayElement element)
{
	*array_push(structure->arena, &structure->elements) = element;
	*structure->made = (DisplayStructure){structure->elements.items,
					      structure->elements.count};
	return structure->elements.count - 1;
}

size_t
structure_add(Structure *structure, ElementKind kind, size_t parent)
{
	return add(structure, (DisplayElement){.kind = kind, .parent = parent});
}

size_t
structure_add_list(Structure *structure, size_t parent, bool numbered)
{
	return add(structure, (DisplayElement){.kind = ELEMENT_LIST,
					       .parent = parent,
					       .numbered = numbered});
}

size_t
structure_add_heading(Structure *structure, size_t parent, int level)
{
	int most = sizeof structure->open / sizeof *structure->open;

	while (structure->depth > 0 &&
	       structure->open[structure->depth - 1] >= level)
		structure->depth--;
	if (structure->depth < most)
		structure->open[structure->depth++] = level;
	return add(structure, (DisplayElement){.kind = ELEMENT_HEADING,
					       .parent = parent,
					       .level = structure->depth});
}

Tags *
tags_new(Structure *structure, size_t element)
{
	Tags *tags = arena_alloc(structure->arena, sizeof *tags);

	tags->structure = structure;
	tags->element = element;
	return tags;
}

static const TagsRuby *
find_ruby(const Tags *tags, const Glyph *glyph)
{
	for (size_t i = tags->ruby.count; i > 0; i--)
		if (tags->ruby.items[i - 1].group == glyph->group[GROUP_RUBY])
			return &tags->ruby.items[i - 1];
	return NULL;
}

static size_t
add_ruby(Tags *tags, const Glyph *glyph)
{
	Structure *s = tags->structure;
	size_t ruby = structure_add(s, ELEMENT_RUBY, tags->element);
	TagsRuby added = {
	    .group = glyph->group[GROUP_RUBY],
	    .base = structure_add(s, ELEMENT_RUBY_BASE, ruby),
	    .text = structure_add(s, ELEMENT_RUBY_TEXT, ruby),
	};

	*array_push(s->arena, &tags->ruby) = added;
	return added.base;
}

size_t
tags_of(Tags *tags, const Glyph *glyph)
{
	if (glyph->text_start < tags->label_size)
		return tags->label;
	if (!glyph->group[GROUP_RUBY])
		return tags->element;
	const TagsRuby *ruby = find_ruby(tags, glyph);
	if (ruby)
		return ruby->base;
	/* A base without an annotation is plain text. */
	return glyph->ruby ? add_ruby(tags, glyph) : tags->element;
}

Tags *
tags_of_annotation(const Tags *tags, const Glyph *base)
{
	const TagsRuby *ruby = find_ruby(tags, base);

	return tags_new(tags->structure, ruby ? ruby->text : tags->element);
}
