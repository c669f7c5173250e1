/* The fonts of this machine: folders given by the user first, then what
 * fontconfig knows. Answers are looked up by family name and weight. */
#ifndef ZB_FONT_LIBRARY_H
#define ZB_FONT_LIBRARY_H

#include "font/face.h"

typedef struct FontLibrary FontLibrary;

typedef enum FontWeight { FONT_REGULAR, FONT_MEDIUM, FONT_BOLD } FontWeight;

typedef struct FontFile {
	const char *path; /* owned by the library */
	unsigned index;
} FontFile;

/* `folders` (count of them, may be none) are searched, with what lies below
 * them, before fontconfig is asked; a folder that cannot be read is reported
 * as a failure and NULL returned. Nothing is searched before the first lookup.
 * The strings are copied. */
FontLibrary *font_library_open(const char *const *folders, size_t count,
			       Diagnostics *diag);
void font_library_close(FontLibrary *library);

/* Finds the file of a family (any of its names, in any language, compared
 * without case) in this weight; false where the machine has none. A font that
 * only claims a family through fontconfig's substitution is not an answer. */
bool font_library_find(FontLibrary *library, const char *family,
		       FontWeight weight, FontFile *file);

/* Opens a face, or returns the one opened before; NULL after reporting. */
const Face *font_library_face(FontLibrary *library, const FontFile *file,
			      Diagnostics *diag);

#endif
