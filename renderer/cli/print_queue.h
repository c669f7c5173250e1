/* print without --to: a run sent to printers. */
#ifndef ZB_CLI_PRINT_QUEUE_H
#define ZB_CLI_PRINT_QUEUE_H

#include "cli/options.h"

/* Returns the exit status. */
int print_to_printers(const Options *options);

#endif
