#include "page/flow.h"

#include <string.h>

#include "page/number.h"

/* The walk over the blocks. */
typedef struct Walk {
	const Builder *builder;
	ARRAY(FlowParagraph) paragraphs;
	int numbers[6]; /* the headings counted so far, by level */
	int depth;	/* of lists and quotes around the block */
	bool quoted;
	size_t parent; /* the element around the block */
} Walk;

/* What stands before the first text of an item. */
typedef struct Label {
	const char *text;
	size_t element;
} Label;

/* A text with a label of the layout's own in front. */
static const Text *
with_label(Arena *arena, const Text *text, const char *label, Position at)
{
	Text *labelled = arena_alloc(arena, sizeof *labelled);
	uint32_t shift = (uint32_t)strlen(label);
	Span *spans =
	    arena_alloc_array(arena, text->span_count + 1, sizeof *spans);

	spans[0] = (Span){.end = shift, .at = at};
	for (uint32_t i = 0; i < text->span_count; i++) {
		spans[i + 1] = text->spans[i];
		spans[i + 1].start += shift;
		spans[i + 1].end += shift;
	}
	*labelled = (Text){
	    .bytes = arena_printf(arena, "%s%s", label, text->bytes),
	    .size = shift + text->size,
	    .spans = spans,
	    .span_count = text->span_count + 1,
	};
	return labelled;
}

/* A line keeps room for so many characters, however deep the nesting. */
enum { NARROWEST = 8 };

/* The style moved right by the nesting around it. */
static const Style *
nested_style(const Walk *walk, const Style *style, int depth)
{
	Style *moved;

	if (depth == 0)
		return style;
	const Layout *layout = walk->builder->layout;
	Length most = layout->area_width - style->left - style->right -
		      style->first_line - NARROWEST * style->size;
	Length nesting = depth * layout->nesting;
	moved = arena_alloc(walk->builder->arena, sizeof *moved);
	*moved = *style;
	moved->left += nesting < most ? nesting : most > 0 ? most : 0;
	return moved;
}

/* A paragraph that ends in a colon announces the next. */
static bool
leads_in(const Text *text)
{
	return text->size >= 3 &&
	       !memcmp(text->bytes + text->size - 3, "：", 3);
}

/* `label`, where there is one, is the beginning of the text. */
static void
add_text(Walk *walk, const Text *text, const Style *style, int heading,
	 size_t element, const Label *label)
{
	const Builder *b = walk->builder;
	size_t before = walk->paragraphs.count;
	const Paragraph *paragraph =
	    text_shape(b->shaper, b->arena, text, style);
	LineList lines = paragraph_break(b->arena, paragraph,
					 b->layout->area_width, b->diag);
	int after = before ? walk->paragraphs.items[before - 1]
				 .paragraph->style->rows_after
			   : 0;

	if (lines.count == 0)
		return;
	Tags *tags = tags_new(b->structure, element);
	if (label) {
		tags->label = label->element;
		tags->label_size = (uint32_t)strlen(label->text);
	}
	*array_push(b->arena, &walk->paragraphs) = (FlowParagraph){
	    .paragraph = paragraph,
	    .tags = tags,
	    .choices = {lines},
	    .blank = after > style->rows_before ? after : style->rows_before,
	    .heading = heading,
	    .keep_next = style->keep_next || leads_in(text),
	};
}

static void
add_heading(Walk *walk, const Block *block, const Label *label)
{
	const Builder *b = walk->builder;
	/* A deeper one has been reported; what follows is to be seen too. */
	int deepest = block->level < 5 ? block->level : 5;
	const Style *style = b->layout->headings[deepest];
	const Text *text = &block->text;

	walk->numbers[deepest]++;
	for (int level = deepest + 1; level < 6; level++)
		walk->numbers[level] = 0;
	if (style->numbering)
		text = with_label(b->arena, text,
				  number_format(b->arena, style->numbering,
						walk->numbers[deepest]),
				  block->at);
	if (label)
		text = with_label(b->arena, text, label->text, block->at);
	add_text(
	    walk, text, style, block->level,
	    structure_add_heading(b->structure, walk->parent, block->level),
	    label);
}

