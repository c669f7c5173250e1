#define _GNU_SOURCE
#include "cli/options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ranges.h"
#include "print/run.h"
#include "style/layout.h"

typedef enum OptionKind {
	KIND_FLAG,   /* bool */
	KIND_TEXT,   /* const char * */
	KIND_NUMBER, /* double, from `low` to `high` */
	KIND_WHOLE,  /* the same, without a fraction */
	KIND_LIST,   /* --font-dir, which may be repeated */
} OptionKind;

typedef struct OptionRow {
	const char *name;
	OptionKind kind;
	size_t offset; /* in Options */
	double low, high;
	bool (*accepts)(const char *text); /* NULL: anything */
	const char *wants;		   /* what to give, for people */
} OptionRow;

static bool
is_kinsoku(const char *text)
{
	Kinsoku kinsoku;

	return kinsoku_by_name(text, &kinsoku);
}

static bool
is_scheme(const char *text)
{
	Scheme scheme;

	return scheme_by_name(text, &scheme);
}

static bool
is_grid(const char *text)
{
	GridMode grid;

	return grid_by_name(text, &grid);
}

static bool
is_one_of(const char *text, const char *const *names)
{
	while (*names && strcmp(text, *names) != 0)
		names++;
	return *names != NULL;
}

static bool
is_terminal(const char *text)
{
	static const char *const names[] = {"kitty", "sixel", "iterm", "blocks",
					    NULL};

	return is_one_of(text, names);
}

static bool
is_sides(const char *text)
{
	static const char *const names[] = {"one", "long", "short", NULL};

	return is_one_of(text, names);
}

static bool
is_ranges(const char *text)
{
	Arena *arena = arena_new();
	Ranges ranges;
	bool right = ranges_read(arena, text, &ranges);

	arena_free(arena);
	return right;
}

#define AT(member) offsetof(Options, member)
#define RANGES "页号或份号，如 3、2-5、12-15,20"

