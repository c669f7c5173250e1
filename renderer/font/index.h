/* The fonts that could answer a request, and which of them answers it best. */
#ifndef ZB_FONT_INDEX_H
#define ZB_FONT_INDEX_H

#include "font/library.h"

typedef struct FontCandidate {
	FontFile file;
	size_t order; /* of the folder it comes from: the first one wins */
	unsigned weight, width; /* usWeightClass, usWidthClass */
	bool variable;
	const char *const *families; /* its family names, in all languages */
	size_t family_count;
} FontCandidate;

typedef ARRAY(FontCandidate) FontCandidates;

/* Adds the upright fonts with outlines of one file: all of them, or only the
 * one with index `only` where that is not negative. A file that is no font
 * adds nothing. */
void index_add_file(Arena *arena, const char *path, int only, size_t order,
		    FontCandidates *candidates);

/* Adds the font files of a folder and of all folders below it. What cannot be
 * read is passed over. */
void index_add_folder(Arena *arena, const char *folder, size_t order,
		      FontCandidates *candidates);

/* Returns the best candidate of this family (of any, where NULL), or NULL. */
const FontCandidate *index_best(const FontCandidates *candidates,
				const char *family, FontWeight weight);

/* True where the candidate is as good as any other could be but for its
 * folder's order. */
bool index_is_ideal(const FontCandidate *candidate, FontWeight weight);

/* True where `a` answers better than `b`. */
bool index_is_better(const FontCandidate *a, const FontCandidate *b,
		     FontWeight weight);

#endif
