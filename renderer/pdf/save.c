#include <string.h>

#include "pdf/object.h"

/* libharu writes a few bytes at a time, a sink takes them to the system: in
 * between they are gathered, and summed for the file's ID. */
typedef struct Saver {
	PdfFile *file;
	const PdfSink *sink;
	uint64_t sums[2]; /* of the bytes at even and at odd places */
	size_t used;
	unsigned char bytes[64 * 1024]; /* an even number of them */
} Saver;

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

static HPDF_STATUS
flush(Saver *saver)
{
	add_to_sums(saver);
	if (!saver->sink->write(saver->sink->context, saver->bytes,
				saver->used)) {
		saver->file->failed = true; /* the sink has reported */
		return HPDF_FILE_IO_ERROR;
	}
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
			HPDF_STATUS status = flush(saver);
			if (status != HPDF_OK)
				return status;
		}
	}
	return HPDF_OK;
}

/* The trailer is written last, when the sums cover all objects. */
static HPDF_STATUS
write_id(HPDF_Dict trailer, HPDF_Stream stream)
{
	Saver *saver = trailer->attr;
	PdfBuffer text = pdf_buffer(saver->file);
	HPDF_STATUS status = flush(saver);

	if (status != HPDF_OK)
		return status;
	pdf_put_string(&text, "/ID [");
	for (int copy = 0; copy < 2; copy++) {
		pdf_put_string(&text, "<");
		for (int i = 0; i < 8; i++)
			pdf_put_code(&text,
				     saver->sums[i / 4] >> (48 - i % 4 * 16) &
					 0xFFFF);
		pdf_put_string(&text, ">");
	}
	pdf_put_string(&text, "]\n");
	return HPDF_Stream_Write(stream, (const HPDF_BYTE *)text.bytes,
				 (HPDF_UINT)text.size);
}

bool
pdf_file_save(PdfFile *file, const PdfSink *sink)
{
	/* The comment of high bytes tells transfer programs: not text. */
	static const char header[] = "%PDF-1.7\n%\xB7\xBE\xAD\xAA\n";
	static const uint64_t offset_basis = 0xCBF29CE484222325;
	HPDF_Doc doc = file->doc;
	Saver *saver = arena_alloc(file->arena, sizeof *saver);

	saver->file = file;
	saver->sink = sink;
	saver->sums[0] = saver->sums[1] = offset_basis;
	HPDF_Dict trailer = doc->xref->trailer;
	HPDF_Stream stream =
	    HPDF_CallbackWriter_New(doc->mmgr, save_bytes, saver);
	if (!pdf_check(file, stream != NULL))
		return false;
	trailer->attr = saver;
	trailer->write_fn = write_id;
	bool done =
	    HPDF_Dict_Add(trailer, "Root", doc->catalog) == HPDF_OK &&
	    HPDF_Dict_Add(trailer, "Info", doc->info) == HPDF_OK &&
	    HPDF_Stream_WriteStr(stream, header) == HPDF_OK &&
	    HPDF_Xref_WriteToStream(doc->xref, stream, NULL) == HPDF_OK &&
	    flush(saver) == HPDF_OK;
	HPDF_Stream_Free(stream);
	return pdf_check(file, done);
}
