/* UTF-8, as strict as Unicode asks: no overlong forms, no surrogates. */
#ifndef ZB_BASE_UTF8_H
#define ZB_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes the character at `bytes` (of `size` bytes, at least one) into `*c`
 * and returns its length in bytes; 0 where the bytes are not UTF-8. */
size_t utf8_decode(const char *bytes, size_t size, uint32_t *c);

/* Writes `c` to `out` (room for 4 bytes) and returns its length. */
size_t utf8_encode(uint32_t c, char *out);

/* Returns the offset of the first byte that is not UTF-8, or `size`. */
size_t utf8_valid_prefix(const char *bytes, size_t size);

/* Counts the characters of valid UTF-8. */
size_t utf8_count(const char *bytes, size_t size);

/* How much of valid UTF-8 fits into `most` bytes without a character cut
 * through. */
size_t utf8_fitting(const char *text, size_t most);

/* How many columns of a terminal the text takes; a byte that is not UTF-8 takes
 * one. */
size_t utf8_columns(const char *text);

/* Whether a terminal gives the character two columns. */
bool utf8_is_wide(uint32_t c);

#endif
