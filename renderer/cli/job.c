#define _XOPEN_SOURCE 700
#include "cli/job.h"

#include <limits.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"

/* The field that names the layout, under both of its names. */
static const char *const layout_fields[] = {"版式", "layout"};

enum { MAX_FOLDERS = 8 };

typedef struct Folders {
	const char *words; /* the word list for titles, or NULL */
	const char **layouts, **fonts;
	size_t count;
} Folders;

static void
find_words(Arena *arena, Folders *folders, const char *base)
{
	const char *words = arena_printf(arena, "%s/words.dat", base);

	if (!folders->words && access(words, R_OK) == 0)
		folders->words = words;
}

static void
add_data_folder(Arena *arena, Folders *folders, const char *base)
{
	find_words(arena, folders, base);
	const char *layouts = arena_printf(arena, "%s/layouts", base);
	char *whole = realpath(layouts, NULL);

	if (!whole)
		return;
	layouts = arena_copy_string(arena, whole);
	free(whole);
	folders->layouts[folders->count] = layouts;
	folders->fonts[folders->count++] =
	    arena_printf(arena, "%s/fonts", base);
}

/* Layouts and font sets come from $ZHUANBAO_DATA, from beside the program (a
 * checkout has it in build/, an installation in bin/ or libexec/zhuanbao/), from
 * the place that it was built for. */
static LayoutPlaces
find_places(Arena *arena)
{
	Folders folders = {
	    .layouts = arena_alloc_array(arena, MAX_FOLDERS, sizeof(char *)),
	    .fonts = arena_alloc_array(arena, MAX_FOLDERS, sizeof(char *)),
	};
	const char *given = getenv("ZHUANBAO_DATA");
	char program[PATH_MAX];
	ssize_t length =
	    readlink("/proc/self/exe", program, sizeof program - 1);

	if (given && *given)
		add_data_folder(arena, &folders, given);
	if (length > 0) {
		program[length] = '\0';
		char *slash = strrchr(program, '/');
		*slash = '\0';
		find_words(arena, &folders, program);
		static const char *const below[] = {
		    "../share/zhuanbao", "../../share/zhuanbao", "..", "../.."};
		for (size_t i = 0; i < sizeof below / sizeof *below; i++)
			add_data_folder(
			    arena, &folders,
			    arena_printf(arena, "%s/%s", program, below[i]));
	}
	add_data_folder(arena, &folders, ZB_DATADIR);
	return (LayoutPlaces){folders.layouts, folders.count, folders.fonts,
			      folders.count, folders.words};
}

/* The user's font folders: --font-dir, ZHUANBAO_FONTS, and the folder of the
 * cache where `make deps` puts what Debian has only inside TeX. */
static FontLibrary *
open_library(Job *job, const Options *options)
{
	ARRAY(const char *) folders = {0};
	const char *listed = getenv("ZHUANBAO_FONTS");
	const char *cache = getenv("XDG_CACHE_HOME");
	const struct passwd *user = getpwuid(getuid());
	const char *home = getenv("HOME");

	if (!home || !*home)
		home = user ? user->pw_dir : "";

	for (size_t i = 0; i < options->font_dir_count; i++)
		*array_push(job->arena, &folders) = options->font_dirs[i];
	while (listed && *listed) {
		size_t size = strcspn(listed, ":");
		if (size)
			*array_push(job->arena, &folders) =
			    arena_copy(job->arena, listed, size);
		listed += size + (listed[size] == ':');
	}
	const char *own =
	    cache && *cache
		? arena_printf(job->arena, "%s/zhuanbao/fonts", cache)
		: arena_printf(job->arena, "%s/.cache/zhuanbao/fonts", home);
	if (access(own, R_OK) == 0)
		*array_push(job->arena, &folders) = own;
	job->font_folders = folders.items;
	job->font_folder_count = folders.count;
	return font_library_open(folders.items, folders.count, job->diag);
}

/* Which layout the options or the brief ask for, and where. */
static const char *
layout_name(const Job *job, const Options *options, Position *at)
{
	*at = (Position){0};
	if (options->layout)
		return options->layout;
	for (size_t i = 0; job->brief && i < 2; i++) {
		const Record *field =
		    record_lookup(job->brief->fields, layout_fields[i]);
		if (field && field->kind == RECORD_SCALAR &&
		    !record_is_null(field)) {
			*at = field->at;
			return field->text;
		}
	}
	return "zhuanbao";
}

