#define _GNU_SOURCE
#include "cli/sources.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

/* Which files of a folder are sources. */
typedef enum SourceKind {
	SOURCE_NAMED, /* the one of this name */
	SOURCE_YAML,  /* layouts and font sets */
	SOURCE_FONTS,
} SourceKind;

typedef struct Watched {
	int number; /* inotify's */
	const char *folder, *name;
	SourceKind kind;
} Watched;

struct Sources {
	Arena *arena;
	int fd;
	ARRAY(Watched) watched;
};

static bool
fail(Diagnostics *diag, const char *what)
{
	diag_report(diag, DIAG_FAILURE, "cannot-watch", (Position){0},
		    "请看文件夹的权限，以及 /proc/sys/fs/inotify 里的上限。",
		    "无法监视“%s”：%s", what, strerror(errno));
	return false;
}

Sources *
sources_open(Diagnostics *diag)
{
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

	if (fd < 0) {
		fail(diag, "inotify");
		return NULL;
	}
	Arena *arena = arena_new();
	Sources *sources = arena_alloc(arena, sizeof *sources);
	sources->arena = arena;
	sources->fd = fd;
	return sources;
}

void
sources_close(Sources *sources)
{
	if (!sources)
		return;
	close(sources->fd);
	arena_free(sources->arena);
}

int
sources_descriptor(const Sources *sources)
{
	return sources->fd;
}

static bool
is_known(const Sources *s, const char *folder, SourceKind kind,
	 const char *name)
{
	for (size_t i = 0; i < s->watched.count; i++) {
		const Watched *w = &s->watched.items[i];
		if (w->kind == kind && !strcmp(w->folder, folder) &&
		    (!name || !strcmp(w->name, name)))
			return true;
	}
	return false;
}

/* Splits a path at its last slash. Returns the folder, in the arena. */
static const char *
split_path(Arena *arena, const char *path, const char **name)
{
	const char *slash = strrchr(path, '/');

	*name = slash ? slash + 1 : path;
	if (!slash)
		return ".";
	return slash == path ? "/"
			     : arena_copy(arena, path, (size_t)(slash - path));
}

/* The path without slashes at its end, which would hide its last name. */
static const char *
trimmed(Arena *arena, const char *path)
{
	size_t length = strlen(path);

	while (length > 1 && path[length - 1] == '/')
		length--;
	return arena_copy(arena, path, length);
}

/* Watches a folder. Returns 0, or what hindered it. */
static int
watch_now(Sources *s, const char *folder, SourceKind kind, const char *name)
{
	int number = inotify_add_watch(s->fd, folder,
				       IN_CLOSE_WRITE | IN_MOVED_TO |
					   IN_CREATE | IN_MOVE_SELF);

	if (number < 0)
		return errno;
	if (!is_known(s, folder, kind, name))
		*array_push(s->arena, &s->watched) = (Watched){
		    number, arena_copy_string(s->arena, folder),
		    name ? arena_copy_string(s->arena, name) : NULL, kind};
	return 0;
}

static bool
is_absent(int wrong)
{
	return wrong == ENOENT || wrong == ENOTDIR;
}

/* Watches the nearest folder above that is there, for the name that leads to
 * this one. Where that may not be watched either, nothing is lost but that. */
static void
watch_above(Sources *s, const char *folder)
{
	Arena *arena = arena_new();
	const char *above = folder, *name;
	int wrong;

	do {
		above = split_path(arena, trimmed(arena, above), &name);
		wrong = watch_now(s, above, SOURCE_NAMED, name);
	} while (is_absent(wrong) && strcmp(above, ".") != 0 &&
		 strcmp(above, "/") != 0);
	arena_free(arena);
}

/* A folder that is not there is waited for; the setting that follows its
 * coming watches it. */
static bool
watch_folder(Sources *s, const char *folder, SourceKind kind, const char *name,
	     Diagnostics *diag)
{
	if (is_known(s, folder, kind, name))
		return true;
	int wrong = watch_now(s, folder, kind, name);
	if (is_absent(wrong)) {
		watch_above(s, folder);
		/* It may have come before that. */
		wrong = watch_now(s, folder, kind, name);
	}
	errno = wrong;
	return !wrong || is_absent(wrong) || fail(diag, folder);
}

/* Watches one file, by its folder and name. */
static bool
watch_name(Sources *s, const char *path, Diagnostics *diag)
{
	Arena *arena = arena_new();
	const char *name, *folder = split_path(arena, path, &name);
	bool good = watch_folder(s, folder, SOURCE_NAMED, name, diag);

	arena_free(arena);
	return good;
}

