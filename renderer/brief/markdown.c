#include "brief/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <string.h>

#include "brief/inline.h"

/* Enough findings to work with; a hostile file could give millions. */
enum { REPORT_LIMIT = 100, HEADING_LIMIT = 5 };

/* One nesting of blocks, on the way down. */
typedef struct Level {
	unsigned depth;	 /* 1 for the blocks of the body itself */
	unsigned quotes; /* how many of them are quotes */
} Level;

void
markdown_report(Markdown *markdown, DiagSeverity severity, const char *code,
		Position at, const char *hint, const char *message)
{
	unsigned *count =
	    severity == DIAG_WARNING ? &markdown->warnings : &markdown->errors;

	if (markdown->stopped || *count > REPORT_LIMIT)
		return;
	if (++*count <= REPORT_LIMIT) {
		diag_report(markdown->diag, severity, code, at, hint, "%s",
			    message);
		return;
	}
	markdown->stopped = severity != DIAG_WARNING;
	diag_report(markdown->diag, severity, "too-many-findings", at,
		    "请先改正前面的问题。",
		    "正文的同类问题超过 %d 处，以下不再列出", REPORT_LIMIT);
}

static const char allowed[] =
    "请删去标记；可用的只有 <u>专名</u>、<u class=\"wavy\">书名</u>、"
    "<ruby>字<rt>注音</rt></ruby>、<sup>上标</sup>、<sub>下标</sub>、"
    "<span class=\"mourn\">逝者</span>、<span "
    "class=\"even-4\">均排</span>，都要成对，写法一字不差。"
    "确需印出 < 请写成 \\<。";

void
markdown_unsupported(Markdown *markdown, Unsupported what, Position at)
{
	static const struct {
		const char *message, *hint;
	} findings[] = {
	    [UNSUPPORTED_TABLE] = {"正文不支持表格",
				   "请改写成文字，或分条列出。"},
	    [UNSUPPORTED_IMAGE] = {"正文不支持图片",
				   "请删去图片，用文字说明。"},
	    [UNSUPPORTED_FOOTNOTE] =
		{"正文不支持脚注", "请把注释写进正文的括号里，并删去 [^…]。"},
	    [UNSUPPORTED_HTML] = {"正文不支持这个 HTML 标记", allowed},
	    [UNSUPPORTED_NESTING] = {"HTML 标记没有成对，或放错了地方",
				     allowed},
	    [UNSUPPORTED_RUBY] =
		{"注音写得不完整",
		 "请写成 <ruby>字<rt>zì</rt></ruby>：先字后音，都不能空，"
		 "里面只能是文字。"},
	    [UNSUPPORTED_CODE_BLOCK] =
		{"正文不支持代码块",
		 "请删去 ``` 围栏和行首的空格：段首缩进由版式负责。"},
	    [UNSUPPORTED_CODE] = {"正文不支持行内代码",
				  "请删去反引号；确需印出请写成 \\`。"},
	    [UNSUPPORTED_LINK] = {"正文不支持链接",
				  "请把网址写成正文，不加方括号和尖括号。"},
	    [UNSUPPORTED_LINK_DEFINITION] =
		{"正文不支持链接定义",
		 "请把网址写成正文；若本是正文，请把冒号写成全角。"},
	    [UNSUPPORTED_STRIKETHROUGH] = {"正文不支持删除线",
					   "请删去 ~~ 和不要的文字。"},
	    [UNSUPPORTED_THEMATIC_BREAK] =
		{"正文不支持分隔线", "请删去这一行：版面上的线由版式负责。"},
	    [UNSUPPORTED_HEADING] = {"正文不支持六级标题",
				     "标题最多五级，请用 # 至 #####。"},
	};

	markdown_report(markdown, DIAG_ERROR, "unsupported", at,
			findings[what].hint, findings[what].message);
}

bool
markdown_is_comment(const char *html)
{
	for (;;) {
		html += strspn(html, " \t\r\n");
		if (*html == '\0')
			return true;
		if (strncmp(html, "<!--", 4))
			return false;
		const char *end = strstr(html + 4, "-->");
		if (!end)
			return false;
		html = end + 3;
	}
}

