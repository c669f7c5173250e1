#define _XOPEN_SOURCE 700
/* What an editor marks in red: text → findings at their columns → the text
 * with the harmless ones put right. */
#include "check.h"

#include <stdlib.h>

#include "check/check.h"
#include "check/finding.h"

typedef struct Row {
	const char *text;
	const char *found; /* `code line:column`, in order; "" for none */
	const char *fixed; /* NULL: as it was */
} Row;

/* Short names of the codes. */
static const char *const names[CHECK_COUNT] = {
    [CHECK_HALFWIDTH] = "half",	    [CHECK_STRAIGHT_QUOTES] = "quote",
    [CHECK_TYPED_SPACE] = "space",  [CHECK_RANGE_FORM] = "range",
    [CHECK_DATE_FORM] = "date",	    [CHECK_NUMBER_GROUPING] = "group",
    [CHECK_DASH_FORM] = "dash",	    [CHECK_REPEATED_MARK] = "repeat",
    [CHECK_NESTED_QUOTES] = "nest", [CHECK_HEADING_NUMBER] = "head",
    [CHECK_TITLE_MARK] = "title",   [CHECK_NAME_SPACE] = "name",
};

static const Row halfwidth[] = {
    {"同比增长,其中出口下降。", "half 1:5", "同比增长，其中出口下降。"},
    {"提出建议:加快建设;完善机制.", "half 1:5 half 1:10 half 1:15",
     "提出建议：加快建设；完善机制。"},
    {"怎么办?马上办!", "half 1:4 half 1:8", "怎么办？马上办！"},
    {"占5.81%,其中一半。", "half 1:7", "占5.81%，其中一半。"},
    {"发展GDP,其中。", "half 1:6", "发展GDP，其中。"},
    {"你好, 世界。", "half 1:3", "你好，世界。"},
    {"你好 , 世界。", "half 1:4", "你好，世界。"},
    {"书记(兼)到会。", "half 1:3 half 1:5", "书记（兼）到会。"},
    {"数据空间协会(IDSA)提出。", "half 1:7 half 1:12",
     "数据空间协会（IDSA）提出。"},
    {"协会 (IDSA) 提出。", "half 1:4 half 1:9", "协会（IDSA）提出。"},
    {"国发(2024)5号。", "half 1:3 half 1:8", "国发〔2024〕5号。"},
    {"电话（传真)联系。", "half 1:6", "电话（传真）联系。"},
    {"（见上)和(见下）。", "half 1:4 half 1:6", "（见上）和（见下）。"},
    {"他说“好”,走了。", "half 1:6", "他说“好”，走了。"},
    {"《意见》,《办法》.", "half 1:5 half 1:10", "《意见》，《办法》。"},
    {"达到1000.下一步继续。", "half 1:7", "达到1000。下一步继续。"},
    {"占比5%.下一步继续。", "half 1:5", "占比5%。下一步继续。"},
    {"占比达到5%.", "half 1:7", "占比达到5%。"},
    {"参见Apple Inc.", "", NULL},
    {"一.加快建设。", "half 1:2", "一、加快建设。"},
    {"时间:10:30。", "half 1:3", "时间：10:30。"},
    {"太好了!!", "half 1:4 half 1:5", "太好了！！"},
    {"**一是:** 加强。", "half 1:5", "**一是：** 加强。"},
    {"圆周率3.14，共1,234件，10:30开会，比例3:1。", "", NULL},
    {"见 No. 7 与 U.S. Steel, Inc. 的说明。",
     "space 1:2 space 1:8 space 1:10 space 1:27",
     "见No. 7与U.S. Steel, Inc.的说明。"},
    {"见http://a.cn/b?c=1,2和https://www.gov.cn。", "", NULL},
    {"见www.gov.cn,请查。", "half 1:12", "见www.gov.cn，请查。"},
    {"写信给a.b@c.com.cn即可，用Node.js编写。", "", NULL},
    {"依据GB/T 9704—2012编制。", "", NULL},
    {"1.三张清单；2.两级授权；(1)其一；(2)其二；(a)其三。", "", NULL},
    {"图1.示意，表2.说明，第1.条。", "", NULL},
    {"函数f(x)的值，Data(IDS)。", "", NULL},
    {"The so-called data space (IDS), as a service: yes!", "", NULL},
    {"甲乙丙&#44;丁戊己。", "half 1:4", NULL},
    {"甲乙丙\\!丁戊己。", "half 1:4", NULL},
};

