#define _GNU_SOURCE /* O_TMPFILE */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"

struct Output {
	char *path;	 /* the final place */
	char *temporary; /* NULL where `path` is written directly */
	int fd;
	bool nameless; /* `temporary` does not exist yet */
	bool failed;
	bool unsynced; /* need not be on the disk when it is committed */
	Diagnostics *diag;
	OutputBytes *bytes; /* where it is kept in memory */
	Arena *arena;
};

static void
report_failure(Diagnostics *diag, const char *code, const char *path,
	       const char *what, int error)
{
	diag_report(diag, DIAG_FAILURE, code, (Position){0},
		    "请看文件和文件夹是否存在、有没有权限、磁盘是否已满。",
		    "%s“%s”：%s", what, path, strerror(error));
}

/* Reads at most `limit + 1` bytes: one more than allowed tells that there are
 * too many. Returns -1 with errno set on failure. */
static ssize_t
read_all(int fd, size_t limit, char **bytes)
{
	size_t size = 0, capacity = 64 * 1024;
	char *buffer = malloc(capacity + 1);

	while (buffer && size <= limit) {
		if (size == capacity) {
			char *larger = realloc(buffer, (capacity *= 2) + 1);
			if (!larger)
				break;
			buffer = larger;
		}
		ssize_t got = read(fd, buffer + size, capacity - size);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			break;
		if (got == 0) {
			*bytes = buffer;
			return (ssize_t)size;
		}
		size += (size_t)got;
	}
	if (buffer && size > limit) {
		*bytes = buffer;
		return (ssize_t)size;
	}
	int error = buffer ? errno : ENOMEM;
	free(buffer);
	errno = error;
	return -1;
}

Source *
file_read(Arena *arena, const char *path, size_t limit, Diagnostics *diag)
{
	bool standard = !strcmp(path, "-");
	int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	char *bytes = NULL;
	ssize_t size = fd < 0 ? -1 : read_all(fd, limit, &bytes);
	int error = errno;

	if (!standard && fd >= 0)
		close(fd);
	if (size < 0) {
		report_failure(diag, "cannot-read", path, "无法读取", error);
		return NULL;
	}
	bool too_large = (size_t)size > limit;
	size_t skip = size >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3) ? 3 : 0;
	size_t length = (size_t)size - skip;
	char *copy = arena_copy(arena, bytes + skip, length);
	free(bytes);
	if (too_large) {
		Source *none = source_from_bytes(arena, path, "", 0);
		diag_report(diag, DIAG_ERROR, "file-too-large",
			    (Position){none, 0, 0},
			    "请把内容拆成几期，或检查是否误选了文件。",
			    "文件超过 %zu MiB 的上限", limit >> 20);
		return NULL;
	}
	Source *source = source_from_bytes(arena, path, copy, length);
	size_t valid = utf8_valid_prefix(copy, length);
	if (valid < length) {
		diag_report(
		    diag, DIAG_ERROR, "not-utf8",
		    source_position(source, valid),
		    "请把文件另存为 UTF-8 编码（不是 GBK 或 GB 18030）。",
		    "文件不是 UTF-8 编码：字节 0x%02X",
		    (unsigned char)copy[valid]);
		return NULL;
	}
	return source;
}

/* Names a new file in the folder of `output->path`: try number `i`. The name
 * holds the process number, so that two runs do not meet. */
static bool
name_temporary(Output *output, int i)
{
	const char *slash = strrchr(output->path, '/');
	int folder = slash ? (int)(slash - output->path) + 1 : 0;
	size_t room = (size_t)folder + 40;

	if (!output->temporary)
		output->temporary = malloc(room);
	if (!output->temporary)
		return false;
	snprintf(output->temporary, room, "%.*s.zhuanbao-%ld-%d.tmp", folder,
		 output->path, (long)getpid(), i);
	return true;
}

/* Opens a file without a name, so that nothing is left behind however the
 * program ends; with one where the file system does not have such files. */
static void
open_temporary(Output *output)
{
	const char *slash = strrchr(output->path, '/');
	char *folder =
	    slash ? strndup(output->path, (size_t)(slash - output->path) + 1)
		  : strdup(".");

	output->fd =
	    folder ? open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666) : -1;
	free(folder);
	output->nameless = output->fd >= 0;
	if (output->nameless && !name_temporary(output, 0)) {
		close(output->fd);
		output->fd = -1;
	}
	for (int i = 0; output->fd < 0 && i < 100; i++) {
		if (!name_temporary(output, i))
			break;
		output->fd =
		    open(output->temporary,
			 O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (output->fd < 0 && errno != EEXIST)
			break;
	}
}

/* Gives a nameless file its temporary name. */
static bool
link_temporary(Output *output)
{
	char descriptor[40];

	snprintf(descriptor, sizeof descriptor, "/proc/self/fd/%d", output->fd);
	for (int i = 0; i < 100; i++) {
		if (!name_temporary(output, i))
			return false;
		if (linkat(AT_FDCWD, descriptor, AT_FDCWD, output->temporary,
			   AT_SYMLINK_FOLLOW) == 0) {
			output->nameless = false;
			return true;
		}
		if (errno != EEXIST)
			return false;
	}
	return false;
}

