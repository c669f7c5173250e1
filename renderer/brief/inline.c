#include "brief/inline.h"

#include <cmark-gfm.h>
#include <string.h>

#include "brief/element.h"

/* A walk through the inlines of one block. */
typedef struct Walk {
	Markdown *markdown;
	Cursor cursor;
	Composer composer;
	Elements elements;
	unsigned strong, emphasis; /* how many are open */
	unsigned depth;
} Walk;

static Look
current_look(const Walk *walk)
{
	Look look = {.flags = (walk->strong ? SPAN_STRONG : 0) |
			      (walk->emphasis ? SPAN_EMPHASIS : 0)};

	elements_look(&walk->elements, &look);
	return look;
}

static void
take_text(Walk *walk, const char *text)
{
	size_t size = strlen(text);
	Composer *composer = elements_composer(&walk->elements);
	bool base = composer == &walk->composer;
	Look look = base ? current_look(walk) : (Look){0};

	while (size > 0 && !walk->markdown->stopped) {
		Mark mark;
		size_t length = cursor_take(&walk->cursor, text, size, &mark);
		if (composer)
			compose_character(composer, mark, look);
		text += length;
		size -= length;
	}
}

static void
take_html(Walk *walk, cmark_node *node)
{
	const char *html = cmark_node_get_literal(node);
	Position at = cursor_position(&walk->cursor);

	if (!markdown_is_comment(html))
		elements_take_tag(&walk->elements, html, at,
				  cmark_node_parent(node));
	cursor_skip_literal(&walk->cursor, html);
	compose_tag(&walk->composer, at, cursor_position(&walk->cursor));
}

static void
take_soft_break(Walk *walk, Position at)
{
	Composer *composer = elements_composer(&walk->elements);

	if (composer)
		compose_soft_break(composer, at,
				   composer == &walk->composer
				       ? current_look(walk)
				       : (Look){0});
	cursor_newline(&walk->cursor);
}

static void
take_hard_break(Walk *walk, Position at)
{
	if (elements_in_ruby(&walk->elements))
		markdown_unsupported(walk->markdown, UNSUPPORTED_RUBY, at);
	else
		compose_hard_break(&walk->composer, at, current_look(walk));
	cursor_newline(&walk->cursor);
}

/* Takes a node that holds no other; returns false for one that may. */
static bool
take_leaf(Walk *walk, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	Position at = cursor_position(&walk->cursor);

	if (type == CMARK_NODE_TEXT) {
		take_text(walk, cmark_node_get_literal(node));
	} else if (type == CMARK_NODE_SOFTBREAK) {
		take_soft_break(walk, at);
	} else if (type == CMARK_NODE_LINEBREAK) {
		take_hard_break(walk, at);
	} else if (type == CMARK_NODE_HTML_INLINE) {
		take_html(walk, node);
	} else if (type == CMARK_NODE_CODE) {
		markdown_unsupported(walk->markdown, UNSUPPORTED_CODE, at);
		cursor_skip_code(&walk->cursor);
	} else {
		return false;
	}
	return true;
}

static void
enter(Walk *walk, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	Position at = cursor_position(&walk->cursor);

	if (elements_in_ruby(&walk->elements))
		markdown_unsupported(walk->markdown, UNSUPPORTED_RUBY, at);
	if (++walk->depth > BRIEF_NESTING_LIMIT) {
		markdown_report(walk->markdown, DIAG_ERROR, "nesting-too-deep",
				at, "请减少加粗和强调的层次。",
				"加粗和强调的嵌套超过 32 层");
		walk->markdown->stopped = true;
	} else if (type == CMARK_NODE_STRONG) {
		walk->strong++;
		cursor_skip(&walk->cursor, "*_", 2);
	} else if (type == CMARK_NODE_EMPH) {
		walk->emphasis++;
		cursor_skip(&walk->cursor, "*_", 1);
	} else if (type == CMARK_NODE_LINK) {
		markdown_unsupported(walk->markdown, UNSUPPORTED_LINK, at);
		cursor_skip(&walk->cursor, "[<", 1);
	} else if (type == CMARK_NODE_IMAGE) {
		markdown_unsupported(walk->markdown, UNSUPPORTED_IMAGE, at);
		cursor_skip(&walk->cursor, "![", 2);
	} else if (!strcmp(cmark_node_get_type_string(node), "strikethrough")) {
		markdown_unsupported(walk->markdown, UNSUPPORTED_STRIKETHROUGH,
				     at);
		cursor_skip(&walk->cursor, "~", 2);
	}
}

