#define _XOPEN_SOURCE 700
#include "style/layout.h"

#include <string.h>

#include "base/file.h"
#include "style/checks.h"
#include "style/fields.h"
#include "style/keys.h"
#include "style/lookup.h"
#include "style/sections.h"

static const char *const field_type_names[] = {"text", "list", "number",
					       "rows", "date", NULL};
static const char *const kinsoku_names[] = {"none", "basic", "gb", "strict",
					    NULL};
static const char *const scheme_names[] = {"full", "open", "half", NULL};
static const char *const grid_names[] = {"none", "strict", NULL};
static const char *const hyphenation_names[] = {"none", "en-us", NULL};
static const char *const adjust_names[] = {
    "word-space", "interpunct", "bracket", "comma",
    "han-latin",  "stop",	"any",	   NULL};

/* The top of the file. */
static const Key layout_keys[] = {
    {"name", KEY_TEXT, true, MEMBER(Layout, name), NULL},
    {"title", KEY_TEXT, true, MEMBER(Layout, title), NULL},
    {"description", KEY_TEXT, false, MEMBER(Layout, description), NULL},
    {"fonts", KEY_TEXT, true, MEMBER(Layout, font_set), NULL},
    {"language", KEY_TEXT, true, MEMBER(Layout, language), NULL},
    {"sample", KEY_TEXT, false, MEMBER(Layout, sample), NULL},
    {"page", KEY_OTHER, true, 0, NULL},
    {"area", KEY_OTHER, true, 0, NULL},
    {"grid", KEY_OTHER, true, 0, NULL},
    {"colors", KEY_OTHER, true, 0, NULL},
    {"fields", KEY_OTHER, true, 0, NULL},
    {"text", KEY_OTHER, true, 0, NULL},
    {"styles", KEY_OTHER, true, 0, NULL},
    {"flow", KEY_OTHER, true, 0, NULL},
    {"head", KEY_OTHER, false, 0, NULL},
    {"running", KEY_OTHER, false, 0, NULL},
    {"foot", KEY_OTHER, false, 0, NULL},
    {"copy", KEY_OTHER, false, 0, NULL},
    {"properties", KEY_OTHER, false, 0, NULL},
    {"checks", KEY_OTHER, false, 0, NULL},
};

static const Key page_keys[] = {
    {"width", KEY_LENGTH, true, MEMBER(Layout, page_width), NULL},
    {"height", KEY_LENGTH, true, MEMBER(Layout, page_height), NULL},
};

static const Key area_keys[] = {
    {"left", KEY_LENGTH, true, MEMBER(Layout, area_left), NULL},
    {"top", KEY_LENGTH, true, MEMBER(Layout, area_top), NULL},
    {"width", KEY_LENGTH, true, MEMBER(Layout, area_width), NULL},
    {"height", KEY_LENGTH, true, MEMBER(Layout, area_height), NULL},
};

static const Key grid_keys[] = {
    {"columns", KEY_INTEGER, true, MEMBER(Layout, columns), NULL},
    {"rows", KEY_INTEGER, true, MEMBER(Layout, rows), NULL},
};

static const Key field_keys[] = {
    {"alias", KEY_TEXT, true, MEMBER(Field, alias), NULL},
    {"type", KEY_CHOICE, true, MEMBER(Field, type), field_type_names},
    {"required", KEY_BOOL, false, MEMBER(Field, required), NULL},
    {"join", KEY_TEXT, false, MEMBER(Field, join), NULL},
    {"default", KEY_TEXT, false, MEMBER(Field, preset), NULL},
    {"meaning", KEY_TEXT, false, MEMBER(Field, meaning), NULL},
};

static const Key step_keys[] = {
    {"what", KEY_CHOICE, true, MEMBER(AdjustStep, what), adjust_names},
    {"limit", KEY_INTEGER, false, MEMBER(AdjustStep, limit), NULL},
    {"cost", KEY_NUMBER, true, MEMBER(AdjustStep, cost), NULL},
};

