/* Paths of files, by their names alone. */
#ifndef ZB_BASE_PATH_H
#define ZB_BASE_PATH_H

#include <stdbool.h>
#include <stddef.h>

/* What stands behind the last slash. */
const char *path_name(const char *path);

/* How much of the path stands before its ending: the last dot of the name and
 * what follows, where that dot does not begin the name. */
size_t path_stem(const char *path);

/* Whether it ends in `ending`, in capitals or not. */
bool path_ends_in(const char *path, const char *ending);

#endif
