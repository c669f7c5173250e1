/* Where the bytes of a file go. */
#ifndef ZB_PDF_SINK_H
#define ZB_PDF_SINK_H

#include <stdbool.h>
#include <stddef.h>

typedef struct PdfSink {
	/* Returns false after reporting. */
	bool (*write)(void *context, const void *bytes, size_t size);
	void *context;
} PdfSink;

#endif
