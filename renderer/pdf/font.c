#include "pdf/font.h"

#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/subset.h"

/* FontDescriptor flags. Codes are glyph numbers, hence always symbolic. */
enum { FLAG_SERIF = 2, FLAG_SYMBOLIC = 4, FLAG_ITALIC = 64 };

/* The part of a range of equal widths that is worth writing as a range. */
enum { WIDTH_RUN = 4 };

static int
per_mille(const Face *face, int units)
{
	return (int)length_scale(units, 1000, face->units);
}

/* A subset's name has a tag that differs from subset to subset, and a PDF name
 * holds no spaces or delimiters. */
static const char *
subset_name(Arena *arena, const Face *face, const PdfSubset *subset)
{
	uint64_t sum = 0xCBF29CE484222325; /* FNV-1a */
	char *name = arena_alloc(arena, strlen(face->postscript) + 16);
	char *out = name;

	for (uint32_t i = 0; i < subset->count; i++)
		for (int shift = 0; shift < 32; shift += 8)
			sum = (sum ^ (subset->originals[i] >> shift & 0xFF)) *
			      0x100000001B3;
	for (int i = 0; i < 6; i++, sum /= 26)
		*out++ = (char)('A' + sum % 26);
	*out++ = '+';
	for (const char *p = face->postscript; *p; p++)
		if (*p > ' ' && *p < 0x7F && !strchr("()<>[]{}/%#", *p))
			*out++ = *p;
	if (out[-1] == '+')
		memcpy(out, "Font", sizeof "Font");
	return name;
}

static HPDF_Dict
write_program(PdfFile *file, const Face *face, const PdfSubset *subset)
{
	const char *entries =
	    face->outline == FACE_CFF
		? "/Subtype /CIDFontType0C "
		: arena_printf(file->arena, "/Length1 %zu ", subset->size);

	return pdf_stream_new(file, entries, subset->program, subset->size);
}

static HPDF_Dict
write_descriptor(PdfFile *file, const Face *face, const char *name,
		 HPDF_Dict program)
{
	PdfBuffer out = pdf_buffer(file);
	hb_font_t *font = face->hb_font;
	int slant = (int)hb_style_get_value(font, HB_STYLE_TAG_SLANT_ANGLE);
	int weight = (int)hb_style_get_value(font, HB_STYLE_TAG_WEIGHT);
	int flags = FLAG_SYMBOLIC | (face->serif ? FLAG_SERIF : 0) |
		    (slant ? FLAG_ITALIC : 0);

	pdf_put_format(
	    &out,
	    "/Type /FontDescriptor /FontName /%s /Flags %d\n"
	    "/FontBBox [%d %d %d %d] /ItalicAngle %d\n"
	    "/Ascent %d /Descent %d /CapHeight %d\n",
	    name, flags, per_mille(face, face->bbox[0]),
	    per_mille(face, face->bbox[1]), per_mille(face, face->bbox[2]),
	    per_mille(face, face->bbox[3]), slant,
	    per_mille(face, face->ascent), per_mille(face, face->descent),
	    per_mille(face, face->cap_height));
	/* No table holds the stem; its customary estimate from the weight. */
	pdf_put_format(&out, "/StemV %d /%s %u 0 R",
		       50 + weight * weight / 4225,
		       face->outline == FACE_CFF ? "FontFile3" : "FontFile2",
		       pdf_id(program));
	return pdf_dict_new(file, &out);
}

static int
compare_widths(const void *left, const void *right)
{
	int a = *(const int *)left, b = *(const int *)right;

	return (a > b) - (a < b);
}

/* The most frequent width. */
static int
default_width(Arena *arena, const int *widths, size_t count)
{
	int *sorted = arena_alloc_array(arena, count, sizeof *sorted);
	int best = 0;
	size_t most = 0;

	memcpy(sorted, widths, count * sizeof *sorted);
	qsort(sorted, count, sizeof *sorted, compare_widths);
	for (size_t i = 0, run = 0; i < count; i++) {
		run = i > 0 && sorted[i] == sorted[i - 1] ? run + 1 : 1;
		if (run > most) {
			most = run;
			best = sorted[i];
		}
	}
	return best;
}

static size_t
equal_widths(const int *widths, size_t count, size_t start)
{
	size_t end = start;

	while (end < count && widths[end] == widths[start])
		end++;
	return end - start;
}

/* Writes /DW, and /W for what differs from it: `first last width` for long
 * runs of one width, `first [widths]` for all else. */
