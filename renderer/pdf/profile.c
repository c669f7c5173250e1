/* An ICC profile of three colorants and one tone curve (ICC.1:2001-04, §6.3.1):
 * made here, so that no file of somebody's has to be shipped and dated. */
#include "pdf/profile.h"

#include <math.h>
#include <string.h>

enum {
	HEADER_SIZE = 128,
	XYZ_SIZE = 20,
	/* Interpolated, the curve is nowhere off by more than a tenth of a
	 * step of eight bits. */
	CURVE_POINTS = 32,
	CURVE_SIZE = 12 + 2 * CURVE_POINTS,
};

/* A tag, and where its data is. */
typedef struct Tag {
	const char *name;
	size_t offset, size;
} Tag;

static void
put_number(PdfBuffer *out, uint32_t number, int bytes)
{
	for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
		unsigned char byte = number >> shift & 0xFF;
		pdf_put(out, &byte, 1);
	}
}

static void
put_zeros(PdfBuffer *out, size_t count)
{
	for (size_t i = 0; i < count; i++)
		pdf_put(out, "", 1);
}

/* Parts of 1 as fixed-point numbers of 16.16 bits. */
static void
put_xyz(PdfBuffer *out, const double xyz[3])
{
	pdf_put_string(out, "XYZ ");
	put_zeros(out, 4);
	for (int i = 0; i < 3; i++)
		put_number(out, (uint32_t)lround(xyz[i] * 65536), 4);
}

/* IEC 61966-2-1. */
static double
linear(double value)
{
	return value <= 0.04045 ? value / 12.92
				: pow((value + 0.055) / 1.055, 2.4);
}

static void
put_curve(PdfBuffer *out)
{
	pdf_put_string(out, "curv");
	put_zeros(out, 4);
	put_number(out, CURVE_POINTS, 4);
	for (int i = 0; i < CURVE_POINTS; i++)
		put_number(
		    out,
		    (uint32_t)lround(linear(i / (CURVE_POINTS - 1.0)) * 65535),
		    2);
}

/* A name in ASCII, none in Unicode and none for Macintosh. */
static void
put_description(PdfBuffer *out, const char *name)
{
	pdf_put_string(out, "desc");
	put_zeros(out, 4);
	put_number(out, (uint32_t)strlen(name) + 1, 4);
	pdf_put_string(out, name);
	put_zeros(out, 1 + 4 + 4 + 2 + 1 + 67);
}

static void
put_header(PdfBuffer *out, size_t size)
{
	put_number(out, (uint32_t)size, 4);
	put_zeros(out, 4);
	put_number(out, 0x02100000, 4); /* version 2.1 */
	pdf_put_string(out, "mntrRGB XYZ ");
	/* The date that sRGB became a standard; nothing else has to be said of
	 * when this was made. */
	static const int date[] = {1999, 10, 1, 0, 0, 0};
	for (int i = 0; i < 6; i++)
		put_number(out, (uint32_t)date[i], 2);
	pdf_put_string(out, "acsp");
	put_zeros(out, 28);
	/* The white of the connection space, as every profile has it. */
	put_number(out, 0xF6D6, 4);
	put_number(out, 0x10000, 4);
	put_number(out, 0xD32D, 4);
	put_zeros(out, 48);
}

/* Ends the data of a tag and fills up to four bytes. */
static void
end_tag(PdfBuffer *data, Tag *tag, const char *name, size_t start)
{
	*tag = (Tag){name, start, data->size - start};
	put_zeros(data, (4 - data->size % 4) % 4);
}

void
pdf_put_profile(PdfBuffer *out)
{
	/* White and the primaries of ITU-R BT.709, adapted to D50. */
	static const double xyz[][3] = {{0.9642, 1, 0.8249},
					{0.4360747, 0.2225045, 0.0139322},
					{0.3850649, 0.7168786, 0.0971045},
					{0.1430804, 0.0606169, 0.7141733}};
	static const char *const names[] = {"wtpt", "rXYZ", "gXYZ", "bXYZ"};
	static const char *const curves[] = {"rTRC", "gTRC", "bTRC"};
	enum { TAGS = 9 };
	Tag tags[TAGS];
	PdfBuffer data = {.arena = out->arena};
	size_t count = 0, before = HEADER_SIZE + 4 + 12 * TAGS, start = 0;

	put_description(&data, "sRGB");
	end_tag(&data, &tags[count++], "desc", start);
	start = data.size;
	pdf_put_string(&data, "text");
	put_zeros(&data, 4);
	pdf_put(&data, "no copyright", sizeof "no copyright");
	end_tag(&data, &tags[count++], "cprt", start);
	for (int i = 0; i < 4; i++) {
		start = data.size;
		put_xyz(&data, xyz[i]);
		end_tag(&data, &tags[count++], names[i], start);
	}
	start = data.size;
	put_curve(&data);
	for (int i = 0; i < 3; i++)
		tags[count++] = (Tag){curves[i], start, CURVE_SIZE};
	put_header(out, before + data.size);
	put_number(out, TAGS, 4);
	for (size_t i = 0; i < TAGS; i++) {
		pdf_put_string(out, tags[i].name);
		put_number(out, (uint32_t)(before + tags[i].offset), 4);
		put_number(out, (uint32_t)tags[i].size, 4);
	}
	pdf_put(out, data.bytes, data.size);
}
