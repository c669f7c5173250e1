/* Any bytes as a table of readers: read, and given to the copies of a run. */
#include <stdint.h>

#include "base/utf8.h"
#include "print/csv.h"
#include "print/readers.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	Arena *arena = arena_new();
	Diagnostics *diag = diag_new();
	const char *text = arena_copy(arena, (const char *)bytes, size);
	const Source *source = source_from_bytes(arena, "r.csv", text, size);
	ReaderRows rows;
	Run run;

	if (utf8_valid_prefix(text, size) == size &&
	    readers_from_source(arena, source, &rows, diag))
		run_build(arena, &rows, 40, &run, diag);
	diag_free(diag);
	arena_free(arena);
	return 0;
}
