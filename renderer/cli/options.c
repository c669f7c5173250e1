#define _GNU_SOURCE
#include "cli/options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "style/layout.h"

static const struct option long_options[] = {
    {"output", required_argument, NULL, 'o'},
    {"layout", required_argument, NULL, 'l'},
    {"fonts", required_argument, NULL, 'f'},
    {"font-dir", required_argument, NULL, 'd'},
    {"page", required_argument, NULL, 'p'},
    {"dpi", required_argument, NULL, 'r'},
    {"measure", required_argument, NULL, 'm'},
    {"kinsoku", required_argument, NULL, 'k'},
    {"scheme", required_argument, NULL, 's'},
    {"grid", required_argument, NULL, 'g'},
    {"json", no_argument, NULL, 'j'},
    {"text", no_argument, NULL, 't'},
    {"fix", no_argument, NULL, 'x'},
    {"quiet", no_argument, NULL, 'q'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static bool
complain(const char *what, const char *about)
{
	fprintf(stderr,
		"zhuanbao: %s：%s\n用法见 zhuanbao --help "
		"(see zhuanbao --help)\n",
		what, about);
	return false;
}

static bool
read_number(const char *text, double lowest, double highest, double *number)
{
	char *end;

	*number = strtod(text, &end);
	return *text && !*end && *number >= lowest && *number <= highest;
}

static bool
read_option(Options *options, int letter)
{
	double number = 0;
	Kinsoku kinsoku;
	Scheme scheme;
	GridMode grid;

	switch (letter) {
	case 'o':
		options->output = optarg;
		return true;
	case 'l':
		options->layout = optarg;
		return true;
	case 'f':
		options->fonts = optarg;
		return true;
	case 'd':
		if (options->font_dir_count == MAX_FONT_DIRS)
			return complain("--font-dir 太多", optarg);
		options->font_dirs[options->font_dir_count++] = optarg;
		return true;
	case 'p':
		if (!read_number(optarg, 1, 1e6, &number) ||
		    number != (int)number)
			return complain("--page 要一个页号", optarg);
		options->page = (int)number;
		return true;
	case 'r':
		if (!read_number(optarg, 10, 1700, &options->dpi))
			return complain("--dpi 要 10 到 1700 的数", optarg);
		return true;
	case 'm':
		if (!read_number(optarg, 1, 1000, &options->measure))
			return complain("--measure 要 1 到 1000 的数", optarg);
		return true;
	case 'k':
		options->kinsoku = optarg;
		return kinsoku_by_name(optarg, &kinsoku) ||
		       complain("--kinsoku 是 none、basic、gb 或 strict",
				optarg);
	case 's':
		options->scheme = optarg;
		return scheme_by_name(optarg, &scheme) ||
		       complain("--scheme 是 full、open 或 half", optarg);
	case 'g':
		options->grid = optarg;
		return grid_by_name(optarg, &grid) ||
		       complain("--grid 是 none 或 strict", optarg);
	case 'j':
		options->json = true;
		return true;
	case 't':
		options->text = true;
		return true;
	case 'x':
		options->fix = true;
		return true;
	case 'q':
		options->quiet = true;
		return true;
	default:
		help_print();
		exit(EXIT_DONE);
	}
}

bool
options_read(Options *options, const Command *command, int argc, char **argv)
{
	int letter;
	size_t first = 1; /* argument of the option that is read */

	opterr = 0;
	while ((letter = getopt_long(argc, argv, ":o:qh", long_options,
				     NULL)) != -1) {
		/* The arguments are sorted as they are read: the option is the
		 * last before here that begins with a dash. */
		const char *given = argv[optind - 1];
		if (given[0] != '-' && (size_t)optind > first + 1)
			given = argv[optind - 2];
		first = (size_t)optind;
		if (letter == '?')
			return complain("不认识的选项 (unknown option)", given);
		if (letter == ':')
			return complain("选项缺少值 (missing value)", given);
		if (letter != 'h' && !strchr(command->letters, letter))
			return complain("这个命令没有此选项 "
					"(not an option of this command)",
					given);
		if (!read_option(options, letter))
			return false;
	}
	if (optind < argc)
		options->brief = argv[optind++];
	if (optind < argc)
		return complain("多余的参数 (unexpected argument)",
				argv[optind]);
	if (command->needs_brief && !options->brief)
		return complain("缺少专报文件 (no brief given)", command->name);
	return true;
}
