/* The inlines of one heading or paragraph become its text. */
#ifndef ZB_BRIEF_INLINE_H
#define ZB_BRIEF_INLINE_H

#include "brief/cursor.h"

/* Reads the inlines of `leaf` (a cmark_node), whose first character is at the
 * cursor. Reports what is not supported. */
struct cmark_node;
Text inline_text(Markdown *markdown, struct cmark_node *leaf, Cursor cursor);

#endif
