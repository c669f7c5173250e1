/* The way of a file's bytes from libharu to a sink. libharu writes a few bytes
 * at a time: in between they are gathered, counted, and summed for the file's
 * ID. Inside pdf/. */
#ifndef ZB_PDF_SAVER_H
#define ZB_PDF_SAVER_H

#include "pdf/object.h"

/* What every file begins with. The comment of high bytes tells transfer
 * programs: not text. */
#define PDF_HEADER "%PDF-1.7\n%\xB7\xBE\xAD\xAA\n"

typedef struct Saver {
	PdfFile *file;
	const PdfSink *sink;
	HPDF_Stream stream; /* what libharu writes to */
	uint64_t sums[2];   /* of the bytes at even and at odd places */
	size_t flushed, used;
	unsigned char bytes[64 * 1024]; /* an even number of them */
} Saver;

/* Returns NULL after reporting. */
Saver *saver_open(PdfFile *file, const PdfSink *sink);

/* Sends on what is gathered. */
HPDF_STATUS saver_flush(Saver *saver);

/* How many bytes have been written. */
size_t saver_offset(const Saver *saver);

HPDF_STATUS saver_put(Saver *saver, const PdfBuffer *text);

/* Writes /ID, made from what has been flushed. */
void saver_put_id(const Saver *saver, PdfBuffer *text);

/* Ends the file; `done`: nothing has failed so far. Returns false after
 * reporting. */
bool saver_close(Saver *saver, bool done);

#endif
