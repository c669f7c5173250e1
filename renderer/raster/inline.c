#include "raster/inline.h"

#include <string.h>

/* Nobody asks a picture on a screen for its resolution. */
static const double screen_dpi = 96;

/* The bytes in base64, NUL-terminated. */
static const char *
base64(Arena *arena, const unsigned char *bytes, size_t size)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	char *text = arena_alloc(arena, (size + 2) / 3 * 4 + 1), *out = text;

	for (size_t i = 0; i < size; i += 3) {
		size_t left = size - i;
		unsigned word = (unsigned)bytes[i] << 16 |
				(left > 1 ? (unsigned)bytes[i + 1] << 8 : 0) |
				(left > 2 ? (unsigned)bytes[i + 2] : 0);
		*out++ = digits[word >> 18];
		*out++ = digits[word >> 12 & 63];
		*out++ = left > 1 ? digits[word >> 6 & 63] : '=';
		*out++ = left > 2 ? digits[word & 63] : '=';
	}
	return text;
}

static const char *
png_text(Arena *arena, const Raster *raster, size_t *png_size,
	 Diagnostics *diag)
{
	const unsigned char *png =
	    raster_png(arena, raster, screen_dpi, png_size, diag);

	return png ? base64(arena, png, *png_size) : NULL;
}

/* Kitty draws pictures over text unless told otherwise; so deep that it draws
 * them even below coloured cells. And it is not to answer: that would be read
 * as keys. It takes at most 4096 characters at once. */
const char *
inline_kitty(Arena *arena, const Raster *raster, unsigned columns,
	     unsigned rows, size_t *size, Diagnostics *diag)
{
	enum { CHUNK = 4096, AROUND = 80 };
	size_t png_size;
	const char *text = png_text(arena, raster, &png_size, diag);

	if (!text)
		return NULL;
	size_t left = strlen(text);
	char *all = arena_alloc(arena, left + (left / CHUNK + 1) * AROUND + 1);
	char *out = all;
	for (const char *p = text; left > 0;) {
		size_t part = left < CHUNK ? left : CHUNK;
		left -= part;
		const char *begin =
		    p == text
			? arena_printf(arena,
				       "\x1b_Ga=T,f=100,z=-1073741825,q=2,"
				       "c=%u,r=%u,m=%d;",
				       columns, rows, left > 0)
			: arena_printf(arena, "\x1b_Gm=%d;", left > 0);
		memcpy(out, begin, strlen(begin));
		out += strlen(begin);
		memcpy(out, p, part);
		out += part;
		memcpy(out, "\x1b\\", 2);
		out += 2;
		p += part;
	}
	*size = (size_t)(out - all);
	return all;
}

const char *
inline_iterm(Arena *arena, const Raster *raster, unsigned columns,
	     unsigned rows, size_t *size, Diagnostics *diag)
{
	size_t png_size;
	const char *text = png_text(arena, raster, &png_size, diag);

	if (!text)
		return NULL;
	text = arena_printf(arena,
			    "\x1b]1337;File=inline=1;size=%zu;width=%u;"
			    "height=%u;preserveAspectRatio=0:%s\x07",
			    png_size, columns, rows, text);
	*size = strlen(text);
	return text;
}
