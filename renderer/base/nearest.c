#include "base/nearest.h"

#include <string.h>

#include "base/utf8.h"

/* Keys and names are short; a longer one has no neighbour. */
enum { NAME_MAX_CHARACTERS = 64 };

typedef struct Name {
	uint32_t characters[NAME_MAX_CHARACTERS];
	size_t count;
} Name;

/* False where the text is too long, or no UTF-8. */
static bool
read_name(const char *text, Name *name)
{
	size_t size = strlen(text);

	name->count = 0;
	for (size_t i = 0; i < size;) {
		if (name->count == NAME_MAX_CHARACTERS)
			return false;
		size_t length = utf8_decode(text + i, size - i,
					    &name->characters[name->count]);
		if (length == 0)
			return false;
		name->count++;
		i += length;
	}
	return true;
}

static size_t
smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* The number of characters to insert, drop, replace, or swap with their
 * neighbour that turns one name into the other (optimal string alignment). */
static size_t
distance(const Name *a, const Name *b)
{
	size_t rows[3][NAME_MAX_CHARACTERS + 1];
	size_t *before = rows[0], *last = rows[1], *now = rows[2];

	for (size_t j = 0; j <= b->count; j++)
		last[j] = j;
	for (size_t i = 1; i <= a->count; i++) {
		const uint32_t *p = &a->characters[i - 1];
		now[0] = i;
		for (size_t j = 1; j <= b->count; j++) {
			const uint32_t *q = &b->characters[j - 1];
			now[j] = smaller(last[j - 1] + (*p != *q),
					 smaller(last[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 && p[0] == q[-1] && p[-1] == q[0])
				now[j] = smaller(now[j], before[j - 2] + 1);
		}
		size_t *spare = before;
		before = last;
		last = now;
		now = spare;
	}
	return last[b->count];
}

const char *
nearest_name(const char *name, const char *const *names, size_t count)
{
	const char *nearest = NULL;
	Name asked, known;

	if (!read_name(name, &asked))
		return NULL;
	size_t limit = asked.count / 3 > 1 ? asked.count / 3 : 1;
	for (size_t i = 0; i < count; i++) {
		if (!read_name(names[i], &known))
			continue;
		size_t far = distance(&asked, &known);
		/* Two names with nothing in common are no neighbours. */
		if (far > limit || far >= asked.count || far >= known.count)
			continue;
		nearest = names[i];
		if (far == 0)
			break;
		limit = far - 1;
	}
	return nearest;
}
