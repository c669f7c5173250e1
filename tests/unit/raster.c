#define _XOPEN_SOURCE 700
#include "raster/raster.h"

#include <stdlib.h>
#include <unistd.h>

#include "check.h"

static const Color black = {"black", {0, 0, 0, 100}, {0, 0, 0}};
static const Color red = {"red", {0, 100, 100, 0}, {200, 0, 0}};

/* At 72 dpi a pixel is a point. */
static bool
draw(Arena *arena, double width, double height, const DisplayItem *items,
     size_t count, double dpi, Raster *raster, Diagnostics *diag)
{
	DisplayPage page = {.width = length_from_pt(width),
			    .height = length_from_pt(height),
			    .items = items,
			    .count = count};
	Display display = {.pages = &page, .count = 1};

	return raster_page(arena, &display, 0, dpi, raster, diag);
}

static DisplayItem
rule(double x, double y, double w, double h, const Color *color)
{
	return (DisplayItem){
	    .kind = DISPLAY_RULE,
	    .rule = {length_from_pt(x), length_from_pt(y), length_from_pt(w),
		     length_from_pt(h), color},
	};
}

static int
channel(const Raster *raster, unsigned x, unsigned y, int which)
{
	return raster->rgb[3 * (y * raster->width + x) + which];
}

static void
test_size(void)
{
	Arena *arena = arena_new();
	Diagnostics *diag = diag_new();
	Raster raster;

	CHECK(draw(arena, 595.27559, 841.88976, NULL, 0, 150, &raster, diag));
	CHECK_INT(raster.width, 1241);	/* 1240.16: begun is a pixel */
	CHECK_INT(raster.height, 1754); /* 1753.94 */
	CHECK(draw(arena, 612.001, 792, NULL, 0, 150, &raster, diag));
	CHECK_INT(raster.width, 1275); /* 1275.002 */
	CHECK_INT(raster.height, 1650);
	CHECK(draw(arena, 1, 1, NULL, 0, 1, &raster, diag));
	CHECK_INT(raster.width, 1);
	CHECK_INT(channel(&raster, 0, 0, 0), 255);
	CHECK(!diag_has_errors(diag));
	diag_free(diag);
	arena_free(arena);
}

static void
test_too_large(void)
{
	Arena *arena = arena_new();
	Diagnostics *diag = diag_new();
	Raster raster;

	CHECK(draw(arena, 20000, 1, NULL, 0, 72, &raster, diag));
	CHECK_INT(raster.width, 20000);
	CHECK(!draw(arena, 20001, 1, NULL, 0, 72, &raster, diag));
	CHECK_INT(diag_exit_status(diag), 1);
	CHECK(!draw(arena, 1, 612, NULL, 0, 1e300, &raster, diag));
	diag_free(diag);
	arena_free(arena);
}

/* From 1.25 to 3.5 across and from 2 to 2.5 down. */
static void
test_rule(void)
{
	Arena *arena = arena_new();
	Diagnostics *diag = diag_new();
	DisplayItem items[] = {rule(1.25, 2, 2.25, 0.5, &black)};
	Raster raster;

	CHECK(draw(arena, 5, 5, items, 1, 72, &raster, diag));
	CHECK_INT(channel(&raster, 0, 2, 0), 255);
	CHECK_INT(channel(&raster, 1, 2, 0), 255 - 96); /* 3/4 of a half */
	CHECK_INT(channel(&raster, 2, 2, 0), 255 - 128);
	CHECK_INT(channel(&raster, 3, 2, 0), 255 - 64);
	CHECK_INT(channel(&raster, 4, 2, 0), 255);
	CHECK_INT(channel(&raster, 2, 1, 0), 255);
	CHECK_INT(channel(&raster, 2, 3, 0), 255);
	diag_free(diag);
	arena_free(arena);
}

static void
test_rule_color_and_edges(void)
{
	Arena *arena = arena_new();
	Diagnostics *diag = diag_new();
	DisplayItem items[] = {
	    rule(-10, 1, 100, 1, &red), /* cut off on both sides */
	    rule(0, 3, -1, 1, &black),	/* nothing */
	    rule(50, 3, 1, 1, &black),	/* outside */
	    rule(2, 1, 1, 1, &black),	/* over the red one */
	};
	Raster raster;

	CHECK(draw(arena, 4, 4, items, 4, 72, &raster, diag));
	CHECK_INT(channel(&raster, 0, 1, 0), 200);
	CHECK_INT(channel(&raster, 3, 1, 1), 0);
	CHECK_INT(channel(&raster, 2, 1, 0), 0);
	for (unsigned x = 0; x < 4; x++)
		CHECK_INT(channel(&raster, x, 3, 0), 255);
	diag_free(diag);
	arena_free(arena);
}

