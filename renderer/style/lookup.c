#define _XOPEN_SOURCE 700
#include "style/lookup.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool
is_yaml(const char *name)
{
	size_t length = strlen(name);

	return length > 5 && !strcmp(name + length - 5, ".yaml");
}

const char *
data_file_lookup(Arena *arena, const char *name, const char *const *folders,
		 size_t count)
{
	if (is_yaml(name))
		return access(name, F_OK) == 0 ? name : NULL;
	if (!name[0] || strchr(name, '/'))
		return NULL;
	for (size_t i = 0; i < count; i++) {
		const char *path =
		    arena_printf(arena, "%s/%s.yaml", folders[i], name);
		if (access(path, F_OK) == 0)
			return path;
	}
	return NULL;
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

const char *
data_file_list(Arena *arena, const char *const *folders, size_t count)
{
	ARRAY(char *) names = {0};
	const char *list = "";

	for (size_t i = 0; i < count; i++) {
		DIR *folder = opendir(folders[i]);
		struct dirent *entry;
		while (folder && (entry = readdir(folder)))
			if (is_yaml(entry->d_name))
				*array_push(arena, &names) =
				    arena_copy(arena, entry->d_name,
					       strlen(entry->d_name) - 5);
		if (folder)
			closedir(folder);
	}
	if (names.count == 0)
		return "一个也没有找到：安装不完整。";
	qsort(names.items, names.count, sizeof *names.items, compare_names);
	for (size_t i = 0; i < names.count; i++)
		if (i == 0 || strcmp(names.items[i], names.items[i - 1]) != 0)
			list = arena_printf(arena, "%s%s%s", list,
					    i ? "、" : "", names.items[i]);
	return arena_printf(arena, "可用的有：%s。", list);
}
