/* A font set: roles (仿宋, 楷体, 黑体, 宋体, 小标宋, 西文 …), each with an
 * ordered list of families, read from fonts/NAME.yaml. */
#ifndef ZB_STYLE_FONTSET_H
#define ZB_STYLE_FONTSET_H

#include "font/library.h"

/* One entry of a role's list, and what became of it. */
typedef struct FontChoice {
	const char *family;
	FontWeight weight;
	const char *except; /* characters that it draws badly, or NULL */
	bool found;
	FontFile file;	  /* where found */
	const Face *face; /* opened when it is first needed, else NULL */
} FontChoice;

typedef struct FontRole {
	const char *name;
	FontChoice *choices; /* the role's list, then the set's last resort */
	size_t count;
	size_t own; /* how many of them are the role's own */
} FontRole;

typedef struct FontSet {
	const char *name;
	FontRole *roles;
	size_t count;
	FontLibrary *library;
} FontSet;

/* Reads the set named `name` from the first of `folders` that has
 * `name`.yaml, or the file `name` itself where it ends in .yaml. Finds the
 * files of all roles. Unknown set: an error with the list of those there are,
 * at `name_at`, where the name is written, if anywhere. A role of which no
 * family is found at all: a failure. */
FontSet *fontset_read(Arena *arena, const char *name, Position name_at,
		      const char *const *folders, size_t folder_count,
		      FontLibrary *library, Diagnostics *diag);

const FontRole *fontset_role(const FontSet *set, const char *name);

/* The face that shows `character` in this role: the first choice that has it.
 * `*choice` is its index, 0 … count - 1: index > first found says that it
 * fell back. NULL where none has it (not reported: the caller knows the
 * place). A file that cannot be opened is reported, and passed over. */
const Face *font_role_face(FontSet *set, const FontRole *role,
			   uint32_t character, size_t *choice,
			   Diagnostics *diag);

/* Whether the set asks for another font for this character. */
bool font_choice_excepts(const FontChoice *choice, uint32_t character);

/* The index of the role's first found choice, or SIZE_MAX. */
size_t font_role_first(const FontRole *role);

#endif
