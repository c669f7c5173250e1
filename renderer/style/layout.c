#define _XOPEN_SOURCE 700
#include "style/layout.h"

#include <string.h>

#include "base/file.h"
#include "style/fields.h"
#include "style/keys.h"
#include "style/lookup.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define MEMBER(type, member) offsetof(type, member)

static const char *const align_names[] = {"justify", "left", "center",
					  "right", "spread", NULL};
static const char *const wrap_names[] = {"fill", "phrase", NULL};
static const char *const field_type_names[] = {"text", "list", "number",
					       "date", NULL};
static const char *const kinsoku_names[] = {"none", "basic", "gb", "strict",
					    NULL};
static const char *const scheme_names[] = {"full", "open", "half", NULL};
static const char *const pages_names[] = {"all", "odd", "even", NULL};
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
    {"properties", KEY_OTHER, false, 0, NULL},
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

static const Key color_keys[] = {
    {"cmyk", KEY_OTHER, true, 0, NULL},
    {"screen", KEY_OTHER, true, 0, NULL},
};

static const Key field_keys[] = {
    {"alias", KEY_TEXT, true, MEMBER(Field, alias), NULL},
    {"type", KEY_CHOICE, true, MEMBER(Field, type), field_type_names},
    {"required", KEY_BOOL, false, MEMBER(Field, required), NULL},
    {"join", KEY_TEXT, false, MEMBER(Field, join), NULL},
    {"default", KEY_TEXT, false, MEMBER(Field, preset), NULL},
    {"meaning", KEY_TEXT, false, MEMBER(Field, meaning), NULL},
};

static const Key style_keys[] = {
    {"extends", KEY_OTHER, false, 0, NULL},
    {"font", KEY_ROLE, false, MEMBER(Style, font), NULL},
    {"latin", KEY_ROLE, false, MEMBER(Style, latin), NULL},
    {"strong", KEY_ROLE, false, MEMBER(Style, strong), NULL},
    {"strong-latin", KEY_ROLE, false, MEMBER(Style, strong_latin), NULL},
    {"size", KEY_LENGTH, false, MEMBER(Style, size), NULL},
    {"narrowest", KEY_LENGTH, false, MEMBER(Style, narrowest), NULL},
    {"color", KEY_COLOR, false, MEMBER(Style, color), NULL},
    {"align", KEY_CHOICE, false, MEMBER(Style, align), align_names},
    {"wrap", KEY_CHOICE, false, MEMBER(Style, wrap), wrap_names},
    {"first-line", KEY_LENGTH, false, MEMBER(Style, first_line), NULL},
    {"left", KEY_LENGTH, false, MEMBER(Style, left), NULL},
    {"right", KEY_LENGTH, false, MEMBER(Style, right), NULL},
    {"rows-before", KEY_INTEGER, false, MEMBER(Style, rows_before), NULL},
    {"rows-after", KEY_INTEGER, false, MEMBER(Style, rows_after), NULL},
    {"keep-next", KEY_BOOL, false, MEMBER(Style, keep_next), NULL},
    {"numbering", KEY_TEXT, false, MEMBER(Style, numbering), NULL},
};

static const Key step_keys[] = {
    {"what", KEY_CHOICE, true, MEMBER(AdjustStep, what), adjust_names},
    {"limit", KEY_INTEGER, false, MEMBER(AdjustStep, limit), NULL},
    {"cost", KEY_NUMBER, true, MEMBER(AdjustStep, cost), NULL},
};

static const Key text_keys[] = {
    {"kinsoku", KEY_CHOICE, true, MEMBER(TextRules, kinsoku), kinsoku_names},
    {"scheme", KEY_CHOICE, true, MEMBER(TextRules, scheme), scheme_names},
    {"hanging", KEY_BOOL, false, MEMBER(TextRules, hanging), NULL},
    {"han-latin", KEY_INTEGER, true, MEMBER(TextRules, han_latin), NULL},
    {"pair", KEY_INTEGER, true, MEMBER(TextRules, pair), NULL},
    {"line-end", KEY_INTEGER, true, MEMBER(TextRules, line_end), NULL},
    {"line-start", KEY_INTEGER, true, MEMBER(TextRules, line_start), NULL},
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
    {"bullet", KEY_TEXT, true, MEMBER(Layout, bullet), NULL},
    {"nesting", KEY_LENGTH, true, MEMBER(Layout, nesting), NULL},
    {"title-required", KEY_BOOL, false, MEMBER(Layout, title_required), NULL},
};

