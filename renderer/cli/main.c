#define _XOPEN_SOURCE 700
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"

/* Output that could not be written is a failure of the surroundings. */
static int
finish(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	perror("zhuanbao");
	return EXIT_SURROUNDINGS;
}

/* Hands the command to another program of the house, which stands beside this
 * one (in a checkout) or in libexec (installed). Returns where it cannot. */
static int
hand_over(const char *program, char **argv)
{
	static const char *const places[] = {"", "../libexec/zhuanbao/"};
	char self[PATH_MAX], path[2 * PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);

	errno = ENOENT;
	if (length > 0) {
		self[length] = '\0';
		strrchr(self, '/')[1] = '\0';
		for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
			snprintf(path, sizeof path, "%s%s%s", self, places[i],
				 program);
			execv(path, argv);
			if (errno != ENOENT)
				break;
		}
	}
	fprintf(stderr, "zhuanbao: 没有 %s 这个程序，请重新安装：%s\n", program,
		strerror(errno));
	return EXIT_SURROUNDINGS;
}

static int
run_command(const Command *command, int argc, char **argv)
{
	Options options = {0};

	if (command->program)
		return hand_over(command->program, argv);
	if (!options_read(&options, command, argc - 1, argv + 1))
		return EXIT_USAGE;
	if (options.help) {
		help_print(command->name);
		return finish(EXIT_DONE);
	}
	return finish(command->run(&options));
}

int
main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "";

	if (!strcmp(name, "--version")) {
		puts("zhuanbao " ZB_VERSION);
		return finish(EXIT_DONE);
	}
	if (!strcmp(name, "--help") || !strcmp(name, "-h") ||
	    !strcmp(name, "help")) {
		help_print(argc > 2 ? argv[2] : NULL);
		return finish(EXIT_DONE);
	}
	for (size_t i = 0; i < command_count; i++)
		if (!strcmp(name, commands[i].name))
			return run_command(&commands[i], argc, argv);
	options_complain(*name ? "没有这个命令 (unknown command)"
			       : "缺少命令 (no command)",
			 name);
	return EXIT_USAGE;
}
