/* Numbers in running text, with the units behind them. Inside check/ only. */
#ifndef ZB_CHECK_QUANTITY_H
#define ZB_CHECK_QUANTITY_H

#include "check/letters.h"

typedef struct Quantity {
	size_t from, to; /* the number */
	size_t end;	 /* behind its unit */
	uint32_t unit;	 /* the first letter of the unit, or 0 */
	double value;
	size_t digits; /* before the decimal point */
	bool clock;    /* 10:30 */
} Quantity;

/* True where a number begins at letter `i` that is no part of a longer word
 * (GB/T 9704, A4-3, v1.2). */
bool quantity_begins(const Passage *passage, size_t i);

/* Reads the number that begins at letter `i`. */
Quantity quantity_read(const Passage *passage, size_t i);

/* True for a whole number of four digits that may be a year. */
bool quantity_is_year(const Quantity *quantity);

#endif
