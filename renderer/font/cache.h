/* What fontconfig answered before, kept in the user's cache folder: asking it
 * anew costs more than setting a brief. An answer counts as long as nothing
 * has changed on which fontconfig's answers depend. */
#ifndef ZB_FONT_CACHE_H
#define ZB_FONT_CACHE_H

#include "font/index.h"

typedef struct FontCache FontCache;

/* Reads the cache of this user. A cache that is missing, damaged or out of
 * date is an empty one. */
FontCache *font_cache_open(Arena *arena);

/* True where the answer is known: then `*answer` is it, with a NULL path where
 * the machine has no such font. */
bool font_cache_lookup(const FontCache *cache, const char *family,
		       FontWeight weight, FontCandidate *answer);

/* Adds what fontconfig answered; NULL for nothing. */
void font_cache_add(FontCache *cache, const char *family, FontWeight weight,
		    const FontCandidate *answer);

/* Notes the files and folders on which new answers depend, before the first
 * is added. Old answers stay where that is the state they were given in. */
void font_cache_renew(FontCache *cache, const char *const *sources,
		      size_t count);

/* Writes the cache where answers were added. It is no more than a cache: where
 * it cannot be written nothing is said. */
void font_cache_write(const FontCache *cache);

#endif