static const Row quotes[] = {
    {"他说\"你好\"。", "quote 1:3 quote 1:6", "他说“你好”。"},
    {"他说 \"你好\" 。", "space 1:3 quote 1:4 quote 1:7 space 1:8",
     "他说“你好”。"},
    {"他说, \"Hello\".", "half 1:3 quote 1:5 quote 1:11 half 1:12",
     "他说，“Hello”。"},
    {"“专精'小巨人'企业”", "quote 1:4 quote 1:8", "“专精‘小巨人’企业”"},
    {"专精'小巨人'企业", "quote 1:3 quote 1:7", "专精“小巨人”企业"},
    {"“你好\"他说。", "quote 1:4", "“你好”他说。"},
    {"他说\"你好。", "quote 1:3", NULL},
    {"It's the users' \"data\" model, isn't it?", "", NULL},
    {"27\"显示屏，don't动。", "", NULL},
    {"\"甲\"和\"乙\"", "quote 1:1 quote 1:3 quote 1:5 quote 1:7", "“甲”和“乙”"},
    {"他说“甲“乙”丙”。", "nest 1:5", NULL},
    {"他说“甲‘乙’丙”。", "", NULL},
    {"他说“甲‘乙“丙”丁’戊”。", "", NULL},
    {"他说‘甲’。", "nest 1:3", NULL},
    {"他说“甲。", "nest 1:3", NULL},
    {"他说甲”。", "nest 1:4", NULL},
    {"“甲一。\n\n“甲二。”", "", NULL},
    {"“甲一。\n\n甲二。”", "nest 1:1 nest 3:4", NULL},
    {"见《甲《乙》丙》。", "nest 1:4", NULL},
    {"见《甲〈乙〉丙》和《〈丁〉细则》。", "", NULL},
    {"见《甲和乙。", "nest 1:2", NULL},
    {"（甲和乙。", "nest 1:1", NULL},
    {"甲和乙）。", "nest 1:4", NULL},
    {"1）甲；2）乙；一）丙。", "", NULL},
    {"【甲〔2024〕6号】It’s好。", "", NULL},
    {"“甲（乙”丙）", "nest 1:3 nest 1:7", NULL},
};

static const Row spaces[] = {
    {"不低于 60%。", "space 1:4", "不低于60%。"},
    {"模拟 2 个设施。", "space 1:3 space 1:5", "模拟2个设施。"},
    {"60% 以上", "space 1:4", "60%以上"},
    {"使用 AI 技术。", "space 1:3 space 1:6", "使用AI技术。"},
    {"加快 建设，完善。", "space 1:3", "加快建设，完善。"},
    {"主持人　张三", "", NULL},
    {"牵头单位 市数据局", "space 1:5", NULL},
    {"甲， 乙 。", "space 1:3 space 1:5", "甲，乙。"},
    {"甲—— 乙 …… 丙，", "space 1:4 space 1:6 space 1:9", "甲——乙……丙，"},
    {"甲“ A ”乙", "space 1:3 space 1:5", "甲“A”乙"},
    {"　　甲乙丙。", "space 1:1", "甲乙丙。"},
    {"甲 + 乙，甲 | 乙", "", NULL},
    {"The “data” model — in 5 km.", "", NULL},
    {"12 345 678人", "", NULL},
    {"占 **60%** 以上。", "space 1:2", "占**60%** 以上。"},
    {"占 **六成** 以上。", "space 1:2 space 1:9", "占**六成**以上。"},
    {"**一是：** 加强。", "", NULL},
    {"**强调** ，其他。", "space 1:7", "**强调**，其他。"},
    {"张 三、李 四", "name 1:2 name 1:6", NULL},
    {"张　三、欧阳修", "", NULL},
    {"甲方&nbsp;乙方，丙", "space 1:3", NULL},
    {"International Data\nSpaces甲\n乙", "", NULL},
};

