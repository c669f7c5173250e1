#include "font/face.h"

#include <errno.h>
#include <fontconfig/fontconfig.h>
#include <hb-ot.h>
#include <string.h>

#include "font/sfnt.h"

/* The best entry of a name: in the first of the languages that has it, else in
 * any. NULL where the font does not have this name. */
static const char *
read_name(Arena *arena, hb_face_t *hb_face, hb_ot_name_id_t id,
	  const char *const languages[2])
{
	unsigned count;
	const hb_ot_name_entry_t *entries =
	    hb_ot_name_list_names(hb_face, &count);
	const hb_ot_name_entry_t *best = NULL;
	int best_rank = 3;

	for (unsigned i = 0; i < count; i++) {
		if (entries[i].name_id != id)
			continue;
		int rank = 0;
		while (rank < 2 &&
		       !hb_language_matches(
			   hb_language_from_string(languages[rank], -1),
			   entries[i].language))
			rank++;
		if (rank < best_rank) {
			best = &entries[i];
			best_rank = rank;
		}
	}
	if (!best)
		return NULL;
	unsigned length =
	    hb_ot_name_get_utf8(hb_face, id, best->language, NULL, NULL);
	char *name = arena_alloc(arena, (size_t)length + 1);
	unsigned room = length + 1;
	hb_ot_name_get_utf8(hb_face, id, best->language, &room, name);
	return length ? name : NULL;
}

/* The family's name for people, most of whom read Chinese. */
static const char *
read_family(Arena *arena, hb_face_t *hb_face, const char *path)
{
	static const char *const languages[2] = {"zh", "en"};
	const char *slash = strrchr(path, '/');
	const char *family = read_name(
	    arena, hb_face, HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY, languages);

	if (!family)
		family = read_name(arena, hb_face, HB_OT_NAME_ID_FONT_FAMILY,
				   languages);
	return family ? family
		      : arena_copy_string(arena, slash ? slash + 1 : path);
}

/* PostScript names are printable ASCII without spaces and delimiters, of 63
 * characters at most; a font that breaks the rule keeps what obeys it. */
static const char *
read_postscript(Arena *arena, hb_face_t *hb_face)
{
	static const char *const languages[2] = {"en", "zh"};
	const char *name =
	    read_name(arena, hb_face, HB_OT_NAME_ID_POSTSCRIPT_NAME, languages);
	char *clean = arena_alloc(arena, 64);
	size_t length = 0;

	for (const char *p = name ? name : ""; *p && length < 63; p++)
		if (*p > ' ' && *p < 0x7F && !strchr("[](){}<>/%", *p))
			clean[length++] = *p;
	return length ? clean : "Unnamed";
}

/* PANOSE and the family class say it where they are filled in; Chinese fonts
 * often leave them empty, and there the family's name tells. */
static bool
is_serif(const SfntTraits *traits, const char *family)
{
	static const char *const sans[] = {
	    "sans", "hei", "gothic", "yuan", "黑", "圆体", "等线", "ゴシック"};

	if (traits->panose_family == 2 && traits->panose_serif >= 2)
		return traits->panose_serif < 11 || traits->panose_serif > 15;
	if (traits->family_class >= 1 && traits->family_class <= 7)
		return true;
	if (traits->family_class == 8)
		return false;
	for (size_t i = 0; i < sizeof sans / sizeof *sans; i++)
		if (FcStrStrIgnoreCase((const FcChar8 *)family,
				       (const FcChar8 *)sans[i]))
			return false;
	return true;
}

static int
metric(hb_font_t *font, hb_ot_metrics_tag_t tag, int otherwise)
{
	hb_position_t value;

	return hb_ot_metrics_get_position(font, tag, &value) ? value
							     : otherwise;
}

static void
fill(Arena *arena, Face *face, const SfntTraits *traits)
{
	int units = (int)hb_face_get_upem(face->hb_face);
	hb_font_t *font = hb_font_create(face->hb_face);
	int box[4];

	hb_font_set_scale(font, units, units);
	hb_font_make_immutable(font);
	face->hb_font = font;
	face->units = (unsigned)units;
	face->family = read_family(arena, face->hb_face, face->path);
	face->postscript = read_postscript(arena, face->hb_face);
	face->outline = traits->cff ? FACE_CFF : FACE_GLYF;
	face->ascent = metric(font, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER,
			      traits->bbox[3]);
	face->descent = metric(font, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER,
			       traits->bbox[1]);
	face->cap_height = metric(font, HB_OT_METRICS_TAG_CAP_HEIGHT, 0);
	if (face->cap_height <= 0 && face_ink(face, face_glyph(face, 'H'), box))
		face->cap_height = box[3];
	memcpy(face->bbox, traits->bbox, sizeof face->bbox);
	face->serif = is_serif(traits, face->family);
	face->fs_type = traits->fs_type;
}

