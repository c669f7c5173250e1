/* Reading maps whose keys are declared in a table: the table reads, checks and
 * documents them. A key that is not in the table is an error that names the
 * nearest one that is. */
#ifndef ZB_STYLE_KEYS_H
#define ZB_STYLE_KEYS_H

#include <stddef.h>

#include "brief/record.h"
#include "style/layout.h"

typedef enum KeyType {
	KEY_TEXT, /* const char * */
	KEY_BOOL, /* bool: true, false */
	KEY_INTEGER, /* int, not negative */
	KEY_NUMBER, /* double, not negative */
	KEY_LENGTH, /* Length: 210mm, 22pt, 2字, 1行, 二号, 0 */
	KEY_CHOICE, /* an enum, by the names in `choices` */
	KEY_ROLE, /* const FontRole *, of the font set */
	KEY_COLOR, /* const Color *, of the layout */
	KEY_STYLE, /* const Style *, of the layout */
	KEY_POSITION, /* Position of the key's value; shares its name */
	KEY_OTHER, /* read by the caller */
} KeyType;

typedef struct Key {
	const char *name;
	KeyType type;
	bool required;
	size_t offset; /* in the struct that is filled */
	const char *const *choices; /* KEY_CHOICE: NULL-terminated */
} Key;

/* What values may refer to. */
typedef struct KeyReader {
	Arena *arena;
	Diagnostics *diag;
	Layout *layout; /* as far as it has been read */
	const FontSet *fonts;
	Position at; /* of the file, for keys that are missing */
} KeyReader;

/* Fills `out` from the map and returns false after reporting anything wrong.
 * A key that the map does not have leaves its member alone. */
bool keys_read(const KeyReader *reader, const Record *map, const Key *keys,
	       size_t count, void *out);

/* Reports a key that no table has. */
void keys_report_unknown(const KeyReader *reader, const Record *value,
			 const char *const *names, size_t count);

/* Checks that a record is a map or a list; reports where not. */
bool keys_expect(const KeyReader *reader, const Record *record,
		 RecordKind kind);

/* The PDF points of a 字号 (二号 …), 0 where there is none of that name. */
double type_size(const char *name);

#endif
