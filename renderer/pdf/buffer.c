#include "pdf/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

/* Returns room for `size` more bytes. */
static char *
reserve(PdfBuffer *buffer, size_t size)
{
	if (buffer->capacity - buffer->size < size) {
		size_t capacity = buffer->capacity ? buffer->capacity : 256;
		while (capacity - buffer->size < size)
			capacity *= 2;
		char *larger = arena_alloc(buffer->arena, capacity);
		if (buffer->size)
			memcpy(larger, buffer->bytes, buffer->size);
		buffer->bytes = larger;
		buffer->capacity = capacity;
	}
	return buffer->bytes + buffer->size;
}

void
pdf_put(PdfBuffer *buffer, const void *bytes, size_t size)
{
	if (size == 0)
		return;
	memcpy(reserve(buffer, size), bytes, size);
	buffer->size += size;
}

void
pdf_put_string(PdfBuffer *buffer, const char *string)
{
	pdf_put(buffer, string, strlen(string));
}

void
pdf_put_format(PdfBuffer *buffer, const char *format, ...)
{
	va_list args, again;

	va_start(args, format);
	va_copy(again, args);
	int length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (length > 0) {
		size_t size = (size_t)length;
		vsnprintf(reserve(buffer, size + 1), size + 1, format, again);
		buffer->size += size;
	}
	va_end(again);
}

void
pdf_put_fixed(PdfBuffer *buffer, int64_t value, int decimals)
{
	char digits[32];
	char *end = digits + sizeof digits, *p = end;
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

	while (decimals > 0 && rest % 10 == 0) {
		rest /= 10;
		decimals--;
	}
	for (int i = 0; i < decimals; i++, rest /= 10)
		*--p = (char)('0' + rest % 10);
	if (decimals > 0)
		*--p = '.';
	do
		*--p = (char)('0' + rest % 10);
	while (rest /= 10);
	if (value < 0)
		*--p = '-';
	pdf_put(buffer, p, (size_t)(end - p));
}

int64_t
pdf_millipoints(Length length)
{
	return length_scale(length, 1000, LENGTH_PER_POINT);
}

void
pdf_put_length(PdfBuffer *buffer, Length length)
{
	pdf_put_fixed(buffer, pdf_millipoints(length), 3);
}

void
pdf_put_code(PdfBuffer *buffer, unsigned code)
{
	static const char hex[] = "0123456789ABCDEF";
	char *out = reserve(buffer, 4);

	for (int shift = 12; shift >= 0; shift -= 4)
		*out++ = hex[code >> shift & 0xF];
	buffer->size += 4;
}

void
pdf_put_utf16(PdfBuffer *buffer, const char *text, size_t size)
{
	for (size_t i = 0; i < size;) {
		uint32_t c = 0xFFFD;
		size_t length = utf8_decode(text + i, size - i, &c);
		i += length ? length : 1;
		if (c >= 0x10000) {
			pdf_put_code(buffer, 0xD7C0 + (c >> 10));
			c = 0xDC00 + (c & 0x3FF);
		}
		pdf_put_code(buffer, c);
	}
}

static bool
is_plain_ascii(const char *text)
{
	for (; *text; text++)
		if (*text < 0x20 || *text > 0x7E)
			return false;
	return true;
}

void
pdf_put_text(PdfBuffer *buffer, const char *text)
{
	if (!is_plain_ascii(text)) {
		pdf_put_string(buffer, "<FEFF");
		pdf_put_utf16(buffer, text, strlen(text));
		pdf_put_string(buffer, ">");
		return;
	}
	pdf_put_string(buffer, "(");
	for (; *text; text++) {
		if (*text == '(' || *text == ')' || *text == '\\')
			pdf_put_string(buffer, "\\");
		pdf_put(buffer, text, 1);
	}
	pdf_put_string(buffer, ")");
}
