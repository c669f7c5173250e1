/* A record: the tree that a YAML or JSON text says, each node with its place.
 *
 * Front matter, layouts and font sets are all read through this one form, so
 * that libfyaml is known in one file. Anchors, tags and merge keys are refused:
 * such files are written by hand and read by people. */
#ifndef ZB_BRIEF_RECORD_H
#define ZB_BRIEF_RECORD_H

#include <stdbool.h>

#include "base/diag.h"

typedef enum RecordKind { RECORD_SCALAR, RECORD_LIST, RECORD_MAP } RecordKind;

typedef struct Record {
	RecordKind kind;
	Position at;	  /* of the value */
	const char *text; /* scalar: its text without quotes, NUL-terminated */
	bool
	    quoted; /* scalar: in quotes or a block, so never a number or null */
	uint32_t mark_size; /* characters between `at` and the text: a quote */
	const char *key;    /* its key where the parent is a map, else NULL */
	Position key_at;
	const struct Record *children; /* list, map: in the order written */
	size_t count;
} Record;

/* Reads YAML, or JSON where `json`, from `size` bytes at `bytes`, which are
 * part of `source` and begin on its line `first_line`. A key given twice, bad
 * syntax, a nesting over 32 are errors. Returns NULL after reporting. An empty
 * text gives an empty map. The record lives in the arena. */
const Record *record_read(Arena *arena, const Source *source, const char *bytes,
			  size_t size, uint32_t first_line, bool json,
			  Diagnostics *diag);

/* Returns the child with this key, or NULL. */
const Record *record_lookup(const Record *map, const char *key);

/* True for a scalar that says nothing: empty, ~ or null, not in quotes. */
bool record_is_null(const Record *record);

#endif
