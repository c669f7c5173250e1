/* Numbers of headings and items: 一、 （一） 1. （1） (GB/T 9704-2012 §7.3.3). */
#ifndef ZB_PAGE_NUMBER_H
#define ZB_PAGE_NUMBER_H

#include "base/arena.h"

/* Puts a number into a pattern in the place of its 一 or 1: number 12 in
 * "（一）" is "（十二）". */
const char *number_format(Arena *arena, const char *pattern, int number);

#endif