/* The number of lines that a paragraph has in the source. */
static uint32_t
count_lines(cmark_node *paragraph)
{
	cmark_iter *iter = cmark_iter_new(paragraph);
	uint32_t count = 1;

	while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
		cmark_node_type type =
		    cmark_node_get_type(cmark_iter_get_node(iter));
		count += type == CMARK_NODE_SOFTBREAK ||
			 type == CMARK_NODE_LINEBREAK;
	}
	cmark_iter_free(iter);
	return count;
}

/* Where a block begins. cmark gives a table the place of the paragraph that it
 * was cut off from, and that paragraph none. */
static Cursor
block_cursor(const Markdown *markdown, cmark_node *node, unsigned quotes)
{
	cmark_node *placed = node, *before = cmark_node_previous(node);
	uint32_t line = markdown->first_line - 1;

	if (cmark_node_get_start_line(node) == 0 && cmark_node_next(node))
		placed = cmark_node_next(node);
	else if (before && cmark_node_get_start_line(before) == 0)
		line += count_lines(before);
	uint32_t last = line + (uint32_t)cmark_node_get_end_line(placed);
	int column = cmark_node_get_start_column(placed);
	line += (uint32_t)cmark_node_get_start_line(placed);
	return cursor_start(markdown, line, column > 0 ? (size_t)column - 1 : 0,
			    last, quotes);
}

static Position
block_position(const Markdown *markdown, cmark_node *node)
{
	Cursor cursor = block_cursor(markdown, node, 0);

	return cursor_position(&cursor);
}

/* An HTML block may be a comment, or begin with one that never ends. */
static void
check_html(Markdown *markdown, cmark_node *node)
{
	const char *html = cmark_node_get_literal(node);
	const char *comment = html + strspn(html, " ");
	Position at = block_position(markdown, node);

	if (markdown_is_comment(html))
		return;
	if (!strncmp(comment, "<!--", 4) && !strstr(comment, "-->"))
		markdown_report(
		    markdown, DIAG_ERROR, "unclosed-comment", at,
		    "请在注释的末尾写上 -->。",
		    "从这里开始的注释没有结束，后面的正文都被它吞掉");
	else
		markdown_unsupported(markdown, UNSUPPORTED_HTML, at);
}

/* Reports a block that has no counterpart. Returns false for any other. */
static bool
check_unsupported(Markdown *markdown, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	Position at = block_position(markdown, node);

	if (type == CMARK_NODE_CODE_BLOCK)
		markdown_unsupported(markdown, UNSUPPORTED_CODE_BLOCK, at);
	else if (type == CMARK_NODE_THEMATIC_BREAK)
		markdown_unsupported(markdown, UNSUPPORTED_THEMATIC_BREAK, at);
	else if (type == CMARK_NODE_HTML_BLOCK)
		check_html(markdown, node);
	else if (!strcmp(cmark_node_get_type_string(node), "table"))
		markdown_unsupported(markdown, UNSUPPORTED_TABLE, at);
	else
		return false;
	return true;
}

static void read_children(Markdown *markdown, cmark_node *parent, Level level,
			  const Block **children, size_t *count);

static Text
read_text(Markdown *markdown, cmark_node *node, Level level)
{
	return inline_text(markdown, node,
			   block_cursor(markdown, node, level.quotes));
}

static void
read_heading(Markdown *markdown, cmark_node *node, Level level, Block *block)
{
	block->kind = BLOCK_HEADING;
	block->level = cmark_node_get_heading_level(node);
	if (block->level > HEADING_LIMIT)
		markdown_unsupported(markdown, UNSUPPORTED_HEADING, block->at);
	block->text = read_text(markdown, node, level);
	if (block->text.size == 0)
		markdown_report(markdown, DIAG_WARNING, "empty-block",
				block->at, "请补上标题，或删去 #。",
				"标题没有文字");
}

