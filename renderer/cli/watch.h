/* preview --watch: the pages set again at each saving of what they depend on.
 */
#ifndef ZB_CLI_WATCH_H
#define ZB_CLI_WATCH_H

#include "cli/options.h"
#include "raster/terminal.h"

/* Runs until it is told to end, on the screen or, with -o, into files; returns
 * the exit status. `form` is for the screen. */
int watch_run(const Options *options, TerminalForm form);

#endif
