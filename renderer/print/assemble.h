/* The sheets of one copy: what all share, and what it has of its own. */
#ifndef ZB_PRINT_ASSEMBLE_H
#define ZB_PRINT_ASSEMBLE_H

#include "print/impose.h"

typedef struct Assembly {
	bool two_sided; /* the back of a slip stays blank */
	bool booklet;
	Length creep;
	size_t per_side; /* n-up; 0 or 1: not */
} Assembly;

/* The sides of a copy's sheets, in the arena. */
SheetList assemble_copy(Arena *arena, const Display *shared,
			const CopyPages *own, const Assembly *how);

/* The sides of a whole run in one list: copy after copy or, not collated, leaf
 * by leaf the same leaf of each copy. Two-sided, a copy with an odd number of
 * sides ends in a blank one, so that the next begins on a new leaf. */
SheetList assemble_run(Arena *arena, const SheetList *copies, size_t count,
		       bool two_sided, bool collated);

#endif
