/* The fonts that fontconfig knows. The only file that asks it for fonts; its
 * configuration is a private one, so no global state is touched. */
#ifndef ZB_FONT_SYSTEM_H
#define ZB_FONT_SYSTEM_H

#include "font/index.h"

typedef struct FontSystem FontSystem;

/* Reads the configuration and fontconfig's caches: 10 ms or more. Never NULL;
 * where there is no configuration, nothing is found. */
FontSystem *font_system_open(Arena *arena);
void font_system_close(FontSystem *system);

/* Adds the candidates of a family, with order `order`. Their family names are
 * those that fontconfig found: it reads encodings that HarfBuzz does not. */
void font_system_find(FontSystem *system, const char *family, size_t order,
		      FontCandidates *candidates);

/* The files and folders on which its answers depend, each once. Some of
 * them may not exist. */
const char *const *font_system_sources(FontSystem *system, size_t *count);

#endif