static bool
has_metrics(hb_face_t *hb_face)
{
	static const hb_tag_t tags[] = {
	    HB_TAG('h', 'e', 'a', 'd'),
	    HB_TAG('h', 'h', 'e', 'a'),
	    HB_TAG('h', 'm', 't', 'x'),
	    HB_TAG('c', 'm', 'a', 'p'),
	};

	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
		hb_blob_t *blob = hb_face_reference_table(hb_face, tags[i]);
		bool empty = hb_blob_get_length(blob) == 0;
		hb_blob_destroy(blob);
		if (empty)
			return false;
	}
	return hb_face_get_glyph_count(hb_face) > 0;
}

/* Says what is wrong with the font, or returns NULL. */
static const char *
find_fault(hb_face_t *hb_face, SfntTraits *traits)
{
	sfnt_read_traits(hb_face, traits);
	if (!traits->cff && !traits->glyf)
		return "没有 CFF 或 glyf 轮廓（点阵字体或 CFF2 可变字体）";
	if (!has_metrics(hb_face))
		return "缺少字符映射或字宽等必要的表";
	return NULL;
}

static void
report_unusable(Diagnostics *diag, const char *path, unsigned index,
		const char *fault)
{
	diag_report(diag, DIAG_FAILURE, "font-unusable", (Position){0},
		    "请换用带轮廓的 TTF、OTF 或 TTC 静态字体。",
		    "字体“%s”（第 %u 个）无法使用：%s", path, index + 1, fault);
}

/* The bytes of a file that holds the font `index` and is as long as it says,
 * or NULL after reporting. */
static hb_blob_t *
open_file(const char *path, unsigned index, Diagnostics *diag)
{
	errno = 0;
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);

	if (!blob) {
		diag_report(diag, DIAG_FAILURE, "cannot-read", (Position){0},
			    "请检查字体文件是否还在、能否读取。",
			    "无法读取字体“%s”：%s", path,
			    strerror(errno ? errno : EIO));
		return NULL;
	}
	if (index >= hb_face_count(blob))
		report_unusable(diag, path, index,
				hb_face_count(blob)
				    ? "文件中没有这么多款字体"
				    : "不是 TrueType 或 OpenType 字体");
	else if (!sfnt_is_whole(blob, index))
		diag_report(diag, DIAG_FAILURE, "font-damaged", (Position){0},
			    "请重新安装这款字体。",
			    "字体“%s”不完整：文件比其中各表所说的短", path);
	else
		return blob;
	hb_blob_destroy(blob);
	return NULL;
}

Face *
face_open(Arena *arena, const char *path, unsigned index, Diagnostics *diag)
{
	hb_blob_t *blob = open_file(path, index, diag);
	SfntTraits traits;

	if (!blob)
		return NULL;
	hb_face_t *hb_face = hb_face_create(blob, index);
	hb_blob_destroy(blob);
	const char *fault = find_fault(hb_face, &traits);
	if (fault) {
		report_unusable(diag, path, index, fault);
		hb_face_destroy(hb_face);
		return NULL;
	}
	hb_face_make_immutable(hb_face);
	Face *face = arena_alloc(arena, sizeof *face);
	face->path = arena_copy_string(arena, path);
	face->index = index;
	face->hb_face = hb_face;
	fill(arena, face, &traits);
	return face;
}

void
face_close(Face *face)
{
	hb_font_destroy(face->hb_font);
	hb_face_destroy(face->hb_face);
}

uint32_t
face_glyph(const Face *face, uint32_t character)
{
	hb_codepoint_t glyph;

	return hb_font_get_nominal_glyph(face->hb_font, character, &glyph)
		   ? glyph
		   : 0;
}

int
face_advance(const Face *face, uint32_t glyph)
{
	return hb_font_get_glyph_h_advance(face->hb_font, glyph);
}

bool
face_ink(const Face *face, uint32_t glyph, int box[4])
{
	hb_glyph_extents_t extents;

	if (!hb_font_get_glyph_extents(face->hb_font, glyph, &extents) ||
	    extents.width == 0 || extents.height == 0)
		return false;
	box[0] = extents.x_bearing;
	box[1] = extents.y_bearing + extents.height;
	box[2] = extents.x_bearing + extents.width;
	box[3] = extents.y_bearing;
	return true;
}
