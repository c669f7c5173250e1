/* The inlines of one heading or paragraph become its text. */
#ifndef ZB_BRIEF_INLINE_H
#define ZB_BRIEF_INLINE_H

#include "brief/cursor.h"

struct cmark_node;

/* Reads the inlines of `leaf`, whose first character is at the cursor. Reports
 * what is not supported. */
Text inline_text(Markdown *markdown, struct cmark_node *leaf, Cursor cursor);

#endif
