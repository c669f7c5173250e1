#define _XOPEN_SOURCE 700
#include <stdlib.h>

#include "brief/brief.h"
#include "check.h"

/* One brief read; what was reported, as JSON; its blocks and spans, one a line,
 * as `kind line:column` and `line:column flags groups (annotation) text`. */
typedef struct Case {
	Arena *arena;
	Diagnostics *diag;
	const Brief *brief;
	char *findings, *dump;
	size_t findings_size, dump_size;
} Case;

static void
dump_text(const Text *text, FILE *out)
{
	for (uint32_t i = 0; i < text->span_count; i++) {
		const Span *span = &text->spans[i];
		fprintf(out, "  %u:%u ", span->at.line, span->at.column);
		for (int bit = 0; bit < 7; bit++)
			if (span->flags & 1u << bit)
				fputc("BINTPSM"[bit], out);
		for (int g = 0; g < GROUP_COUNT; g++)
			if (span->group[g])
				fprintf(out, "%c%u", "lrf"[g],
					span -> group[g]);
		if (span->ruby)
			fprintf(out, "(%s %u:%u)", span->ruby->bytes,
				text_position(span->ruby, 0).line,
				text_position(span->ruby, 0).column);
		fputc('[', out);
		for (uint32_t k = span->start; k < span->end; k++)
			fputs(text->bytes[k] == '\n'
				  ? "\\n"
				  : (char[]){text->bytes[k], '\0'},
			      out);
		fputs("]\n", out);
	}
}

static void
dump_blocks(const Block *blocks, size_t count, FILE *out)
{
	static const char *const names[] = {"heading", "paragraph", "list",
					    "item", "quote"};

	for (size_t i = 0; i < count; i++) {
		const Block *block = &blocks[i];
		fprintf(out, "%s %u:%u", names[block->kind], block->at.line,
			block->at.column);
		if (block->level)
			fprintf(out, " level %d", block->level);
		if (block->ordered)
			fprintf(out, " from %d", block->start);
		fputc('\n', out);
		dump_text(&block->text, out);
		dump_blocks(block->children, block->count, out);
	}
}

static Case
read_bytes(const char *path, const char *bytes, size_t size)
{
	Case c = {.arena = arena_new(), .diag = diag_new()};
	const Source *source = source_from_bytes(c.arena, path, bytes, size);

	c.brief = brief_read_source(c.arena, source, c.diag);
	FILE *out = open_memstream(&c.findings, &c.findings_size);
	diag_print_json(c.diag, out);
	fclose(out);
	out = open_memstream(&c.dump, &c.dump_size);
	if (c.brief)
		dump_blocks(c.brief->blocks, c.brief->count, out);
	fclose(out);
	return c;
}

static void
end(Case *c)
{
	free(c->findings);
	free(c->dump);
	diag_free(c->diag);
	arena_free(c->arena);
}

/* Checks the blocks of a text that there is nothing to say about. */
static void
check_dump(const char *text, const char *expected)
{
	Case c = read_bytes("x.md", text, strlen(text));

	CHECK_STR(c.dump, expected);
	CHECK_STR(c.findings, "[]\n");
	end(&c);
}

/* Checks that a finding with this code is reported at this place of `file`, and
 * whether the brief is read nevertheless. */
static void
check_finding_in(const char *path, const char *file, const char *text,
		 bool read, const char *code, unsigned line, unsigned column)
{
	Case c = read_bytes(path, text, strlen(text));
	char expected[200];

	snprintf(expected, sizeof expected,
		 "\"code\":\"%s\",\"file\":\"%s\",\"line\":%u,\"column\":%u,",
		 code, file, line, column);
	CHECK_INT(c.brief != NULL, read);
	if (!strstr(c.findings, expected))
		CHECK_STR(c.findings, expected);
	else
		CHECK(strstr(c.findings, "\"hint\":"));
	end(&c);
}

static void
check_finding(const char *text, bool read, const char *code, unsigned line,
	      unsigned column)
{
	check_finding_in("x.md", "x.md", text, read, code, line, column);
}

static void
test_blocks(void)
{
	check_dump("---\n刊名: 领军\n---\n\n# 标　题 ##\n\n一。\n\n## 二、\n",
		   "heading 5:1 level 1\n  5:3 [标　题]\n"
		   "paragraph 7:1\n  7:1 [一。]\n"
		   "heading 9:1 level 2\n  9:4 [二、]\n");
	check_dump("3. 甲\n   - 乙\n4. 丙\n\n   丁\n\n> 戊\n",
		   "list 1:1 from 3\nitem 1:1\nparagraph 1:4\n  1:4 [甲]\n"
		   "list 2:4\nitem 2:4\nparagraph 2:6\n  2:6 [乙]\n"
		   "item 3:1\nparagraph 3:4\n  3:4 [丙]\n"
		   "paragraph 5:4\n  5:4 [丁]\n"
		   "quote 7:1\nparagraph 7:3\n  7:3 [戊]\n");
}

