#define _XOPEN_SOURCE 700
#include "text/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"
#include "check.h"
#include "text/balance.h"

enum { EM = 1000, MOST = 120, LONGEST_LINE = 28 };

static WordList *words;
static Diagnostics *diag;

/* The text with its seams as their digits, those of SEAM_NONE left out. */
static const char *
seams_of(Arena *arena, const char *text, const TermList *terms)
{
	size_t size = strlen(text), used = 0;
	const uint8_t *seams = seams_find(arena, words, text, size, terms);
	char *out = arena_alloc(arena, size * 2 + 1);

	for (size_t i = 0; i < size; i++) {
		if (i && seams[i])
			out[used++] = (char)('0' + seams[i]);
		out[used++] = text[i];
	}
	return out;
}

static void
expect(const char *text, const char *seams)
{
	Arena *arena = arena_new();

	CHECK_STR(seams_of(arena, text, NULL), seams);
	arena_free(arena);
}

static void
test_whole_words(void)
{
	static const char *const whole[] = {
	    "生产力",	"影响力",	  "智库",
	    "习近平",	"大湾区",	  "综合性",
	    "高质量",	"工业化",	  "硬核力",
	    "人工智能", "社会主义",	  "中国特色",
	    "新时代",	"粤港澳大湾区",	  "新质生产力",
	    "一带一路", "中华人民共和国", "2024年",
	    "第3季度",	"12家",		  "20万吨",
	    "三十条",	"强国之路",	  "临澄",
	    "5G"};

	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
		expect(whole[i], whole[i]);
}

static void
test_seams(void)
{
	expect("高质量发展", "高质量1发展");
	expect("改革与创新", "改革3与1创新");
	expect("经济的影响", "经济的3影响");
	expect("科技创新之路", "科技创新之路");
	expect("把方案落实", "把方案3落实");
	expect("制造业，服务业", "制造业，4服务业");
	expect("制造业　服务业", "制造业　4服务业");
	expect("转型——调研", "转型——4调研");
	expect("学习《条例》的体会", "学习2《条例》的3体会");
	expect("“一带一路”建设", "“一带一路”1建设");
	expect("人员（张三）名单", "人员1（张三）2名单");
	expect("AI赋能", "AI3赋能");
	expect("2024年5月6日", "2024年5月6日");
	expect("江海·论坛", "江海·论坛");
}

static void
test_terms(void)
{
	Arena *arena = arena_new();
	const char *const items[] = {"外沙", "外沙岛", "江海 AI 论坛"};
	TermList terms = {items, 3};

	CHECK_STR(seams_of(arena, "临澄外沙岛海岛邮路", &terms),
		  "临澄2外沙岛2海岛2邮路");
	CHECK_STR(seams_of(arena, "江海 AI 论坛的成果", &terms),
		  "江海 AI 论坛的3成果");
	CHECK_STR(seams_of(arena, "", &terms), "");
	arena_free(arena);
}

static void
test_odd_bytes(void)
{
	Arena *arena = arena_new();

	CHECK_STR(seams_of(arena, "\xFF", NULL), "\xFF");
	CHECK_STR(seams_of(arena, "\xE4\xB8", NULL), "\xE4"
						     "2"
						     "\xB8");
	CHECK_STR(seams_of(arena, "\U00020000\U00020001", NULL),
		  "\U00020000\U00020001");
	arena_free(arena);
}

static void
test_broken_file(void)
{
	char path[] = "/tmp/words-XXXXXX";
	int fd = mkstemp(path);
	WordListHead head = {"zbwords1", WORDLIST_ORDER, 9};
	WordNode nodes[2] = {{0, 0, 1}, {0, 0, 7}};
	Diagnostics *quiet = diag_new();

	CHECK(fd >= 0 && !words_open(path, quiet));
	CHECK(write(fd, &head, sizeof head) == sizeof head);
	CHECK(write(fd, nodes, sizeof nodes) == sizeof nodes);
	CHECK(!words_open(path, quiet));
	/* Children beyond the end are none. */
	head.count = 1;
	CHECK(pwrite(fd, &head, sizeof head, 0) == sizeof head);
	WordList *list = words_open(path, quiet);
	CHECK(list && !words_next(list, 0, 0x4E00));
	words_close(list);
	close(fd);
	unlink(path);
	CHECK(!words_open(path, quiet));
	CHECK_INT(diag_exit_status(quiet), 3);
	diag_free(quiet);
}

/* A title as points: each character an em, digits half, a line's last mark
 * half, a wide space at a line end nothing. */
typedef struct Title {
	char text[1024];
	size_t size, count;
	bool marked[1024]; /* by byte: a line may begin here */
	uint32_t offsets[MOST];
	BalancePoint points[MOST];
} Title;

