/* A growing run of bytes and what a PDF file writes into it: numbers without
 * floating point or locale, hexadecimal codes, UTF-16 text. Nothing here fails
 * and nothing here knows libharu. */
#ifndef ZB_PDF_BUFFER_H
#define ZB_PDF_BUFFER_H

#include "base/arena.h"
#include "base/length.h"

/* Start with `{.arena = arena}`; the bytes live as long as the arena. */
typedef struct PdfBuffer {
	Arena *arena;
	char *bytes;
	size_t size, capacity;
} PdfBuffer;

void pdf_put(PdfBuffer *buffer, const void *bytes, size_t size);
void pdf_put_string(PdfBuffer *buffer, const char *string);

/* For integers and strings; real numbers go through pdf_put_fixed. */
void pdf_put_format(PdfBuffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Writes value ÷ 10^decimals in its shortest form: 12500 with 3 is 12.5. */
void pdf_put_fixed(PdfBuffer *buffer, int64_t value, int decimals);

/* Writes a length in points, to 1/1000. */
void pdf_put_length(PdfBuffer *buffer, Length length);

/* The same number as an integer. */
int64_t pdf_millipoints(Length length);

/* Writes four hexadecimal digits. */
void pdf_put_code(PdfBuffer *buffer, unsigned code);

/* Writes UTF-8 as UTF-16BE in hexadecimal digits, without `<` and `>`. Bytes
 * that are not UTF-8 become U+FFFD. */
void pdf_put_utf16(PdfBuffer *buffer, const char *text, size_t size);

/* Writes a text string object: a literal where `text` is plain ASCII, else
 * UTF-16BE with a byte order mark. */
void pdf_put_text(PdfBuffer *buffer, const char *text);

#endif