static bool
read_layout(Job *job, const Options *options)
{
	Position at;

	job->layout_name = layout_name(job, options, &at);
	job->layout =
	    layout_read(job->arena, job->layout_name, options->fonts, at,
			&job->places, job->library, &job->fonts, job->diag);
	return job->layout != NULL;
}

/* The warnings that the layout or the brief does not want, whichever stage has
 * them. */
static void
read_switches(Job *job)
{
	const LayoutChecks *checks = &job->layout->checks;

	check_switches_add(job->arena, &job->switches, checks->off,
			   checks->off_at, checks->off_count, job->diag);
	check_switches_add_field(job->arena, &job->switches, job->fields,
				 checks->skip_field, job->diag);
	for (size_t i = 0; i < job->switches.count; i++)
		diag_silence(job->diag, job->switches.off[i]);
}

/* What every job has, with or without a brief. */
static void
start(Job *job)
{
	*job = (Job){.arena = arena_new(), .diag = diag_new()};
	job->places = find_places(job->arena);
}

static void
read_fields(Job *job)
{
	job->fields =
	    fields_read(job->arena, job->layout, job->brief, job->diag);
	read_switches(job);
}

bool
job_read(Job *job, const Options *options)
{
	start(job);
	if (options->brief) {
		job->brief = brief_read(job->arena, options->brief, job->diag);
		if (!job->brief)
			return false;
	}
	job->library = open_library(job, options);
	if (!job->library || !read_layout(job, options))
		return false;
	if (job->brief)
		read_fields(job);
	return true;
}

bool
job_build(Job *job, bool numbered)
{
	job->display = page_build(job->arena, job->brief, job->layout,
				  job->fields, job->fonts, numbered, job->diag);
	return job->display != NULL;
}

bool
job_open_sample(Job *job, const Options *options)
{
	start(job);
	job->library = open_library(job, options);
	if (!job->library || !read_layout(job, options))
		return false;
	if (!job->layout->sample) {
		diag_report(job->diag, DIAG_ERROR, "no-sample",
			    (Position){job->layout->source, 0, 0},
			    "请写一份稿件放在版式旁边，在版式里加一行"
			    "“sample: 文件名”；或指定一份稿件。",
			    "版式“%s”没有样文", job->layout->name);
		return false;
	}
	job->brief = brief_read(job->arena, job->layout->sample, job->diag);
	if (!job->brief)
		return false;
	read_fields(job);
	return job_build(job, false);
}

bool
job_open(Job *job, const Options *options)
{
	return job_read(job, options) && (!job->brief || job_build(job, false));
}

bool
job_same_file(const char *a, const char *b)
{
	struct stat first, second;

	return stat(a, &first) == 0 && stat(b, &second) == 0 &&
	       S_ISREG(first.st_mode) && first.st_dev == second.st_dev &&
	       first.st_ino == second.st_ino;
}

const char *
job_brief_name(const Job *job, const char *nameless)
{
	const char *name = path_name(job->brief->source->path);

	return strcmp(name, "-") != 0
		   ? arena_copy(job->arena, name, path_stem(name))
		   : nameless;
}

bool
job_was_read_from(const Job *job, const char *path)
{
	const char *read[] = {
	    job->brief ? job->brief->source->path : NULL,
	    job->layout ? job->layout->source->path : NULL,
	    job->other_input,
	};

	for (size_t i = 0; i < sizeof read / sizeof *read; i++)
		if (read[i] && job_same_file(path, read[i]))
			return true;
	return false;
}

void
job_refuse_output(Diagnostics *diag, const char *path)
{
	diag_report(diag, DIAG_FAILURE, "output-is-input", (Position){0},
		    "请写到别的文件。", "“%s”就是读入的文件，不能覆盖它", path);
}

Output *
job_output(Job *job, const char *path)
{
	if (job_was_read_from(job, path)) {
		job_refuse_output(job->diag, path);
		return NULL;
	}
	return output_open(path, job->diag);
}

void
job_forget(Job *job)
{
	font_library_close(job->library);
	arena_free(job->arena);
	diag_free(job->diag);
}

int
job_close(Job *job)
{
	diag_print(job->diag, stderr);
	int status = diag_exit_status(job->diag);
	job_forget(job);
	return status;
}