static const OptionRow rows[OPTION_COUNT] = {
    [OPTION_OUTPUT] = {"output", KIND_TEXT, AT(output), 0, 0, NULL, NULL},
    [OPTION_LAYOUT] = {"layout", KIND_TEXT, AT(layout), 0, 0, NULL, NULL},
    [OPTION_FONTS] = {"fonts", KIND_TEXT, AT(fonts), 0, 0, NULL, NULL},
    [OPTION_FONT_DIR] = {"font-dir", KIND_LIST, 0, 0, 0, NULL, NULL},
    [OPTION_JSON] = {"json", KIND_FLAG, AT(json), 0, 0, NULL, NULL},
    [OPTION_TEXT] = {"text", KIND_FLAG, AT(text), 0, 0, NULL, NULL},
    [OPTION_CSV] = {"csv", KIND_FLAG, AT(csv), 0, 0, NULL, NULL},
    [OPTION_QUIET] = {"quiet", KIND_FLAG, AT(quiet), 0, 0, NULL, NULL},
    [OPTION_FIX] = {"fix", KIND_FLAG, AT(fix), 0, 0, NULL, NULL},
    [OPTION_MEASURE] = {"measure", KIND_NUMBER, AT(measure), 1, 1000, NULL,
			"1 到 1000 的数"},
    [OPTION_KINSOKU] = {"kinsoku", KIND_TEXT, AT(kinsoku), 0, 0, is_kinsoku,
			"none、basic、gb 或 strict"},
    [OPTION_SCHEME] = {"scheme", KIND_TEXT, AT(scheme), 0, 0, is_scheme,
		       "full、open 或 half"},
    [OPTION_GRID] = {"grid", KIND_TEXT, AT(grid), 0, 0, is_grid,
		     "none 或 strict"},
    [OPTION_PAGE] = {"page", KIND_TEXT, AT(pages), 0, 0, is_ranges, RANGES},
    [OPTION_DPI] = {"dpi", KIND_NUMBER, AT(dpi), 10, 1700, NULL,
		    "10 到 1700 的数"},
    [OPTION_ZOOM] = {"zoom", KIND_NUMBER, AT(zoom), 0.1, 20, NULL,
		     "0.1 到 20 的倍数"},
    [OPTION_GUIDES] = {"guides", KIND_FLAG, AT(guides), 0, 0, NULL, NULL},
    [OPTION_CONTACT] = {"contact", KIND_FLAG, AT(contact), 0, 0, NULL, NULL},
    [OPTION_TERMINAL] = {"terminal", KIND_TEXT, AT(terminal), 0, 0, is_terminal,
			 "kitty、sixel、iterm 或 blocks"},
    [OPTION_DIFF] = {"diff", KIND_TEXT, AT(diff), 0, 0, NULL, NULL},
    [OPTION_WATCH] = {"watch", KIND_FLAG, AT(watch), 0, 0, NULL, NULL},
    [OPTION_RANGE] = {"range", KIND_TEXT, AT(range), 0, 0, is_ranges, RANGES},
    [OPTION_COPIES] = {"copies", KIND_WHOLE, AT(copies), 1, RUN_LIMIT, NULL,
		       "1 到 100000 的份数"},
    [OPTION_READERS] = {"readers", KIND_TEXT, AT(readers), 0, 0, NULL, NULL},
    [OPTION_SLIP] = {"slip", KIND_FLAG, AT(slip), 0, 0, NULL, NULL},
    [OPTION_WATERMARK] = {"watermark", KIND_FLAG, AT(watermark), 0, 0, NULL,
			  NULL},
    [OPTION_TO] = {"to", KIND_TEXT, AT(to), 0, 0, NULL, NULL},
    [OPTION_PRINTER] = {"printer", KIND_TEXT, AT(printer), 0, 0, NULL, NULL},
    [OPTION_SIDES] =
	{"sides", KIND_TEXT, AT(sides), 0, 0, is_sides,
	 "one（单面）、long（双面，长边翻）或 short（双面，短边翻）"},
    [OPTION_STAPLE] = {"staple", KIND_FLAG, AT(staple), 0, 0, NULL, NULL},
    [OPTION_TRAY] = {"tray", KIND_TEXT, AT(tray), 0, 0, NULL, NULL},
    [OPTION_MEDIA] = {"media", KIND_TEXT, AT(media), 0, 0, NULL, NULL},
    [OPTION_TIMEOUT] = {"timeout", KIND_NUMBER, AT(timeout), 0.1, 86400, NULL,
			"0.1 到 86400 秒"},
    [OPTION_BOOKLET] = {"booklet", KIND_FLAG, AT(booklet), 0, 0, NULL, NULL},
    [OPTION_CREEP] = {"creep", KIND_NUMBER, AT(creep), 0, 2, NULL,
		      "每张纸外移的毫米数，0 到 2"},
    [OPTION_NUP] = {"nup", KIND_WHOLE, AT(nup), 2, 16, NULL,
		    "每面几页：2、4、6、8、9 或 16"},
    [OPTION_UNCOLLATED] = {"uncollated", KIND_FLAG, AT(uncollated), 0, 0, NULL,
			   NULL},
    [OPTION_GREY] = {"grey", KIND_FLAG, AT(grey), 0, 0, NULL, NULL},
    [OPTION_LEDGER] = {"ledger", KIND_TEXT, AT(ledger), 0, 0, NULL, NULL},
    [OPTION_RESUME] = {"resume", KIND_FLAG, AT(resume), 0, 0, NULL, NULL},
    [OPTION_PRINTED] = {"printed", KIND_TEXT, AT(printed), 0, 0, is_ranges,
			RANGES},
    [OPTION_UNPRINTED] = {"unprinted", KIND_TEXT, AT(unprinted), 0, 0,
			  is_ranges, RANGES},
    [OPTION_DRY_RUN] = {"dry-run", KIND_FLAG, AT(dry_run), 0, 0, NULL, NULL},
    [OPTION_HELP] = {"help", KIND_FLAG, AT(help), 0, 0, NULL, NULL},
};

