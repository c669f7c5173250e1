/* Page building: from a brief and its layout to the display list.
 *
 * Lines stand on the rows of the layout's grid. The head takes the first rows
 * of page 1, the foot stands at the foot of the last page; where the pages end
 * is chosen over the whole document. */
#ifndef ZB_PAGE_PAGE_H
#define ZB_PAGE_PAGE_H

#include "brief/brief.h"
#include "display/display.h"
#include "style/fields.h"
#include "style/layout.h"

/* Builds all pages in the arena. Returns NULL after reporting an error that
 * leaves nothing to show; other errors are reported and a display list is
 * returned all the same. `numbered`: the pages are those of a print run's copies,
 * see page/copy.h. */
const Display *page_build(Arena *arena, const Brief *brief,
			  const Layout *layout, const Fields *fields,
			  FontSet *fonts, bool numbered, Diagnostics *diag);

#endif