static const Row ranges[] = {
    {"占10-20%。", "range 1:4", "占10～20%。"},
    {"占10~20。", "range 1:4", "占10～20。"},
    {"占5%-8%。", "range 1:4", "占5%～8%。"},
    {"2019-2023年。", "range 1:5", "2019—2023年。"},
    {"（2019-2023）", "range 1:6", "（2019—2023）"},
    {"2019年--2023年。", "range 1:6", "2019年—2023年。"},
    {"2019–2023年。", "range 1:5", "2019—2023年。"},
    {"共3 - 5个。", "range 1:4", "共3～5个。"},
    {"共3-5个月。", "range 1:3", "共3～5个月。"},
    {"今年1-6月。", "range 1:4", "今年1—6月。"},
    {"4月1日-5月3日。", "range 1:5", "4月1日—5月3日。"},
    {"上午9:00-11:30。", "range 1:7", "上午9:00—11:30。"},
    {"¥180-¥260元。", "range 1:5", "¥180～¥260元。"},
    {"行程5-10km。", "range 1:4", "行程5～10km。"},
    {"3-5年。", "range 1:2", "3～5年。"},
    {"1,000-2,000人。", "range 1:6", "1,000～2,000人。"},
    {"63％～68％，60～69周岁，2019—2023年，¥3～¥15。", "", NULL},
    {"COVID-19疫情，歼-20，Windows 10系统，T+1，3·15，24/7，9:30～11:30，"
     "京A·12345，12345热线，12月—3月，C919-2架，PM2.5，±0.5℃，1/3。",
     "", NULL},
    {"电话0512-55502617，400-800-1234。", "", NULL},
    {"比分3-2，海棠路88-1号，A4-3个。", "", NULL},
    {"GB/T 9704-2012规定，ISO 9001-2015年版。", "", NULL},
    {"“深圳-香港-广州”、5G-A、“专项-项目”。", "", NULL},
    {"日期2024-04-01。", "date 1:3", NULL},
    {"日期2024.4.1和2024/4/1。", "date 1:3 date 1:12", NULL},
    {"2024年04月01日。", "date 1:6 date 1:9", "2024年4月1日。"},
    {"二〇二四年四月，2024年10月20日。", "", NULL},
    {"从98年到2008年。", "date 1:2", NULL},
    {"1998—99年，1998-99年。", "date 1:6 date 1:15", NULL},
    {"98年5月和08年。", "date 1:1 date 1:7", NULL},
    {"近30年，80年代，70年来，98年的发展。", "", NULL},
    {"v2024.4.1，192.168.1.1。", "", NULL},
    {"12,345人和23456人。", "group 1:9", NULL},
    {"12345人和23,456人。", "group 1:8", NULL},
    {"1,862户和12 345户。", "group 1:8", NULL},
    {"1,236,408人、1862户、邮编215000。", "", NULL},
};

static const Row marks[] = {
    {"甲--乙", "dash 1:2", "甲——乙"},
    {"甲 -- 乙", "dash 1:3", "甲——乙"},
    {"甲－－乙", "dash 1:2", "甲——乙"},
    {"甲———乙", "dash 1:2", "甲——乙"},
    {"甲──乙", "dash 1:2", "甲——乙"},
    {"等等...", "dash 1:3", "等等……"},
    {"使用AI...", "dash 1:5", "使用AI……"},
    {"等等。。。", "dash 1:3", "等等……"},
    {"甲…乙", "dash 1:2", "甲……乙"},
    {"甲——乙……丙—丁", "", NULL},
    {"a--b and so on...", "", NULL},
    {"甲。。", "repeat 1:2", NULL},
    {"甲，，乙", "repeat 1:2", NULL},
    {"甲，。乙；：丙", "repeat 1:2 repeat 1:5", NULL},
    {"甲？！乙！！！丙？？", "", NULL},
    {"甲！！！！", "repeat 1:2", NULL},
    {"甲,，乙", "half 1:2 repeat 1:2", "甲，，乙"},
    {"“甲。”。乙？”", "nest 1:8", NULL},
};