/* getopt's numbers are beyond those of letters. */
enum { FIRST_NUMBER = 256 };

bool
options_complain(const char *what, const char *about)
{
	fprintf(stderr,
		"zhuanbao: %s：%s\n用法见 zhuanbao --help "
		"(see zhuanbao --help)\n",
		what, about);
	return false;
}

static bool
read_number(const OptionRow *row, const char *text, double *number)
{
	char *end;

	*number = strtod(text, &end);
	return *text && !*end && *number >= row->low && *number <= row->high &&
	       (row->kind == KIND_NUMBER || *number == (double)(long)*number);
}

static bool
refuse_value(const OptionRow *row, const char *value)
{
	char what[160];

	snprintf(what, sizeof what, "--%s 要%s", row->name, row->wants);
	return options_complain(what, value);
}

static bool
read_option(Options *options, const OptionRow *row, const char *value)
{
	void *member = (char *)options + row->offset;

	switch (row->kind) {
	case KIND_FLAG:
		*(bool *)member = true;
		return true;
	case KIND_TEXT:
		*(const char **)member = value;
		return !row->accepts || row->accepts(value) ||
		       refuse_value(row, value);
	case KIND_NUMBER:
	case KIND_WHOLE:
		return read_number(row, value, member) ||
		       refuse_value(row, value);
	case KIND_LIST:
		if (options->font_dir_count == MAX_FONT_DIRS)
			return options_complain("--font-dir 太多", value);
		options->font_dirs[options->font_dir_count++] = value;
		return true;
	}
	return false;
}

static void
fill_getopt(struct option *long_options)
{
	for (int i = 0; i < OPTION_COUNT; i++)
		long_options[i] = (struct option){
		    rows[i].name,
		    rows[i].kind == KIND_FLAG ? no_argument : required_argument,
		    NULL, FIRST_NUMBER + i};
	long_options[OPTION_COUNT] = (struct option){0};
}

/* The option that getopt's number or letter stands for. */
static OptionId
option_of(int number)
{
	switch (number) {
	case 'o':
		return OPTION_OUTPUT;
	case 'q':
		return OPTION_QUIET;
	case 'h':
		return OPTION_HELP;
	default:
		return (OptionId)(number - FIRST_NUMBER);
	}
}

static bool
read_arguments(Options *options, const Command *command, int argc, char **argv)
{
	if (optind < argc)
		options->brief = argv[optind++];
	if (optind < argc)
		return options_complain("多余的参数 (unexpected argument)",
					argv[optind]);
	if (command->needs_brief && !options->brief)
		return options_complain("缺少专报文件 (no brief given)",
					command->name);
	return true;
}

bool
options_read(Options *options, const Command *command, int argc, char **argv)
{
	struct option long_options[OPTION_COUNT + 1];
	uint64_t taken = command->options | OPTION_BIT(OPTION_HELP);
	int number;
	size_t first = 1; /* argument of the option that is read */

	fill_getopt(long_options);
	opterr = 0;
	while ((number = getopt_long(argc, argv, ":o:qh", long_options,
				     NULL)) != -1) {
		/* The arguments are sorted as they are read: the option is the
		 * last before here that begins with a dash. */
		const char *given = argv[optind - 1];
		if (given[0] != '-' && (size_t)optind > first + 1)
			given = argv[optind - 2];
		first = (size_t)optind;
		if (number == '?')
			return options_complain("不认识的选项 (unknown option)",
						given);
		if (number == ':')
			return options_complain("选项缺少值 (missing value)",
						given);
		OptionId id = option_of(number);
		if (!(taken & OPTION_BIT(id)))
			return options_complain(
			    "这个命令没有此选项 "
			    "(not an option of this command)",
			    given);
		if (!read_option(options, &rows[id], optarg))
			return false;
		if (options->help)
			return true;
	}
	return read_arguments(options, command, argc, argv);
}
