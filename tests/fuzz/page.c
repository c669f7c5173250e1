/* Any brief that can be read can be set: fuzzes everything from the brief to
 * the PDF, with the layouts and fonts of this checkout. Run it from the top
 * folder of the repository. */
#include <stdint.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "page/page.h"
#include "pdf/pdf.h"

static const char *const layouts[] = {"layouts"};
static const char *const fonts[] = {"fonts"};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static FontLibrary *library;
	Arena *arena = arena_new();
	Diagnostics *diag = diag_new();
	const char *bytes = arena_copy(arena, (const char *)data, size);
	LayoutPlaces places = {layouts, 1, fonts, 1, "build/words.dat"};
	FontSet *set = NULL;

	if (!library)
		library = font_library_open(NULL, 0, diag);
	if (utf8_valid_prefix(bytes, size) == size) {
		Source *source = source_from_bytes(arena, "fuzz", bytes, size);
		const Brief *brief = brief_read_source(arena, source, diag);
		const Layout *layout =
		    brief
			? layout_read(arena, "zhuanbao", "noto", (Position){0},
				      &places, library, &set, diag)
			: NULL;
		const Display *display =
		    layout ? page_build(arena, brief, layout,
					fields_read(arena, layout, brief, diag),
					set, false, diag)
			   : NULL;
		Output *output =
		    display ? output_open("/dev/null", diag) : NULL;
		if (output) {
			pdf_write(display, output, diag);
			output_abort(output);
		}
	}
	diag_free(diag);
	arena_free(arena);
	return 0;
}
