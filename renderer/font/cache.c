#define _XOPEN_SOURCE 700
#include "font/cache.h"

#include <fcntl.h>
#include <fontconfig/fontconfig.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Answer {
	const char *family;
	FontWeight weight;
	FontCandidate candidate;
} Answer;

struct FontCache {
	Arena *arena;
	const char *path;  /* NULL where this user has no cache folder */
	const char *state; /* what the answers depend on, as text */
	ARRAY(Answer) answers;
	bool changed;
};

/* The form of the file, line by line: the state, which begins with HEADING and
 * lists variables and paths with their times; ANSWERS; one line for each
 * answer; END, which a file cut short does not have. */
#define HEADING "zhuanbao fonts 1, fontconfig"
#define ANSWERS "answers\n"
#define END "end\n"

enum { SIZE_LIMIT = 1 << 20 };

static const char *
cache_folder(Arena *arena)
{
	const char *cache = getenv("XDG_CACHE_HOME");
	const char *home = getenv("HOME");

	/* The specification ignores a relative path. */
	if (cache && cache[0] == '/')
		return cache;
	if (home && home[0] == '/')
		return arena_printf(arena, "%s/.cache", home);
	return NULL;
}

static void
add_text(Arena *arena, char **text, size_t *size, size_t *capacity,
	 const char *more)
{
	size_t length = strlen(more);

	if (*capacity - *size <= length) {
		*capacity = (*size + length + 1) * 2;
		char *larger = arena_alloc(arena, *capacity);
		if (*size)
			memcpy(larger, *text, *size);
		*text = larger;
	}
	memcpy(*text + *size, more, length + 1);
	*size += length;
}

/* The state of `count` paths and of the environment now. */
static const char *
make_state(Arena *arena, const char *const *paths, size_t count)
{
	static const char *const variables[] = {
	    "FONTCONFIG_FILE", "FONTCONFIG_PATH", "FONTCONFIG_SYSROOT", "HOME",
	    "XDG_CONFIG_HOME", "XDG_DATA_HOME",	  "XDG_DATA_DIRS",
	};
	size_t size = 0, capacity = 0;
	char *text = NULL;

	add_text(arena, &text, &size, &capacity,
		 arena_printf(arena, HEADING " %d\n", FcGetVersion()));
	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
		const char *value = getenv(variables[i]);
		add_text(arena, &text, &size, &capacity,
			 arena_printf(arena, "%s%s%s\n", variables[i],
				      value ? "=" : "", value ? value : ""));
	}
	for (size_t i = 0; i < count; i++) {
		struct stat info;
		const char *line =
		    stat(paths[i], &info) == 0
			? arena_printf(arena, "%jd.%09ld %s\n",
				       (intmax_t)info.st_mtim.tv_sec,
				       (long)info.st_mtim.tv_nsec, paths[i])
			: arena_printf(arena, "- %s\n", paths[i]);
		add_text(arena, &text, &size, &capacity, line);
	}
	return text;
}

static bool
is_fresh(Arena *arena, const char *state, size_t size)
{
	ARRAY(const char *) paths = {0};
	const char *end = state + size;

	for (const char *line = state, *next; line < end; line = next) {
		const char *stop = memchr(line, '\n', (size_t)(end - line));
		next = stop ? stop + 1 : end;
		const char *space = memchr(line, ' ', (size_t)(next - line));
		/* A path's line begins with its time or with a hyphen. */
		if (stop && space && space + 1 < stop && space[1] == '/' &&
		    (*line == '-' || (*line >= '0' && *line <= '9')))
			*array_push(arena, &paths) = arena_copy(
			    arena, space + 1, (size_t)(stop - space - 1));
	}
	const char *now = make_state(arena, paths.items, paths.count);
	return strlen(now) == size && !memcmp(now, state, size);
}

/* Reads `WANTED WEIGHT WIDTH VARIABLE INDEX<tab>FAMILY<tab>PATH`. */
static bool
parse_answer(char *line, Answer *answer)
{
	unsigned wanted, weight, width, variable, index;
	int used = 0;
	char *family, *path;

	if (sscanf(line, "%u %u %u %u %u%n", &wanted, &weight, &width,
		   &variable, &index, &used) != 5 ||
	    wanted > FONT_BOLD || line[used] != '\t')
		return false;
	family = line + used + 1;
	path = strchr(family, '\t');
	if (!path)
		return false;
	*path++ = '\0';
	*answer = (Answer){
	    .family = family,
	    .weight = (FontWeight)wanted,
	    .candidate = {.file = {*path ? path : NULL, index},
			  .order = SIZE_MAX,
			  .weight = weight,
			  .width = width,
			  .variable = variable != 0},
	};
	return true;
}