static const Row headings[] = {
    {"# 深圳：以进促效　拓路——《意见》", "", NULL},
    {"# 从“银发浪潮”到“金色机遇”", "", NULL},
    {"# 标题。", "title 1:5", NULL},
    {"# 怎么办？三条建议", "title 1:6", NULL},
    {"# 标题\n\n## 一、甲\n\n## 三、乙", "head 5:4", NULL},
    {"## 一、甲\n\n## 一、乙\n\n## 二、丙", "head 3:4", NULL},
    {"## 二、甲", "head 1:4", NULL},
    {"## 一、甲\n\n### （一）乙\n\n#### 1.丙\n\n##### （1）丁\n\n"
     "##### （2）丁\n\n#### 2.丙\n\n##### （1）丁\n\n### （二）乙\n\n## 二、甲",
     "", NULL},
    {"### （一）甲\n\n### （一）乙", "head 3:5", NULL},
    {"## （一）甲", "head 1:4", NULL},
    {"## 一、甲\n\n### 1.乙", "head 3:5", NULL},
    {"## 一. 甲", "head 1:4", NULL},
    {"## 一，甲", "head 1:4", NULL},
    {"## 一 甲", "head 1:4", NULL},
    {"#### 1、甲", "head 1:6", NULL},
    {"### （一）、甲", "head 1:5", NULL},
    {"### (一)甲", "half 1:5 half 1:7", "### （一）甲"},
    {"##### (1)甲", "head 1:7", NULL},
    {"#### 1. 甲", "space 1:8", "#### 1.甲"},
    {"## 1.1 甲", "head 1:4", NULL},
    {"## 一、甲\n\n## 乙", "head 3:4", NULL},
    {"## 甲\n\n## 一、乙\n\n## 二、丙", "head 3:4", NULL},
    {"## 一体化建设\n\n## 2024年展望\n\n## 十四五规划", "", NULL},
    {"## 十、甲", "head 1:4", NULL},
    {"# 加快 建设", "space 1:5", NULL},
};

static int
compare_findings(const void *left, const void *right)
{
	const Finding *a = left, *b = right;
	long order = (long)a->at.line - (long)b->at.line;

	if (!order)
		order = (long)a->at.column - (long)b->at.column;
	return order < 0 ? -1 : order > 0;
}

static const Fields no_fields;

static const char *
find_all(Arena *arena, const Brief *brief, const Layout *layout,
	 const CheckSwitches *switches)
{
	Checker checker;
	const char *found = "";

	checker_run(&checker, arena, brief, layout, &no_fields, switches);
	if (checker.findings.count > 0)
		qsort(checker.findings.items, checker.findings.count,
		      sizeof(Finding), compare_findings);
	for (size_t i = 0; i < checker.findings.count; i++) {
		const Finding *f = &checker.findings.items[i];
		found = arena_printf(arena, "%s%s%s %u:%u", found, i ? " " : "",
				     names[f->code], f->at.line, f->at.column);
	}
	return found;
}

static const Brief *
read(Arena *arena, const char *text)
{
	Diagnostics *diag = diag_new();
	const Source *source =
	    source_from_bytes(arena, "t.md", text, strlen(text));
	const Brief *brief = brief_read_source(arena, source, diag);

	CHECK(brief != NULL);
	diag_free(diag);
	return brief;
}

static void
test_row(const Row *row)
{
	Arena *arena = arena_new();
	const CheckSwitches none = {0};
	const Layout layout = {0};
	const Brief *brief = read(arena, row->text);
	const char *fixed = row->fixed ? row->fixed : row->text;
	const char *found = find_all(arena, brief, &layout, &none);

	if (strcmp(found, row->found))
		printf("in “%s”:\n", row->text);
	CHECK_STR(found, row->found);
	CheckFix fix = check_fix(arena, brief, &layout, &no_fields, &none);
	CHECK_STR(fix.bytes, fixed);
	CHECK_INT(fix.total > 0, row->fixed != NULL);
	CheckFix again = check_fix(arena, read(arena, fix.bytes), &layout,
				   &no_fields, &none);
	CHECK_INT(again.total, 0);
	arena_free(arena);
}

#define TEST_TABLE(rows)                                                       \
	for (size_t i = 0; i < sizeof(rows) / sizeof *(rows); i++)             \
	test_row(&(rows)[i])

