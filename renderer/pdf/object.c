#include "pdf/object.h"

/* libharu calls this when an error surfaces; it may call it again for what
 * follows from the first. */
static void HPDF_STDCALL
record_error(HPDF_STATUS error, HPDF_STATUS detail, void *user_data)
{
	PdfFile *file = user_data;

	if (file->error == HPDF_OK) {
		file->error = error;
		file->detail = detail;
	}
}

bool
pdf_check(PdfFile *file, bool done)
{
	if (!done && !file->failed) {
		if (file->doc && file->error == HPDF_OK) {
			file->error = HPDF_GetError(file->doc);
			file->detail = HPDF_GetErrorDetail(file->doc);
		}
		file->failed = true;
		diag_report(file->diag, DIAG_FAILURE, "pdf", (Position){0},
			    "请检查内存是否充足、页面尺寸是否合理后重试。",
			    "无法生成 PDF：libharu 出错（0x%04lX，%lu）",
			    file->error, file->detail);
	}
	return done && !file->failed;
}

bool
pdf_file_open(PdfFile *file, Arena *arena, Diagnostics *diag)
{
	*file = (PdfFile){.arena = arena, .diag = diag};
	file->doc = HPDF_New(record_error, file);
	return pdf_check(file, file->doc != NULL);
}

void
pdf_file_close(PdfFile *file)
{
	if (file->doc)
		HPDF_Free(file->doc);
}

PdfBuffer
pdf_buffer(const PdfFile *file)
{
	return (PdfBuffer){.arena = file->arena};
}

static HPDF_STATUS
write_entries(HPDF_Dict dict, HPDF_Stream stream)
{
	const PdfBuffer *entries = dict->attr;

	return HPDF_Stream_Write(stream, (const HPDF_BYTE *)entries->bytes,
				 (HPDF_UINT)entries->size);
}

void
pdf_set_entries(PdfFile *file, HPDF_Dict dict, const PdfBuffer *entries)
{
	PdfBuffer *kept = arena_alloc(file->arena, sizeof *kept);

	*kept = *entries;
	pdf_put_string(kept, "\n");
	dict->attr = kept;
	dict->write_fn = write_entries;
}

HPDF_Dict
pdf_dict_new(PdfFile *file, const PdfBuffer *entries)
{
	HPDF_Dict dict = HPDF_Dict_New(file->doc->mmgr);

	/* A dictionary that libharu refuses it frees as well. */
	if (!pdf_check(file, dict != NULL) ||
	    !pdf_check(file, HPDF_Xref_Add(file->doc->xref, dict) == HPDF_OK))
		return NULL;
	pdf_set_entries(file, dict, entries);
	return dict;
}

static HPDF_Dict
new_stream(PdfFile *file, const PdfBuffer *entries, const void *bytes,
	   size_t size)
{
	HPDF_Dict dict = HPDF_DictStream_New(file->doc->mmgr, file->doc->xref);

	if (!pdf_check(file, dict != NULL))
		return NULL;
	pdf_set_entries(file, dict, entries);
	HPDF_STATUS status =
	    HPDF_Stream_Write(dict->stream, bytes, (HPDF_UINT)size);
	return pdf_check(file, status == HPDF_OK) ? dict : NULL;
}

HPDF_Dict
pdf_stream_new(PdfFile *file, const char *entries, const PdfPacked *packed)
{
	PdfBuffer text = pdf_buffer(file);

	pdf_put_format(&text, "%s/Filter /FlateDecode", entries);
	return new_stream(file, &text, packed->bytes, packed->size);
}

HPDF_Dict
pdf_plain_stream_new(PdfFile *file, const char *entries, const PdfBuffer *bytes)
{
	PdfBuffer text = pdf_buffer(file);

	pdf_put_string(&text, entries);
	return new_stream(file, &text, bytes->bytes, bytes->size);
}

unsigned
pdf_id(HPDF_Dict dict)
{
	return dict->header.obj_id & 0x00FFFFFF;
}
