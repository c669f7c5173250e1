#include "text/seams.h"

enum {
	QUOTED_WHOLE = 10, /* characters between quotation marks or brackets
			      that are kept together */
};

static bool
has(const Token *token, unsigned roles)
{
	return token->kind == TOKEN_WORD && token->roles & roles;
}

static bool
is_single(const Token *token)
{
	return token->kind == TOKEN_WORD && token->letters == 1;
}

/* A single character that does nothing known: part of a name or of a word
 * that the list lacks. */
static bool
is_loose(const Token *token)
{
	return is_single(token) &&
	       !has(token, ROLE_LINK | ROLE_PREPOSITION | ROLE_PARTICLE);
}

/* Marks that no line begins with, and those that no line ends with. */
static bool
leans_back(const Token *token)
{
	CharClass class = token->class;

	if (token->kind != TOKEN_OTHER)
		return false;
	return class != CLASS_HAN && class != CLASS_OPEN;
}

static bool
leans_on(const Token *token)
{
	CharClass class = token->class;

	if (token->kind != TOKEN_OTHER)
		return false;
	return class == CLASS_OPEN || class == CLASS_INTERPUNCT ||
	       class == CLASS_CONNECTOR || class == CLASS_SOLIDUS;
}

/* Behind a mark or space, before anything. `before` is what stands before the
 * mark, or NULL. */
static Seam
seam_behind_mark(const Token *before, const Token *mark, const Token *here)
{
	switch (mark->class) {
	case CLASS_COMMA:
		/* What 、 lists belongs together. */
		return mark->first == 0x3001 ? SEAM_POOR : SEAM_BEST;
	case CLASS_STOP:
	case CLASS_WIDE_SPACE:
	case CLASS_NEWLINE:
		return SEAM_BEST;
	case CLASS_DASH:
		return before && before->class == CLASS_DASH ? SEAM_BEST
							     : SEAM_NONE;
	case CLASS_ELLIPSIS:
		return SEAM_GOOD;
	case CLASS_SPACE:
		if (mark->first != 0x0020)
			return SEAM_NONE;
		return (before && before->kind == TOKEN_WESTERN) ||
			       here->kind == TOKEN_WESTERN
			   ? SEAM_POOR
			   : SEAM_BEST;
	case CLASS_CLOSE:
		if (has(here, ROLE_PARTICLE | ROLE_TAIL))
			return is_single(here) ? SEAM_NONE : SEAM_POOR;
		return has(here, ROLE_LINK | ROLE_PREPOSITION | ROLE_VERB)
			   ? SEAM_GOOD
			   : SEAM_WEAK;
	case CLASS_UNIT:
	case CLASS_HAN:
	case CLASS_WESTERN:
		return SEAM_WEAK;
	case CLASS_OPEN:
	case CLASS_INTERPUNCT:
	case CLASS_CONNECTOR:
	case CLASS_SOLIDUS:
		return SEAM_NONE;
	}
	return SEAM_NONE;
}

/* Before an opening mark. */
static Seam
seam_before_open(const Token *before, const Token *mark)
{
	if (mark->first == 0xFF08)
		return SEAM_POOR; /* （…） speaks of what stands before it */
	if (is_single(before) &&
	    has(before, ROLE_VERB | ROLE_HEAD | ROLE_LINK | ROLE_PREPOSITION))
		return SEAM_NONE;
	/* A name is long: 关于印发|《…》的通知. */
	if (mark->first != 0x300A &&
	    has(before, ROLE_VERB | ROLE_HEAD | ROLE_LINK))
		return SEAM_POOR;
	return SEAM_WEAK;
}

/* Between a Western run and Han, either way round. */
static Seam
seam_western(const Token *before, const Token *here)
{
	if (before->kind != TOKEN_WESTERN)
		return is_single(before) && !has(before, ROLE_LINK) ? SEAM_NONE
								    : SEAM_WEAK;
	if (here->kind == TOKEN_TERM)
		return SEAM_WEAK;
	if (has(here, ROLE_LINK | ROLE_PREPOSITION | ROLE_VERB))
		return SEAM_GOOD;
	if (is_single(here) || has(here, ROLE_MEASURE | ROLE_PARTICLE))
		return SEAM_NONE;
	/* 2024年, 20万: also where the word goes on: 5年来, 3个百分点. */
	return char_is_digit(before->last) ? SEAM_NONE : SEAM_POOR;
}

/* What the little words ask for; SEAM_BEST where they ask for nothing. */
static Seam
seam_of_function(const Token *before, const Token *here)
{
	if (has(here, ROLE_PARTICLE))
		return SEAM_NONE;
	if (has(before, ROLE_PREPOSITION | ROLE_NUMERAL | ROLE_HEAD) &&
	    is_single(before))
		return SEAM_NONE;
	if (before->numeral)
		return SEAM_NONE;
	if (has(before, ROLE_LINK))
		return SEAM_POOR;
	if (has(here, ROLE_LINK)) /* 构建与…相适应的: 与 is no link there */
		return has(before, ROLE_VERB) && !has(before, ROLE_TAIL)
			   ? SEAM_WEAK
			   : SEAM_GOOD;
	if (is_single(here) && has(here, ROLE_TAIL))
		return SEAM_NONE;
	if (has(before, ROLE_PARTICLE)) {
		if (before->first == 0x4E4B) /* 之: 强国之路 */
			return is_single(here) ? SEAM_NONE : SEAM_POOR;
		return before->first == 0x7684 ? SEAM_GOOD : SEAM_WEAK; /* 的 */
	}
	return SEAM_BEST;
}

