/* Which known name did the writer of this one mean? For hints. */
#ifndef ZB_BASE_NEAREST_H
#define ZB_BASE_NEAREST_H

#include <stddef.h>

/* Returns the one of `count` names that is nearest to `name`, the first where
 * several are; NULL where more than about a third of its characters (one at
 * least) would have to change, or all of them. */
const char *nearest_name(const char *name, const char *const *names,
			 size_t count);

#endif
