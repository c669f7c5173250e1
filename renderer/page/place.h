/* Placing: lines, frames and rules on a page, as display items. */
#ifndef ZB_PAGE_PLACE_H
#define ZB_PAGE_PLACE_H

#include "page/flow.h"

typedef ARRAY(DisplayItem) ItemArray;
typedef ARRAY(DisplayFrame) FrameArray;

/* Places a line whose paragraph is set between `left` and `right` (page
 * coordinates) with its baseline at `y`. `align` overrides the style's. Without
 * tags it is an artifact: not part of the text. */
void place_line(const Builder *builder, ItemArray *items,
		const Paragraph *paragraph, const Line *line, Length left,
		Length right, Length y, Align align, const char *role,
		Tags *tags);

/* The baseline of a line of size `size` whose character frame has its top at
 * `top`, or its middle at `middle`. */
Length baseline_from_top(Length top, Length size);
Length baseline_from_middle(Length middle, Length size);

/* The place of row `row` on a page: the middle of its character frames. */
Length row_middle(const Layout *layout, int row);

/* The frames of a page that stand in this setting: of the head, of a slip. What
 * is placed is noted in `placed`. */
void place_frame_list(const Builder *builder, ItemArray *items,
		      FrameArray *placed, const FrameList *frames,
		      const TemplateExtras *extras);

/* The running frames of page `number`. */
void place_running(const Builder *builder, ItemArray *items, FrameArray *frames,
		   int number);

/* The foot: it is set first, so that its height is known, and placed on the
 * last page. */
typedef struct Foot {
	const DisplayItem *items; /* y from the foot's top */
	size_t count;
	Length height;
	int rows;		    /* of the grid that no text may use */
	const DisplayFrame *frames; /* y from the foot's top */
	size_t frame_count;
} Foot;

Foot foot_build(const Builder *builder);
void place_foot(const Builder *builder, ItemArray *items, FrameArray *frames,
		const Foot *foot);

#endif
