#define _XOPEN_SOURCE 700
#include "font/index.h"

#include <dirent.h>
#include <fontconfig/fontconfig.h>
#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "font/sfnt.h"

typedef ARRAY(const char *) Strings;

static bool
is_family_name(hb_ot_name_id_t id)
{
	return id == HB_OT_NAME_ID_FONT_FAMILY ||
	       id == HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY ||
	       id == HB_OT_NAME_ID_WWS_FAMILY;
}

static Strings
read_families(Arena *arena, hb_face_t *face)
{
	unsigned count;
	const hb_ot_name_entry_t *entries = hb_ot_name_list_names(face, &count);
	Strings names = {0};

	for (unsigned i = 0; i < count; i++) {
		char name[256];
		unsigned room = sizeof name;
		if (!is_family_name(entries[i].name_id))
			continue;
		unsigned length = hb_ot_name_get_utf8(
		    face, entries[i].name_id, entries[i].language, &room, name);
		if (length > 0 && length < sizeof name)
			*array_push(arena, &names) =
			    arena_copy(arena, name, length);
	}
	return names;
}

static void
add_face(Arena *arena, const char *path, hb_blob_t *blob, unsigned index,
	 size_t order, FontCandidates *candidates)
{
	hb_face_t *face = hb_face_create(blob, index);
	SfntTraits traits;

	sfnt_read_traits(face, &traits);
	if ((traits.cff || traits.glyf) && !traits.italic) {
		Strings families = read_families(arena, face);
		*array_push(arena, candidates) = (FontCandidate){
		    .file = {path, index},
		    .order = order,
		    .weight = traits.weight,
		    .width = traits.width,
		    .variable = traits.variable,
		    .families = families.items,
		    .family_count = families.count,
		};
	}
	hb_face_destroy(face);
}

void
index_add_file(Arena *arena, const char *path, int only, size_t order,
	       FontCandidates *candidates)
{
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);

	if (!blob)
		return;
	const char *copy = arena_copy_string(arena, path);
	unsigned count = hb_face_count(blob);
	for (unsigned i = 0; i < count; i++)
		if (only < 0 || (unsigned)only == i)
			add_face(arena, copy, blob, i, order, candidates);
	hb_blob_destroy(blob);
}

static bool
is_font_name(const char *name)
{
	static const char *const ends[] = {".ttf", ".otf", ".ttc", ".otc"};
	size_t length = strlen(name);

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (length > 4 &&
		    !FcStrCmpIgnoreCase((const FcChar8 *)name + length - 4,
					(const FcChar8 *)ends[i]))
			return true;
	return false;
}

static int
compare_strings(const void *left, const void *right)
{
	const char *const *a = left, *const *b = right;

	return strcmp(*a, *b);
}

/* The paths of what is in a folder, sorted: readdir gives them in any order. */
static Strings
list_folder(Arena *arena, const char *folder)
{
	Strings paths = {0};
	DIR *stream = opendir(folder);
	size_t length = strlen(folder);
	const char *slash = length && folder[length - 1] == '/' ? "" : "/";

	if (!stream)
		return paths;
	for (struct dirent *entry; (entry = readdir(stream));)
		if (entry->d_name[0] != '.')
			*array_push(arena, &paths) = arena_printf(
			    arena, "%s%s%s", folder, slash, entry->d_name);
	closedir(stream);
	if (paths.count)
		qsort(paths.items, paths.count, sizeof *paths.items,
		      compare_strings);
	return paths;
}

typedef struct Walk {
	Arena *arena;
	size_t order;
	FontCandidates *candidates;
	/* Folders entered: a link may lead back to one of them. */
	ARRAY(struct stat) entered;
} Walk;

static bool
enter(Walk *walk, const struct stat *info)
{
	for (size_t i = 0; i < walk->entered.count; i++)
		if (walk->entered.items[i].st_dev == info->st_dev &&
		    walk->entered.items[i].st_ino == info->st_ino)
			return false;
	*array_push(walk->arena, &walk->entered) = *info;
	return true;
}

