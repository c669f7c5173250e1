#define _XOPEN_SOURCE 700
#include "font/library.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>

#include "font/cache.h"
#include "font/index.h"
#include "font/system.h"

/* Cheapest first: the user's folders, the answers of earlier runs, and only
 * then fontconfig. Each is opened when it is first needed. */
struct FontLibrary {
	Arena *arena;
	const char **folders;
	size_t folder_count;
	bool indexed; /* the folders have been read into `fonts` */
	FontCandidates fonts;
	FontCache *cache;
	FontSystem *system;
	ARRAY(Face *) faces;
};

static bool
check_folder(const char *folder, Diagnostics *diag)
{
	DIR *stream = opendir(folder);

	if (!stream) {
		diag_report(diag, DIAG_FAILURE, "cannot-read", (Position){0},
			    "请检查字体文件夹的路径和权限。",
			    "无法读取字体文件夹“%s”：%s", folder,
			    strerror(errno));
		return false;
	}
	closedir(stream);
	return true;
}

FontLibrary *
font_library_open(const char *const *folders, size_t count, Diagnostics *diag)
{
	for (size_t i = 0; i < count; i++)
		if (!check_folder(folders[i], diag))
			return NULL;
	Arena *arena = arena_new();
	FontLibrary *library = arena_alloc(arena, sizeof *library);
	library->arena = arena;
	library->folders =
	    arena_alloc_array(arena, count, sizeof *library->folders);
	library->folder_count = count;
	for (size_t i = 0; i < count; i++)
		library->folders[i] = arena_copy_string(arena, folders[i]);
	return library;
}

void
font_library_close(FontLibrary *library)
{
	if (!library)
		return;
	for (size_t i = 0; i < library->faces.count; i++)
		face_close(library->faces.items[i]);
	if (library->cache)
		font_cache_write(library->cache);
	font_system_close(library->system);
	arena_free(library->arena);
}

static const FontCandidates *
folder_fonts(FontLibrary *library)
{
	if (!library->indexed)
		for (size_t i = 0; i < library->folder_count; i++)
			index_add_folder(library->arena, library->folders[i], i,
					 &library->fonts);
	library->indexed = true;
	return &library->fonts;
}

/* What fontconfig answers, now or in an earlier run. */
static bool
find_in_system(FontLibrary *library, const char *family, FontWeight weight,
	       FontCandidate *answer)
{
	if (!library->cache)
		library->cache = font_cache_open(library->arena);
	if (font_cache_lookup(library->cache, family, weight, answer))
		return answer->file.path;
	if (!library->system) {
		size_t count;
		library->system = font_system_open(library->arena);
		const char *const *sources =
		    font_system_sources(library->system, &count);
		font_cache_renew(library->cache, sources, count);
	}
	FontCandidates fonts = {0};
	font_system_find(library->system, family, SIZE_MAX, &fonts);
	const FontCandidate *best = index_best(&fonts, NULL, weight);
	font_cache_add(library->cache, family, weight, best);
	if (best)
		*answer = *best;
	return best;
}

bool
font_library_find(FontLibrary *library, const char *family, FontWeight weight,
		  FontFile *file)
{
	const FontCandidate *best =
	    index_best(folder_fonts(library), family, weight);
	FontCandidate answer;

	if ((!best || !index_is_ideal(best, weight)) &&
	    find_in_system(library, family, weight, &answer) &&
	    (!best || index_is_better(&answer, best, weight)))
		best = &answer;
	if (!best)
		return false;
	*file = best->file;
	return true;
}

const Face *
font_library_face(FontLibrary *library, const FontFile *file, Diagnostics *diag)
{
	for (size_t i = 0; i < library->faces.count; i++) {
		const Face *face = library->faces.items[i];
		if (face->index == file->index &&
		    !strcmp(face->path, file->path))
			return face;
	}
	Face *face = face_open(library->arena, file->path, file->index, diag);
	if (face)
		*array_push(library->arena, &library->faces) = face;
	return face;
}
