#define _XOPEN_SOURCE 700
#include "brief/record.h"

#include <stdlib.h>

#include "check.h"

/* One text read, with what was reported as JSON. */
typedef struct Case {
	Arena *arena;
	Diagnostics *diag;
	const Record *root;
	char *findings;
	size_t size;
} Case;

static Case
read_bytes(const char *bytes, size_t size, uint32_t line, bool json)
{
	Case c = {.arena = arena_new(), .diag = diag_new()};
	const Source *source =
	    source_from_bytes(c.arena, "x.yaml", bytes, size);
	size_t start = source->line_starts[line - 1];

	c.root = record_read(c.arena, source, bytes + start, size - start, line,
			     json, c.diag);
	FILE *out = open_memstream(&c.findings, &c.size);
	diag_print_json(c.diag, out);
	fclose(out);
	return c;
}

static Case
read_text(const char *text, bool json)
{
	return read_bytes(text, strlen(text), 1, json);
}

static void
end(Case *c)
{
	free(c->findings);
	diag_free(c->diag);
	arena_free(c->arena);
}

static void
check_at(Position at, uint32_t line, uint32_t column)
{
	CHECK_INT(at.line, line);
	CHECK_INT(at.column, column);
}

/* Checks that the text is refused with this code at this place. */
static void
check_refused(const char *text, bool json, const char *code, uint32_t line,
	      uint32_t column)
{
	Case c = read_text(text, json);
	char expected[200];

	snprintf(expected, sizeof expected,
		 "\"code\":\"%s\",\"file\":\"x.yaml\","
		 "\"line\":%u,\"column\":%u,",
		 code, line, column);
	CHECK(!c.root);
	CHECK(strstr(c.findings, "\"hint\":"));
	if (!strstr(c.findings, expected))
		CHECK_STR(c.findings, expected);
	end(&c);
}

static void
test_tree(void)
{
	Case c = read_text("# 注\n刊名: 领军 # 注\n期号: \"9\"\n"
			   "主办: [书院, {名: 智库}]\n空:\n  - 一\n  -\n",
			   false);

	CHECK(c.root && c.root->kind == RECORD_MAP);
	CHECK_INT(c.root->count, 4);
	check_at(c.root->at, 2, 1);
	const Record *name = record_lookup(c.root, "刊名");
	CHECK_STR(name->text, "领军");
	CHECK(!name->quoted);
	check_at(name->key_at, 2, 1);
	check_at(name->at, 2, 5);
	CHECK(record_lookup(c.root, "期号")->quoted);
	const Record *list = record_lookup(c.root, "主办");
	CHECK(list->kind == RECORD_LIST && list->count == 2);
	check_at(list->children[0].at, 4, 6);
	check_at(list->children[1].at, 4, 10);
	CHECK_STR(list->children[1].children[0].key, "名");
	const Record *empty = record_lookup(c.root, "空");
	CHECK_INT(empty->count, 2);
	CHECK(record_is_null(&empty->children[1]));
	CHECK(!record_lookup(c.root, "无"));
	CHECK(!record_lookup(name, "刊名"));
	end(&c);
}

static void
test_scalars(void)
{
	Case c = read_text("a: |\n  一\n  二\nb: >\n  一\n  二\nc: ~\nd: null\n"
			   "e: 'null'\nf:\ng: \"\\u4e2d\\n\"\n",
			   false);

	CHECK_STR(record_lookup(c.root, "a")->text, "一\n二\n");
	check_at(record_lookup(c.root, "a")->at, 2, 3);
	CHECK(record_lookup(c.root, "a")->quoted);
	CHECK_STR(record_lookup(c.root, "b")->text, "一 二\n");
	CHECK(record_is_null(record_lookup(c.root, "c")));
	CHECK(record_is_null(record_lookup(c.root, "d")));
	CHECK(!record_is_null(record_lookup(c.root, "e")));
	CHECK(record_is_null(record_lookup(c.root, "f")));
	CHECK_INT(record_lookup(c.root, "f")->at.line, 10);
	CHECK_STR(record_lookup(c.root, "g")->text, "中\n");
	end(&c);
}

static void
test_json(void)
{
	Case c = read_text(
	    "{\"甲\": 1,\n \"乙\": [\"\\ud83d\\ude00\\/\", null]}", true);

	CHECK(c.root && c.root->count == 2);
	check_at(c.root->at, 1, 1);
	check_at(record_lookup(c.root, "甲")->at, 1, 7);
	const Record *list = record_lookup(c.root, "乙");
	CHECK_STR(list->children[0].text, "😀/");
	CHECK(record_is_null(&list->children[1]));
	end(&c);
	check_refused("{\"a\": 1,\n \"b\" 2}", true, "json-syntax", 2, 3);
	check_refused("{\"a\": 1, \"a\": 2}", true, "duplicate-key", 1, 11);
	check_refused("{\"a\": \"\\u0000\"}", true, "control-character", 1, 8);
	check_refused("{\"a\": \"\\ud83d\"}", true, "json-syntax", 1, 8);
}

static void
test_empty(void)
{
	const char *texts[] = {"", "\n", "# 注\n", "---\n"};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		Case c = read_text(texts[i], false);
		CHECK(c.root && c.root->kind == RECORD_MAP);
		CHECK_INT(c.root ? c.root->count : 1, 0);
		end(&c);
	}
}

static void
test_line_offset(void)
{
	const char *text = "---\r\na: 1\r\n乙: \"x\" y\r\n";
	Case c = read_bytes(text, strlen(text), 2, false);

	CHECK(!c.root);
	CHECK(strstr(c.findings, "\"line\":3,\"column\":8,"));
	CHECK(strstr(c.findings, "yaml-syntax"));
	end(&c);
}

static void
test_refusals(void)
{
	check_refused("a: 1\n乙: 2\na: 3\n", false, "duplicate-key", 3, 1);
	check_refused("a: {b: 1, b: 2}\n", false, "duplicate-key", 1, 11);
	check_refused("a: &x 1\n", false, "yaml-feature", 1, 4);
	check_refused("a: 1\nb: *a\n", false, "yaml-feature", 2, 4);
	check_refused("a: !!str 1\n", false, "yaml-feature", 1, 4);
	check_refused("<<: {a: 1}\n", false, "yaml-feature", 1, 1);
	check_refused("[a]: 1\n", false, "yaml-feature", 1, 1);
	check_refused("a: 1\n---\nb: 2\n", false, "yaml-feature", 2, 1);
	check_refused("a: \"\\x07\"\n", false, "control-character", 1, 5);
	check_refused("a: [1\n", false, "yaml-syntax", 1, 6);
}

static void
test_nesting(void)
{
	enum { SIZE = 1000000 };
	char *deep = malloc(SIZE + 1);
	Case c;

	memset(deep, '[', 32);
	memset(deep + 32, ']', 32);
	c = read_bytes(deep, 64, 1, false);
	CHECK(c.root);
	end(&c);
	memset(deep, '[', SIZE);
	deep[SIZE] = '\0';
	for (int json = 0; json < 2; json++) {
		c = read_bytes(deep, 200000, 1, json);
		CHECK(!c.root && strstr(c.findings, "nesting-too-deep"));
		CHECK(strstr(c.findings, "\"line\":1,\"column\":33,"));
		end(&c);
	}
	c = read_bytes(deep, SIZE, 1, true);
	CHECK(!c.root && strstr(c.findings, "record-too-large"));
	end(&c);
	free(deep);
}

int
main(void)
{
	test_tree();
	test_scalars();
	test_json();
	test_empty();
	test_line_offset();
	test_refusals();
	test_nesting();
	return check_report();
}
