/* A print run: which copies are made, and for whom. */
#ifndef ZB_PRINT_RUN_H
#define ZB_PRINT_RUN_H

#include "base/source.h"

/* The largest run. */
enum { RUN_LIMIT = 100000 };

/* Who gets a copy. The texts may be NULL where nothing is known. */
typedef struct Reader {
	const char *name, *unit;
	const char *printer; /* the destination that prints it */
	Position at;	     /* where the reader is named */
} Reader;

typedef struct Copy {
	int number;	      /* from 1 */
	const char *label;    /* 份号, as printed: six digits */
	const Reader *reader; /* NULL: nobody's */
} Copy;

typedef struct Run {
	const Copy *copies; /* by number, ascending */
	size_t count;
} Run;

#endif