static void
test_front_matter(void)
{
	const char *text = "---\n刊名: 领军\n期号: 9\n...\n文\n";
	Case c = read_bytes("x.md", text, strlen(text));

	CHECK_INT(c.brief->fields->count, 2);
	CHECK_STR(record_lookup(c.brief->fields, "刊名")->text, "领军");
	CHECK_INT(record_lookup(c.brief->fields, "期号")->at.line, 3);
	end(&c);
	c = read_bytes("x.md", "文\n", strlen("文\n"));
	CHECK(c.brief && c.brief->fields->kind == RECORD_MAP);
	CHECK_INT(c.brief ? c.brief->fields->count : 1, 0);
	end(&c);
	check_finding("---\na: 1\n文\n", false, "unclosed-front-matter", 1, 1);
	check_finding("---\n- a\n---\n文\n", false, "fields-not-map", 2, 1);
	check_finding("---\na: 1\n题: \"x\" y\n---\n文\n", false, "yaml-syntax",
		      3, 8);
	check_finding("---\na: 1\na: 2\n---\n文\n", false, "duplicate-key", 3,
		      1);
	check_finding("---\na: 1\n---\n\n", false, "empty-body", 4, 1);
	check_finding("<!-- 注 -->\n", false, "empty-body", 1, 1);
}

static void
test_positions(void)
{
	check_dump("ab **c** 中*文*d\n  e *f*\\* &amp; g\n",
		   "paragraph 1:1\n  1:1 [ab ]\n  1:6 B[c]\n  1:9 [ 中]\n"
		   "  1:12 I[文]\n  1:14 [d ]\n  2:3 [e ]\n  2:6 I[f]\n"
		   "  2:8 [*]\n  2:10 [ &]\n  2:16 [ g]\n");
	check_dump("> 引 **b**\n>   r ***s***\nx\n",
		   "quote 1:1\nparagraph 1:3\n  1:3 [引 ]\n  1:7 B[b]\n"
		   "  1:10 [ ]\n  2:5 [r ]\n  2:10 BI[s]\n  2:14 [ ]\n"
		   "  3:1 [x]\n");
	check_dump("- i _j_\n  k __l__\n",
		   "list 1:1\nitem 1:1\nparagraph 1:3\n  1:3 [i ]\n"
		   "  1:6 I[j]\n  1:8 [ ]\n  2:3 [k ]\n  2:7 B[l]\n");
	check_dump("&#x20BB7;&lt;&acE;后\tb &none; 3~5\n",
		   "paragraph 1:1\n  1:1 [𠮷]\n  1:10 [<]\n  1:14 [∾]\n"
		   "  1:19 [̳]\n  1:19 [后 b &none; 3~5]\n");
	check_dump("[注]: 说明\n\nx[a]:b\n",
		   "paragraph 1:1\n  1:1 [[注]: 说明]\n"
		   "paragraph 3:1\n  3:1 [x[a]:b]\n");
	check_dump("a <!-- x\ny -->b\n",
		   "paragraph 1:1\n  1:1 [a ]\n  2:6 [b]\n");
}

static void
test_breaks(void)
{
	check_dump("中文\n中文\nGDP\n占比\nab \n  cd\n“x”\ny\n",
		   "paragraph 1:1\n  1:1 [中文]\n  2:1 [中文]\n  3:1 [GDP]\n"
		   "  4:1 [占比]\n  5:1 [ab ]\n  6:3 [cd]\n  7:1 [“x”]\n"
		   "  8:1 [y]\n");
	check_dump("一  \n二\\\n**三**\\\n四\n",
		   "paragraph 1:1\n  1:1 [一\\n]\n  2:1 [二\\n]\n  3:3 B[三]\n"
		   "  3:6 [\\n]\n  4:1 [四]\n");
	check_dump("# 一\r\n\r\n二\r\n三  \r\nd\r\ne\r\n",
		   "heading 1:1 level 1\n  1:3 [一]\nparagraph 3:1\n"
		   "  3:1 [二]\n  4:1 [三\\n]\n  5:1 [d ]\n  6:1 [e]\n");
}

static void
test_lookup(void)
{
	const char *text = "甲乙**丙**\n丁\n";
	Case c = read_bytes("x.md", text, strlen(text));
	const Text *t = &c.brief->blocks[0].text;

	CHECK_STR(t->bytes, "甲乙丙丁");
	CHECK_INT(text_position(t, 3).column, 2);
	CHECK_INT(text_position(t, 6).column, 5);
	CHECK_INT(text_position(t, 9).line, 2);
	CHECK_INT(text_position(t, t->size).column, 2);
	CHECK_INT(text_flags(t, 3), 0);
	CHECK_INT(text_flags(t, 6), SPAN_STRONG);
	CHECK_INT(text_flags(t, 9), 0);
	end(&c);
}