static const Key text_keys[] = {
    {"kinsoku", KEY_CHOICE, true, MEMBER(TextRules, kinsoku), kinsoku_names},
    {"scheme", KEY_CHOICE, true, MEMBER(TextRules, scheme), scheme_names},
    {"grid", KEY_CHOICE, false, MEMBER(TextRules, grid), grid_names},
    {"hanging", KEY_BOOL, false, MEMBER(TextRules, hanging), NULL},
    {"han-latin", KEY_INTEGER, true, MEMBER(TextRules, han_latin), NULL},
    {"pair", KEY_INTEGER, true, MEMBER(TextRules, pair), NULL},
    {"line-end", KEY_INTEGER, true, MEMBER(TextRules, line_end), NULL},
    {"line-start", KEY_INTEGER, true, MEMBER(TextRules, line_start), NULL},
    {"hyphenation", KEY_CHOICE, false, MEMBER(TextRules, hyphenation),
     hyphenation_names},
    {"hyphen-cost", KEY_NUMBER, true, MEMBER(TextRules, hyphen_cost), NULL},
    {"hyphens-cost", KEY_NUMBER, true, MEMBER(TextRules, hyphens_cost), NULL},
    {"reset-cost", KEY_NUMBER, true, MEMBER(TextRules, reset_cost), NULL},
    {"runt-cost", KEY_NUMBER, true, MEMBER(TextRules, runt_cost), NULL},
    {"unit-cost", KEY_NUMBER, true, MEMBER(TextRules, unit_cost), NULL},
    {"seam-cost", KEY_NUMBER, true, MEMBER(TextRules, seam_cost), NULL},
    {"ragged-cost", KEY_NUMBER, true, MEMBER(TextRules, ragged_cost), NULL},
    {"compress", KEY_OTHER, true, 0, NULL},
    {"expand", KEY_OTHER, true, 0, NULL},
};

static const Key flow_keys[] = {
    {"title", KEY_STYLE, true, MEMBER(Layout, headings[1]), NULL},
    {"level-1", KEY_STYLE, true, MEMBER(Layout, headings[2]), NULL},
    {"level-2", KEY_STYLE, true, MEMBER(Layout, headings[3]), NULL},
    {"level-3", KEY_STYLE, true, MEMBER(Layout, headings[4]), NULL},
    {"level-4", KEY_STYLE, true, MEMBER(Layout, headings[5]), NULL},
    {"paragraph", KEY_STYLE, true, MEMBER(Layout, paragraph), NULL},
    {"quote", KEY_STYLE, true, MEMBER(Layout, quote), NULL},
    {"item", KEY_STYLE, true, MEMBER(Layout, item), NULL},
    {"terms-field", KEY_TEXT, false, MEMBER(Layout, terms_field), NULL},
    {"number", KEY_TEXT, true, MEMBER(Layout, number), NULL},
    {"bullet", KEY_TEXT, true, MEMBER(Layout, bullet), NULL},
    {"nesting", KEY_LENGTH, true, MEMBER(Layout, nesting), NULL},
    {"title-required", KEY_BOOL, false, MEMBER(Layout, title_required), NULL},
};

static const Key head_keys[] = {
    {"rows", KEY_INTEGER, true, MEMBER(Layout, head_rows), NULL},
    {"frames", KEY_OTHER, true, 0, NULL},
};

static const Key foot_keys[] = {
    {"line", KEY_LENGTH, true, MEMBER(Layout, foot_line), NULL},
    {"gap", KEY_LENGTH, true, MEMBER(Layout, foot_gap), NULL},
    {"frames", KEY_OTHER, true, 0, NULL},
};

static const Key property_keys[] = {
    {"author", KEY_TEXT, false, MEMBER(Layout, author), NULL},
    {"subject", KEY_TEXT, false, MEMBER(Layout, subject), NULL},
    {"date", KEY_TEXT, false, MEMBER(Layout, date_field), NULL},
};

