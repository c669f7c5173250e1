#include "check/finding.h"

#include "base/utf8.h"

/* Quotes that are open, double and single, straight or curly. */
typedef struct Open {
	size_t outer, inner; /* letters, or NO_MATE */
	bool inside;	     /* the inner one stands in a double one */
} Open;

static const char *
encode(const Checker *checker, uint32_t c)
{
	char bytes[4];

	return arena_copy(checker->arena, bytes, utf8_encode(c, bytes));
}

static bool
is_western(const Letter *letter)
{
	return letter->kind == LETTER_LATIN || letter->kind == LETTER_DIGIT;
}

/* don't, users', 27", '98 */
static bool
is_no_quote(const Letter *letter, const Open *open)
{
	if (letter->c == '"')
		return open->outer == NO_MATE && is_digit(letter[-1].c);
	if (is_western(&letter[-1]) &&
	    (is_western(&letter[1]) || open->inner == NO_MATE))
		return true;
	return open->inner == NO_MATE && is_digit(letter[1].c) &&
	       is_digit(letter[2].c) && letter[3].c == 0x5E74;
}

static void
report_straight(Checker *checker, Passage *passage, size_t i, uint32_t as)
{
	const char *with = encode(checker, as);

	if (passage->letters[i].c != '"' && passage->letters[i].c != '\'')
		return;
	Finding *finding =
	    checker_find(checker, passage, CHECK_STRAIGHT_QUOTES, i,
			 arena_printf(checker->arena, "请改成%s。", with),
			 "中文里用了直引号 %c", (char)passage->letters[i].c);
	finding_fix(finding, passage, i, i + 1, with);
	passage_amend(passage, i, as);
}

static void
close_pair(Checker *checker, Passage *passage, size_t from, size_t to,
	   bool inner)
{
	if (!passage_has_chinese(passage, from + 1, to) &&
	    !passage_chinese_before(passage, from) &&
	    !passage_chinese_after(passage, to))
		return;
	passage->letters[from].chinese = passage->letters[to].chinese = true;
	report_straight(checker, passage, from, inner ? 0x2018 : 0x201C);
	report_straight(checker, passage, to, inner ? 0x2019 : 0x201D);
}

/* A straight quote that nothing closes: which one it ought to be is a guess. */
static void
report_single(Checker *checker, const Passage *passage, size_t i)
{
	const Letter *letters = passage->letters;

	if (i == NO_MATE || (letters[i].c != '"' && letters[i].c != '\''))
		return;
	if (passage_chinese_before(passage, i) ||
	    passage_chinese_after(passage, i))
		checker_find(checker, passage, CHECK_STRAIGHT_QUOTES, i,
			     "请改成弯引号，并补上与它配对的另一半。",
			     "中文里用了直引号 %c，而且不成对",
			     (char)letters[i].c);
}

void
check_quote_forms(Checker *checker, Passage *passage)
{
	Open open = {NO_MATE, NO_MATE, false};

	for (size_t i = 0; i < passage->count; i++) {
		const Letter *letter = &passage->letters[i];
		uint32_t c = letter->c;
		bool straight = c == '"' || c == '\'';
		if (letter->token || (straight && is_no_quote(letter, &open)))
			continue;
		if (c == 0x201C || (c == '"' && open.outer == NO_MATE)) {
			report_single(checker, passage, open.outer);
			open.outer = i;
		} else if (c == 0x201D || c == '"') {
			if (open.outer != NO_MATE)
				close_pair(checker, passage, open.outer, i,
					   false);
			open.outer = NO_MATE;
		} else if (c == 0x2018 ||
			   (c == '\'' && open.inner == NO_MATE)) {
			report_single(checker, passage, open.inner);
			open.inner = i;
			open.inside = open.outer != NO_MATE;
		} else if (c == 0x2019 || c == '\'') {
			if (open.inner != NO_MATE)
				close_pair(checker, passage, open.inner, i,
					   open.inside);
			open.inner = NO_MATE;
		}
	}
	report_single(checker, passage, open.outer);
	report_single(checker, passage, open.inner);
}

/* How deep to look for the opening half of a closing mark. */
enum { DEPTH_LIMIT = 32 };

static const char opening[] = "“‘（《〈【〔〖「『［｛";
static const char closing[] = "”’）》〉】〕〗」』］｝";

/* The opening mark that `c` closes, or 0. */
static uint32_t
opening_of(uint32_t c)
{
	for (size_t i = 0; closing[i]; i += 3) {
		uint32_t one, other;
		utf8_decode(closing + i, 3, &one);
		utf8_decode(opening + i, 3, &other);
		if (one == c)
			return other;
	}
	return 0;
}

/* True for the bracket of a label: 1）… ；甲）… */
static bool
is_label(const Passage *passage, size_t i)
{
	const Letter *letter = &passage->letters[i];
	size_t length = 0;

	while (length < 3 && (is_western(letter - length - 1) ||
			      is_han_numeral(letter[-(int)length - 1].c)))
		length++;
	LetterKind before = letter[-(int)length - 1].kind;
	return length > 0 &&
	       (before == LETTER_BREAK || before == LETTER_WIDE ||
		before == LETTER_SPACE || before == LETTER_WIDE_SPACE);
}

