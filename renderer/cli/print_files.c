#define _XOPEN_SOURCE 700
#include "cli/print_files.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "cli/copies.h"

/* A file that a PDF may be written to: nobody loses another one by a slip of
 * the hand. */
static bool
is_pdf(const char *path)
{
	struct stat info;

	return !strcmp(path, "-") || path_ends_in(path, ".pdf") ||
	       (stat(path, &info) == 0 && !S_ISREG(info.st_mode));
}

/* A folder where the path names one; where it names nothing yet, unless it ends
 * in .pdf. */
static bool
is_folder(const char *path)
{
	struct stat info;

	if (!strcmp(path, "-"))
		return false;
	if (stat(path, &info) == 0)
		return S_ISDIR(info.st_mode);
	return !path_ends_in(path, ".pdf");
}

static bool
write_output(Copies *c, const char *path, const PdfBuffer *buffer)
{
	Output *output = job_output(&c->job, path);

	if (!output)
		return false;
	output_write(output, buffer->bytes, buffer->size);
	return output_commit(output);
}

static bool
write_one_file(Copies *c, const char *path)
{
	PdfBuffer buffer = {.arena = c->job.arena};

	if (!copies_write_all(c, &buffer) || !write_output(c, path, &buffer))
		return false;
	if (strcmp(path, "-") != 0 && !c->options->quiet)
		printf("%s：%zu 份\n", diag_safe(c->job.arena, path),
		       c->wanted.count);
	return true;
}

static bool
make_folder(Copies *c, const char *path)
{
	if (mkdir(path, 0777) == 0 || errno == EEXIST)
		return true;
	diag_report(c->job.diag, DIAG_FAILURE, "cannot-write", (Position){0},
		    "请看上一级文件夹是否存在、有没有权限。",
		    "无法建立文件夹“%s”：%s", path, strerror(errno));
	return false;
}

static bool
write_folder(Copies *c, const char *folder)
{
	const char *name = job_brief_name(&c->job, "stdin");
	size_t size = strlen(folder);
	bool done = make_folder(c, folder);

	for (size_t i = 0; done && i < c->wanted.count; i++) {
		const Copy *copy = &c->wanted.copies[i];
		Arena *arena = arena_new();
		PdfBuffer buffer = {.arena = arena};
		const char *path = arena_printf(
		    arena, "%s%s%s-%s.pdf", folder,
		    folder[size - 1] == '/' ? "" : "/", name, copy->label);
		done = copies_write(c, copy, &buffer) &&
		       write_output(c, path, &buffer);
		arena_free(arena);
	}
	if (done && !c->options->quiet)
		printf("%s：%zu 份，每份一个文件\n",
		       diag_safe(c->job.arena, folder), c->wanted.count);
	return done;
}

int
print_to_files(const Options *options)
{
	bool folder = is_folder(options->to);
	Copies copies;

	if (!folder && !is_pdf(options->to)) {
		options_complain("文件名要以 .pdf 结尾 (the file must end in "
				 ".pdf)",
				 options->to);
		return EXIT_USAGE;
	}
	if (!strcmp(options->to, "-") && isatty(STDOUT_FILENO)) {
		options_complain("不把 PDF 写到终端上，请用 --to 指定文件 "
				 "(use --to FILE)",
				 "-");
		return EXIT_USAGE;
	}
	if (copies_open(&copies, options, !folder)) {
		if (folder)
			write_folder(&copies, options->to);
		else
			write_one_file(&copies, options->to);
	}
	return copies_close(&copies);
}