/* A file, and where it is a link, what it links to. */
static bool
watch_file(Sources *s, const char *path, Diagnostics *diag)
{
	char *whole = realpath(path, NULL);
	bool good =
	    watch_name(s, path, diag) && (!whole || watch_name(s, whole, diag));

	free(whole);
	return good;
}

static bool
watch_folders(Sources *s, const char *const *folders, size_t count,
	      SourceKind kind, Diagnostics *diag)
{
	for (size_t i = 0; i < count; i++)
		if (!watch_folder(s, folders[i], kind, NULL, diag))
			return false;
	return true;
}

static bool
is_yaml_path(const char *name)
{
	size_t length = name ? strlen(name) : 0;

	return length > 5 && !strcmp(name + length - 5, ".yaml");
}

bool
sources_add(Sources *s, const Job *job, const Options *options,
	    Diagnostics *diag)
{
	const LayoutPlaces *places = &job->places;

	/* Files first: what they are called is known even where they could not
	 * be read. */
	if (options->brief && !watch_file(s, options->brief, diag))
		return false;
	if (job->brief && !watch_file(s, job->brief->source->path, diag))
		return false;
	if (job->layout && !watch_file(s, job->layout->source->path, diag))
		return false;
	if (is_yaml_path(job->layout_name) &&
	    !watch_file(s, job->layout_name, diag))
		return false;
	if (is_yaml_path(options->fonts) &&
	    !watch_file(s, options->fonts, diag))
		return false;
	return watch_folders(s, places->layout_folders,
			     places->layout_folder_count, SOURCE_YAML, diag) &&
	       watch_folders(s, places->font_folders, places->font_folder_count,
			     SOURCE_YAML, diag) &&
	       watch_folders(s, job->font_folders, job->font_folder_count,
			     SOURCE_FONTS, diag);
}

static bool
is_font(const char *name)
{
	static const char *const ends[] = {".ttf", ".otf", ".ttc", ".otc"};
	size_t length = strlen(name);

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (length > 4 && !strcasecmp(name + length - 4, ends[i]))
			return true;
	return false;
}

static bool
is_source(const Watched *watched, const char *name)
{
	switch (watched->kind) {
	case SOURCE_NAMED:
		return !strcmp(name, watched->name);
	case SOURCE_YAML:
		return is_yaml_path(name);
	case SOURCE_FONTS:
		return is_font(name);
	}
	return false;
}

/* Whether a new name is surely that of a whole file. */
static bool
is_link(const Watched *watched, const char *name)
{
	char path[PATH_MAX + NAME_MAX + 2];
	struct stat info;

	snprintf(path, sizeof path, "%s/%s", watched->folder, name);
	return lstat(path, &info) == 0 &&
	       (S_ISLNK(info.st_mode) || info.st_nlink > 1);
}

static SourceNews
news_of(const Sources *s, const struct inotify_event *event)
{
	if (event->mask & IN_Q_OVERFLOW)
		return NEWS_SAVED;
	for (size_t i = 0; event->len && i < s->watched.count; i++) {
		const Watched *w = &s->watched.items[i];
		if (w->number == event->wd && is_source(w, event->name))
			return event->mask & IN_CREATE &&
				       !is_link(w, event->name)
				   ? NEWS_BEGUN
				   : NEWS_SAVED;
	}
	return NEWS_NONE;
}

/* A folder that is gone, or was moved, is to be watched anew. */
static void
forget(Sources *s, int number)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->watched.count; i++)
		if (s->watched.items[i].number != number)
			s->watched.items[kept++] = s->watched.items[i];
	s->watched.count = kept;
}

SourceNews
sources_news(Sources *s)
{
	_Alignas(struct inotify_event) char buffer[16 * 1024];
	SourceNews news = NEWS_NONE;
	ssize_t size;

	while ((size = read(s->fd, buffer, sizeof buffer)) > 0)
		for (char *p = buffer; p < buffer + size;) {
			const struct inotify_event *event = (void *)p;
			SourceNews one = news_of(s, event);
			/* Under its new name it is no source any more. */
			if (event->mask & IN_MOVE_SELF)
				inotify_rm_watch(s->fd, event->wd);
			if (event->mask & IN_IGNORED) {
				forget(s, event->wd);
				one = NEWS_SAVED;
			}
			news = one > news ? one : news;
			p += sizeof *event + event->len;
		}
	return news;
}
