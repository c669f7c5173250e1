/* A PDF file under construction, and its objects.
 *
 * libharu numbers the objects and writes the file; the entries of our own
 * dictionaries are written here as text, because libharu cannot write all that
 * a PDF may hold. Whatever fails in libharu is reported in this module and once
 * per file; every function that returns false or NULL has reported. */
#ifndef ZB_PDF_OBJECT_H
#define ZB_PDF_OBJECT_H

#include <hpdf.h>
#include <stdbool.h>

#include "base/diag.h"
#include "pdf/buffer.h"
#include "pdf/pack.h"
#include "pdf/sink.h"

typedef struct PdfFile {
	Arena *arena; /* the caller's, kept until the file closes */
	Diagnostics *diag;
	HPDF_Doc doc;
	HPDF_STATUS error, detail; /* libharu's first error */
	bool failed;		   /* and reported */
} PdfFile;

/* Close the file whether or not it could be opened. */
bool pdf_file_open(PdfFile *file, Arena *arena, Diagnostics *diag);
void pdf_file_close(PdfFile *file);

/* Writes header, objects, cross-reference table and trailer. The file's ID is
 * made from what was written, so the same content has the same ID. */
bool pdf_file_save(PdfFile *file, const PdfSink *sink);

/* The same with the objects packed together. (packed.c) */
bool pdf_file_save_packed(PdfFile *file, const PdfSink *sink,
			  PdfPacker *packer);

/* Returns `done` while nothing has failed. Where it is false the error that
 * libharu recorded is reported; put every call to libharu through it. */
bool pdf_check(PdfFile *file, bool done);

/* Starts a buffer that lives as long as the file. */
PdfBuffer pdf_buffer(const PdfFile *file);

/* Gives a dictionary its entries: the text between << and >>, behind what
 * libharu writes there itself. The bytes must outlive the file. */
void pdf_set_entries(PdfFile *file, HPDF_Dict dict, const PdfBuffer *entries);

/* Adds an indirect dictionary with these entries. */
HPDF_Dict pdf_dict_new(PdfFile *file, const PdfBuffer *entries);

/* Adds a stream of packed bytes; /Length and /Filter are added to the
 * entries. */
HPDF_Dict pdf_stream_new(PdfFile *file, const char *entries,
			 const PdfPacked *packed);

/* The same of bytes as they are, for readers that know nothing of PDF. */
HPDF_Dict pdf_plain_stream_new(PdfFile *file, const char *entries,
			       const PdfBuffer *bytes);

/* The number to refer to an indirect object by: "%u 0 R". */
unsigned pdf_id(HPDF_Dict dict);

#endif
