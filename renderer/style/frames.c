#include "style/fields.h"
#include "style/sections.h"

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
    {"beside", KEY_BOOL, false, MEMBER(Frame, beside), NULL},
};

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

bool
layout_read_frames(const KeyReader *r, const Record *list, FrameList *frames)
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
