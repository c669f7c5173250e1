/* Finding layouts and font sets: NAME is NAME.yaml in one of some folders. */
#ifndef ZB_STYLE_LOOKUP_H
#define ZB_STYLE_LOOKUP_H

#include "base/arena.h"

/* Returns the path of NAME.yaml in the first folder that has it, or `name`
 * itself where it ends in .yaml and exists; NULL where there is none. */
const char *data_file_lookup(Arena *arena, const char *name,
			     const char *const *folders, size_t count);

/* A sentence that lists the names to be found in the folders. */
const char *data_file_list(Arena *arena, const char *const *folders,
			   size_t count);

#endif
