/* print --to: a run as one file, or as one file a copy. */
#ifndef ZB_CLI_PRINT_FILES_H
#define ZB_CLI_PRINT_FILES_H

#include "cli/options.h"

/* Returns the exit status. */
int print_to_files(const Options *options);

#endif
