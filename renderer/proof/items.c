#include "proof/items.h"

void
proof_add_label(Arena *arena, ProofItems *items, const LabelStyle *style,
		const char *text, Length x, Length y)
{
	*array_push(arena, items) = (DisplayItem){
	    .kind = DISPLAY_LINE,
	    .line = label_line(arena, style, text, x, y),
	};
}

void
proof_add_rule(Arena *arena, ProofItems *items, Length x, Length y, Length w,
	       Length h, const Color *color)
{
	*array_push(arena, items) =
	    (DisplayItem){.kind = DISPLAY_RULE, .rule = {x, y, w, h, color}};
}
