/* What tells one content from another in the register. */
#ifndef ZB_QUEUE_HASH_H
#define ZB_QUEUE_HASH_H

#include "base/arena.h"

/* The SHA-256 of the bytes in hexadecimal, as sha256sum writes it. */
const char *content_hash(Arena *arena, const void *bytes, size_t size);

#endif
