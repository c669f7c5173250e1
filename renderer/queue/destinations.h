/* The printers that there are: the queues of CUPS and what it finds on the
 * network. */
#ifndef ZB_QUEUE_DESTINATIONS_H
#define ZB_QUEUE_DESTINATIONS_H

#include <stdio.h>

#include "queue/printer.h"

typedef struct Destination {
	const char *name; /* of a queue, or an address */
	bool is_default;
	bool answers;	 /* `abilities` are what it says now */
	const char *why; /* where it does not answer */
	Abilities abilities;
} Destination;

/* Asks CUPS for its destinations and each of them for its abilities; with an
 * address or a name, only that one. False after reporting. */
bool destinations_find(Arena *arena, const char *only, Destination **found,
		       size_t *count, Diagnostics *diag);

/* A table for people, or JSON. */
void destinations_write_table(Arena *arena, const Destination *found,
			      size_t count, FILE *out);
void destinations_write_json(const Destination *found, size_t count, FILE *out);

#endif