/* The label of an item that begins with a list stands by itself. */
static void
add_label(Walk *walk, const Label *label, Position at)
{
	const Builder *b = walk->builder;
	const Text nothing = {"", 0, NULL, 0};

	add_text(walk, with_label(b->arena, &nothing, label->text, at),
		 nested_style(walk, b->layout->item, walk->depth), 0,
		 label->element, NULL);
}

static void
add_paragraph(Walk *walk, const Block *block, const Style *style,
	      const Label *label)
{
	const Builder *b = walk->builder;
	const Text *text =
	    label ? with_label(b->arena, &block->text, label->text, block->at)
		  : &block->text;

	add_text(walk, text, nested_style(walk, style, walk->depth), 0,
		 structure_add(b->structure, ELEMENT_PARAGRAPH, walk->parent),
		 label);
}

static void add_blocks(Walk *walk, const Block *blocks, size_t count,
		       const Label *label);

static void
add_list(Walk *walk, const Block *list)
{
	const Builder *b = walk->builder;
	size_t parent = walk->parent;
	size_t element =
	    structure_add_list(b->structure, parent, list->ordered);

	for (size_t i = 0; i < list->count; i++) {
		const Block *item = &list->children[i];
		size_t around =
		    structure_add(b->structure, ELEMENT_ITEM, element);
		Label label = {
		    list->ordered ? number_format(b->arena, b->layout->number,
						  item->start)
				  : b->layout->bullet,
		    structure_add(b->structure, ELEMENT_LABEL, around),
		};
		walk->parent =
		    structure_add(b->structure, ELEMENT_BODY, around);
		add_blocks(walk, item->children, item->count, &label);
	}
	walk->parent = parent;
}

static void
add_quote(Walk *walk, const Block *block, const Label *label)
{
	size_t parent = walk->parent;
	bool quoted = walk->quoted;

	walk->parent =
	    structure_add(walk->builder->structure, ELEMENT_QUOTE, parent);
	walk->depth += quoted;
	walk->quoted = true;
	add_blocks(walk, block->children, block->count, label);
	walk->quoted = quoted;
	walk->depth -= quoted;
	walk->parent = parent;
}

/* `label`, where there is one, stands before the first paragraph. */
static void
add_blocks(Walk *walk, const Block *blocks, size_t count, const Label *label)
{
	const Builder *b = walk->builder;
	bool in_list = label != NULL;

	for (size_t i = 0; i < count; i++, label = NULL) {
		const Block *block = &blocks[i];
		const Style *style = walk->quoted ? b->layout->quote
				     : in_list	  ? b->layout->item
						  : b->layout->paragraph;
		switch (block->kind) {
		case BLOCK_HEADING:
			add_heading(walk, block, label);
			break;
		case BLOCK_PARAGRAPH:
			add_paragraph(walk, block, style, label);
			break;
		case BLOCK_LIST:
			if (label)
				add_label(walk, label, block->at);
			walk->depth += in_list;
			add_list(walk, block);
			walk->depth -= in_list;
			break;
		case BLOCK_QUOTE:
			add_quote(walk, block, label);
			break;
		case BLOCK_ITEM:
			add_blocks(walk, block->children, block->count, NULL);
			break;
		}
	}
}

Flow
flow_build(const Builder *builder)
{
	Walk walk = {.builder = builder};

	add_blocks(&walk, builder->brief->blocks, builder->brief->count, NULL);
	return (Flow){walk.paragraphs.items, walk.paragraphs.count};
}

void
flow_add_choices(const Builder *builder, Flow *flow)
{
	for (size_t i = 0; i < flow->count; i++) {
		FlowParagraph *p = &flow->items[i];
		LineVariants variants = paragraph_variants(
		    builder->arena, p->paragraph, builder->layout->area_width);
		p->choices[CHOICE_SHORTER] = variants.shorter;
		p->choices[CHOICE_LONGER] = variants.longer;
		p->costs[CHOICE_SHORTER] = variants.shorter_cost;
		p->costs[CHOICE_LONGER] = variants.longer_cost;
	}
}