static const Key frame_keys[] = {
    {"name", KEY_TEXT, true, MEMBER(Frame, name), NULL},
    {"style", KEY_STYLE, false, MEMBER(Frame, style), NULL},
    {"text", KEY_TEXT, false, MEMBER(Frame, text), NULL},
    {"text", KEY_POSITION, false, MEMBER(Frame, text_at), NULL},
    {"top", KEY_LENGTH, false, MEMBER(Frame, top), NULL},
    {"left", KEY_LENGTH, false, MEMBER(Frame, left), NULL},
    {"right", KEY_LENGTH, false, MEMBER(Frame, right), NULL},
    {"rule", KEY_LENGTH, false, MEMBER(Frame, thickness), NULL},
    {"color", KEY_COLOR, false, MEMBER(Frame, color), NULL},
    {"align", KEY_CHOICE, false, MEMBER(Frame, align), align_names},
    {"lines", KEY_INTEGER, false, MEMBER(Frame, lines), NULL},
    {"pages", KEY_CHOICE, false, MEMBER(Frame, pages), pages_names},
    {"beside", KEY_BOOL, false, MEMBER(Frame, beside), NULL},
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
	if (l->columns < 1 || l->columns > 200 || l->rows < 2 ||
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
	l->pitch = (l->area_height - l->cell) / (l->rows - 1);
	return true;
}

static int
hex_digit(char c)
{
	return c >= '0' && c <= '9'   ? c - '0'
	       : c >= 'a' && c <= 'f' ? c - 'a' + 10
	       : c >= 'A' && c <= 'F' ? c - 'A' + 10
				      : -1;
}

static bool
read_screen_color(const Record *value, Color *color)
{
	if (value->kind != RECORD_SCALAR || value->text[0] != '#' ||
	    strlen(value->text) != 7)
		return false;
	for (size_t i = 0; i < 3; i++) {
		int high = hex_digit(value->text[1 + 2 * i]);
		int low = hex_digit(value->text[2 + 2 * i]);
		if (high < 0 || low < 0)
			return false;
		color->rgb[i] = (uint8_t)(high * 16 + low);
	}
	return true;
}

static bool
read_inks(const Record *value, Color *color)
{
	if (value->kind != RECORD_LIST || value->count != 4)
		return false;
	for (size_t i = 0; i < 4; i++) {
		int percent = 0;
		const Record *ink = &value->children[i];
		if (ink->kind != RECORD_SCALAR || !ink->text[0])
			return false;
		for (const char *p = ink->text; *p; p++) {
			if (*p < '0' || *p > '9' || percent > 100)
				return false;
			percent = percent * 10 + (*p - '0');
		}
		if (percent > 100)
			return false;
		color->cmyk[i] = (uint8_t)percent;
	}
	return true;
}

static bool
read_colors(const KeyReader *r, const Record *section)
{
	if (!keys_expect(r, section, RECORD_MAP))
		return false;
	Color *colors =
	    arena_alloc_array(r->arena, section->count + 1, sizeof *colors);
	for (size_t i = 0; i < section->count; i++) {
		const Record *map = &section->children[i];
		if (!keys_read(r, map, color_keys, COUNT(color_keys), NULL))
			return false;
		colors[i].name = map->key;
		if (!read_inks(record_lookup(map, "cmyk"), &colors[i]) ||
		    !read_screen_color(record_lookup(map, "screen"),
				       &colors[i])) {
			diag_report(r->diag, DIAG_ERROR, "wrong-value", map->at,
				    "例如 {cmyk: [0, 80, 80, 0], screen: "
				    "\"#D7000F\"}。",
				    "颜色“%s”写得不对", map->key);
			return false;
		}
	}
	r->layout->colors = colors;
	r->layout->color_count = section->count;
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

/* A style begins as a copy of the one that it extends; where it names a font
 * and nothing else about faces, that font serves for all. */
static bool
read_style(const KeyReader *r, const Record *map, Style *style)
{
	const Record *base = record_lookup(map, "extends");
	const Key extends = {"extends", KEY_STYLE, false, 0, NULL};
	const Record pair = {.kind = RECORD_MAP, .children = base, .count = 1};
	const Style *model = NULL;

	if (!keys_expect(r, map, RECORD_MAP))
		return false;
	if (base && !keys_read(r, &pair, &extends, 1, &model))
		return false;
	if (model)
		*style = *model;
	style->name = map->key;
	if (!keys_read(r, map, style_keys, COUNT(style_keys), style))
		return false;
	if (!style->strong)
		style->strong = style->font;
	if (!style->latin)
		style->latin = style->font;
	if (!style->strong_latin)
		style->strong_latin = style->latin;
	if (style->font && style->size > 0 && style->color)
		return true;
	diag_report(r->diag, DIAG_ERROR, "missing-key", map->at, NULL,
		    "样式“%s”缺少 font、size 或 color", map->key);
	return false;
}

static bool
read_styles(const KeyReader *r, const Record *section)
{
	if (!keys_expect(r, section, RECORD_MAP))
		return false;
	Style *styles =
	    arena_alloc_array(r->arena, section->count + 1, sizeof *styles);
	r->layout->styles = styles;
	for (size_t i = 0; i < section->count; i++) {
		if (!read_style(r, &section->children[i], &styles[i]))
			return false;
		r->layout->style_count = i + 1;
	}
	return true;
}

static bool
read_frame(const KeyReader *r, const Record *map, Frame *frame)
{
	const Layout *l = r->layout;

	frame->lines = 1;
	if (!keys_read(r, map, frame_keys, COUNT(frame_keys), frame))
		return false;
	if ((frame->text && frame->style) || (frame->thickness && frame->color))
		return !frame->text ||
		       template_check(frame->text, l->fields, l->field_count,
				      frame->text_at, r->diag);
	diag_report(r->diag, DIAG_ERROR, "missing-key", map->at,
		    "文字要有 text 和 style，线要有 rule 和 color。",
		    "框“%s”既不是文字也不是线", frame->name);
	return false;
}

static bool
read_frames(const KeyReader *r, const Record *list, FrameList *frames)
{
	if (!list)
		return true;
	if (!keys_expect(r, list, RECORD_LIST))
		return false;
	Frame *items =
	    arena_alloc_array(r->arena, list->count + 1, sizeof *items);
	for (size_t i = 0; i < list->count; i++)
		if (!read_frame(r, &list->children[i], &items[i]))
			return false;
	*frames = (FrameList){items, list->count};
	return true;
}

static const Record *
frames_of(const Record *root, const char *section)
{
	const Record *map = record_lookup(root, section);

	return map ? record_lookup(map, "frames") : NULL;
}

static bool
read_parts(const KeyReader *r, const Record *root)
{
	Layout *l = r->layout;

	return read_section(r, root, "flow", flow_keys, COUNT(flow_keys)) &&
	       read_section(r, root, "head", head_keys, COUNT(head_keys)) &&
	       read_section(r, root, "foot", foot_keys, COUNT(foot_keys)) &&
	       read_section(r, root, "properties", property_keys,
			    COUNT(property_keys)) &&
	       read_frames(r, frames_of(root, "head"), &l->head) &&
	       read_frames(r, frames_of(root, "foot"), &l->foot) &&
	       read_frames(r, record_lookup(root, "running"), &l->running);
}

static const Record *
read_file(Arena *arena, const char *name, Position name_at,
	  const LayoutPlaces *places, Diagnostics *diag)
{
	const char *path =
	    data_file_lookup(arena, name, places->layout_folders,
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

const Layout *
layout_read(Arena *arena, const char *name, const char *fonts, Position name_at,
	    const LayoutPlaces *places, FontLibrary *library, FontSet **set,
	    Diagnostics *diag)
{
	const Record *root = read_file(arena, name, name_at, places, diag);
	Layout *l = arena_alloc(arena, sizeof *l);
	KeyReader r = {arena, diag, l, NULL, {0}};

	if (!root ||
	    !keys_read(&r, root, layout_keys, COUNT(layout_keys), l) ||
	    !read_geometry(&r, root))
		return NULL;
	*set = fontset_read(arena, fonts ? fonts : l->font_set,
			    fonts ? (Position){0}
				  : record_lookup(root, "fonts")->at,
			    places->font_folders, places->font_folder_count,
			    library, diag);
	l->source = root->at.source;
	l->words = places->words;
	r.fonts = *set;
	if (!*set || !read_colors(&r, record_lookup(root, "colors")) ||
	    !read_fields(&r, record_lookup(root, "fields")) ||
	    !read_text_rules(&r, record_lookup(root, "text")) ||
	    !read_styles(&r, record_lookup(root, "styles")) ||
	    !read_parts(&r, root))
		return NULL;
	return l;
}