static void
read_title(Title *t, const char *line, size_t size)
{
	*t = (Title){.size = 0};
	for (size_t i = line[0] == '!'; i < size; i++) {
		if (line[i] == '|')
			t->marked[t->size] = true;
		else
			t->text[t->size++] = line[i];
	}
	t->marked[t->size] = true;
}

static void
measure_title(Title *t, const uint8_t *seams)
{
	Length at = 0, saved = 0;

	for (size_t i = 0, step; i <= t->size; i += step) {
		uint32_t c = 0;
		step =
		    i < t->size ? utf8_decode(t->text + i, t->size - i, &c) : 1;
		/* As the glyphs of text/breaks.c: none before these. */
		CharClass class = char_class(c);
		if (i == 0 || i == t->size ||
		    (class != CLASS_COMMA && class != CLASS_CLOSE &&
		     class != CLASS_WIDE_SPACE)) {
			t->offsets[t->count] = (uint32_t)i;
			t->points[t->count++] = (BalancePoint){
			    at - saved, at, (Seam)seams[i], false};
		}
		saved = class == CLASS_WIDE_SPACE ? EM
			: class_is_mark(class)	  ? EM / 2
						  : 0;
		at += c < 0x80 ? EM / 2 : EM;
	}
}

static Length
line_width(const Title *t, size_t from, size_t to)
{
	return t->points[to].end - t->points[from].start;
}

static void
check_lines(const char *line, const Title *t, const Balance *b, int measure)
{
	bool fell = false, waist = false, marked = true, shortest = false;
	Length before = 0;

	for (size_t i = 0, from = 0; i < b->count; i++) {
		size_t to = b->ends[i];
		Length width = line_width(t, from, to);
		waist |= fell && width > before;
		fell |= i && width < before;
		shortest |= b->count > 1 && width < 4 * EM;
		marked &= t->marked[t->offsets[to]];
		before = width;
		from = to;
	}
	CHECK(marked && !b->split);
	CHECK(!waist && b->shaped);
	CHECK(!shortest);
	if (waist || !marked || shortest || b->split)
		printf("  at %d em: %s\n", measure, line);
}

/* How many of the seams that are offered stand at a mark. */
typedef struct Score {
	int marked, offered, right, titles, clean;
} Score;

static void
count_seams(const Title *t, const uint8_t *seams, Score *score)
{
	int wrong = 0;

	for (size_t i = 1; i < t->size; i++) {
		score->marked += t->marked[i];
		score->offered += seams[i] != SEAM_NONE;
		score->right += seams[i] != SEAM_NONE && t->marked[i];
		wrong += seams[i] != SEAM_NONE && !t->marked[i];
	}
	score->titles++;
	score->clean += wrong == 0;
}

/* 二号 in a type area of 156 mm is 20 em wide. */
static void
test_titles_file(void)
{
	Arena *arena = arena_new();
	const char *const own[] = {"外沙岛"};
	const TermList terms = {own, 1};
	const Source *file =
	    file_read(arena, "tests/titles.txt", 1 << 20, diag);
	Score score = {0};

	CHECK(file);
	for (uint32_t n = 1; file && n <= file->line_count; n++) {
		size_t size;
		const char *line = source_line(file, n, &size);
		Title *t = arena_alloc(arena, sizeof *t);
		Balance balance;
		if (!size || line[0] == '#')
			continue;
		read_title(t, line, size);
		const uint8_t *seams =
		    seams_find(arena, words, t->text, t->size, &terms);
		count_seams(t, seams, &score);
		measure_title(t, seams);
		for (int em = 14; em <= LONGEST_LINE; em++) {
			BalanceWish wish = {em * EM, 0, EM, SHAPE_ANY};
			CHECK(balance_lines(arena, t->points, t->count, &wish,
					    &balance));
			check_lines(arena_copy(arena, line, size), t, &balance,
				    em);
		}
	}
	CHECK(score.titles >= 40);
	CHECK(score.right * 100 >= score.offered * 98);
	CHECK(score.right * 100 >= score.marked * 94);
	printf("%d titles, %d clean; %d seams marked, %d offered, %d right\n",
	       score.titles, score.clean, score.marked, score.offered,
	       score.right);
	arena_free(arena);
}

int
main(void)
{
	diag = diag_new();
	words = words_open(ZB_WORDS, diag);
	CHECK(words);
	if (words) {
		test_whole_words();
		test_seams();
		test_terms();
		test_odd_bytes();
		test_broken_file();
		test_titles_file();
	}
	words_close(words);
	diag_print(diag, stdout);
	diag_free(diag);
	return check_report();
}
