/* Numbers of headings and items: 一、 （一） 1. （1） (GB/T 9704-2012 §7.3.3). */
#ifndef ZB_PAGE_NUMBER_H
#define ZB_PAGE_NUMBER_H

#include "base/arena.h"

/* Puts a number into a pattern in the place of its 一 or 1: number 12 in
 * "（一）" is "（十二）". */
const char *number_format(Arena *arena, const char *pattern, int number);

/* 1 … 9,999 as Chinese numerals: 十、二十一、一百零五. Larger numbers come in
 * digits. */
const char *number_chinese(Arena *arena, int number);

#endif