static void
leave(Walk *walk, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);

	walk->depth--;
	elements_end_parent(&walk->elements, node);
	if (type == CMARK_NODE_STRONG) {
		walk->strong--;
		cursor_skip(&walk->cursor, "*_", 2);
	} else if (type == CMARK_NODE_EMPH) {
		walk->emphasis--;
		cursor_skip(&walk->cursor, "*_", 1);
	} else if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE) {
		cursor_skip_destination(&walk->cursor);
	} else {
		cursor_skip(&walk->cursor, "~", 2);
	}
}

/* Skips the marks of an ATX heading. A first # of an underlined heading has no
 * blank behind its like, for else it would be an ATX heading. */
static void
skip_heading_marks(Cursor *cursor)
{
	Cursor behind = *cursor;

	cursor_skip(&behind, "#", 6);
	size_t at = behind.at;
	cursor_skip(&behind, " \t", SIZE_MAX);
	if (behind.at > at)
		*cursor = behind;
}

/* A first line such as `[1]: http://…` is a link definition; cmark did not see
 * it, see Markdown.masked. `[注]: 说明` prints as it is. */
static void
check_definition(Markdown *markdown, Cursor cursor)
{
	const char *line = markdown->source->bytes + cursor.at;
	size_t size = cursor.end - cursor.at, i = 1;
	bool address = false;

	if (size == 0 || line[0] != '[' || (size > 1 && line[1] == '^'))
		return;
	while (i < size && line[i] != ']' && line[i] != '[')
		i += line[i] == '\\' ? 2 : 1;
	if (i < 2 || i + 1 >= size || line[i] != ']' || line[i + 1] != ':')
		return;
	for (i += 2; i < size && (line[i] == ' ' || line[i] == '\t');)
		i++;
	for (; i < size && line[i] > ' ' && line[i] < 0x7F; i++)
		address |= strchr("/.#<", line[i]) != NULL;
	while (i < size && (line[i] == ' ' || line[i] == '\t'))
		i++;
	if (address && (i == size || strchr("\"'(", line[i])))
		markdown_unsupported(markdown, UNSUPPORTED_LINK_DEFINITION,
				     cursor_position(&cursor));
}

/* Finds [^…] where the body defines footnotes; else it is plain text. */
static void
check_footnotes(Markdown *markdown, const Text *text)
{
	const char *from = text->bytes;

	while (markdown->has_footnotes && (from = strstr(from, "[^"))) {
		const char *end = strpbrk(from + 2, "] \n[");
		uint32_t offset = (uint32_t)(from - text->bytes);
		if (end && *end == ']' && end > from + 2 && end[1] != ':')
			markdown_unsupported(markdown, UNSUPPORTED_FOOTNOTE,
					     text_position(text, offset));
		from += 2;
	}
}

static void
walk_inlines(Walk *walk, cmark_node *leaf)
{
	cmark_iter *iter = cmark_iter_new(leaf);
	cmark_event_type event;

	while (!walk->markdown->stopped &&
	       (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		if (node == leaf)
			continue;
		if (event == CMARK_EVENT_EXIT)
			leave(walk, node);
		else if (!take_leaf(walk, node))
			enter(walk, node);
	}
	cmark_iter_free(iter);
}

Text
inline_text(Markdown *markdown, cmark_node *leaf, Cursor cursor)
{
	Walk walk = {
	    .markdown = markdown,
	    .cursor = cursor,
	    .composer.markdown = markdown,
	};

	if (cmark_node_get_type(leaf) == CMARK_NODE_HEADING)
		skip_heading_marks(&walk.cursor);
	else
		check_definition(markdown, cursor);
	walk.elements.markdown = markdown;
	walk.elements.composer = &walk.composer;
	walk_inlines(&walk, leaf);
	elements_end_parent(&walk.elements, leaf);
	Text text = compose_finish(&walk.composer);
	check_footnotes(markdown, &text);
	return text;
}
