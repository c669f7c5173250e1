/* Unicode's own line break test (UAX #14) against text/breaks.c. Every line
 * must agree but where CLREQ or GB/T 15834 ask for something else, and where
 * ICU's data is older than the test's; each difference is put down to one of
 * the reasons below, and none may be left over. */
#include <stdio.h>
#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "base/utf8.h"
#include "check.h"
#include "text/runs.h"

static const char test_path[] = "../shared/rules/data/LineBreakTest-17.0.0.txt";

enum { MAX_CHARACTERS = 1024 };

typedef struct TestLine {
	char bytes[MAX_CHARACTERS * 4 + 1];
	uint32_t code[MAX_CHARACTERS];
	uint32_t size;
	size_t count;
	bool may[MAX_CHARACTERS]; /* break before character i */
} TestLine;

typedef enum Reason {
	REASON_NONE,	 /* not explained: a failure */
	REASON_OLD_DATA, /* ICU 72 has Unicode 15 */
	REASON_START,	 /* RULES 53, 56, 98, 99: no line begins with it */
	REASON_END,	 /* RULES 54, 55, 101: no line ends with it */
	REASON_QUOTE,	 /* a quotation mark between Chinese: opens or closes */
	REASON_UNIT,	 /* RULES 60–65: one unit */
	REASON_COUNT,
} Reason;

static bool
read_test_line(const char *text, TestLine *line)
{
	*line = (TestLine){.count = 0};
	for (const char *p = text; *p && *p != '#';) {
		bool may = !strncmp(p, "÷", 2), never = !strncmp(p, "×", 2);
		char *end;
		if (!may && !never)
			return false;
		p += 3;
		unsigned long code = strtoul(p, &end, 16);
		if (end == p)
			break;
		line->may[line->count] = may;
		line->code[line->count++] = (uint32_t)code;
		line->size += (uint32_t)utf8_encode((uint32_t)code,
						    line->bytes + line->size);
		p = end + (*end == ' ');
		if (line->count == MAX_CHARACTERS)
			return false;
	}
	return line->count > 0;
}

/* What ICU says by itself, by byte. */
static void
icu_breaks(UBreakIterator *iterator, const TestLine *line, bool *may)
{
	UErrorCode status = U_ZERO_ERROR;
	UText *text = utext_openUTF8(NULL, line->bytes, line->size, &status);

	memset(may, 0, sizeof(bool) * (line->size + 1));
	ubrk_setUText(iterator, text, &status);
	for (int32_t i = ubrk_first(iterator); i != UBRK_DONE;
	     i = ubrk_next(iterator))
		may[i] = true;
	utext_close(text);
}

static bool
is_quote(uint32_t c)
{
	return c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D;
}

static Reason
explain(const CharacterList *list, size_t i, bool ours, bool icu, bool expected)
{
	const Character *before = &list->items[i - 1], *here = &list->items[i];

	if (ours == icu && icu != expected)
		return REASON_OLD_DATA;
	if (here->unit && !ours)
		return REASON_UNIT;
	if (ours)
		return is_quote(before->code) || is_quote(here->code)
			   ? REASON_QUOTE
			   : REASON_NONE;
	if (class_not_at_start(char_class(here->code), KINSOKU_STRICT))
		return REASON_START;
	if (class_not_at_end(char_class(before->code), KINSOKU_STRICT) ||
	    before->code == '/')
		return REASON_END;
	return REASON_NONE;
}

static void
compare(UBreakIterator *iterator, const TestLine *line, size_t *reasons,
	const char *text)
{
	Arena *arena = arena_new();
	const Text whole = {line->bytes, line->size, NULL, 0};
	const TextRules rules = {.kinsoku = KINSOKU_STRICT};
	const Style style = {.wrap = WRAP_FILL};
	bool icu[MAX_CHARACTERS * 4 + 1];
	CharacterList list = characters_classify(arena, &whole);
	Reason worst = REASON_COUNT;

	breaks_find(iterator, &whole, &rules, &style, &list);
	icu_breaks(iterator, line, icu);
	for (size_t i = 1; i < line->count; i++) {
		bool ours = list.items[i].break_before != BREAK_NEVER;
		if (ours == line->may[i])
			continue;
		Reason reason = explain(&list, i, ours,
					icu[list.items[i].start], line->may[i]);
		if (reason == REASON_NONE)
			printf("U+%04X | U+%04X: ours %d, test %d, in %s",
			       line->code[i - 1], line->code[i], ours,
			       line->may[i], text);
		if (reason < worst)
			worst = reason;
	}
	if (worst != REASON_COUNT)
		reasons[worst]++;
	arena_free(arena);
}

int
main(void)
{
	UErrorCode status = U_ZERO_ERROR;
	UBreakIterator *iterator =
	    ubrk_open(UBRK_LINE, "zh@lb=strict", NULL, 0, &status);
	FILE *file = fopen(test_path, "r");
	size_t reasons[REASON_COUNT] = {0}, count = 0;
	static char text[1 << 16];
	static TestLine line;

	if (!file) {
		printf("skipped: no %s\n", test_path);
		ubrk_close(iterator);
		return check_report();
	}
	while (fgets(text, sizeof text, file))
		if (read_test_line(text, &line)) {
			compare(iterator, &line, reasons, text);
			count++;
		}
	fclose(file);
	ubrk_close(iterator);
	CHECK_INT(count, 19338);
	CHECK_INT(reasons[REASON_NONE], 0);
	printf("of %zu lines: older data %zu, line start %zu, line end %zu, "
	       "quotes %zu, units %zu\n",
	       count, reasons[REASON_OLD_DATA], reasons[REASON_START],
	       reasons[REASON_END], reasons[REASON_QUOTE],
	       reasons[REASON_UNIT]);
	return check_report();
}
