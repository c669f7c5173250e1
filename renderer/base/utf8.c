#include "base/utf8.h"

#include <string.h>

size_t
utf8_decode(const char *bytes, size_t size, uint32_t *c)
{
	const unsigned char *p = (const unsigned char *)bytes;
	static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t length = p[0] < 0x80   ? 1
			: p[0] < 0xC2 ? 0
			: p[0] < 0xE0 ? 2
			: p[0] < 0xF0 ? 3
			: p[0] < 0xF5 ? 4
				      : 0;

	if (length == 0 || length > size)
		return 0;
	uint32_t value = length == 1 ? p[0] : p[0] & (0xFFu >> (length + 1));
	for (size_t i = 1; i < length; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 0;
		value = value << 6 | (p[i] & 0x3F);
	}
	if (value < smallest[length] || value > 0x10FFFF ||
	    (value >= 0xD800 && value < 0xE000))
		return 0;
	*c = value;
	return length;
}

size_t
utf8_encode(uint32_t c, char *out)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	size_t length = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	for (size_t i = length - 1; i > 0; i--, c >>= 6)
		out[i] = (char)(0x80 | (c & 0x3F));
	out[0] = (char)(0xF00 >> length | c);
	return length;
}

size_t
utf8_valid_prefix(const char *bytes, size_t size)
{
	size_t i = 0;
	uint32_t c;

	while (i < size) {
		size_t length = utf8_decode(bytes + i, size - i, &c);
		if (length == 0)
			break;
		i += length;
	}
	return i;
}

size_t
utf8_count(const char *bytes, size_t size)
{
	size_t count = 0;

	for (size_t i = 0; i < size; i++)
		count += ((unsigned char)bytes[i] & 0xC0) != 0x80;
	return count;
}

size_t
utf8_fitting(const char *text, size_t most)
{
	size_t size = strlen(text);

	if (size <= most)
		return size;
	while (most > 0 && ((unsigned char)text[most] & 0xC0) == 0x80)
		most--;
	return most;
}

size_t
utf8_columns(const char *text)
{
	size_t left = strlen(text), columns = 0;

	while (left > 0) {
		uint32_t c = 0xFFFD;
		size_t length = utf8_decode(text, left, &c);
		length = length ? length : 1;
		columns += utf8_is_wide(c) ? 2 : 1;
		text += length;
		left -= length;
	}
	return columns;
}

bool
utf8_is_wide(uint32_t c)
{
	return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
	       (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
	       (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
	       (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1F64F) ||
	       (c >= 0x1F900 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}