static void
test_unsupported(void)
{
	static const struct {
		const char *text;
		unsigned line, column;
	} cases[] = {
	    {"文\n\n|a|b|\n|-|-|\n|c|d|\n", 3, 1},
	    {"文\n|a|b|\n|-|-|\n", 2, 1},
	    {"文![图](a.png)\n", 1, 2},
	    {"文[^1]\n\n[^1]: 注\n", 1, 2},
	    {"文[^1]\n\n[^1]: 注\n", 3, 1},
	    {"文\n\n<div>\n", 3, 1},
	    {"文<br>\n", 1, 2},
	    {"文\n\n```\nx\n```\n", 3, 1},
	    {"文\n\n    x\n", 3, 5},
	    {"中文\n*好*`x`\n", 2, 4},
	    {"文[甲](http://x)和[乙](y)\n", 1, 2},
	    {"文[甲](http://x)和[乙](y)\n", 1, 16},
	    {"文<http://x.y>\n", 1, 2},
	    {"文\n\n[1]: http://x\n", 3, 1},
	    {"文~~删~~\n", 1, 2},
	    {"文\n\n---\n", 3, 1},
	    {"文\n\n###### 六\n", 3, 1},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_finding(cases[i].text, true, "unsupported", cases[i].line,
			      cases[i].column);
	check_finding("文\n\n<!-- 注\n\n文\n", true, "unclosed-comment", 3, 1);
	check_dump("文[^1]。\n\n<!-- 注 -->\n",
		   "paragraph 1:1\n  1:1 [文[^1]。]\n");
}

static void
test_elements(void)
{
	check_dump(
	    "<u>甲</u><u class='wavy'>乙</u><u class=\"wavy\">丙</u>丁\n",
	    "paragraph 1:1\n  1:4 Nl1[甲]\n  1:25 Tl2[乙]\n"
	    "  1:46 Tl3[丙]\n  1:51 [丁]\n");
	check_dump("<ruby>颺\n<rp>(</rp><rt>y&aacute;ng</rt><rp>)</rp>"
		   "字<rt>zì</rt></ruby>\n",
		   "paragraph 1:1\n  1:7 r1(yáng 2:15)[颺]\n"
		   "  2:41 r4(zì 2:46)[字]\n");
	check_dump("CO<sub>2</sub>、m<sup>2</sup>\n",
		   "paragraph 1:1\n  1:1 [CO]\n  1:8 S[2]\n  1:15 [、m]\n"
		   "  1:22 P[2]\n");
	check_dump("**<span class=\"mourn\"><u>甲*乙*</u>丙</span>**\n",
		   "paragraph 1:1\n  1:26 BNMl2f1[甲]\n  1:28 BINMl2f1[乙]\n"
		   "  1:34 BMf1[丙]\n");
	check_dump("# <u>甲</u>\n\n> <u>乙\n> 丙</u>\n\n- <u>丁</u>\n",
		   "heading 1:1 level 1\n  1:6 Nl1[甲]\nquote 3:1\n"
		   "paragraph 3:3\n  3:6 Nl1[乙]\n  4:3 Nl1[丙]\n"
		   "list 6:1\nitem 6:1\nparagraph 6:3\n  6:6 Nl1[丁]\n");
}

/* What is written otherwise, stands elsewhere, or is left open. */
static void
test_bad_elements(void)
{
	static const struct {
		const char *text;
		unsigned column;
	} cases[] = {
	    {"文<u class=wavy>甲</u>\n", 2},
	    {"文<U>甲</U>\n", 2},
	    {"文<u >甲</u>\n", 2},
	    {"文<span>甲</span>\n", 2},
	    {"文<b>甲</b>\n", 2},
	    {"文<u>甲\n", 2},
	    {"文甲</u>\n", 3},
	    {"文<u>甲<sup>乙</u>\n", 6},
	    {"文<u>甲<u>乙</u></u>\n", 6},
	    {"文<sup>甲<sub>乙</sub></sup>\n", 8},
	    {"文 **<u>甲** 乙</u>\n", 5},
	    {"文<u>甲 **乙</u>** 丙\n", 10},
	    {"文<rt>甲</rt>\n", 2},
	    {"文<ruby>甲</ruby>\n", 9},
	    {"文<ruby><rt>a</rt></ruby>\n", 8},
	    {"文<ruby>甲<rt></rt></ruby>\n", 9},
	    {"文<ruby>甲<rt>a</rt>乙</ruby>\n", 20},
	    {"文<ruby>甲<rt>*a*</rt></ruby>\n", 13},
	    {"文<ruby>甲<u>乙</u><rt>a</rt></ruby>\n", 9},
	    {"文<ruby>甲\\\n乙<rt>a</rt></ruby>\n", 9},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_finding(cases[i].text, true, "unsupported", 1,
			      cases[i].column);
	check_finding("文*<u>甲</u>*乙\n", true, "literal-asterisks", 1, 2);
	check_finding("甲**<u>甲</u>**乙\n", true, "literal-asterisks", 1, 2);
}

static void
test_characters(void)
{
	check_finding("中\x07文\n", true, "control-character", 1, 2);
	check_finding("中&#7;文\n", true, "control-character", 1, 2);
	check_finding("中\xC2\x85文\n", true, "control-character", 1, 2);
	check_finding("中\xE2\x80\x8B文\n", true, "invisible-character", 1, 2);
	check_finding("中\n**一是：**加强\n", true, "literal-asterisks", 2, 1);
	check_finding("文\n\n##\n", true, "empty-block", 3, 1);
	const char *text = "中\xE2\x80\x8B\xEF\xBB\xBF文\xE2\x81\xA0\xC2\xAD\n";
	Case c = read_bytes("x.md", text, strlen(text));
	CHECK_STR(c.dump, "paragraph 1:1\n  1:1 [中]\n"
			  "  1:4 [文\xE2\x81\xA0\xC2\xAD]\n");
	CHECK(!diag_has_errors(c.diag));
	end(&c);
}

static void
test_json(void)
{
	const char *text =
	    "{\"题\": \"甲\",\n \"body\": \"# 标\\n\\n一\\n*二*\"}";
	Case c = read_bytes("x.json", text, strlen(text));

	CHECK_INT(c.brief->fields->count, 1);
	CHECK_STR(record_lookup(c.brief->fields, "题")->text, "甲");
	CHECK_STR(c.dump, "heading 1:1 level 1\n  1:3 [标]\n"
			  "paragraph 3:1\n  3:1 [一]\n  4:2 I[二]\n");
	CHECK_STR(c.brief->blocks[0].at.source->path, "x.json#body");
	end(&c);
	c = read_bytes("-", " \n{\"body\": \"x\"}", 15);
	CHECK(c.brief);
	end(&c);
	check_finding_in("x.json", "x.json#body", "{\"body\": \"一\\n二`x`\"}",
			 true, "unsupported", 2, 2);
	check_finding_in("x.json", "x.json", "{\"a\": 1}", false,
			 "missing-body", 1, 1);
	check_finding_in("x.json", "x.json", "{\"body\": 1}", false,
			 "missing-body", 1, 10);
	check_finding_in("x.json", "x.json",
			 "{\"body\": \"x\",\n\"body\": \"x\"}", false,
			 "duplicate-key", 2, 2);
	check_finding_in("x.json", "x.json", "{\"body\": \"x\"", false,
			 "json-syntax", 1, 13);
}

/* Checks that a pattern repeated to a megabyte is refused, soon. */
static void
check_hostile(const char *pattern, const char *code)
{
	enum { SIZE = 1 << 20 };
	size_t length = strlen(pattern);
	char *text = malloc(SIZE + 1);

	for (size_t i = 0; i < SIZE; i++)
		text[i] = pattern[i % length];
	text[SIZE] = '\0';
	Case c = read_bytes("x.md", text, SIZE);
	CHECK(strstr(c.findings, code));
	CHECK(diag_has_errors(c.diag));
	end(&c);
	free(text);
}

static void
test_hostile(void)
{
	Case c;
	char deep[400] = "";

	check_hostile(">", "nesting-too-deep");
	check_hostile("- ", "nesting-too-deep");
	check_hostile("[", "too-much-markup");
	check_hostile("a<![CDATA[", "too-much-markup");
	check_hostile("*", "too-much-markup");
	check_hostile("`a` ", "too-much-markup");
	check_hostile("\n", "too-many-lines");
	check_hostile("文`a`文文文文文文文文", "too-many-findings");
	for (int i = 0; i < 33; i++)
		strcat(deep, i % 2 ? "**a " : "*a ");
	for (int i = 32; i >= 0; i--)
		strcat(deep, i % 2 ? "b** " : "b* ");
	c = read_bytes("x.md", deep, strlen(deep));
	CHECK(strstr(c.findings, "nesting-too-deep"));
	end(&c);
}

int
main(void)
{
	test_blocks();
	test_front_matter();
	test_positions();
	test_breaks();
	test_lookup();
	test_unsupported();
	test_elements();
	test_bad_elements();
	test_characters();
	test_json();
	test_hostile();
	return check_report();
}
