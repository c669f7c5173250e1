/* Compiles the word list that the program maps when it runs.
 *
 *     mkwords DICTIONARY WORDS > words.dat
 *
 * DICTIONARY is jieba's: `word frequency tag` a line. WORDS is the project's
 * own, layouts/words.txt, which explains itself. The output depends on both
 * files alone. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/utf8.h"
#include "text/wordlist.h"

enum {
	LONGEST = 6, /* characters of a dictionary word */
	RAREST = 4,  /* the frequency below which the dictionary is noise */
	WHOLE_COST = 7000, /* what a word of our own costs */
	FILE_LIMIT = 64 << 20,
};

typedef struct Word {
	uint16_t letters[WORDLIST_LONGEST];
	uint16_t length, cost;
	uint8_t roles;
	bool whole, removed;
	size_t order; /* our own words stand before the dictionary's */
} Word;

typedef struct Compiler {
	Arena *arena;
	Diagnostics *diag;
	ARRAY(Word) words;
	ARRAY(WordNode) nodes;
	double total; /* of all frequencies */
} Compiler;

/* The names of layouts/words.txt; role 0 is a word without a role. */
static const struct Topic {
	const char *name;
	uint8_t role;
	bool removed;
} topics[] = {
    {"整词", 0, false},
    {"删去", 0, true},
    {"连词", ROLE_LINK, false},
    {"介词", ROLE_PREPOSITION, false},
    {"助词", ROLE_PARTICLE, false},
    {"动词", ROLE_VERB, false},
    {"前缀", ROLE_HEAD, false},
    {"后缀", ROLE_TAIL, false},
    {"数词", ROLE_NUMERAL, false},
    {"量词", ROLE_MEASURE, false},
};

/* Of the basic plane alone: official words have no others. */
static bool
is_han(uint32_t c)
{
	return (c >= 0x3400 && c <= 0x9FFF) || c == 0x3007;
}

/* False where it is not a word of Han alone, or longer than `longest`. */
static bool
read_word(const char *bytes, size_t size, size_t longest, Word *word)
{
	*word = (Word){.length = 0};
	for (size_t i = 0; i < size;) {
		uint32_t c;
		size_t step = utf8_decode(bytes + i, size - i, &c);
		if (!step || !is_han(c) || word->length == longest)
			return false;
		word->letters[word->length++] = (uint16_t)c;
		i += step;
	}
	return word->length > 0;
}

/* The next piece of a line between blanks; its size is 0 at the end. */
static const char *
next_piece(const char **at, const char *end, size_t *size)
{
	while (*at < end && **at == ' ')
		(*at)++;
	const char *piece = *at;
	while (*at < end && **at != ' ')
		(*at)++;
	*size = (size_t)(*at - piece);
	return piece;
}

static void
add_word(Compiler *c, Word word)
{
	word.order = c->words.count;
	*array_push(c->arena, &c->words) = word;
}

static void
read_topic(Compiler *c, const Source *source, uint32_t line,
	   const struct Topic *topic, const char *at, const char *end)
{
	size_t size;
	Word word;

	for (const char *piece; piece = next_piece(&at, end, &size), size;) {
		if (!read_word(piece, size, WORDLIST_LONGEST, &word)) {
			diag_report(
			    c->diag, DIAG_ERROR, "words-word",
			    source_position(source,
					    (size_t)(piece - source->bytes)),
			    "词与词之间用一个空格。",
			    "第 %u 行的“%.*s”不是汉字的词，或者太长",
			    (unsigned)line, (int)size, piece);
			continue;
		}
		word.roles = topic->role;
		word.removed = topic->removed;
		word.whole = !topic->role && !topic->removed;
		word.cost = WHOLE_COST;
		add_word(c, word);
	}
}

static const struct Topic *
find_topic(const char *line, size_t size)
{
	for (size_t i = 0; i < sizeof topics / sizeof *topics; i++) {
		size_t length = strlen(topics[i].name);
		if (size > length && line[length] == ':' &&
		    !memcmp(line, topics[i].name, length))
			return &topics[i];
	}
	return NULL;
}

static void
read_own(Compiler *c, const Source *source)
{
	for (uint32_t n = 1; n <= source->line_count; n++) {
		size_t size;
		const char *line = source_line(source, n, &size);
		const struct Topic *topic = find_topic(line, size);
		if (!size || line[0] == '#')
			continue;
		if (topic)
			read_topic(c, source, n, topic,
				   line + strlen(topic->name) + 1, line + size);
		else
			diag_report(c->diag, DIAG_ERROR, "words-topic",
				    (Position){source, n, 1},
				    "名目见文件开头的说明。",
				    "这一行不是以名目和冒号起头");
	}
}