/* Reads the section `name` of the file, if it is there, into the layout. */
static bool
read_section(const KeyReader *r, const Record *root, const char *name,
	     const Key *keys, size_t count)
{
	const Record *section = record_lookup(root, name);

	return !section || keys_read(r, section, keys, count, r->layout);
}

static bool
read_geometry(const KeyReader *r, const Record *root)
{
	Layout *l = r->layout;

	if (!read_section(r, root, "page", page_keys, COUNT(page_keys)) ||
	    !read_section(r, root, "area", area_keys, COUNT(area_keys)) ||
	    !read_section(r, root, "grid", grid_keys, COUNT(grid_keys)))
		return false;
	if (l->area_height <= l->area_width / (l->columns ? l->columns : 1) ||
	    l->columns < 1 || l->columns > 200 || l->rows < 2 ||
	    l->rows > 200 || l->area_width <= 0 || l->area_height <= 0 ||
	    l->area_left + l->area_width > l->page_width ||
	    l->area_top + l->area_height > l->page_height) {
		diag_report(r->diag, DIAG_ERROR, "bad-geometry",
			    record_lookup(root, "area")->at,
			    "版心应在页面之内，列数至少 1，行数至少 2。",
			    "页面、版心和网格的尺寸不相容");
		return false;
	}
	l->cell = l->area_width / l->columns;
	l->text.cell = l->cell;
	l->pitch = (l->area_height - l->cell) / (l->rows - 1);
	return true;
}

static bool
read_fields(const KeyReader *r, const Record *section)
{
	bool good = keys_expect(r, section, RECORD_MAP);

	if (!good)
		return false;
	Field *fields =
	    arena_alloc_array(r->arena, section->count + 1, sizeof *fields);
	for (size_t i = 0; i < section->count; i++) {
		fields[i].name = section->children[i].key;
		fields[i].join = "、";
		good &= keys_read(r, &section->children[i], field_keys,
				  COUNT(field_keys), &fields[i]);
	}
	r->layout->fields = fields;
	r->layout->field_count = section->count;
	return good;
}

static bool
read_steps(const KeyReader *r, const Record *section, AdjustStep *steps,
	   size_t *count)
{
	if (!keys_expect(r, section, RECORD_LIST))
		return false;
	for (size_t i = 0; i < section->count; i++) {
		if (i == MAX_STEPS) {
			diag_report(r->diag, DIAG_ERROR, "wrong-value",
				    section->children[i].at, NULL,
				    "调整步骤太多：至多 %d 步", MAX_STEPS);
			return false;
		}
		if (!keys_read(r, &section->children[i], step_keys,
			       COUNT(step_keys), &steps[i]))
			return false;
	}
	*count = section->count;
	return true;
}

static bool
read_text_rules(const KeyReader *r, const Record *section)
{
	TextRules *rules = &r->layout->text;

	return keys_read(r, section, text_keys, COUNT(text_keys), rules) &&
	       read_steps(r, record_lookup(section, "compress"),
			  rules->compress, &rules->compress_count) &&
	       read_steps(r, record_lookup(section, "expand"), rules->expand,
			  &rules->expand_count);
}

static const Record *
frames_of(const Record *root, const char *section)
{
	const Record *map = record_lookup(root, section);

	return map ? record_lookup(map, "frames") : NULL;
}

static bool
read_properties(const KeyReader *r, const Record *root)
{
	const Record *section = record_lookup(root, "properties");
	bool good = read_section(r, root, "properties", property_keys,
				 COUNT(property_keys));

	for (size_t i = 0; good && section && i < section->count; i++) {
		const Record *value = &section->children[i];
		const char *pattern =
		    strcmp(value->key, "date")
			? value->text
			: arena_printf(r->arena, "{%s}", value->text);
		good = template_check(pattern, r->layout, SCOPE_FIELDS,
				      value->at, r->diag);
	}
	return good;
}

