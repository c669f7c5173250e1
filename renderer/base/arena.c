#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Under a sanitizer each request has a block of its own, so that it sees who
 * writes past the end. */
#if defined(__has_feature)
#define HAS_FEATURE(name) __has_feature(name)
#else
#define HAS_FEATURE(name) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || HAS_FEATURE(address_sanitizer)
enum { BLOCK_SIZE = 0 };
#else
enum { BLOCK_SIZE = 64 * 1024 };
#endif

typedef struct Block {
	struct Block *next;
	size_t size, used;
	alignas(max_align_t) unsigned char bytes[];
} Block;

struct Arena {
	Block *blocks;
};

static _Noreturn void
out_of_memory(void)
{
	fputs("zhuanbao: 内存不足 (out of memory)\n", stderr);
	exit(3);
}

Arena *
arena_new(void)
{
	Arena *arena = calloc(1, sizeof *arena);

	if (!arena)
		out_of_memory();
	return arena;
}

void
arena_free(Arena *arena)
{
	if (!arena)
		return;
	for (Block *block = arena->blocks, *next; block; block = next) {
		next = block->next;
		free(block);
	}
	free(arena);
}

/* A request larger than a block gets a block of its own behind the current
 * one, so that the rest of the current block is not lost. */
static Block *
add_block(Arena *arena, size_t size)
{
	size_t room = size > BLOCK_SIZE / 4 ? size : BLOCK_SIZE;
	Block *block = calloc(1, sizeof *block + room);

	if (!block)
		out_of_memory();
	block->size = room;
	if (room == size && arena->blocks) {
		block->next = arena->blocks->next;
		arena->blocks->next = block;
	} else {
		block->next = arena->blocks;
		arena->blocks = block;
	}
	return block;
}

void *
arena_alloc(Arena *arena, size_t size)
{
	size_t align = alignof(max_align_t);
	Block *block = arena->blocks;

	if (size > SIZE_MAX / 2)
		out_of_memory();
	if (BLOCK_SIZE > 0)
		size = (size + align - 1) / align * align;
	if (!block || block->size - block->used < size)
		block = add_block(arena, size);
	void *bytes = block->bytes + block->used;
	block->used += size;
	return bytes;
}

void *
arena_alloc_array(Arena *arena, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		out_of_memory();
	return arena_alloc(arena, count * size);
}

char *
arena_copy(Arena *arena, const char *bytes, size_t length)
{
	char *copy = arena_alloc(arena, length + 1);

	if (length)
		memcpy(copy, bytes, length);
	return copy;
}

char *
arena_copy_string(Arena *arena, const char *string)
{
	return arena_copy(arena, string, strlen(string));
}

char *
arena_printf(Arena *arena, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	char *string = arena_vprintf(arena, format, args);
	va_end(args);
	return string;
}

char *
arena_vprintf(Arena *arena, const char *format, va_list args)
{
	va_list again;

	va_copy(again, args);
	int length = vsnprintf(NULL, 0, format, args);
	char *string = arena_alloc(arena, length < 0 ? 1 : (size_t)length + 1);
	if (length > 0)
		vsnprintf(string, (size_t)length + 1, format, again);
	va_end(again);
	return string;
}

void *
arena_grow(Arena *arena, void *items, size_t count, size_t *capacity,
	   size_t size)
{
	if (count < *capacity)
		return items;
	*capacity = *capacity ? *capacity * 2 : 8;
	void *larger = arena_alloc_array(arena, *capacity, size);
	if (count)
		memcpy(larger, items, count * size);
	return larger;
}
