/* The commands. Each program has a table of those that it runs and of those
 * that it hands to another program of the house: what needs libraries that
 * take long to load (print queues, terminals) is no burden on `render`. */
#ifndef ZB_CLI_COMMANDS_H
#define ZB_CLI_COMMANDS_H

#include "cli/options.h"

extern const Command commands[];
extern const size_t command_count;

/* What nearly all take. */
enum {
	OPTIONS_SETTING = OPTION_BIT(OPTION_LAYOUT) | OPTION_BIT(OPTION_FONTS) |
			  OPTION_BIT(OPTION_FONT_DIR),
};

int command_render(const Options *options);
int command_check(const Options *options);
int command_inspect(const Options *options);
int command_measure(const Options *options);
int command_fonts(const Options *options);
int command_preview(const Options *options);
int command_print(const Options *options);
int command_printers(const Options *options);
int command_ledger(const Options *options);

#endif