static void
read_container(Markdown *markdown, cmark_node *node, Level level, Block *block)
{
	cmark_node_type type = cmark_node_get_type(node);

	block->kind = type == CMARK_NODE_LIST	? BLOCK_LIST
		      : type == CMARK_NODE_ITEM ? BLOCK_ITEM
						: BLOCK_QUOTE;
	if (cmark_node_get_list_type(node) == CMARK_ORDERED_LIST &&
	    type == CMARK_NODE_LIST) {
		block->ordered = true;
		block->start = cmark_node_get_list_start(node);
	}
	level.depth++;
	level.quotes += type == CMARK_NODE_BLOCK_QUOTE;
	read_children(markdown, node, level, &block->children, &block->count);
	if (block->count == 0 && type == CMARK_NODE_ITEM)
		markdown_report(markdown, DIAG_WARNING, "empty-block",
				block->at, "请补上内容，或删去这一项。",
				"列表的这一项没有文字");
}

/* Reads a block with all it holds. Returns false where there is nothing to
 * print in it. */
static bool
read_block(Markdown *markdown, cmark_node *node, Level level, Block *block)
{
	cmark_node_type type = cmark_node_get_type(node);

	block->at = block_position(markdown, node);
	if (level.depth > BRIEF_NESTING_LIMIT) {
		markdown_report(markdown, DIAG_ERROR, "nesting-too-deep",
				block->at, "请减少引用和列表的层次。",
				"引用和列表的嵌套超过 32 层");
		markdown->stopped = true;
		return false;
	}
	if (check_unsupported(markdown, node))
		return false;
	if (type == CMARK_NODE_HEADING) {
		read_heading(markdown, node, level, block);
		return block->text.size > 0;
	}
	if (type == CMARK_NODE_PARAGRAPH) {
		block->kind = BLOCK_PARAGRAPH;
		block->text = read_text(markdown, node, level);
		return block->text.size > 0;
	}
	read_container(markdown, node, level, block);
	return block->count > 0;
}

static void
read_children(Markdown *markdown, cmark_node *parent, Level level,
	      const Block **children, size_t *count)
{
	ARRAY(Block) blocks = {0};
	/* An item without text is left out, but the others keep their numbers. */
	int number = cmark_node_get_list_start(parent);

	for (cmark_node *node = cmark_node_first_child(parent);
	     node && !markdown->stopped; node = cmark_node_next(node)) {
		Block block = {0};
		if (cmark_node_get_type(node) == CMARK_NODE_ITEM)
			block.start = number++;
		if (read_block(markdown, node, level, &block))
			*array_push(markdown->arena, &blocks) = block;
	}
	*children = blocks.items;
	*count = blocks.count;
}

static void
read_document(Markdown *markdown, const Block **blocks, size_t *count)
{
	/* The extensions are there to be found and refused. With one tilde,
	 * 3~5 and 6~8 would be struck out. */
	cmark_gfm_core_extensions_ensure_registered();
	cmark_parser *parser =
	    cmark_parser_new(CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE);
	cmark_parser_attach_syntax_extension(
	    parser, cmark_find_syntax_extension("table"));
	cmark_parser_attach_syntax_extension(
	    parser, cmark_find_syntax_extension("strikethrough"));
	cmark_parser_feed(parser, markdown->masked + markdown->offset,
			  markdown->source->size - markdown->offset);
	cmark_node *document = cmark_parser_finish(parser);
	read_children(markdown, document, (Level){.depth = 1}, blocks, count);
	cmark_node_free(document);
	cmark_parser_free(parser);
}

bool
markdown_read(Arena *arena, const Source *source, uint32_t first_line,
	      Diagnostics *diag, const Block **blocks, size_t *count)
{
	Markdown markdown = {
	    .arena = arena,
	    .source = source,
	    .first_line = first_line,
	    .offset = first_line <= source->line_count
			  ? source->line_starts[first_line - 1]
			  : source->size,
	    .diag = diag,
	};

	*blocks = NULL;
	*count = 0;
	if (!markdown_scan(&markdown))
		return false;
	read_document(&markdown, blocks, count);
	if (*count == 0 && markdown.errors == 0)
		diag_report(diag, DIAG_ERROR, "empty-body",
			    (Position){source, first_line, 1},
			    "请在字段区之后写上标题和正文。", "没有正文");
	return *count > 0;
}
