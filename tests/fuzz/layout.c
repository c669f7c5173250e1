/* No layout file makes the program fail: fuzzes the reading of layouts, and
 * sets a small brief in those that can be read. Run it from the top folder of
 * the repository. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "page/page.h"

static const char *const fonts[] = {"fonts"};
static const char text[] = "---\n刊名: 某刊\n期号: 1\n日期: 2024-01-02\n"
			   "主办: 某院\n---\n# 题\n\n## 一、甲\n\n"
			   "“乙”（A 1.5%）。\n\n- 丙\n\n> 丁\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static FontLibrary *library;
	static char path[64];
	Arena *arena = arena_new();
	Diagnostics *diag = diag_new();
	LayoutPlaces places = {NULL, 0, fonts, 1, "build/words.dat"};
	FontSet *set = NULL;

	if (!library) {
		library = font_library_open(NULL, 0, diag);
		snprintf(path, sizeof path, "/tmp/zhuanbao-fuzz-%ld.yaml",
			 (long)getpid());
	}
	FILE *file = fopen(path, "wb");
	if (file) {
		fwrite(data, 1, size, file);
		fclose(file);
		const Layout *layout =
		    layout_read(arena, path, "noto", (Position){0}, &places,
				library, &set, diag);
		Source *source =
		    source_from_bytes(arena, "fuzz", text, strlen(text));
		const Brief *brief = brief_read_source(arena, source, diag);
		if (layout && brief)
			page_build(arena, brief, layout,
				   fields_read(arena, layout, brief, diag), set,
				   false, diag);
	}
	diag_free(diag);
	arena_free(arena);
	return 0;
}
