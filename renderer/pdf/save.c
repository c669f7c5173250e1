/* A file as libharu writes it: each object by itself, then a table of where
 * they are. */
#include "pdf/saver.h"

/* The trailer is written last, when the sums cover all objects. */
static HPDF_STATUS
write_id(HPDF_Dict trailer, HPDF_Stream stream)
{
	Saver *saver = trailer->attr;
	PdfBuffer text = pdf_buffer(saver->file);
	HPDF_STATUS status = saver_flush(saver);

	if (status != HPDF_OK)
		return status;
	saver_put_id(saver, &text);
	return HPDF_Stream_Write(stream, (const HPDF_BYTE *)text.bytes,
				 (HPDF_UINT)text.size);
}

bool
pdf_file_save(PdfFile *file, const PdfSink *sink)
{
	HPDF_Doc doc = file->doc;
	HPDF_Dict trailer = doc->xref->trailer;
	Saver *saver = saver_open(file, sink);

	if (!saver)
		return false;
	trailer->attr = saver;
	trailer->write_fn = write_id;
	return saver_close(
	    saver,
	    HPDF_Dict_Add(trailer, "Root", doc->catalog) == HPDF_OK &&
		HPDF_Dict_Add(trailer, "Info", doc->info) == HPDF_OK &&
		HPDF_Stream_WriteStr(saver->stream, PDF_HEADER) == HPDF_OK &&
		HPDF_Xref_WriteToStream(doc->xref, saver->stream, NULL) ==
		    HPDF_OK);
}