/* Whether a verb begins here, or an adverb before one: 全面|提升. */
static bool
opens_phrase(const Token *here, const Token *behind)
{
	if (has(here, ROLE_VERB))
		return !has(here, ROLE_TAIL);
	return has(here, ROLE_HEAD) && !is_single(here) && behind &&
	       has(behind, ROLE_VERB) && !has(behind, ROLE_TAIL);
}

/* Between two words of Han; `behind` is the one after, or NULL. `glued`: the
 * first is joined to the one before. */
static Seam
seam_of_words(const Token *before, const Token *here, const Token *behind,
	      bool glued)
{
	Seam seam = seam_of_function(before, here);

	if (seam != SEAM_BEST)
		return seam;
	if (before->kind == TOKEN_TERM && is_loose(here))
		return SEAM_POOR;
	if (here->kind == TOKEN_TERM && is_loose(before))
		return SEAM_WEAK;
	if (has(here, ROLE_PREPOSITION))
		return has(before, ROLE_VERB) ? SEAM_WEAK : SEAM_GOOD;
	if (is_loose(before) && is_loose(here))
		return SEAM_NONE;
	if (is_loose(before) && !has(before, ROLE_TAIL))
		return glued ? SEAM_POOR : SEAM_NONE;
	if (is_loose(here) && !has(here, ROLE_HEAD))
		return SEAM_POOR;
	if (has(before, ROLE_VERB | ROLE_HEAD))
		return SEAM_POOR;
	if (has(before, ROLE_PREPOSITION))
		return before->first == 0x5173 || before->first == 0x5BF9
			   ? SEAM_GOOD /* 关于, 对于 */
			   : SEAM_POOR;
	if (has(before, ROLE_NUMERAL))
		return SEAM_POOR;
	if (opens_phrase(here, behind))
		return SEAM_GOOD;
	return has(here, ROLE_TAIL) ? SEAM_POOR : SEAM_WEAK;
}

static Seam
seam_between(const TokenList *list, size_t i, bool glued)
{
	const Token *before = &list->items[i - 1], *here = before + 1;

	if (leans_back(here) || leans_on(before))
		return SEAM_NONE;
	if (before->kind == TOKEN_OTHER)
		return seam_behind_mark(i > 1 ? before - 1 : NULL, before,
					here);
	if (here->kind == TOKEN_OTHER && here->class == CLASS_OPEN)
		return seam_before_open(before, here);
	if (before->kind == TOKEN_WESTERN || here->kind == TOKEN_WESTERN)
		return seam_western(before, here);
	return seam_of_words(before, here,
			     i + 1 < list->count ? here + 1 : NULL, glued);
}

/* What stands between a pair of marks holds together: whole where it is short,
 * a step more where it is long. */
static void
bind_quoted(const TokenList *list, size_t open, size_t close, uint8_t *seams)
{
	const Token *tokens = list->items;
	uint32_t letters = 0;

	for (size_t i = open + 1; i < close; i++)
		letters += tokens[i].letters;
	for (size_t i = open + 1; i <= close; i++) {
		uint8_t *seam = &seams[tokens[i].start];
		if (letters <= QUOTED_WHOLE)
			*seam = SEAM_NONE;
		else if (*seam > SEAM_POOR)
			(*seam)--;
	}
}

/* Pairs are not nested: the inner pair of two holds, which is shorter. */
static void
bind_all_quoted(const TokenList *list, uint8_t *seams)
{
	size_t open = 0;
	bool inside = false;

	for (size_t i = 0; i < list->count; i++) {
		const Token *token = &list->items[i];
		if (token->kind != TOKEN_OTHER)
			continue;
		if (token->class == CLASS_OPEN) {
			open = i;
			inside = true;
		} else if (token->class == CLASS_CLOSE && inside) {
			bind_quoted(list, open, i, seams);
			inside = false;
		}
	}
}

const uint8_t *
seams_find(Arena *arena, const WordList *words, const char *text, size_t size,
	   const TermList *terms)
{
	uint8_t *seams = arena_alloc(arena, size + 1);
	TokenList list = text_segment(arena, words, text, size, terms);
	bool glued = false;

	for (size_t i = 1; i < list.count; i++) {
		Seam seam = seam_between(&list, i, glued);
		glued = seam == SEAM_NONE;
		seams[list.items[i].start] = (uint8_t)seam;
	}
	bind_all_quoted(&list, seams);
	seams[0] = seams[size] = SEAM_BEST;
	return seams;
}
