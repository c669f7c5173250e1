/* Lengths as decimal numbers, rounded in integers: the same text on every
 * machine, and never a minus before zero. */
#ifndef ZB_TRACE_DECIMAL_H
#define ZB_TRACE_DECIMAL_H

#include <stdio.h>

#include "base/length.h"

/* Writes value ÷ 10^places, padded with spaces to `width` columns. `minus` is
 * what stands before a negative number, one column wide. */
void decimal_write(FILE *out, int64_t value, int places, int width,
		   const char *minus);

/* The length in 10^-places mm, pt; at most 4 places. */
int64_t decimal_mm(Length length, int places);
int64_t decimal_pt(Length length, int places);

#endif
