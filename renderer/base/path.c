#define _XOPEN_SOURCE 700
#include "base/path.h"

#include <string.h>
#include <strings.h>

const char *
path_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

size_t
path_stem(const char *path)
{
	const char *name = path_name(path);
	const char *dot = strrchr(name, '.');

	return dot && dot > name ? (size_t)(dot - path) : strlen(path);
}

bool
path_ends_in(const char *path, const char *ending)
{
	size_t length = strlen(path), wanted = strlen(ending);

	return length >= wanted && !strcasecmp(path + length - wanted, ending);
}
