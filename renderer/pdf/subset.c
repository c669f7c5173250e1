#include "pdf/subset.h"

#include <hb-subset.h>
#include <string.h>

#include "pdf/cff.h"

/* A face with only the tables that a PDF reads. Without cmap and layout tables
 * the subsetter has no closures to compute, which halves its time. */
static hb_face_t *
slim_face(const Face *face)
{
	static const hb_tag_t cff[] = {HB_TAG('C', 'F', 'F', ' '), 0};
	static const hb_tag_t glyf[] = {HB_TAG('g', 'l', 'y', 'f'),
					HB_TAG('l', 'o', 'c', 'a'), 0};
	static const hb_tag_t both[] = {
	    HB_TAG('h', 'e', 'a', 'd'), HB_TAG('h', 'h', 'e', 'a'),
	    HB_TAG('h', 'm', 't', 'x'), HB_TAG('m', 'a', 'x', 'p'), 0};
	const hb_tag_t *lists[] = {face->outline == FACE_CFF ? cff : glyf,
				   both};
	hb_face_t *slim = hb_face_builder_create();

	for (size_t i = 0; i < 2; i++)
		for (const hb_tag_t *tag = lists[i]; *tag; tag++) {
			hb_blob_t *table =
			    hb_face_reference_table(face->hb_face, *tag);
			hb_face_builder_add_table(slim, *tag, table);
			hb_blob_destroy(table);
		}
	return slim;
}

static hb_subset_input_t *
subset_input(const uint32_t *glyphs, size_t count)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();

	if (!input)
		return NULL;
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING |
					     HB_SUBSET_FLAGS_DESUBROUTINIZE);
	hb_set_clear(
	    hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG));
	hb_set_clear(
	    hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_SCRIPT_TAG));
	hb_set_t *set = hb_subset_input_glyph_set(input);
	for (size_t i = 0; i < count; i++)
		hb_set_add(set, glyphs[i]);
	return input;
}

/* Copies the program, which has to be patched, and the glyph numbers. */
static bool
take_program(Arena *arena, const Face *face, hb_face_t *result,
	     const hb_subset_plan_t *plan, PdfSubset *subset)
{
	const hb_map_t *originals =
	    hb_subset_plan_new_to_old_glyph_mapping(plan);
	hb_blob_t *blob =
	    face->outline == FACE_CFF
		? hb_face_reference_table(result, HB_TAG('C', 'F', 'F', ' '))
		: hb_face_reference_blob(result);
	unsigned size;
	const char *bytes = hb_blob_get_data(blob, &size);

	subset->size = size;
	if (size > 0)
		subset->program = (uint8_t *)arena_copy(arena, bytes, size);
	hb_blob_destroy(blob);
	subset->count = hb_face_get_glyph_count(result);
	subset->originals =
	    arena_alloc_array(arena, subset->count, sizeof(uint32_t));
	for (uint32_t i = 0; i < subset->count; i++)
		subset->originals[i] = hb_map_get(originals, i);
	if (size == 0 || subset->count == 0)
		return false;
	return face->outline != FACE_CFF ||
	       cff_make_identity(subset->program, size);
}

bool
pdf_subset(Arena *arena, const Face *face, const uint32_t *glyphs, size_t count,
	   PdfSubset *subset, Diagnostics *diag)
{
	hb_face_t *slim = slim_face(face);
	hb_subset_input_t *input = subset_input(glyphs, count);
	hb_subset_plan_t *plan =
	    input ? hb_subset_plan_create_or_fail(slim, input) : NULL;
	hb_face_t *result = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
	bool done = result && take_program(arena, face, result, plan, subset);

	hb_face_destroy(result);
	hb_subset_plan_destroy(plan);
	hb_subset_input_destroy(input);
	hb_face_destroy(slim);
	if (!done)
		diag_report(diag, DIAG_FAILURE, "pdf-font", (Position){0},
			    "字体文件可能已损坏：请重新安装，或换用其他字体。",
			    "无法从字体“%s”（%s）中取出所用的字形",
			    face->family, face->path);
	return done;
}