/* Writes the picture to `path` and returns the file's bytes. */
static const Source *
png_bytes(Arena *arena, const Raster *raster, const char *path, char *bytes,
	  size_t room)
{
	Diagnostics *diag = diag_new();
	Output *output = output_open(path, diag);

	CHECK(raster_write_png(raster, 150, output, diag));
	CHECK(output_commit(output));
	FILE *file = fopen(path, "rb");
	size_t size = fread(bytes, 1, room, file);
	fclose(file);
	diag_free(diag);
	return source_from_bytes(arena, path, bytes, size);
}

static void
test_png(void)
{
	static const char head[] = "\x89PNG\r\n\x1A\n\0\0\0\rIHDR"
				   "\0\0\0\x05\0\0\0\x04\x08\x02\0\0\0";
	/* 5,906 pixels a metre, twice */
	static const char resolution[] = "\0\0\0\tpHYs\0\0\x17\x12\0\0\x17\x12"
					 "\x01";
	Arena *arena = arena_new();
	Diagnostics *diag = diag_new();
	DisplayItem items[] = {rule(1.25, 2, 2.25, 0.5, &red)};
	char path[] = "/tmp/raster-test-XXXXXX", one[1000], two[1000];
	Raster raster;

	close(mkstemp(path));
	CHECK(draw(arena, 5, 4, items, 1, 72, &raster, diag));
	const Source *a = png_bytes(arena, &raster, path, one, sizeof one);
	const Source *b = png_bytes(arena, &raster, path, two, sizeof two);
	CHECK(a->size > 60 && a->size == b->size);
	CHECK(!memcmp(one, two, a->size));
	CHECK(!memcmp(one, head, sizeof head - 1));
	CHECK(!memcmp(one + 33, resolution, sizeof resolution - 1));
	unlink(path);
	diag_free(diag);
	arena_free(arena);
}

/* A full disk is reported once, by the output. */
static void
test_png_fails(void)
{
	Arena *arena = arena_new();
	Diagnostics *diag = diag_new();
	Output *output = output_open("/dev/full", diag);
	Raster raster;

	if (output) {
		CHECK(draw(arena, 5, 4, NULL, 0, 72, &raster, diag));
		CHECK(!raster_write_png(&raster, 72, output, diag));
		CHECK_INT(diag_exit_status(diag), 3);
		output_abort(output);
	}
	diag_free(diag);
	arena_free(arena);
}

/* A part has the same pixels as the whole; beyond the page it is white. */
static void
test_part(void)
{
	enum { LEFT = 31, TOP = 17, WIDTH = 80, HEIGHT = 90 };
	Arena *arena = arena_new();
	Diagnostics *diag = diag_new();
	DisplayItem items[] = {
	    rule(10.3, 8.2, 30.4, 20.7, &black),
	    {.kind = DISPLAY_MARK,
	     .mark = {.kind = MARK_WAVE,
		      .x = length_from_pt(5.1),
		      .y = length_from_pt(20.3),
		      .w = length_from_pt(60),
		      .h = length_from_pt(12),
		      .thickness = length_from_pt(1.7),
		      .halves = 7,
		      .color = &red}},
	};
	DisplayPage page = {.width = length_from_pt(70),
			    .height = length_from_pt(50),
			    .items = items,
			    .count = 2};
	Display display = {.pages = &page, .count = 1};
	Raster whole,
	    part = {.width = WIDTH, .height = HEIGHT, .left = LEFT, .top = TOP};
	int wrong = 0, dark = 0;

	CHECK(raster_page(arena, &display, 0, 110, &whole, diag));
	CHECK(raster_part(arena, &display, 0, 110, &part, diag));
	for (unsigned y = 0; y < HEIGHT; y++)
		for (unsigned x = 0; x < WIDTH; x++)
			for (int i = 0; i < 3; i++) {
				bool inside = x + LEFT < whole.width &&
					      y + TOP < whole.height;
				int wanted = inside ? channel(&whole, x + LEFT,
							      y + TOP, i)
						    : 255;
				wrong += channel(&part, x, y, i) != wanted;
				dark += wanted < 255;
			}
	CHECK_INT(wrong, 0);
	CHECK(dark > 2000);
	diag_free(diag);
	arena_free(arena);
}

int
main(void)
{
	test_size();
	test_part();
	test_too_large();
	test_rule();
	test_rule_color_and_edges();
	test_png();
	test_png_fails();
	return check_report();
}