static void
output_free(Output *output)
{
	free(output->path);
	free(output->temporary);
	free(output);
}

Output *
output_open(const char *path, Diagnostics *diag)
{
	Output *output = calloc(1, sizeof *output);
	struct stat info;

	if (!output) {
		report_failure(diag, "cannot-write", path, "无法写入", ENOMEM);
		return NULL;
	}
	output->diag = diag;
	output->fd = -1;
	/* A link stays a link: the file that it names is replaced. */
	output->path = realpath(path, NULL);
	if (!output->path)
		output->path = strdup(path);
	if (!strcmp(path, "-") || !strcmp(path, "/dev/stdout"))
		output->fd = dup(STDOUT_FILENO);
	else if (stat(path, &info) == 0 && S_ISDIR(info.st_mode))
		errno = EISDIR;
	else if (stat(path, &info) == 0 && !S_ISREG(info.st_mode))
		output->fd = open(path, O_WRONLY | O_CLOEXEC);
	else if (stat(path, &info) == 0 && access(path, W_OK) != 0)
		; /* a read-only file is not replaced behind its owner's back */
	else
		open_temporary(output);
	if (output->fd < 0) {
		report_failure(diag, "cannot-write", path, "无法写入", errno);
		free(output->temporary);
		output->temporary = NULL;
		output_free(output);
		return NULL;
	}
	return output;
}

Output *
output_to_memory(Arena *arena, OutputBytes *bytes, Diagnostics *diag)
{
	Output *output = calloc(1, sizeof *output);

	if (!output) {
		report_failure(diag, "cannot-write", "-", "无法写入", ENOMEM);
		return NULL;
	}
	*bytes = (OutputBytes){0};
	output->fd = -1;
	output->diag = diag;
	output->bytes = bytes;
	output->arena = arena;
	return output;
}

static bool
keep_bytes(Output *output, const void *bytes, size_t size)
{
	OutputBytes *kept = output->bytes;

	if (kept->size + size > kept->capacity) {
		size_t capacity = 2 * (kept->size + size);
		char *larger = arena_alloc(output->arena, capacity);
		if (kept->size > 0)
			memcpy(larger, kept->items, kept->size);
		kept->items = larger;
		kept->capacity = capacity;
	}
	memcpy(kept->items + kept->size, bytes, size);
	kept->size += size;
	return true;
}

bool
output_write(Output *output, const void *bytes, size_t size)
{
	const char *p = bytes;

	if (output->bytes)
		return size == 0 || keep_bytes(output, bytes, size);

	while (size > 0 && !output->failed) {
		ssize_t written = write(output->fd, p, size);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0) {
			report_failure(output->diag, "cannot-write",
				       output->path, "写入失败", errno);
			output->failed = true;
			break;
		}
		p += written;
		size -= (size_t)written;
	}
	return !output->failed;
}

void
output_skip_sync(Output *output)
{
	output->unsynced = true;
}

bool
output_print(Output *output, void (*print)(void *context, FILE *out),
	     void *context)
{
	char *bytes = NULL;
	size_t size = 0;
	FILE *memory = open_memstream(&bytes, &size);

	if (memory)
		print(context, memory);
	if (!memory || fclose(memory) != 0) {
		report_failure(output->diag, "cannot-write", output->path,
			       "写入失败", errno);
		output->failed = true;
	} else {
		output_write(output, bytes, size);
	}
	free(bytes);
	return !output->failed;
}

bool
output_commit(Output *output)
{
	if (output->bytes) {
		output_free(output);
		return true;
	}
	if (!output->failed && output->temporary && !output->unsynced &&
	    fsync(output->fd) != 0) {
		report_failure(output->diag, "cannot-write", output->path,
			       "写入失败", errno);
		output->failed = true;
	}
	if (!output->failed && output->nameless && !link_temporary(output)) {
		report_failure(output->diag, "cannot-write", output->path,
			       "写入失败", errno);
		output->failed = true;
	}
	if (close(output->fd) != 0 && !output->failed) {
		report_failure(output->diag, "cannot-write", output->path,
			       "写入失败", errno);
		output->failed = true;
	}
	if (!output->failed && output->temporary &&
	    rename(output->temporary, output->path) != 0) {
		report_failure(output->diag, "cannot-write", output->path,
			       "无法改名为", errno);
		output->failed = true;
	}
	bool done = !output->failed;
	if (!done && output->temporary && !output->nameless)
		unlink(output->temporary);
	output_free(output);
	return done;
}

void
output_abort(Output *output)
{
	if (output->fd >= 0)
		close(output->fd);
	if (output->temporary && !output->nameless)
		unlink(output->temporary);
	output_free(output);
}
