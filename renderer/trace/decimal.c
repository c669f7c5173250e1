#include "trace/decimal.h"

#include <inttypes.h>

static const int64_t powers[] = {1, 10, 100, 1000, 10000};

void
decimal_write(FILE *out, int64_t value, int places, int width,
	      const char *minus)
{
	uint64_t size = value < 0 ? -(uint64_t)value : (uint64_t)value;
	uint64_t one = (uint64_t)powers[places];
	char digits[32];
	int length = snprintf(digits, sizeof digits, "%" PRIu64, size / one);

	if (places)
		length +=
		    snprintf(digits + length, sizeof digits - (size_t)length,
			     ".%0*" PRIu64, places, size % one);
	for (int i = length + (value < 0); i < width; i++)
		fputc(' ', out);
	fprintf(out, "%s%s", value < 0 ? minus : "", digits);
}

int64_t
decimal_mm(Length length, int places)
{
	/* 1 pt is 25.4 ÷ 72 mm. */
	return length_scale(length, powers[places] * 254,
			    (int64_t)LENGTH_PER_POINT * 720);
}

int64_t
decimal_pt(Length length, int places)
{
	return length_scale(length, powers[places], LENGTH_PER_POINT);
}