/* Frequencies become costs when their total is known. */
static void
read_dictionary(Compiler *c, const Source *source)
{
	for (int pass = 0; pass < 2; pass++)
		for (uint32_t n = 1; n <= source->line_count; n++) {
			size_t size, digits, tag_size;
			const char *at = source_line(source, n, &size);
			const char *end = at + size;
			const char *letters = next_piece(&at, end, &size);
			const char *number = next_piece(&at, end, &digits);
			const char *tag = next_piece(&at, end, &tag_size);
			double frequency = digits ? (double)atol(number) : 0;
			Word word;
			if (frequency < RAREST ||
			    !read_word(letters, size, LONGEST, &word))
				continue;
			if (pass == 0) {
				c->total += frequency;
				continue;
			}
			double cost = -log(frequency / c->total) * 1000;
			word.cost = (uint16_t)(cost < 1 ? 1 : cost + 0.5);
			if (tag_size == 1 && *tag == 'm' && word.length > 1)
				word.roles = ROLE_NUMERAL;
			add_word(c, word);
		}
}

static int
compare_words(const void *a, const void *b)
{
	const Word *x = a, *y = b;

	for (size_t i = 0; i < x->length && i < y->length; i++)
		if (x->letters[i] != y->letters[i])
			return x->letters[i] < y->letters[i] ? -1 : 1;
	if (x->length != y->length)
		return x->length < y->length ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static bool
same_word(const Word *a, const Word *b)
{
	return a->length == b->length &&
	       !memcmp(a->letters, b->letters, a->length * sizeof(uint16_t));
}

/* One word for all that say something of it. Words that only have a role keep
 * the dictionary's cost where it has one. */
static void
merge_words(Compiler *c)
{
	Word *words = c->words.items;
	size_t kept = 0;

	qsort(words, c->words.count, sizeof *words, compare_words);
	for (size_t i = 0, next; i < c->words.count; i = next) {
		Word word = words[i];
		for (next = i + 1; next < c->words.count &&
				   same_word(&words[next], &words[i]);
		     next++) {
			const Word *other = &words[next];
			word.whole |= other->whole;
			word.removed |= other->removed;
			word.roles |= other->roles;
			word.cost = other->cost; /* the dictionary's is last */
		}
		if (word.whole && word.cost > WHOLE_COST)
			word.cost = WHOLE_COST;
		if (!word.removed)
			words[kept++] = word;
	}
	c->words.count = kept;
}

/* Level by level: `ranges` holds, for each node, the words below it. */
static void
build_nodes(Compiler *c)
{
	typedef struct Range {
		size_t first, end, depth;
	} Range;
	ARRAY(Range) ranges = {0};
	const Word *words = c->words.items;

	*array_push(c->arena, &c->nodes) = (WordNode){0};
	*array_push(c->arena, &ranges) = (Range){0, c->words.count, 0};
	for (size_t n = 0; n < ranges.count; n++) {
		Range range = ranges.items[n];
		size_t i = range.first;
		c->nodes.items[n].link |= (uint32_t)c->nodes.count;
		while (i < range.end && words[i].length == range.depth)
			i++;
		while (i < range.end) {
			const Word *word = &words[i];
			uint16_t label = word->letters[range.depth];
			size_t end = i;
			while (end < range.end &&
			       words[end].letters[range.depth] == label)
				end++;
			WordNode node = {.label = label};
			if (word->length == range.depth + 1) {
				node.cost = word->cost;
				node.link = (uint32_t)word->roles
					    << WORDLIST_ROLE_SHIFT;
			}
			*array_push(c->arena, &c->nodes) = node;
			*array_push(c->arena, &ranges) =
			    (Range){i, end, range.depth + 1};
			i = end;
		}
	}
	*array_push(c->arena, &c->nodes) =
	    (WordNode){.link = (uint32_t)c->nodes.count};
}

static bool
write_list(const Compiler *c)
{
	WordListHead head = {.order = WORDLIST_ORDER,
			     .count = (uint32_t)c->nodes.count - 1};

	memcpy(head.magic, WORDLIST_MAGIC, sizeof head.magic);
	return fwrite(&head, sizeof head, 1, stdout) == 1 &&
	       fwrite(c->nodes.items, sizeof(WordNode), c->nodes.count,
		      stdout) == c->nodes.count &&
	       fflush(stdout) == 0;
}

int
main(int argc, char **argv)
{
	Compiler c = {.arena = arena_new(), .diag = diag_new()};
	const Source *dictionary = NULL, *own = NULL;

	if (argc != 3) {
		fputs("mkwords DICTIONARY WORDS > words.dat\n", stderr);
		return 2;
	}
	own = file_read(c.arena, argv[2], FILE_LIMIT, c.diag);
	dictionary = file_read(c.arena, argv[1], FILE_LIMIT, c.diag);
	if (own && dictionary) {
		read_own(&c, own);
		read_dictionary(&c, dictionary);
		merge_words(&c);
		build_nodes(&c);
		if (c.nodes.count > WORDLIST_FIRST_MASK || !write_list(&c))
			diag_report(c.diag, DIAG_FAILURE, "cannot-write",
				    (Position){0}, NULL, "词表没有写成");
	}
	diag_print(c.diag, stderr);
	int status = diag_exit_status(c.diag);
	arena_free(c.arena);
	diag_free(c.diag);
	return status;
}
