/* Which characters of two texts are the same: the shortest way from one to the
 * other where they are alike, a good one where they are not, in time that
 * grows little faster than the texts. */
#ifndef ZB_COMPARE_ALIGN_H
#define ZB_COMPARE_ALIGN_H

#include <stdint.h>

#include "base/arena.h"

/* `old_count` characters of the old text from `old_at` on stand where the new
 * one has `new_count` from `new_at` on. */
typedef struct CompareEdit {
	size_t old_at, old_count;
	size_t new_at, new_count;
} CompareEdit;

/* In order, with at least one equal character between any two. */
typedef struct CompareEdits {
	CompareEdit *items;
	size_t count;
} CompareEdits;

/* A text of code points. */
typedef struct CompareText {
	const uint32_t *chars;
	size_t count;
} CompareText;

/* Up to COMPARE_EXACT characters on one side only between two common parts the
 * result is a longest common subsequence; beyond, parts that occur once in each
 * are taken as common, and where there are none the way that has come furthest
 * is gone on. */
enum { COMPARE_EXACT = 400 };

CompareEdits compare_align(Arena *arena, CompareText old, CompareText new);

/* The same edits as an editor would name them: no chance agreement of a
 * character or two between large edits, whole numbers and Western words, and
 * sentences from stop to stop. */
CompareEdits compare_tidy(Arena *arena, CompareText old, CompareText new,
			  CompareEdits edits);

#endif