/* A layout that numbers its headings wants no number of the author's. */
static void
test_numbering(void)
{
	Arena *arena = arena_new();
	const CheckSwitches none = {0};
	const Style style = {.numbering = "一、"};
	const Layout layout = {.headings = {[2] = &style}};

	CHECK_STR(
	    find_all(arena, read(arena, "## 三、甲\n\n## 乙"), &layout, &none),
	    "head 1:4");
	arena_free(arena);
}

static void
test_switches(void)
{
	static const char *const off[] = {"typed-space", "word-split",
					  "type-space", "x"};
	static const Position at[4];
	Arena *arena = arena_new();
	Diagnostics *diag = diag_new();
	CheckSwitches switches = {0};
	const Layout layout = {0};
	char *printed;
	size_t size;

	check_switches_add(arena, &switches, off, at, 4, diag);
	CHECK_INT(switches.count, 2);
	CHECK(check_is_off(&switches, "typed-space"));
	CHECK(!check_is_off(&switches, "title-mark"));
	FILE *out = open_memstream(&printed, &size);
	diag_print(diag, out);
	fclose(out);
	CHECK(strstr(printed, "没有“type-space”这个检查项") != NULL);
	CHECK(strstr(printed, "是不是“typed-space”？") != NULL);
	CHECK(strstr(printed, "没有“x”这个检查项") != NULL);
	free(printed);
	const Brief *brief = read(arena, "甲 5,乙");
	CHECK_STR(find_all(arena, brief, &layout, &switches), "half 1:4");
	CheckFix fix = check_fix(arena, brief, &layout, &no_fields, &switches);
	CHECK_STR(fix.bytes, "甲 5，乙");
	CHECK_INT(fix.counts[CHECK_HALFWIDTH], 1);
	diag_free(diag);
	arena_free(arena);
}

static void
test_field_names(void)
{
	static const char *const texts[] = {"张 三", "李　四", "王 五书记",
					    "赵六 处长"};
	Arena *arena = arena_new();
	const Source *source = source_from_bytes(arena, "t.md", "", 0);
	const Position at[] = {
	    {source, 2, 5}, {source, 2, 9}, {source, 3, 1}, {source, 4, 1}};
	const Field field = {.name = "呈", .type = FIELD_LIST};
	const FieldValue value = {.field = &field,
				  .given = true,
				  .texts = texts,
				  .at = at,
				  .count = 4};
	const Fields fields = {&value, 1};
	const CheckSwitches none = {0};
	const Layout layout = {0};
	Checker checker;

	checker_run(&checker, arena, read(arena, "甲"), &layout, &fields,
		    &none);
	CHECK_INT(checker.findings.count, 1);
	CHECK_INT(checker.findings.items[0].code, CHECK_NAME_SPACE);
	CHECK_INT(checker.findings.items[0].at.line, 2);
	CHECK_INT(checker.findings.items[0].at.column, 6);
	arena_free(arena);
}

/* Line ends, comments and blank lines stay as they are. */
static void
test_bytes_around(void)
{
	static const char text[] =
	    "---\r\n刊名: \"a,b\"\r\n---\r\n# 甲\r\n\r\n"
	    "<!-- 甲,乙 -->\r\n\r\n- 甲,乙  \r\n  丙 1\r\n\r\n"
	    "> 丁:戊\r\n";
	static const char fixed[] =
	    "---\r\n刊名: \"a,b\"\r\n---\r\n# 甲\r\n\r\n"
	    "<!-- 甲,乙 -->\r\n\r\n- 甲，乙  \r\n  丙1\r\n\r\n"
	    "> 丁：戊\r\n";
	Arena *arena = arena_new();
	const CheckSwitches none = {0};
	const Layout layout = {0};

	CheckFix fix =
	    check_fix(arena, read(arena, text), &layout, &no_fields, &none);
	CHECK_STR(fix.bytes, fixed);
	CHECK_INT(fix.total, 3);
	CHECK_INT(fix.size, strlen(fixed));
	arena_free(arena);
}

int
main(void)
{
	TEST_TABLE(halfwidth);
	TEST_TABLE(quotes);
	TEST_TABLE(spaces);
	TEST_TABLE(ranges);
	TEST_TABLE(marks);
	TEST_TABLE(headings);
	test_numbering();
	test_switches();
	test_field_names();
	test_bytes_around();
	return check_report();
}
