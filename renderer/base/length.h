/* Lengths are integers: scaled points, 1/65,536 of a PDF point (1/72 inch).
 * Floating point appears in the cost of a line and inside back ends only. */
#ifndef ZB_BASE_LENGTH_H
#define ZB_BASE_LENGTH_H

#include <stdint.h>

typedef int64_t Length;

enum { LENGTH_PER_POINT = 65536 };

static inline Length
length_from_pt(double pt)
{
	double scaled = pt * LENGTH_PER_POINT;
	return (Length)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
}

static inline Length
length_from_mm(double mm)
{
	return length_from_pt(mm * 72.0 / 25.4);
}

static inline double
length_to_pt(Length length)
{
	return (double)length / LENGTH_PER_POINT;
}

static inline double
length_to_mm(Length length)
{
	return length_to_pt(length) * 25.4 / 72.0;
}

/* length × numerator ÷ denominator, rounded to nearest, for positive
 * denominators. Keep length × numerator below 2^63: page-sized lengths may be
 * multiplied by anything up to 2^36. */
static inline Length
length_scale(Length length, int64_t numerator, int64_t denominator)
{
	int64_t product = length * numerator;
	int64_t half = denominator / 2;
	return (product < 0 ? product - half : product + half) / denominator;
}

#endif