/* The bytes of the file, or NULL. */
static char *
read_bytes(Arena *arena, const char *path, size_t *size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat info;
	char *bytes = NULL;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode) &&
	    info.st_size > 0 && info.st_size <= SIZE_LIMIT) {
		*size = (size_t)info.st_size;
		bytes = arena_alloc(arena, *size + 1);
		if (read(fd, bytes, *size) != (ssize_t)*size ||
		    strlen(bytes) != *size)
			bytes = NULL;
	}
	close(fd);
	return bytes;
}

static void
read_cache(FontCache *cache)
{
	Arena *arena = cache->arena;
	size_t size;
	char *bytes = read_bytes(arena, cache->path, &size);
	char *answers = bytes ? strstr(bytes, "\n" ANSWERS) : NULL;
	size_t tail = strlen("\n" END);

	if (!answers || strcmp(bytes + size - tail, "\n" END) != 0)
		return;
	size_t state = (size_t)(answers + 1 - bytes);
	if (!is_fresh(arena, bytes, state))
		return;
	cache->state = arena_copy(arena, bytes, state);
	char *line = answers + strlen("\n" ANSWERS);
	while (strcmp(line, END) != 0) {
		char *stop = strchr(line, '\n');
		Answer answer;
		*stop = '\0';
		if (!parse_answer(line, &answer)) {
			cache->answers.count = 0;
			return;
		}
		*array_push(arena, &cache->answers) = answer;
		line = stop + 1;
	}
}

FontCache *
font_cache_open(Arena *arena)
{
	FontCache *cache = arena_alloc(arena, sizeof *cache);
	const char *folder = cache_folder(arena);

	cache->arena = arena;
	if (folder) {
		cache->path =
		    arena_printf(arena, "%s/zhuanbao/fonts-v1", folder);
		read_cache(cache);
	}
	return cache;
}

bool
font_cache_lookup(const FontCache *cache, const char *family, FontWeight weight,
		  FontCandidate *answer)
{
	for (size_t i = 0; i < cache->answers.count; i++) {
		const Answer *known = &cache->answers.items[i];
		if (known->weight != weight || strcmp(known->family, family))
			continue;
		*answer = known->candidate;
		/* A link in a font folder may have lost its file. */
		return !answer->file.path ||
		       access(answer->file.path, R_OK) == 0;
	}
	return false;
}

void
font_cache_add(FontCache *cache, const char *family, FontWeight weight,
	       const FontCandidate *answer)
{
	Answer *added = NULL;

	for (size_t i = 0; i < cache->answers.count && !added; i++)
		if (cache->answers.items[i].weight == weight &&
		    !strcmp(cache->answers.items[i].family, family))
			added = &cache->answers.items[i];
	if (!added)
		added = array_push(cache->arena, &cache->answers);
	*added = (Answer){
	    .family = arena_copy_string(cache->arena, family),
	    .weight = weight,
	    .candidate = answer ? *answer : (FontCandidate){.order = SIZE_MAX},
	};
	cache->changed = true;
}

void
font_cache_renew(FontCache *cache, const char *const *sources, size_t count)
{
	const char *state = make_state(cache->arena, sources, count);

	if (!cache->state || strcmp(cache->state, state) != 0)
		cache->answers.count = 0;
	cache->state = state;
}

/* A tab or line end within a name or path would make another line of it. */
static bool
is_writable(const Answer *answer)
{
	const char *path = answer->candidate.file.path;

	return !strpbrk(answer->family, "\t\n") &&
	       !(path && strpbrk(path, "\t\n"));
}

static bool
write_answers(const FontCache *cache, FILE *out)
{
	fputs(cache->state, out);
	fputs(ANSWERS, out);
	for (size_t i = 0; i < cache->answers.count; i++) {
		const Answer *answer = &cache->answers.items[i];
		const FontCandidate *font = &answer->candidate;
		if (is_writable(answer))
			fprintf(out, "%u %u %u %u %u\t%s\t%s\n",
				(unsigned)answer->weight, font->weight,
				font->width, font->variable, font->file.index,
				answer->family,
				font->file.path ? font->file.path : "");
	}
	fputs(END, out);
	bool done = !ferror(out);
	return fclose(out) == 0 && done;
}

/* Makes the folders in which the file lies: the user's cache folder and ours.
 * The specification asks for 0700. */
static void
make_folders(Arena *arena, const char *path)
{
	char *folder = arena_copy_string(arena, path);

	for (char *p = folder + 1; (p = strchr(p, '/')); *p++ = '/') {
		*p = '\0';
		mkdir(folder, 0700);
	}
}

void
font_cache_write(const FontCache *cache)
{
	if (!cache->path || !cache->changed || !cache->state)
		return;
	make_folders(cache->arena, cache->path);
	const char *temporary = arena_printf(cache->arena, "%s.%ld.tmp",
					     cache->path, (long)getpid());
	int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return;
	FILE *out = fdopen(fd, "w");
	if (!out)
		close(fd);
	if (!out || !write_answers(cache, out) ||
	    rename(temporary, cache->path) != 0)
		unlink(temporary);
}
