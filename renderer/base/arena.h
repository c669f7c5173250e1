/* Memory by lifetime: everything that belongs to one brief, one paragraph or
 * one display list comes from one arena and goes with it.
 *
 * Nothing from an arena is freed alone. An arena is used by one thread at a
 * time. When the system has no more memory the program says so and exits with
 * status 3, so no caller has to check. */
#ifndef ZB_BASE_ARENA_H
#define ZB_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

typedef struct Arena Arena;

Arena *arena_new(void);
void arena_free(Arena *arena);

/* Returns `size` zeroed bytes, aligned for any type; valid until arena_free. */
void *arena_alloc(Arena *arena, size_t size);

/* Returns `count` zeroed elements; a product that overflows ends the program. */
void *arena_alloc_array(Arena *arena, size_t count, size_t size);

/* Copies `length` bytes and adds a terminating NUL. */
char *arena_copy(Arena *arena, const char *bytes, size_t length);
char *arena_copy_string(Arena *arena, const char *string);

char *arena_printf(Arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_vprintf(Arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* A growing array in an arena. Declare `ARRAY(Thing) things = {0};`, then
 * `*array_push(arena, &things) = thing;`. The old storage stays in the arena
 * when the array grows, so element addresses are valid only until a push. */
#define ARRAY(type)                                                            \
	struct {                                                               \
		type *items;                                                   \
		size_t count, capacity;                                        \
	}

#define array_push(arena, array)                                               \
	((array)->items =                                                      \
	     arena_grow((arena), (array)->items, (array)->count,               \
			&(array)->capacity, sizeof *(array)->items),           \
	 &(array)->items[(array)->count++])

/* The helper behind array_push: returns `items`, or a larger copy of it. */
void *arena_grow(Arena *arena, void *items, size_t count, size_t *capacity,
		 size_t size);

#endif
