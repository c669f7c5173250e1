#define _XOPEN_SOURCE 700
#include "text/words.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct WordList {
	void *map;
	size_t size;
	const WordNode *nodes;
	uint32_t count;
};

static void
report(Diagnostics *diag, const char *path, const char *what)
{
	diag_report(diag, DIAG_FAILURE, "no-word-list", (Position){0},
		    "请运行 make，或重新安装。", "不能用词表“%s”：%s", path,
		    what);
}

/* Maps the whole of an open file. */
static bool
map_file(int fd, WordList *words)
{
	struct stat status;

	if (fstat(fd, &status) != 0)
		return false;
	words->size = (size_t)status.st_size;
	if (words->size < sizeof(WordListHead) + sizeof(WordNode)) {
		errno = EINVAL;
		return false;
	}
	words->map = mmap(NULL, words->size, PROT_READ, MAP_PRIVATE, fd, 0);
	return words->map != MAP_FAILED;
}

/* Whether the head describes this file. What the nodes say is checked when
 * they are followed. */
static bool
is_sound(WordList *words)
{
	const WordListHead *head = words->map;
	size_t room = (words->size - sizeof *head) / sizeof(WordNode);

	words->nodes = (const WordNode *)(head + 1);
	words->count = head->count;
	return !memcmp(head->magic, WORDLIST_MAGIC, sizeof head->magic) &&
	       head->order == WORDLIST_ORDER && head->count > 0 &&
	       room == (size_t)head->count + 1;
}

WordList *
words_open(const char *path, Diagnostics *diag)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	WordList *words = fd < 0 ? NULL : calloc(1, sizeof *words);
	bool mapped = words && map_file(fd, words);
	int error = errno;

	if (fd >= 0)
		close(fd);
	if (!mapped) {
		report(diag, path, strerror(error));
		free(words);
		return NULL;
	}
	if (!is_sound(words)) {
		report(diag, path, "它不是这个程序的词表");
		words_close(words);
		return NULL;
	}
	return words;
}

void
words_close(WordList *words)
{
	if (!words)
		return;
	munmap(words->map, words->size);
	free(words);
}

uint32_t
words_next(const WordList *words, uint32_t node, uint32_t character)
{
	uint32_t low = words->nodes[node].link & WORDLIST_FIRST_MASK;
	uint32_t high = words->nodes[node + 1].link & WORDLIST_FIRST_MASK;

	if (low <= node || high > words->count)
		return 0;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		uint32_t label = words->nodes[middle].label;
		if (label == character)
			return middle;
		if (label < character)
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}

uint32_t
words_cost(const WordList *words, uint32_t node)
{
	return words->nodes[node].cost;
}

uint8_t
words_roles(const WordList *words, uint32_t node)
{
	return (uint8_t)(words->nodes[node].link >> WORDLIST_ROLE_SHIFT);
}
