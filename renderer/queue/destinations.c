#include "queue/destinations.h"

#include <cups/cups.h>
#include <string.h>

#include "base/json.h"
#include "queue/columns.h"
#include "queue/reasons.h"

/* A list is not worth a longer wait for one printer that is off. */
static const double SECONDS = 3;

static Destination
look(Arena *arena, const char *name, bool is_default, Diagnostics *diag)
{
	Destination found = {.name = name, .is_default = is_default};
	Printer *printer = printer_open(arena, name, SECONDS, diag);

	if (!printer)
		return found;
	found.answers =
	    printer_look(printer, arena, &found.abilities) == ANSWER_OK;
	found.why = arena_copy_string(arena, printer_why(printer));
	printer_close(printer);
	return found;
}

bool
destinations_find(Arena *arena, const char *only, Destination **found,
		  size_t *count, Diagnostics *diag)
{
	ARRAY(Destination) list = {0};
	cups_dest_t *dests = NULL;

	if (only) {
		Destination one = look(arena, only, false, diag);
		if (!one.answers && !diag_has_errors(diag))
			diag_report(diag, DIAG_FAILURE, "printer-gone",
				    (Position){0},
				    "请看它是否开着、地址对不对。",
				    "打印机“%s”没有回答：%s", only,
				    one.why ? one.why : "");
		if (!one.answers)
			return false;
		*array_push(arena, &list) = one;
	} else {
		/* A queue that has gone meanwhile is left out in silence. */
		Diagnostics *unsaid = diag_new();
		int number = cupsGetDests2(CUPS_HTTP_DEFAULT, &dests);
		for (int i = 0; i < number; i++)
			if (!dests[i].instance)
				*array_push(arena, &list) = look(
				    arena,
				    arena_copy_string(arena, dests[i].name),
				    dests[i].is_default != 0, unsaid);
		cupsFreeDests(number, dests);
		diag_free(unsaid);
	}
	*found = list.items;
	*count = list.count;
	return true;
}

static bool
is_duplex(const Abilities *abilities)
{
	return words_have(&abilities->sides, "two-sided-long-edge");
}

/* The sizes that an office asks about, as people call them. */
static const char *
sizes_text(Arena *arena, const Words *media)
{
	static const char *const names[][2] = {
	    {"iso_a3_297x420mm", "A3"},	      {"iso_a4_210x297mm", "A4"},
	    {"iso_a5_148x210mm", "A5"},	      {"jis_b4_257x364mm", "B4"},
	    {"jis_b5_182x257mm", "B5"},	      {"prc_16k_146x215mm", "16K"},
	    {"na_letter_8.5x11in", "Letter"},
	};
	const char *text = "";
	size_t known = 0;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (words_have(media, names[i][0])) {
			text = arena_printf(arena, "%s%s%s", text,
					    *text ? " " : "", names[i][1]);
			known++;
		}
	return media->count > known
		   ? arena_printf(arena, "%s%s另 %zu 种", text,
				  *text ? " " : "", media->count - known)
		   : text;
}

static void
add_abilities(Arena *arena, Columns *columns, const Abilities *abilities)
{
	const char *reasons = reasons_text(arena, &abilities->reasons);
	const char *state = !abilities->accepting
				? "不收任务"
				: printer_state_text(abilities->state);

	columns_add(columns,
		    *reasons ? arena_printf(arena, "%s（%s）", state, reasons)
			     : state);
	columns_add(columns, is_duplex(abilities) ? "双面" : "单面");
	columns_add(columns, abilities->staple && abilities->saddle
				 ? "可订，可骑马订"
			     : abilities->saddle ? "可骑马订"
			     : abilities->staple ? "可订"
						 : "—");
	columns_add(columns, abilities->color ? "彩色" : "黑白");
	columns_add(columns, words_have(&abilities->formats, "application/pdf")
				 ? "PDF"
				 : "不收 PDF");
	columns_add(columns, sizes_text(arena, &abilities->media));
	columns_add(columns, abilities->model);
}

void
destinations_write_table(Arena *arena, const Destination *found, size_t count,
			 FILE *out)
{
	static const char *const heads[] = {"打印机", "状态", "单双面", "装订",
					    "颜色",   "格式", "纸",	"型号"};
	enum { WIDTH = sizeof heads / sizeof *heads };
	Columns columns = columns_new(arena, WIDTH);

	for (size_t i = 0; i < WIDTH; i++)
		columns_add(&columns, heads[i]);
	for (size_t i = 0; i < count; i++) {
		columns_add(
		    &columns,
		    arena_printf(arena, "%s%s", found[i].name,
				 found[i].is_default ? "（默认）" : ""));
		if (found[i].answers) {
			add_abilities(arena, &columns, &found[i].abilities);
			continue;
		}
		columns_add(&columns, "没有回答");
		for (size_t k = 2; k < WIDTH; k++)
			columns_add(&columns, "");
	}
	columns_write(&columns, out);
}

static void
write_words(const char *name, const Words *words, FILE *out)
{
	fprintf(out, ", \"%s\": [", name);
	for (size_t i = 0; i < words->count; i++) {
		fputs(i ? ", " : "", out);
		json_write_string(out, words->items[i]);
	}
	fputc(']', out);
}

static void
write_flag(const char *name, bool flag, FILE *out)
{
	fprintf(out, ", \"%s\": %s", name, flag ? "true" : "false");
}

static const char *
state_word(int state)
{
	switch (state) {
	case PRINTER_IDLE:
		return "idle";
	case PRINTER_PROCESSING:
		return "processing";
	case PRINTER_STOPPED:
		return "stopped";
	default:
		return "unknown";
	}
}

static void
write_abilities(const Abilities *abilities, FILE *out)
{
	fputs(", \"model\": ", out);
	json_write_string(out, abilities->model ? abilities->model : "");
	fputs(", \"location\": ", out);
	json_write_string(out, abilities->location ? abilities->location : "");
	fputs(", \"state\": ", out);
	json_write_string(out, state_word(abilities->state));
	write_words("reasons", &abilities->reasons, out);
	write_flag("accepting", abilities->accepting, out);
	write_flag("duplex", is_duplex(abilities), out);
	write_flag("staple", abilities->staple != 0, out);
	write_flag("saddle", abilities->saddle != 0, out);
	write_flag("color", abilities->color, out);
	write_words("formats", &abilities->formats, out);
	write_words("sides", &abilities->sides, out);
	write_words("media", &abilities->media, out);
	write_words("trays", &abilities->sources, out);
}

void
destinations_write_json(const Destination *found, size_t count, FILE *out)
{
	fputs("[", out);
	for (size_t i = 0; i < count; i++) {
		fputs(i ? ",\n {\"name\": " : "\n {\"name\": ", out);
		json_write_string(out, found[i].name);
		write_flag("default", found[i].is_default, out);
		write_flag("answers", found[i].answers, out);
		if (found[i].answers)
			write_abilities(&found[i].abilities, out);
		fputc('}', out);
	}
	fputs(count ? "\n]\n" : "]\n", out);
}
