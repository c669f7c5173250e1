#include <string.h>

#include "style/fields.h"
#include "style/sections.h"

static const char *const when_names[] = {"always", "plain", "numbered", NULL};
static const char *const pages_names[] = {"all", "odd", "even", NULL};

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
    {"align", KEY_CHOICE, false, MEMBER(Frame, align), layout_align_names},
    {"lines", KEY_INTEGER, false, MEMBER(Frame, lines), NULL},
    {"pages", KEY_CHOICE, false, MEMBER(Frame, pages), pages_names},
    {"when", KEY_CHOICE, false, MEMBER(Frame, when), when_names},
    {"beside", KEY_BOOL, false, MEMBER(Frame, beside), NULL},
};

static bool
read_frame(const KeyReader *r, const Record *map, TemplateScope scope,
	   Frame *frame)
{

	frame->lines = 1;
	if (!keys_read(r, map, frame_keys, COUNT(frame_keys), frame))
		return false;
	if ((frame->text && frame->style) || (frame->thickness && frame->color))
		return !frame->text ||
		       template_check(frame->text, r->layout, scope,
				      frame->text_at, r->diag);
	diag_report(r->diag, DIAG_ERROR, "missing-key", map->at,
		    "文字要有 text 和 style，线要有 rule 和 color。",
		    "框“%s”既不是文字也不是线", frame->name);
	return false;
}

bool
layout_read_frames(const KeyReader *r, const Record *list, TemplateScope scope,
		   FrameList *frames)
{
	if (!list)
		return true;
	if (!keys_expect(r, list, RECORD_LIST))
		return false;
	Frame *items =
	    arena_alloc_array(r->arena, list->count + 1, sizeof *items);
	for (size_t i = 0; i < list->count; i++)
		if (!read_frame(r, &list->children[i], scope, &items[i]))
			return false;
	*frames = (FrameList){items, list->count};
	return true;
}

static const Key watermark_keys[] = {
    {"style", KEY_STYLE, true, MEMBER(Watermark, style), NULL},
    {"text", KEY_TEXT, true, MEMBER(Watermark, text), NULL},
    {"text", KEY_POSITION, true, MEMBER(Watermark, text_at), NULL},
    {"rise", KEY_INTEGER, true, MEMBER(Watermark, rise), NULL},
    {"share", KEY_INTEGER, true, MEMBER(Watermark, share), NULL},
};

static const Key copy_keys[] = {
    {"copies-field", KEY_TEXT, false, MEMBER(CopyDesign, copies_field), NULL},
    {"readers-field", KEY_TEXT, false, MEMBER(CopyDesign, readers_field), NULL},
    {"names-field", KEY_TEXT, false, MEMBER(CopyDesign, names_field), NULL},
    {"frames", KEY_OTHER, true, 0, NULL},
    {"watermark", KEY_OTHER, false, 0, NULL},
    {"slip", KEY_OTHER, false, 0, NULL},
};

static bool
read_watermark(const KeyReader *r, const Record *map, Watermark *watermark)
{

	if (!map)
		return true;
	if (!keys_read(r, map, watermark_keys, COUNT(watermark_keys),
		       watermark))
		return false;
	if (watermark->rise > 90 || watermark->share < 1 ||
	    watermark->share > 1000) {
		diag_report(r->diag, DIAG_ERROR, "wrong-value", map->at,
			    "rise 写 0 到 90 度，share 写 1 到 1000。",
			    "水印的角度或长度不对");
		return false;
	}
	return template_check(watermark->text, r->layout, SCOPE_COPY,
			      watermark->text_at, r->diag);
}

/* Whether a key, where it is given, names a field of the right type. */
static bool
names_field(const KeyReader *r, const Record *section, const char *key,
	    FieldType type)
{
	const Record *name = record_lookup(section, key);
	const Layout *l = r->layout;

	for (size_t i = 0; name && i < l->field_count; i++)
		if (!strcmp(l->fields[i].name, name->text) &&
		    l->fields[i].type == type)
			return true;
	if (name)
		diag_report(r->diag, DIAG_ERROR, "wrong-value", name->at,
			    "copies-field 是数，readers-field 是 rows，"
			    "names-field 是 list。",
			    "没有类型合适的字段“%s”", name->text);
	return !name;
}

bool
layout_read_copy(const KeyReader *r, const Record *section)
{
	CopyDesign *copy = &r->layout->copy;

	if (!section)
		return true;
	return keys_read(r, section, copy_keys, COUNT(copy_keys), copy) &&
	       names_field(r, section, "copies-field", FIELD_NUMBER) &&
	       names_field(r, section, "readers-field", FIELD_ROWS) &&
	       names_field(r, section, "names-field", FIELD_LIST) &&
	       layout_read_frames(r, record_lookup(section, "frames"),
				  SCOPE_COPY, &copy->frames) &&
	       layout_read_frames(r, record_lookup(section, "slip"), SCOPE_COPY,
				  &copy->slip) &&
	       read_watermark(r, record_lookup(section, "watermark"),
			      &copy->watermark);
}
