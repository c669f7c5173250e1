/* The commands of zhuanbao: what is run thousands of times. */
#include "cli/commands.h"

const Command commands[] = {
    {"render", NULL, true,
     OPTIONS_SETTING | OPTION_BIT(OPTION_OUTPUT) | OPTION_BIT(OPTION_QUIET),
     command_render},
    {"check", NULL, true,
     OPTIONS_SETTING | OPTION_BIT(OPTION_JSON) | OPTION_BIT(OPTION_QUIET) |
	 OPTION_BIT(OPTION_FIX),
     command_check},
    {"fonts", NULL, false, OPTIONS_SETTING, command_fonts},
    {"inspect", NULL, true,
     OPTIONS_SETTING | OPTION_BIT(OPTION_OUTPUT) | OPTION_BIT(OPTION_TEXT) |
	 OPTION_BIT(OPTION_MEASURE) | OPTION_BIT(OPTION_KINSOKU) |
	 OPTION_BIT(OPTION_SCHEME) | OPTION_BIT(OPTION_GRID),
     command_inspect},
    {.name = "preview", .program = "zhuanbao-preview"},
    {.name = "print", .program = "zhuanbao-print"},
    {.name = "printers", .program = "zhuanbao-print"},
    {.name = "ledger", .program = "zhuanbao-print"},
};

const size_t command_count = sizeof commands / sizeof *commands;
