/* A file with its objects packed together (ISO 32000-1 §7.5.7, §7.5.8): all but
 * streams go into object streams, and the table of where they are is a stream
 * too. In a long run, where most objects are pages that differ in nothing but a
 * reference, they take next to no room.
 *
 * Ours and not libqpdf's, which would read the file again and write it anew:
 * that took 12 ms and its loading 3 ms, where a run of 30 copies takes 30. */
#include "pdf/saver.h"

/* How many objects share a stream: a reader unpacks all to get at one. */
enum { OBJECTS_PER_STREAM = 200 };

/* Where an object is: at an offset of the file, or in an object stream. */
typedef struct Place {
	unsigned stream; /* the number of the object stream, 0: none */
	size_t offset;	 /* or the index in it */
} Place;

typedef struct Packing {
	Saver *saver;
	PdfPacker *packer;
	Place *places;	/* by object number */
	unsigned count; /* of objects, the free one 0 among them */
	/* The object stream under construction. */
	PdfBuffer numbers, objects;
	unsigned packed; /* objects in it */
	unsigned stream; /* its own number */
} Packing;

/* libharu's writer, into a buffer. */
static HPDF_STATUS
append(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT size)
{
	pdf_put(stream->attr, bytes, size);
	return HPDF_OK;
}

static bool
is_stream(const HPDF_Obj_Header *object)
{
	return (object->obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_DICT &&
	       ((const HPDF_Dict_Rec *)object)->stream != NULL;
}

/* Writes a stream of our own: `entries`, then packed bytes. */
static bool
write_stream(Packing *p, unsigned number, const PdfBuffer *entries,
	     const PdfBuffer *bytes)
{
	Arena *arena = bytes->arena;
	PdfPacked packed =
	    pdf_pack(p->packer, arena, bytes->bytes, bytes->size);
	PdfBuffer out = {.arena = arena};

	if (p->packer->failed) {
		p->saver->file->failed = true;
		return false;
	}
	pdf_put_format(&out, "%u 0 obj\n<<\n", number);
	pdf_put(&out, entries->bytes, entries->size);
	pdf_put_format(&out, "/Length %zu\n/Filter /FlateDecode\n>>\nstream\n",
		       packed.size);
	pdf_put(&out, packed.bytes, packed.size);
	pdf_put_string(&out, "\nendstream\nendobj\n");
	return saver_put(p->saver, &out) == HPDF_OK;
}

/* Writes the object stream under construction and begins another. */
static bool
end_packing(Packing *p)
{
	PdfBuffer entries = {.arena = p->numbers.arena};
	size_t first = p->numbers.size;

	if (p->packed == 0)
		return true;
	p->places[p->stream] = (Place){0, saver_offset(p->saver)};
	pdf_put_format(&entries, "/Type /ObjStm\n/N %u\n/First %zu\n",
		       p->packed, first);
	pdf_put(&p->numbers, p->objects.bytes, p->objects.size);
	bool done = write_stream(p, p->stream, &entries, &p->numbers);
	p->numbers.size = p->objects.size = p->packed = 0;
	p->stream++;
	return done;
}

static bool
pack_object(Packing *p, unsigned number, void *object)
{
	HPDF_Stream stream = HPDF_CallbackWriter_New(p->saver->file->doc->mmgr,
						     append, &p->objects);

	if (!stream)
		return false;
	pdf_put_format(&p->numbers, "%u %zu ", number, p->objects.size);
	bool done = HPDF_Obj_WriteValue(object, stream, NULL) == HPDF_OK;
	HPDF_Stream_Free(stream);
	pdf_put_string(&p->objects, "\n");
	p->places[number] = (Place){p->stream, p->packed++};
	return done && (p->packed < OBJECTS_PER_STREAM || end_packing(p));
}

static bool
write_object(Packing *p, unsigned number, void *object)
{
	HPDF_Stream stream = p->saver->stream;
	PdfBuffer head = pdf_buffer(p->saver->file);

	p->places[number] = (Place){0, saver_offset(p->saver)};
	pdf_put_format(&head, "%u 0 obj\n", number);
	return saver_put(p->saver, &head) == HPDF_OK &&
	       HPDF_Obj_WriteValue(object, stream, NULL) == HPDF_OK &&
	       HPDF_Stream_WriteStr(stream, "\nendobj\n") == HPDF_OK;
}

static bool
write_objects(Packing *p)
{
	HPDF_Xref xref = p->saver->file->doc->xref;

	for (unsigned i = 1; i < p->count; i++) {
		HPDF_XrefEntry entry = HPDF_Xref_GetEntry(xref, i);
		if (!entry || !entry->obj)
			return false;
		bool done = is_stream(entry->obj)
				? write_object(p, i, entry->obj)
				: pack_object(p, i, entry->obj);
		if (!done)
			return false;
	}
	return end_packing(p);
}

static void
put_number(PdfBuffer *out, size_t number, int bytes)
{
	for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
		unsigned char byte = (unsigned char)(number >> shift);
		pdf_put(out, &byte, 1);
	}
}

/* The cross-reference stream: for each object its type, its offset or the
 * stream that holds it, its index there. */
static bool
write_places(Packing *p)
{
	PdfFile *file = p->saver->file;
	PdfBuffer entries = pdf_buffer(file), rows = pdf_buffer(file);
	PdfBuffer end = pdf_buffer(file);
	unsigned number = p->stream;
	size_t start = saver_offset(p->saver);

	/* Offsets have four bytes. */
	if (start > UINT32_MAX)
		return false;
	p->places[number] = (Place){0, start};
	for (unsigned i = 0; i <= number; i++) {
		const Place *place = &p->places[i];
		put_number(&rows, i == 0 ? 0 : place->stream ? 2 : 1, 1);
		put_number(&rows, place->stream ? place->stream : place->offset,
			   4);
		put_number(&rows, place->stream ? place->offset : 0, 1);
	}
	if (saver_flush(p->saver) != HPDF_OK)
		return false;
	pdf_put_format(&entries,
		       "/Type /XRef\n/Size %u\n/W [1 4 1]\n/Root %u 0 R\n"
		       "/Info %u 0 R\n",
		       number + 1, pdf_id(file->doc->catalog),
		       pdf_id(file->doc->info));
	saver_put_id(p->saver, &entries);
	pdf_put_format(&end, "startxref\n%zu\n%%%%EOF\n", start);
	return write_stream(p, number, &entries, &rows) &&
	       saver_put(p->saver, &end) == HPDF_OK;
}

bool
pdf_file_save_packed(PdfFile *file, const PdfSink *sink, PdfPacker *packer)
{
	Saver *saver = saver_open(file, sink);
	unsigned count = file->doc->xref->entries->count;
	unsigned most = count + count / OBJECTS_PER_STREAM + 2;

	if (!saver)
		return false;
	Packing packing = {
	    .saver = saver,
	    .packer = packer,
	    .places =
		arena_alloc_array(file->arena, most, sizeof *packing.places),
	    .count = count,
	    .numbers = pdf_buffer(file),
	    .objects = pdf_buffer(file),
	    .stream = count,
	};
	return saver_close(
	    saver, HPDF_Stream_WriteStr(saver->stream, PDF_HEADER) == HPDF_OK &&
		       write_objects(&packing) && write_places(&packing));
}
