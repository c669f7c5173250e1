#include "font/system.h"

#include <fontconfig/fontconfig.h>
#include <stdlib.h>
#include <string.h>

struct FontSystem {
	Arena *arena;
	FcConfig *config;
};

typedef ARRAY(const char *) Strings;

FontSystem *
font_system_open(Arena *arena)
{
	FontSystem *system = arena_alloc(arena, sizeof *system);

	system->arena = arena;
	system->config = FcInitLoadConfigAndFonts();
	return system;
}

void
font_system_close(FontSystem *system)
{
	if (system && system->config)
		FcConfigDestroy(system->config);
}

static bool
has_family(FcPattern *pattern, const char *family)
{
	FcChar8 *name;

	for (int i = 0;
	     FcPatternGetString(pattern, FC_FAMILY, i, &name) == FcResultMatch;
	     i++)
		if (!FcStrCmpIgnoreCase(name, (const FcChar8 *)family))
			return true;
	return false;
}

/* Type 1 and bitmap fonts are of no use here, and a variable font's instances
 * stand for the font itself, which is listed too. */
static bool
is_usable(FcPattern *pattern, int index)
{
	FcChar8 *format;

	if (index < 0 || index > 0xFFFF ||
	    FcPatternGetString(pattern, FC_FONTFORMAT, 0, &format) !=
		FcResultMatch)
		return false;
	return !strcmp((const char *)format, "TrueType") ||
	       !strcmp((const char *)format, "CFF");
}

void
font_system_find(FontSystem *system, const char *family, size_t order,
		 FontCandidates *candidates)
{
	FcFontSet *fonts = system->config
			       ? FcConfigGetFonts(system->config, FcSetSystem)
			       : NULL;

	for (int i = 0; fonts && i < fonts->nfont; i++) {
		FcPattern *pattern = fonts->fonts[i];
		FcChar8 *path;
		int index;
		if (has_family(pattern, family) &&
		    FcPatternGetInteger(pattern, FC_INDEX, 0, &index) ==
			FcResultMatch &&
		    FcPatternGetString(pattern, FC_FILE, 0, &path) ==
			FcResultMatch &&
		    is_usable(pattern, index))
			index_add_file(system->arena, (const char *)path, index,
				       order, candidates);
	}
}

static void
add_path(Arena *arena, const char *path, Strings *paths)
{
	for (size_t i = paths->count; i-- > 0;)
		if (!strcmp(paths->items[i], path))
			return;
	*array_push(arena, paths) = arena_copy_string(arena, path);
}

/* A file that is added beside a configuration file is seen by the time of
 * their folder. */
static void
add_list(Arena *arena, FcStrList *list, bool with_parents, Strings *paths)
{
	FcChar8 *path;

	while (list && (path = FcStrListNext(list))) {
		FcChar8 *parent = with_parents ? FcStrDirname(path) : NULL;
		add_path(arena, (const char *)path, paths);
		if (parent)
			add_path(arena, (const char *)parent, paths);
		FcStrFree(parent);
	}
	if (list)
		FcStrListDone(list);
}

/* A user's own configuration that does not exist yet may come. */
static void
add_user_files(Arena *arena, Strings *paths)
{
	static const char *const names[2][2] = {
	    {".fonts.conf", ".fonts.conf.d"},
	    {"fontconfig/fonts.conf", "fontconfig/conf.d"},
	};
	const char *home = getenv("HOME");
	const char *config = getenv("XDG_CONFIG_HOME");

	if (!config && home)
		config = arena_printf(arena, "%s/.config", home);
	const char *const folders[2] = {home, config};
	for (size_t i = 0; i < 2; i++)
		for (size_t j = 0; folders[i] && j < 2; j++)
			add_path(arena,
				 arena_printf(arena, "%s/%s", folders[i],
					      names[i][j]),
				 paths);
}

const char *const *
font_system_sources(FontSystem *system, size_t *count)
{
	Arena *arena = system->arena;
	FcConfig *config = system->config;
	Strings paths = {0};

	add_user_files(arena, &paths);
	if (config) {
		add_list(arena, FcConfigGetConfigFiles(config), true, &paths);
		add_list(arena, FcConfigGetConfigDirs(config), false, &paths);
		add_list(arena, FcConfigGetFontDirs(config), false, &paths);
	}
	*count = paths.count;
	return paths.items;
}
