#include "pdf/saver.h"

#include <string.h>

/* Two interleaved FNV-1a sums: an ID has to differ where files differ, no
 * more, and this costs next to nothing. */
static void
add_to_sums(Saver *saver)
{
	const uint64_t prime = 0x100000001B3;
	uint64_t even = saver->sums[0], odd = saver->sums[1];
	size_t i = 0;

	for (; i + 1 < saver->used; i += 2) {
		even = (even ^ saver->bytes[i]) * prime;
		odd = (odd ^ saver->bytes[i + 1]) * prime;
	}
	if (i < saver->used)
		even = (even ^ saver->bytes[i]) * prime;
	saver->sums[0] = even;
	saver->sums[1] = odd;
}

HPDF_STATUS
saver_flush(Saver *saver)
{
	add_to_sums(saver);
	if (!saver->sink->write(saver->sink->context, saver->bytes,
				saver->used)) {
		saver->file->failed = true; /* the sink has reported */
		return HPDF_FILE_IO_ERROR;
	}
	saver->flushed += saver->used;
	saver->used = 0;
	return HPDF_OK;
}

static HPDF_STATUS
save_bytes(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT size)
{
	Saver *saver = stream->attr;

	while (size > 0) {
		size_t room = sizeof saver->bytes - saver->used;
		size_t part = size < room ? size : room;
		memcpy(saver->bytes + saver->used, bytes, part);
		saver->used += part;
		bytes += part;
		size -= (HPDF_UINT)part;
		if (saver->used == sizeof saver->bytes) {
			HPDF_STATUS status = saver_flush(saver);
			if (status != HPDF_OK)
				return status;
		}
	}
	return HPDF_OK;
}

Saver *
saver_open(PdfFile *file, const PdfSink *sink)
{
	static const uint64_t offset_basis = 0xCBF29CE484222325;
	Saver *saver = arena_alloc(file->arena, sizeof *saver);

	saver->file = file;
	saver->sink = sink;
	saver->sums[0] = saver->sums[1] = offset_basis;
	saver->stream =
	    HPDF_CallbackWriter_New(file->doc->mmgr, save_bytes, saver);
	return pdf_check(file, saver->stream != NULL) ? saver : NULL;
}

size_t
saver_offset(const Saver *saver)
{
	return saver->flushed + saver->used;
}

HPDF_STATUS
saver_put(Saver *saver, const PdfBuffer *text)
{
	return HPDF_Stream_Write(saver->stream, (const HPDF_BYTE *)text->bytes,
				 (HPDF_UINT)text->size);
}

void
saver_put_id(const Saver *saver, PdfBuffer *text)
{
	pdf_put_string(text, "/ID [");
	for (int copy = 0; copy < 2; copy++) {
		pdf_put_string(text, "<");
		for (int i = 0; i < 8; i++)
			pdf_put_code(text,
				     saver->sums[i / 4] >> (48 - i % 4 * 16) &
					 0xFFFF);
		pdf_put_string(text, ">");
	}
	pdf_put_string(text, "]\n");
}

bool
saver_close(Saver *saver, bool done)
{
	done = done && saver_flush(saver) == HPDF_OK;
	HPDF_Stream_Free(saver->stream);
	return pdf_check(saver->file, done);
}
