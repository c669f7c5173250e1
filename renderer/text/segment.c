#include "text/segment.h"

#include <string.h>

#include "base/utf8.h"

enum {
	UNKNOWN_COST = 17000, /* a character that is no word of the list */
	SINGLE_COST = 1500,   /* titles are written in words of two and more */
};

typedef struct Letter {
	uint32_t character, offset;
} Letter;

/* The best word to begin at a character. */
typedef struct Step {
	uint64_t cost; /* of it and of all behind it */
	uint32_t end;  /* the character behind the word */
	uint8_t roles;
} Step;

typedef struct Segmenter {
	Arena *arena;
	const WordList *words;
	const char *text;
	size_t size;
	const TermList *terms;
	Letter *letters; /* one more than `count`, for its offset */
	Step *steps;
	size_t count;
	ARRAY(Token) tokens;
} Segmenter;

static void
read_letters(Segmenter *s)
{
	s->letters = arena_alloc_array(s->arena, s->size + 1, sizeof(Letter));
	for (size_t i = 0; i < s->size;) {
		uint32_t c;
		size_t step = utf8_decode(s->text + i, s->size - i, &c);
		if (!step) {
			c = 0xFFFD;
			step = 1;
		}
		s->letters[s->count++] = (Letter){c, (uint32_t)i};
		i += step;
	}
	s->letters[s->count] = (Letter){0, (uint32_t)s->size};
	s->steps = arena_alloc_array(s->arena, s->count + 1, sizeof(Step));
}

/* The character behind the longest term that begins at a character, or the
 * character itself where none does. */
static size_t
term_end(const Segmenter *s, size_t at)
{
	size_t offset = s->letters[at].offset, longest = 0;

	for (size_t i = 0; s->terms && i < s->terms->count; i++) {
		const char *term = s->terms->items[i];
		size_t length;
		if (term[0] != s->text[offset])
			continue;
		length = strlen(term);
		if (length > longest && length <= s->size - offset &&
		    !memcmp(term, s->text + offset, length))
			longest = length;
	}
	while (longest && s->letters[at].offset < offset + longest)
		at++;
	return at;
}

static void
add_token(Segmenter *s, TokenKind kind, size_t first, size_t end, uint8_t roles)
{
	const Letter *letters = s->letters;
	Token token = {
	    .kind = kind,
	    .class = char_class(letters[end - 1].character),
	    .start = letters[first].offset,
	    .size = letters[end].offset - letters[first].offset,
	    .letters = (uint32_t)(end - first),
	    .first = letters[first].character,
	    .last = letters[end - 1].character,
	    .roles = roles,
	    .numeral = kind == TOKEN_WORD,
	};

	for (size_t i = first; i < end && token.numeral; i++) {
		uint32_t node = words_next(s->words, 0, letters[i].character);
		token.numeral =
		    node && words_roles(s->words, node) & ROLE_NUMERAL;
	}
	*array_push(s->arena, &s->tokens) = token;
}

/* Chooses among the words that begin at a character, for which the characters
 * behind it know their best words. */
static void
choose_word(Segmenter *s, size_t at, size_t end)
{
	Step best = {.cost = UINT64_MAX};
	uint32_t node = 0;

	for (size_t i = at; i < end; i++) {
		node = words_next(s->words, node, s->letters[i].character);
		uint32_t cost = node ? words_cost(s->words, node) : 0;
		if (i == at)
			cost = (cost ? cost : UNKNOWN_COST) + SINGLE_COST;
		if (cost && s->steps[i + 1].cost + cost < best.cost)
			best = (Step){s->steps[i + 1].cost + cost,
				      (uint32_t)(i + 1),
				      node ? words_roles(s->words, node) : 0};
		if (!node)
			break;
	}
	s->steps[at] = best;
}

/* The words of the Han characters [first, end). */
static void
cut_words(Segmenter *s, size_t first, size_t end)
{
	s->steps[end].cost = 0;
	for (size_t i = end; i-- > first;)
		choose_word(s, i, end);
	for (size_t i = first; i < end; i = s->steps[i].end)
		add_token(s, TOKEN_WORD, i, s->steps[i].end, s->steps[i].roles);
}

static bool
is_western(const Segmenter *s, size_t i)
{
	return char_class(s->letters[i].character) == CLASS_WESTERN;
}

/* The character behind a run of Han or of Western characters; a term ends a
 * run of Han. */
static size_t
run_end(const Segmenter *s, size_t at, bool western)
{
	size_t i = at + 1;

	while (i < s->count &&
	       (western ? is_western(s, i)
			: char_is_han(s->letters[i].character) &&
			      term_end(s, i) == i))
		i++;
	return i;
}

TokenList
text_segment(Arena *arena, const WordList *words, const char *text, size_t size,
	     const TermList *terms)
{
	Segmenter s = {.arena = arena,
		       .words = words,
		       .text = text,
		       .size = size,
		       .terms = terms};

	read_letters(&s);
	for (size_t i = 0, end; i < s.count; i = end) {
		end = term_end(&s, i);
		if (end > i) {
			add_token(&s, TOKEN_TERM, i, end, 0);
		} else if (char_is_han(s.letters[i].character)) {
			end = run_end(&s, i, false);
			cut_words(&s, i, end);
		} else if (is_western(&s, i)) {
			end = run_end(&s, i, true);
			add_token(&s, TOKEN_WESTERN, i, end, 0);
		} else {
			end = i + 1;
			add_token(&s, TOKEN_OTHER, i, end, 0);
		}
	}
	return (TokenList){s.tokens.items, s.tokens.count};
}
