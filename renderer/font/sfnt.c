#include "font/sfnt.h"

#include <stddef.h>
#include <stdint.h>

/* Tables are read through these: beyond the end there are zeros. */
static unsigned
read_u16(const unsigned char *bytes, size_t size, size_t at)
{
	if (at > size || size - at < 2)
		return 0;
	return (unsigned)bytes[at] << 8 | bytes[at + 1];
}

static uint32_t
read_u32(const unsigned char *bytes, size_t size, size_t at)
{
	return (uint32_t)read_u16(bytes, size, at) << 16 |
	       read_u16(bytes, size, at + 2);
}

static int
read_s16(const unsigned char *bytes, size_t size, size_t at)
{
	return (int16_t)read_u16(bytes, size, at);
}

static const unsigned char *
blob_bytes(hb_blob_t *blob, size_t *size)
{
	unsigned length;
	const char *bytes = hb_blob_get_data(blob, &length);

	*size = length;
	return (const unsigned char *)bytes;
}

static bool
has_table(hb_face_t *face, hb_tag_t tag)
{
	hb_blob_t *blob = hb_face_reference_table(face, tag);
	bool has = hb_blob_get_length(blob) > 0;

	hb_blob_destroy(blob);
	return has;
}

static void
read_os2(hb_face_t *face, SfntTraits *traits)
{
	hb_blob_t *blob =
	    hb_face_reference_table(face, HB_TAG('O', 'S', '/', '2'));
	size_t size;
	const unsigned char *bytes = blob_bytes(blob, &size);
	/* Bit 0 of fsSelection says italic, bit 9 oblique. */
	enum { SLANTED = 1 << 0 | 1 << 9 };

	traits->weight = read_u16(bytes, size, 4);
	/* Some old fonts count from 1 to 9. */
	if (traits->weight < 10)
		traits->weight *= 100;
	if (traits->weight == 0)
		traits->weight = 400;
	traits->width = read_u16(bytes, size, 6);
	if (traits->width == 0)
		traits->width = 5;
	traits->fs_type = read_u16(bytes, size, 8);
	traits->family_class = read_u16(bytes, size, 30) >> 8;
	traits->panose_family = read_u16(bytes, size, 32) >> 8;
	traits->panose_serif = read_u16(bytes, size, 32) & 0xFF;
	traits->italic = read_u16(bytes, size, 62) & SLANTED;
	hb_blob_destroy(blob);
}

static void
read_head(hb_face_t *face, SfntTraits *traits)
{
	hb_blob_t *blob =
	    hb_face_reference_table(face, HB_TAG('h', 'e', 'a', 'd'));
	size_t size;
	const unsigned char *bytes = blob_bytes(blob, &size);

	for (size_t i = 0; i < 4; i++)
		traits->bbox[i] = read_s16(bytes, size, 36 + 2 * i);
	/* Bit 1 of macStyle says italic. */
	traits->italic |= (read_u16(bytes, size, 44) & 2) != 0;
	hb_blob_destroy(blob);
}

void
sfnt_read_traits(hb_face_t *face, SfntTraits *traits)
{
	*traits = (SfntTraits){0};
	read_os2(face, traits);
	read_head(face, traits);
	traits->cff = has_table(face, HB_TAG('C', 'F', 'F', ' '));
	traits->glyf = has_table(face, HB_TAG('g', 'l', 'y', 'f')) &&
		       has_table(face, HB_TAG('l', 'o', 'c', 'a'));
	traits->variable = has_table(face, HB_TAG('f', 'v', 'a', 'r'));
}

bool
sfnt_is_whole(hb_blob_t *file, unsigned index)
{
	size_t size, at = 0;
	const unsigned char *bytes = blob_bytes(file, &size);

	if (read_u32(bytes, size, 0) == HB_TAG('t', 't', 'c', 'f'))
		at = read_u32(bytes, size, 12 + 4 * (size_t)index);
	if (at > size || size - at < 12)
		return false;
	size_t count = read_u16(bytes, size, at + 4);
	if (size - at - 12 < count * 16)
		return false;
	for (size_t i = 0; i < count; i++) {
		size_t entry = at + 12 + i * 16;
		size_t offset = read_u32(bytes, size, entry + 8);
		size_t length = read_u32(bytes, size, entry + 12);
		if (offset > size || size - offset < length)
			return false;
	}
	return true;
}
