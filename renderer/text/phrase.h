/* Titles and headings of more than one line: broken between words. */
#ifndef ZB_TEXT_PHRASE_H
#define ZB_TEXT_PHRASE_H

#include "text/paragraph.h"

/* Breaks a WRAP_PHRASE paragraph by its words into lines of `width`, the
 * style's side indents taken off already. False where there is no word list or
 * some part is wider than the measure: then total fit has to do. */
bool phrase_break(Arena *arena, const Paragraph *paragraph, Length width,
		  Diagnostics *diag, LineList *lines);

#endif
