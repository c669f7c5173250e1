/* Writing JSON: only strings need care, the rest is printf. */
#ifndef ZB_BASE_JSON_H
#define ZB_BASE_JSON_H

#include <stddef.h>
#include <stdio.h>

/* Writes valid UTF-8 as a quoted JSON string. */
void json_write_string(FILE *out, const char *string);
void json_write_bytes(FILE *out, const char *bytes, size_t size);

/* The same without the quotation marks, for strings made of parts. */
void json_write_escaped(FILE *out, const char *bytes, size_t size);

#endif
