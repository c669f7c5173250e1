#define _XOPEN_SOURCE 700
#include "trace/trace.h"

#include <stdlib.h>

#include "check.h"

static const Color black = {"black", {0, 0, 0, 100}, {0, 0, 0}};
static const Color red = {"red", {0, 100, 100, 0}, {255, 0, 0}};

static const Source brief = {.path = "brief.md", .bytes = ""};

/* Its glyphs are all as wide as the em. */
static Face song = {.postscript = "Song", .units = 1000};

static hb_position_t
one_em(hb_font_t *font, void *font_data, hb_codepoint_t glyph, void *user_data)
{
	(void)font, (void)font_data, (void)glyph, (void)user_data;
	return 1000;
}

static void
make_font(void)
{
	hb_font_funcs_t *funcs = hb_font_funcs_create();

	hb_font_funcs_set_glyph_h_advance_func(funcs, one_em, NULL, NULL);
	song.hb_face = hb_face_get_empty();
	song.hb_font = hb_font_create(song.hb_face);
	hb_font_set_scale(song.hb_font, 1000, 1000);
	hb_font_set_funcs(song.hb_font, funcs, NULL, NULL);
	hb_font_funcs_destroy(funcs);
}

static Length
mm(double value)
{
	return length_from_mm(value);
}

/* Returns what `write` prints of one page of these items; to be freed. */
static char *
print(void (*write)(const Display *, FILE *), const DisplayItem *items,
      size_t count, const char *label)
{
	DisplayPage page = {.width = mm(210),
			    .height = mm(297),
			    .items = items,
			    .count = count,
			    .label = label};
	Display display = {.pages = &page, .count = 1};
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	write(&display, out);
	fclose(out);
	return text;
}

static DisplayItem
line_of(const DisplayRun *runs, size_t count)
{
	return (DisplayItem){
	    .kind = DISPLAY_LINE,
	    .line = {.role = "body",
		     .y = mm(105.66),
		     .left = mm(28),
		     .right = mm(184),
		     .source = {&brief, 12, 1},
		     .runs = runs,
		     .count = count},
	};
}

static DisplayItem
red_rule(void)
{
	return (DisplayItem){
	    .kind = DISPLAY_RULE,
	    .rule = {mm(28), mm(100), mm(156), length_from_pt(2), &red},
	};
}

static DisplayItem
red_wave(void)
{
	return (DisplayItem){
	    .kind = DISPLAY_MARK,
	    .mark = {MARK_WAVE, mm(30), mm(110), mm(20), mm(1), mm(0.2), 10,
		     &red},
	};
}

static void
test_json(void)
{
	const Length em = length_from_pt(16);
	DisplayGlyph glyphs[] = {
	    {1, mm(28), 0, 0, em, "字", 3},
	    {2, mm(28) + em, 0, 0, em / 2, "\"", 1},
	    {3, -1, 0, 0, 0, NULL, 0},
	};
	DisplayRun run = {&song, em, &black, glyphs, 3, 0, false};
	DisplayItem items[] = {red_rule(), line_of(&run, 1), red_wave()};
	char *json = print(trace_write_json, items, 3, "1");

	CHECK_STR(
	    json,
	    "{\"pages\":[{\"n\":1,\"w\":210.0000,\"h\":297.0000,\"lines\":["
	    "{\"y\":105.6600,\"role\":\"body\",\"text\":\"字\\\"\","
	    "\"source\":\"12:1\",\"glyphs\":["
	    "{\"c\":\"字\",\"x\":28.0000,\"adv\":5.6444,\"size\":16.000,"
	    "\"font\":\"Song\",\"color\":\"black\"},"
	    "{\"c\":\"\\\"\",\"x\":33.6444,\"adv\":2.8222,\"size\":16.000,"
	    "\"font\":\"Song\",\"color\":\"black\"},"
	    "{\"c\":\"\",\"x\":0.0000,\"adv\":0.0000,\"size\":16.000,"
	    "\"font\":\"Song\",\"color\":\"black\"}]}],"
	    "\"rules\":[{\"x\":28.0000,\"y\":100.0000,\"w\":156.0000,"
	    "\"h\":0.7056,\"color\":\"red\"}],\"marks\":["
	    "{\"kind\":\"wave\",\"x\":30.0000,\"y\":110.0000,"
	    "\"w\":20.0000,\"h\":1.0000,\"thickness\":0.2000,"
	    "\"color\":\"red\"}]}]}\n");
	free(json);
}

static void
test_json_empty(void)
{
	DisplayItem item = line_of(NULL, 0);

	item.line.source = (Position){0};
	char *json = print(trace_write_json, &item, 1, "");
	CHECK_STR(
	    json,
	    "{\"pages\":[{\"n\":1,\"w\":210.0000,\"h\":297.0000,"
	    "\"lines\":[{\"y\":105.6600,\"role\":\"body\",\"text\":\"\","
	    "\"source\":\"\",\"glyphs\":[]}],\"rules\":[],\"marks\":[]}]}\n");
	free(json);
}

/* A comma squeezed by half an em, and a quarter em before the last run. */
static void
test_text(void)
{
	const Length em = length_from_pt(16);
	DisplayGlyph han[] = {
	    {1, mm(28), 0, 0, em, "创", 3},
	    {2, mm(28) + em, 0, 0, em / 2, "，", 3},
	};
	DisplayGlyph more[] = {
	    {3, mm(28) + em * 7 / 4, 0, 0, em, "新", 3},
	    {0, mm(28) + em * 11 / 4, 0, 0, 0, "\n", 1},
	};
	DisplayRun runs[] = {
	    {&song, em, &black, han, 2, 0, false},
	    {&song, em, &red, more, 2, 0, false},
	    {&song, em, &black, NULL, 0, 0, false},
	};
	DisplayItem items[] = {line_of(runs, 3), red_rule(), red_wave()};
	char *text = print(trace_write_text, items, 3, "— 1 —");

	CHECK_STR(text, "page 1 210.00 × 297.00 label — 1 —\n"
			"  y 105.66  x  28.00–43.52  body "
			"Song 16.00 black + Song 16.00 red  12:1 "
			"│创，新␊│ glyphs −0.50em gaps +0.25em\n"
			"  rule 28.00 100.00 156.00 0.71 red\n"
			"  mark wave 30.00 110.00 20.00 1.00 red\n");
	free(text);
}

static void
test_text_solid(void)
{
	const Length em = length_from_pt(16);
	DisplayGlyph glyphs[] = {
	    {1, mm(28), 0, 0, em, "字", 3},
	    {1, mm(28) + em, 0, 0, em, "字", 3},
	};
	DisplayRun run = {&song, em, &black, glyphs, 2, 0, false};
	DisplayItem items[] = {line_of(&run, 1), line_of(NULL, 0)};

	items[0].line.artifact = true;
	items[0].line.source = (Position){0};
	char *text = print(trace_write_text, items, 2, "");
	CHECK_STR(text, "page 1 210.00 × 297.00\n"
			"  y 105.66  x  28.00–39.29  body artifact "
			"Song 16.00 black │字字│\n"
			"  y 105.66  x  28.00–28.00  body  12:1 ││\n");
	free(text);
}

int
main(void)
{
	make_font();
	test_json();
	test_json_empty();
	test_text();
	test_text_solid();
	hb_font_destroy(song.hb_font);
	return check_report();
}