/* Goes through the folders breadth first: `folders` grows while it is read. */
void
index_add_folder(Arena *arena, const char *folder, size_t order,
		 FontCandidates *candidates)
{
	Walk walk = {.arena = arena, .order = order, .candidates = candidates};
	Strings folders = {0};
	struct stat info;

	if (stat(folder, &info) != 0 || !enter(&walk, &info))
		return;
	*array_push(arena, &folders) = folder;
	for (size_t i = 0; i < folders.count; i++) {
		Strings paths = list_folder(arena, folders.items[i]);
		for (size_t j = 0; j < paths.count; j++) {
			const char *path = paths.items[j];
			if (stat(path, &info) != 0)
				continue;
			if (S_ISDIR(info.st_mode) && enter(&walk, &info))
				*array_push(arena, &folders) = path;
			else if (S_ISREG(info.st_mode) && is_font_name(path))
				index_add_file(arena, path, -1, order,
					       candidates);
		}
	}
}

static bool
has_family(const FontCandidate *candidate, const char *family)
{
	for (size_t i = 0; i < candidate->family_count; i++)
		if (!FcStrCmpIgnoreCase((const FcChar8 *)candidate->families[i],
					(const FcChar8 *)family))
			return true;
	return false;
}

/* True where the font really has the weight that is asked for. */
static bool
fits(const FontCandidate *candidate, FontWeight weight)
{
	switch (weight) {
	case FONT_REGULAR:
		return candidate->weight >= 300 && candidate->weight < 600;
	case FONT_MEDIUM:
		return candidate->weight >= 450 && candidate->weight < 600;
	case FONT_BOLD:
		return candidate->weight >= 600;
	}
	return false;
}

static unsigned
weight_distance(const FontCandidate *candidate, FontWeight weight)
{
	static const unsigned targets[] = {400, 500, 700};
	unsigned target = targets[weight];

	return candidate->weight > target ? candidate->weight - target
					  : target - candidate->weight;
}

static unsigned
width_distance(const FontCandidate *candidate)
{
	return candidate->width > 5 ? candidate->width - 5
				    : 5 - candidate->width;
}

bool
index_is_ideal(const FontCandidate *candidate, FontWeight weight)
{
	return !candidate->variable && fits(candidate, weight);
}

/* A face that fits beats one that only comes from an earlier folder: a folder
 * that holds the bold alone must not hide the system's regular. */
bool
index_is_better(const FontCandidate *a, const FontCandidate *b,
		FontWeight weight)
{
	unsigned a_far = weight_distance(a, weight);
	unsigned b_far = weight_distance(b, weight);

	if (a->variable != b->variable)
		return b->variable;
	if (fits(a, weight) != fits(b, weight))
		return fits(a, weight);
	if (a->order != b->order)
		return a->order < b->order;
	if (width_distance(a) != width_distance(b))
		return width_distance(a) < width_distance(b);
	if (a_far != b_far)
		return a_far < b_far;
	if (a->weight != b->weight)
		return a->weight > b->weight;
	int order = strcmp(a->file.path, b->file.path);
	return order ? order < 0 : a->file.index < b->file.index;
}

const FontCandidate *
index_best(const FontCandidates *candidates, const char *family,
	   FontWeight weight)
{
	const FontCandidate *best = NULL;

	for (size_t i = 0; i < candidates->count; i++) {
		const FontCandidate *candidate = &candidates->items[i];
		/* Many a 小标宋 calls its only weight bold: regular is what is
		 * asked for where the weight does not matter. */
		if (weight != FONT_REGULAR && !fits(candidate, weight))
			continue;
		if (family && !has_family(candidate, family))
			continue;
		if (!best || index_is_better(candidate, best, weight))
			best = candidate;
	}
	return best;
}
