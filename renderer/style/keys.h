/* Reading maps whose keys are declared in a table: the table reads, checks and
 * documents them. A key that is not in the table is an error that names the
 * nearest one that is. */
#ifndef ZB_STYLE_KEYS_H
#define ZB_STYLE_KEYS_H

#include <stddef.h>

#include "brief/record.h"
#include "style/layout.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

typedef enum KeyType {
	KEY_TEXT,    /* const char * */
	KEY_BOOL,    /* bool: true, false */
	KEY_INTEGER, /* int, 0 … 10,000 */
	KEY_NUMBER,  /* double, not negative */
	KEY_LENGTH, /* Length: 210mm, 22pt, 2字, 1行, 二号, 0; to 14,400 pt */
	KEY_CHOICE,   /* an enum, by the names in `choices` */
	KEY_ROLE,     /* const FontRole *, of the font set */
	KEY_COLOR,    /* const Color *, of the layout */
	KEY_STYLE,    /* const Style *, of the layout */
	KEY_POSITION, /* Position of the key's value; shares its name */
	KEY_OTHER,    /* read by the caller */
} KeyType;

typedef struct Key {
	const char *name;
	KeyType type;
	bool required;
	size_t offset;		    /* in the struct that is filled */
	const char *const *choices; /* KEY_CHOICE: NULL-terminated */
} Key;

/* What values may refer to. */
typedef struct KeyReader {
	Arena *arena;
	Diagnostics *diag;
	Layout *layout; /* as far as it has been read */
	const FontSet *fonts;
} KeyReader;

/* Fills `out` (NULL where all keys are KEY_OTHER) from the map and returns false after reporting anything wrong.
 * A key that the map does not have leaves its member alone. */
bool keys_read(const KeyReader *reader, const Record *map, const Key *keys,
	       size_t count, void *out);

/* Checks that a record is a map or a list; reports where not. */
bool keys_expect(const KeyReader *reader, const Record *record,
		 RecordKind kind);

#endif
