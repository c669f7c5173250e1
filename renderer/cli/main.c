#include <stdio.h>
#include <string.h>

#include "cli/options.h"

/* The letters are those of the long options in options.c. */
static const Command commands[] = {
    {"render", true, "olfdq", command_render},
    {"check", true, "lfdjqx", command_check},
    {"preview", true, "olfdpr", command_preview},
    {"fonts", false, "lfd", command_fonts},
    {"inspect", true, "olfdtmksg", command_inspect},
};

/* Output that could not be written is a failure of the surroundings. */
static int
finish(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	perror("zhuanbao");
	return EXIT_SURROUNDINGS;
}

int
main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "";
	Options options = {0};

	if (!strcmp(name, "--version")) {
		puts("zhuanbao " ZB_VERSION);
		return finish(EXIT_DONE);
	}
	if (!strcmp(name, "--help") || !strcmp(name, "-h") ||
	    !strcmp(name, "help")) {
		help_print();
		return finish(EXIT_DONE);
	}
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		if (strcmp(commands[i].name, name) != 0)
			continue;
		if (!options_read(&options, &commands[i], argc - 1, argv + 1))
			return EXIT_USAGE;
		return finish(commands[i].run(&options));
	}
	fprintf(stderr,
		"zhuanbao: %s%s\n用法见 zhuanbao --help "
		"(see zhuanbao --help)\n",
		*name ? "没有这个命令 (unknown command)："
		      : "缺少命令 "
			"(no command)",
		name);
	return EXIT_USAGE;
}
