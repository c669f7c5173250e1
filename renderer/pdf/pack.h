/* Deflate, as PDF streams are packed. */
#ifndef ZB_PDF_PACK_H
#define ZB_PDF_PACK_H

#include <stdbool.h>
#include <zlib.h>

#include "base/diag.h"

typedef struct PdfPacked {
	const void *bytes;
	size_t size;
} PdfPacked;

typedef struct PdfPacker {
	z_stream deflater;
	Diagnostics *diag;
	bool failed; /* and reported */
} PdfPacker;

/* Close the packer whether or not it could be opened. False after reporting. */
bool pdf_packer_open(PdfPacker *packer, Diagnostics *diag);
void pdf_packer_close(PdfPacker *packer);

/* Packs into the arena. After a failure, which is reported once, nothing more
 * is packed. */
PdfPacked pdf_pack(PdfPacker *packer, Arena *arena, const void *bytes,
		   size_t size);

#endif
