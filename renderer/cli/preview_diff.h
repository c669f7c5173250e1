/* preview --diff: a brief beside an older one, or beside a PDF. */
#ifndef ZB_CLI_PREVIEW_DIFF_H
#define ZB_CLI_PREVIEW_DIFF_H

#include "cli/options.h"

/* Prints what is different, draws it where the options name an output, and
 * returns the exit status. */
int preview_diff(const Options *options);

#endif
