#include "pdf/font.h"

#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/subset.h"

/* FontDescriptor flags. Codes are glyph numbers, hence always symbolic. */
enum { FLAG_SERIF = 2, FLAG_SYMBOLIC = 4, FLAG_ITALIC = 64 };

/* OS/2 fsType: of the three usage bits only "restricted licence" is set. */
enum { FS_TYPE_USAGE = 0x000E, FS_TYPE_RESTRICTED = 0x0002 };

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
write_program(PdfFile *file, const PdfFont *font)
{
	const char *entries = font->face->outline == FACE_CFF
				  ? "/Subtype /CIDFontType0C "
				  : arena_printf(file->arena, "/Length1 %zu ",
						 font->program_size);

	return pdf_stream_new(file, entries, &font->program);
}

static HPDF_Dict
write_descriptor(PdfFile *file, const PdfFont *font, HPDF_Dict program)
{
	PdfBuffer out = pdf_buffer(file);
	const Face *face = font->face;
	hb_font_t *hb = face->hb_font;
	int slant = (int)hb_style_get_value(hb, HB_STYLE_TAG_SLANT_ANGLE);
	int weight = (int)hb_style_get_value(hb, HB_STYLE_TAG_WEIGHT);
	int flags = FLAG_SYMBOLIC | (face->serif ? FLAG_SERIF : 0) |
		    (slant ? FLAG_ITALIC : 0);

	pdf_put_format(
	    &out,
	    "/Type /FontDescriptor /FontName /%s /Flags %d\n"
	    "/FontBBox [%d %d %d %d] /ItalicAngle %d\n"
	    "/Ascent %d /Descent %d /CapHeight %d\n",
	    font->name, flags, per_mille(face, face->bbox[0]),
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
write_cid_font(PdfFile *file, const PdfFont *font, HPDF_Dict descriptor)
{
	PdfBuffer out = pdf_buffer(file);
	bool cff = font->face->outline == FACE_CFF;

	pdf_put_format(&out,
		       "/Type /Font /Subtype /%s /BaseFont /%s\n"
		       "/CIDSystemInfo <</Registry (Adobe) "
		       "/Ordering (Identity) /Supplement 0>>\n"
		       "/FontDescriptor %u 0 R%s\n",
		       cff ? "CIDFontType0" : "CIDFontType2", font->name,
		       pdf_id(descriptor),
		       cff ? "" : " /CIDToGIDMap /Identity");
	pdf_put(&out, font->widths.bytes, font->widths.size);
	return pdf_dict_new(file, &out);
}

static HPDF_Dict
write_layer(PdfFile *file, const PdfFont *font, const PdfLayer *layer,
	    HPDF_Dict cid_font)
{
	PdfBuffer out = pdf_buffer(file);
	HPDF_Dict to_unicode = pdf_stream_new(file, "", &layer->to_unicode);

	if (!to_unicode)
		return NULL;
	/* The name of a CFF font is followed by that of its encoding. */
	pdf_put_format(&out,
		       "/Type /Font /Subtype /Type0 /BaseFont /%s%s\n"
		       "/Encoding /Identity-H /DescendantFonts [%u 0 R] "
		       "/ToUnicode %u 0 R",
		       font->name,
		       font->face->outline == FACE_CFF ? "-Identity-H" : "",
		       pdf_id(cid_font), pdf_id(to_unicode));
	return pdf_dict_new(file, &out);
}

static bool
write_font(PdfFile *file, const PdfFont *font, unsigned before,
	   const bool *used, HPDF_Dict *dicts)
{
	HPDF_Dict program = write_program(file, font);
	HPDF_Dict descriptor =
	    program ? write_descriptor(file, font, program) : NULL;
	HPDF_Dict cid_font =
	    descriptor ? write_cid_font(file, font, descriptor) : NULL;

	for (uint32_t i = 0; cid_font && i < font->layer_count; i++) {
		const PdfLayer *layer = &font->layers[i];
		unsigned place = layer->number - before - 1;
		if (used[place])
			dicts[place] = write_layer(file, font, layer, cid_font);
	}
	return !file->failed;
}

bool
pdf_fonts_write(PdfFile *file, const PdfFonts *fonts, const bool *used,
		HPDF_Dict *dicts)
{
	for (size_t i = 0; i < fonts->list.count; i++) {
		const PdfFont *font = fonts->list.items[i];
		bool wanted = false;
		for (uint32_t k = 0; k < font->layer_count; k++)
			wanted |=
			    used[font->layers[k].number - fonts->before - 1];
		if (wanted &&
		    !write_font(file, font, fonts->before, used, dicts))
			return false;
	}
	return true;
}

/* The ToUnicode map of a layer. */
static PdfPacked
pack_layer(Arena *arena, const PdfFont *font, const PdfSubset *subset,
	   uint32_t layer, PdfPacker *packer)
{
	PdfBuffer map = {.arena = arena};
	const PdfUse **uses =
	    arena_alloc_array(arena, subset->count, sizeof *uses);
	size_t count = 0;

	for (uint32_t code = 1; code < subset->count; code++)
		for (PdfUse *use = pdf_use_first(font, subset->originals[code]);
		     use; use = pdf_use_next(font, use))
			if (use->layer == layer)
				uses[count++] = use;
	pdf_put_tounicode(&map, uses, count);
	return pdf_pack(packer, arena, map.bytes, map.size);
}

/* Gives the glyphs their codes and widths. */
static void
number_glyphs(Arena *arena, PdfFont *font, const PdfSubset *subset)
{
	int *widths = arena_alloc_array(arena, subset->count, sizeof *widths);

	for (uint32_t code = 0; code < subset->count; code++) {
		uint32_t glyph = subset->originals[code];
		widths[code] =
		    per_mille(font->face, face_advance(font->face, glyph));
		for (PdfUse *use = pdf_use_first(font, glyph); use;
		     use = pdf_use_next(font, use)) {
			use->code = code;
			use->width = widths[code];
		}
	}
	font->widths.arena = arena;
	put_widths(&font->widths, widths, subset->count);
}

static bool
prepare_font(Arena *arena, PdfFont *font, PdfFonts *fonts, PdfPacker *packer,
	     Diagnostics *diag)
{
	PdfSubset subset = {0};
	uint32_t *glyphs =
	    arena_alloc_array(arena, font->uses.count, sizeof *glyphs);

	for (size_t i = 0; i < font->uses.count; i++)
		glyphs[i] = font->uses.items[i].glyph;
	if (!pdf_subset(arena, font->face, glyphs, font->uses.count, &subset,
			diag))
		return false;
	number_glyphs(arena, font, &subset);
	font->name = subset_name(arena, font->face, &subset);
	font->program = pdf_pack(packer, arena, subset.program, subset.size);
	font->program_size = subset.size;
	font->layers =
	    arena_alloc_array(arena, font->layer_count, sizeof *font->layers);
	for (uint32_t i = 0; i < font->layer_count; i++)
		font->layers[i] =
		    (PdfLayer){fonts->before + ++fonts->layer_count,
			       pack_layer(arena, font, &subset, i, packer)};
	return !packer->failed;
}

static bool
may_embed(const Face *face, Diagnostics *diag)
{
	if ((face->fs_type & FS_TYPE_USAGE) != FS_TYPE_RESTRICTED)
		return true;
	diag_report(diag, DIAG_ERROR, "font-not-embeddable", (Position){0},
		    "请在字体设置中换用允许嵌入的字体，"
		    "或向字体厂商取得嵌入许可。",
		    "字体“%s”（%s）的许可不允许嵌入 PDF", face->family,
		    face->path);
	return false;
}

bool
pdf_fonts_prepare(Arena *arena, PdfFonts *fonts, PdfPacker *packer,
		  Diagnostics *diag)
{
	bool allowed = true;

	for (size_t i = 0; i < fonts->list.count; i++)
		if (fonts->list.items[i]->uses.count > 0)
			allowed &= may_embed(fonts->list.items[i]->face, diag);
	for (size_t i = 0; allowed && i < fonts->list.count; i++)
		if (fonts->list.items[i]->uses.count > 0)
			allowed =
			    prepare_font(arena, fonts->list.items[i],
					 fonts, packer, diag);
	return allowed;
}
