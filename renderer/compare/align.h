/* Which characters of two texts are the same: the shortest way from one to the
 * other where they are alike, a good one where they are not, in time that
 * grows little faster than the texts. */
#ifndef ZB_COMPARE_ALIGN_H
#define ZB_COMPARE_ALIGN_H

#include <stdint.h>

#include "base/arena.h"

/* `old_count` characters of the old text from `old_at` on stand where the new
 * one has `new_count` from `new_at` on. */
typedef struct ProofEdit {
	size_t old_at, old_count;
	size_t new_at, new_count;
} ProofEdit;

/* In order, with at least one equal character between any two. */
typedef struct ProofEdits {
	ProofEdit *items;
	size_t count;
} ProofEdits;

/* A text of code points. */
typedef struct ProofText {
	const uint32_t *chars;
	size_t count;
} ProofText;

/* Up to PROOF_EXACT characters on one side only between two common parts the
 * result is a longest common subsequence; beyond, parts that occur once in each
 * are taken as common, and where there are none the way that has come furthest
 * is gone on. */
enum { PROOF_EXACT = 400 };

ProofEdits proof_align(Arena *arena, ProofText old, ProofText new);

/* The same edits as an editor would name them: no chance agreement of a
 * character or two between large edits, whole numbers and Western words, and
 * sentences from stop to stop. */
ProofEdits proof_tidy(Arena *arena, ProofText old, ProofText new,
		      ProofEdits edits);

#endif
