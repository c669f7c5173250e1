/* What stands between the lines: dots, lines, waves, frames, annotations. */
#ifndef ZB_PAGE_MARK_H
#define ZB_PAGE_MARK_H

#include "page/place.h"

/* Places the marks of a line that was set at `places` from `start` on, its
 * baseline at `y`. They hang from the baseline: no line moves for them. */
void place_marks(const Builder *builder, ItemArray *items,
		 const Paragraph *paragraph, const Line *line,
		 const LinePlace *places, Length start, Length y, Tags *tags);

#endif
