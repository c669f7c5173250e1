#include "queue/hash.h"

#include <cups/cups.h>
#include <stdio.h>

const char *
content_hash(Arena *arena, const void *bytes, size_t size)
{
	unsigned char hash[32];
	char *text = arena_alloc(arena, 2 * sizeof hash + 1);

	cupsHashData("sha2-256", bytes, size, hash, sizeof hash);
	for (size_t i = 0; i < sizeof hash; i++)
		snprintf(text + 2 * i, 3, "%02x", hash[i]);
	return text;
}
