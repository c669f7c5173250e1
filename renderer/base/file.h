/* Reading whole files, and writing files that appear whole or not at all. */
#ifndef ZB_BASE_FILE_H
#define ZB_BASE_FILE_H

#include <stdbool.h>

#include "base/diag.h"

/* Reads `path` ("-" is standard input) into the arena and returns it, or
 * reports and returns NULL: a file that cannot be read is a failure, one of
 * over `limit` bytes or one that is not UTF-8 is an error at its place. A byte
 * order mark is skipped. */
Source *file_read(Arena *arena, const char *path, size_t limit,
		  Diagnostics *diag);

/* An output file. It is written beside its place and renamed into it, so a
 * reader sees the old file or the whole new one. A path that exists and is no
 * regular file (a device, a pipe) is written directly; "-" is standard
 * output. */
typedef struct Output Output;

/* Returns NULL after reporting. */
Output *output_open(const char *path, Diagnostics *diag);

/* What an output kept in memory has been given. */
typedef struct OutputBytes {
	char *items;
	size_t size, capacity;
} OutputBytes;

/* An output that is no file: its bytes are kept in the arena. Returns NULL
 * after reporting. */
Output *output_to_memory(Arena *arena, OutputBytes *bytes, Diagnostics *diag);

/* Writes all bytes. After a failure, which is reported once, further writes do
 * nothing. */
bool output_write(Output *output, const void *bytes, size_t size);

/* Writes all that `print` prints to the stream that it is given. */
bool output_print(Output *output, void (*print)(void *context, FILE *out),
		  void *context);

/* This output need not outlast a power cut: output_commit will not wait for
 * the disk. For pictures that are looked at once and drawn again. */
void output_skip_sync(Output *output);

/* Flushes to the disk and renames into place. Frees `output`. Returns false,
 * having reported and removed what was written, where anything failed since
 * output_open. */
bool output_commit(Output *output);

/* Removes what was written. Frees `output`. */
void output_abort(Output *output);

#endif
