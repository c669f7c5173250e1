/* The part of a layout that says which checks are switched off. Their names
 * are read here, and judged by check/. */
#ifndef ZB_STYLE_CHECKS_H
#define ZB_STYLE_CHECKS_H

#include "style/keys.h"

/* Reads the section `checks`, which may be NULL, after the fields. */
bool checks_read(const KeyReader *reader, const Record *section);

#endif