static void
put_widths(PdfBuffer *out, const int *widths, size_t count)
{
	int usual = default_width(out->arena, widths, count);
	bool open = false;

	pdf_put_format(out, "/DW %d /W [", usual);
	for (size_t i = 0, run; i < count; i += run) {
		run = equal_widths(widths, count, i);
		if (open && (widths[i] == usual || run >= WIDTH_RUN)) {
			pdf_put_string(out, "]\n");
			open = false;
		}
		if (widths[i] == usual)
			continue;
		if (run >= WIDTH_RUN) {
			pdf_put_format(out, "%zu %zu %d\n", i, i + run - 1,
				       widths[i]);
			continue;
		}
		if (!open)
			pdf_put_format(out, "%zu [", i);
		for (size_t k = 0; k < run; k++)
			pdf_put_format(out, " %d", widths[i]);
		open = true;
	}
	pdf_put_string(out, open ? "]]\n" : "]\n");
}

static HPDF_Dict
write_cid_font(PdfFile *file, const Face *face, const char *name,
	       HPDF_Dict descriptor, const int *widths, size_t count)
{
	PdfBuffer out = pdf_buffer(file);
	bool cff = face->outline == FACE_CFF;

	pdf_put_format(&out,
		       "/Type /Font /Subtype /%s /BaseFont /%s\n"
		       "/CIDSystemInfo <</Registry (Adobe) "
		       "/Ordering (Identity) /Supplement 0>>\n"
		       "/FontDescriptor %u 0 R%s\n",
		       cff ? "CIDFontType0" : "CIDFontType2", name,
		       pdf_id(descriptor),
		       cff ? "" : " /CIDToGIDMap /Identity");
	put_widths(&out, widths, count);
	return pdf_dict_new(file, &out);
}

static HPDF_Dict
write_layer(PdfFile *file, const PdfFont *font, const PdfSubset *subset,
	    uint32_t layer, const char *name, HPDF_Dict cid_font)
{
	PdfBuffer map = pdf_buffer(file), out = pdf_buffer(file);
	const PdfUse **uses =
	    arena_alloc_array(file->arena, subset->count, sizeof *uses);
	size_t count = 0;

	for (uint32_t code = 1; code < subset->count; code++)
		for (PdfUse *use = pdf_use_first(font, subset->originals[code]);
		     use; use = pdf_use_next(font, use))
			if (use->layer == layer)
				uses[count++] = use;
	pdf_put_tounicode(&map, uses, count);
	HPDF_Dict to_unicode = pdf_stream_new(file, "", map.bytes, map.size);
	if (!to_unicode)
		return NULL;
	/* The name of a CFF font is followed by that of its encoding. */
	pdf_put_format(&out,
		       "/Type /Font /Subtype /Type0 /BaseFont /%s%s\n"
		       "/Encoding /Identity-H /DescendantFonts [%u 0 R] "
		       "/ToUnicode %u 0 R",
		       name,
		       font->face->outline == FACE_CFF ? "-Identity-H" : "",
		       pdf_id(cid_font), pdf_id(to_unicode));
	HPDF_Dict dict = pdf_dict_new(file, &out);
	if (dict)
		dict->header.obj_class |= HPDF_OSUBCLASS_FONT;
	return dict;
}

static bool
subset_font(PdfFile *file, PdfFont *font, PdfSubset *subset)
{
	uint32_t *glyphs =
	    arena_alloc_array(file->arena, font->uses.count, sizeof *glyphs);

	for (size_t i = 0; i < font->uses.count; i++)
		glyphs[i] = font->uses.items[i].glyph;
	if (!pdf_subset(file->arena, font->face, glyphs, font->uses.count,
			subset, file->diag)) {
		file->failed = true;
		return false;
	}
	return true;
}

static bool
write_font(PdfFile *file, PdfFont *font)
{
	const Face *face = font->face;
	PdfSubset subset = {0};

	if (!subset_font(file, font, &subset))
		return false;
	int *widths =
	    arena_alloc_array(file->arena, subset.count, sizeof *widths);
	for (uint32_t code = 0; code < subset.count; code++) {
		uint32_t glyph = subset.originals[code];
		widths[code] = per_mille(face, face_advance(face, glyph));
		for (PdfUse *use = pdf_use_first(font, glyph); use;
		     use = pdf_use_next(font, use)) {
			use->code = code;
			use->width = widths[code];
		}
	}
	const char *name = subset_name(file->arena, face, &subset);
	HPDF_Dict program = write_program(file, face, &subset);
	HPDF_Dict descriptor =
	    program ? write_descriptor(file, face, name, program) : NULL;
	HPDF_Dict cid_font = descriptor
				 ? write_cid_font(file, face, name, descriptor,
						  widths, subset.count)
				 : NULL;
	font->layers = arena_alloc_array(file->arena, font->layer_count,
					 sizeof *font->layers);
	for (uint32_t i = 0; cid_font && i < font->layer_count; i++)
		font->layers[i] =
		    write_layer(file, font, &subset, i, name, cid_font);
	return !file->failed;
}

bool
pdf_fonts_write(PdfFile *file, PdfFonts *fonts)
{
	for (size_t i = 0; i < fonts->list.count; i++)
		if (fonts->list.items[i]->uses.count > 0 &&
		    !write_font(file, fonts->list.items[i]))
			return false;
	return true;
}
