/* The larger sections of a layout file, each read into the reader's layout.
 * Inside style/. All return false after reporting. */
#ifndef ZB_STYLE_SECTIONS_H
#define ZB_STYLE_SECTIONS_H

#include "style/fields.h"
#include "style/keys.h"

#define MEMBER(type, member) offsetof(type, member)

extern const char *const layout_align_names[];

bool layout_read_colors(const KeyReader *reader, const Record *section);
bool layout_read_styles(const KeyReader *reader, const Record *section);

/* `list` may be NULL: no frames. */
bool layout_read_frames(const KeyReader *reader, const Record *list,
			TemplateScope scope, FrameList *frames);

/* What copies have of their own. `section` may be NULL. */
bool layout_read_copy(const KeyReader *reader, const Record *section);

#endif