static bool
read_parts(const KeyReader *r, const Record *root)
{
	Layout *l = r->layout;

	if (!read_properties(r, root))
		return false;
	return read_section(r, root, "flow", flow_keys, COUNT(flow_keys)) &&
	       read_section(r, root, "head", head_keys, COUNT(head_keys)) &&
	       read_section(r, root, "foot", foot_keys, COUNT(foot_keys)) &&
	       layout_read_frames(r, frames_of(root, "head"), SCOPE_FIELDS,
				  &l->head) &&
	       layout_read_frames(r, frames_of(root, "foot"), SCOPE_FIELDS,
				  &l->foot) &&
	       layout_read_frames(r, record_lookup(root, "running"),
				  SCOPE_RUNNING, &l->running) &&
	       layout_read_copy(r, record_lookup(root, "copy"));
}

/* A sample is named as seen from its layout. Whether it is there matters to
 * those alone who want to see it: a layout may be copied without it. */
static void
place_sample(const KeyReader *r, const Record *root)
{
	Layout *l = r->layout;
	const char *path = root->at.source->path;
	const char *slash = strrchr(path, '/');

	if (l->sample && l->sample[0] != '/' && slash)
		l->sample =
		    arena_printf(r->arena, "%.*s%s", (int)(slash + 1 - path),
				 path, l->sample);
}

static const Record *
read_file(Arena *arena, const char *name, Position name_at,
	  const LayoutPlaces *places, Diagnostics *diag)
{
	const char *path = data_file_lookup(arena, name, places->layout_folders,
					    places->layout_folder_count);
	const Source *source;

	if (!path) {
		diag_report(diag, DIAG_ERROR, "unknown-layout", name_at,
			    data_file_list(arena, places->layout_folders,
					   places->layout_folder_count),
			    "没有名为“%s”的版式", name);
		return NULL;
	}
	source = file_read(arena, path, BRIEF_SIZE_LIMIT, diag);
	return source ? record_read(arena, source, source->bytes, source->size,
				    1, false, diag)
		      : NULL;
}

static bool
choice_by_name(const char *name, const char *const *names, int *choice)
{
	for (int i = 0; names[i]; i++)
		if (!strcmp(names[i], name)) {
			*choice = i;
			return true;
		}
	return false;
}

bool
kinsoku_by_name(const char *name, Kinsoku *level)
{
	int choice = KINSOKU_NONE;
	bool found = choice_by_name(name, kinsoku_names, &choice);

	*level = (Kinsoku)choice;
	return found;
}

bool
scheme_by_name(const char *name, Scheme *scheme)
{
	int choice = SCHEME_FULL;
	bool found = choice_by_name(name, scheme_names, &choice);

	*scheme = (Scheme)choice;
	return found;
}

bool
grid_by_name(const char *name, GridMode *mode)
{
	int choice = GRID_NONE;
	bool found = choice_by_name(name, grid_names, &choice);

	*mode = (GridMode)choice;
	return found;
}

const Layout *
layout_read(Arena *arena, const char *name, const char *fonts, Position name_at,
	    const LayoutPlaces *places, FontLibrary *library, FontSet **set,
	    Diagnostics *diag)
{
	const Record *root = read_file(arena, name, name_at, places, diag);
	Layout *l = arena_alloc(arena, sizeof *l);
	KeyReader r = {arena, diag, l, NULL};

	if (!root || !keys_read(&r, root, layout_keys, COUNT(layout_keys), l) ||
	    !read_geometry(&r, root))
		return NULL;
	place_sample(&r, root);
	*set = fontset_read(
	    arena, fonts ? fonts : l->font_set,
	    fonts ? (Position){0} : record_lookup(root, "fonts")->at,
	    places->font_folders, places->font_folder_count, library, diag);
	l->source = root->at.source;
	l->words = places->words;
	r.fonts = *set;
	if (!*set || !layout_read_colors(&r, record_lookup(root, "colors")) ||
	    !read_fields(&r, record_lookup(root, "fields")) ||
	    !checks_read(&r, record_lookup(root, "checks")) ||
	    !read_text_rules(&r, record_lookup(root, "text")) ||
	    !layout_read_styles(&r, record_lookup(root, "styles")) ||
	    !read_parts(&r, root))
		return NULL;
	return l;
}
