/* The commands of zhuanbao-preview: what is looked at. */
#include "cli/commands.h"

const Command commands[] = {
    {"preview", NULL, false,
     OPTIONS_SETTING | OPTION_BIT(OPTION_OUTPUT) | OPTION_BIT(OPTION_PAGE) |
	 OPTION_BIT(OPTION_DPI) | OPTION_BIT(OPTION_ZOOM) |
	 OPTION_BIT(OPTION_GUIDES) | OPTION_BIT(OPTION_CONTACT) |
	 OPTION_BIT(OPTION_TERMINAL) | OPTION_BIT(OPTION_DIFF) |
	 OPTION_BIT(OPTION_WATCH),
     command_preview},
};

const size_t command_count = sizeof commands / sizeof *commands;
