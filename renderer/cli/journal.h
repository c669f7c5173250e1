/* Where the journal of a brief is. */
#ifndef ZB_CLI_JOURNAL_H
#define ZB_CLI_JOURNAL_H

#include "base/arena.h"
#include "cli/options.h"

/* --ledger, or the brief's name with the ending .ledger. NULL, having
 * complained, for a brief on standard input without --ledger. */
const char *journal_path(Arena *arena, const Options *options);

#endif
