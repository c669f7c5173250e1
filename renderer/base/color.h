/* Colours. */
#ifndef ZB_BASE_COLOR_H
#define ZB_BASE_COLOR_H

#include <stdint.h>

/* A colour as the layout gives it: for print in percent of ink (CMYK), for the
 * screen in sRGB. What is written today is the screen's. */
typedef struct Color {
	const char *name;
	uint8_t cmyk[4]; /* percent */
	uint8_t rgb[3];
} Color;

#endif