/* An apostrophe, or the bracket of a label. */
static bool
stands_alone(const Passage *passage, size_t i)
{
	const Letter *letter = &passage->letters[i];

	if (letter->as == 0xFF09)
		return is_label(passage, i);
	return letter->as == 0x2019 &&
	       (is_western(&letter[-1]) || is_digit(letter[1].c));
}

/* A quotation of several paragraphs opens again in each and closes in the last
 * (GB/T 15834 §4.8.3.5). */
static bool
goes_on(const Passage *passage, uint32_t quote)
{
	const Block *next = passage->next;
	uint32_t c;

	return (quote == 0x201C || quote == 0x2018) && next &&
	       next->text.size > 0 &&
	       utf8_decode(next->text.bytes, next->text.size, &c) > 0 &&
	       (c == 0x201C || c == '"');
}

static void
report_lonely(Checker *checker, const Passage *passage, size_t i)
{
	const char *mark = encode(checker, passage->letters[i].as);

	checker_find(checker, passage, CHECK_NESTED_QUOTES, i,
		     "请补上另一半，或删去这一半。", "%s没有配对", mark);
}

/* Finds the mate of the closing mark at `i` on the stack. */
static void
match(Checker *checker, Passage *passage, size_t *stack, size_t *depth,
      size_t i)
{
	Letter *letters = passage->letters;
	uint32_t wanted = opening_of(letters[i].as);
	size_t at = *depth;

	while (at > 0 && *depth - at < DEPTH_LIMIT &&
	       letters[stack[at - 1]].as != wanted)
		at--;
	if (at == 0 || letters[stack[at - 1]].as != wanted) {
		if (!stands_alone(passage, i))
			report_lonely(checker, passage, i);
		return;
	}
	while (*depth > at)
		report_lonely(checker, passage, stack[--*depth]);
	*depth = at - 1;
	letters[stack[at - 1]].mate = i;
	letters[i].mate = stack[at - 1];
}

static void
pair_marks(Checker *checker, Passage *passage)
{
	size_t *stack = arena_alloc_array(checker->arena, passage->count + 1,
					  sizeof *stack);
	size_t depth = 0;

	for (size_t i = 0; i < passage->count; i++) {
		Letter *letter = &passage->letters[i];
		bool apostrophe = letter->as == 0x2019 &&
				  letter[-1].kind == LETTER_LATIN &&
				  letter[1].kind == LETTER_LATIN;
		if (letter->token || apostrophe)
			continue;
		if (is_one_of(letter->as, opening))
			stack[depth++] = i;
		else if (is_one_of(letter->as, closing))
			match(checker, passage, stack, &depth, i);
	}
	for (; depth > 0; depth--) {
		size_t i = stack[depth - 1];
		if (goes_on(passage, passage->letters[i].as))
			passage->letters[i].mate = passage->count;
		else
			report_lonely(checker, passage, i);
	}
}

/* What is open around a letter: the nearest quote, the nearest title. */
typedef struct Around {
	uint32_t quote, title;
	size_t end; /* where the mark that set this closes */
} Around;

static void
check_nesting(Checker *checker, const Passage *passage, size_t i,
	      const Around *around)
{
	uint32_t c = passage->letters[i].as;

	if (c == 0x201C && around->quote == 0x201C)
		checker_find(checker, passage, CHECK_NESTED_QUOTES, i,
			     "里层的引号请用‘ ’，再里一层又用“ ”。",
			     "双引号里又用了双引号");
	else if (c == 0x2018 && around->quote != 0x201C)
		checker_find(checker, passage, CHECK_NESTED_QUOTES, i,
			     "外层的引号请用“ ”。", "单引号外面没有双引号");
	else if (c == 0x300A && around->title == 0x300A)
		checker_find(checker, passage, CHECK_NESTED_QUOTES, i,
			     "里层的书名号请用〈 〉。",
			     "书名号《 》里又用了《 》");
}

void
check_pairs(Checker *checker, Passage *passage)
{
	ARRAY(Around) stack = {0};
	Around now = {.end = passage->count};

	pair_marks(checker, passage);
	for (size_t i = 0; i < passage->count; i++) {
		const Letter *letter = &passage->letters[i];
		if (i == now.end && stack.count > 0)
			now = stack.items[--stack.count];
		if (letter->mate == NO_MATE || letter->mate < i)
			continue;
		if (letter->as != 0x2018 || letter[1].kind == LETTER_HAN)
			check_nesting(checker, passage, i, &now);
		*array_push(checker->arena, &stack) = now;
		now.end = letter->mate;
		if (letter->as == 0x201C || letter->as == 0x2018)
			now.quote = letter->as;
		else if (letter->as == 0x300A || letter->as == 0x3008)
			now.title = letter->as;
	}
}
