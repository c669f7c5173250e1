#include "pdf/bookpage.h"
#include "pdf/metadata.h"
#include "pdf/outline.h"
#include "pdf/pdf.h"
#include "pdf/profile.h"
#include "pdf/tags.h"

/* Readers find a page in a node of the tree by counting: not through all. */
enum { PAGES_PER_NODE = 100 };

/* Page numbers as printed, so that a viewer's "page 3" is the paper's. */
static void
put_labels(PdfBuffer *out, const PdfDocument *document)
{
	pdf_put_string(out, "/PageLabels <</Nums [\n");
	for (size_t i = 0; i < document->count; i++) {
		const char *label = document->sheets[i].label;
		pdf_put_format(out, "%zu <<", i);
		if (label && *label) {
			pdf_put_string(out, "/P ");
			pdf_put_text(out, label);
		}
		pdf_put_string(out, ">>\n");
	}
	pdf_put_string(out, "]>>\n");
}

static bool
has_labels(const PdfDocument *document)
{
	for (size_t i = 0; i < document->count; i++)
		if (document->sheets[i].label && *document->sheets[i].label)
			return true;
	return false;
}

/* What a file has of a book. */
typedef struct Share {
	const PdfBook *book;
	bool *used;	     /* by the order of layers: the fonts it needs */
	HPDF_Dict *fonts;    /* the same */
	HPDF_Dict *contents; /* by number; NULL: not in this file */
} Share;

/* One file while it is written. */
typedef struct Writer {
	PdfFile file;
	PdfBook *book;
	const PdfDocument *document;
	const PdfContent ***parts; /* of each sheet, in order */
	Share shares[2];	   /* of the book and of its parent */
	HPDF_Dict *pages;
} Writer;

static Share *
share_of(Writer *w, const PdfContent *content)
{
	return &w->shares[content->book != w->book];
}

/* The contents of all sheets. */
static bool
find_contents(Writer *w)
{
	const PdfDocument *document = w->document;
	Arena *arena = w->file.arena;

	w->parts =
	    arena_alloc_array(arena, document->count + 1, sizeof *w->parts);
	for (size_t i = 0; i < document->count; i++) {
		const Sheet *sheet = &document->sheets[i];
		w->parts[i] = arena_alloc_array(arena, sheet->count + 1,
						sizeof **w->parts);
		int first = document->tagged ? 0 : PDF_UNTAGGED;
		for (size_t k = 0; k < sheet->count; k++) {
			w->parts[i][k] = pdf_book_content(
			    w->book, &sheet->parts[k], sheet->height, first);
			if (!w->parts[i][k])
				return false;
			if (document->tagged)
				first += (int)w->parts[i][k]->sequences.count;
		}
	}
	return true;
}

static void
open_share(Writer *w, Share *share, const PdfBook *book)
{
	Arena *arena = w->file.arena;
	size_t fonts = book->fonts.layer_count + 1;

	share->book = book;
	share->used = arena_alloc_array(arena, fonts, sizeof *share->used);
	share->fonts = arena_alloc_array(arena, fonts, sizeof *share->fonts);
	share->contents = arena_alloc_array(arena, book->content_count + 1,
					    sizeof *share->contents);
}

/* Which fonts the sheets need. */
static void
find_fonts(Writer *w)
{
	open_share(w, &w->shares[0], w->book);
	if (w->book->parent)
		open_share(w, &w->shares[1], w->book->parent);
	for (size_t i = 0; i < w->document->count; i++)
		for (size_t k = 0; k < w->document->sheets[i].count; k++) {
			const PdfContent *content = w->parts[i][k];
			bool *used = share_of(w, content)->used;
			for (unsigned f = 0;
			     f < content->book->fonts.layer_count; f++)
				used[f] |= content->used[f];
		}
}

/* The object of a content, added when a page first has it. */
static HPDF_Dict
add_content(Writer *w, const PdfContent *content)
{
	HPDF_Dict *dict = &share_of(w, content)->contents[content->number];

	if (!*dict)
		*dict = pdf_stream_new(&w->file, "", &content->packed);
	return *dict;
}

/* Those fonts of a share that a page needs. */
static void
put_fonts(Writer *w, PdfBuffer *out, const Share *share,
	  const PdfContent *const *parts, size_t count)
{
	const PdfFonts *fonts = share->book ? &share->book->fonts : NULL;

	for (unsigned f = 0; fonts && f < fonts->layer_count; f++)
		for (size_t k = 0; k < count; k++)
			if (share_of(w, parts[k]) == share &&
			    parts[k]->used[f]) {
				pdf_put_format(out, "/F%u %u 0 R ",
					       fonts->before + f + 1,
					       pdf_id(share->fonts[f]));
				break;
			}
}

static HPDF_Dict
add_page(Writer *w, size_t i, HPDF_Dict parent)
{
	const Sheet *sheet = &w->document->sheets[i];
	PdfBuffer out = pdf_buffer(&w->file);

	pdf_put_format(&out, "/Type /Page\n/Parent %u 0 R\n/MediaBox [0 0 ",
		       pdf_id(parent));
	pdf_put_length(&out, sheet->width);
	pdf_put_string(&out, " ");
	pdf_put_length(&out, sheet->height);
	pdf_put_string(&out, "]\n");
	if (w->document->tagged)
		pdf_put_format(&out, "/Tabs /S\n/StructParents %zu\n", i);
	pdf_put_string(&out, "/Resources <</Font <<");
	put_fonts(w, &out, &w->shares[1], w->parts[i], sheet->count);
	put_fonts(w, &out, &w->shares[0], w->parts[i], sheet->count);
	pdf_put_string(&out, ">>>>\n/Contents [");
	for (size_t k = 0; k < sheet->count; k++) {
		HPDF_Dict content = add_content(w, w->parts[i][k]);
		if (!content)
			return NULL;
		pdf_put_format(&out, "%s%u 0 R", k ? " " : "", pdf_id(content));
	}
	pdf_put_string(&out, "]");
	return pdf_dict_new(&w->file, &out);
}

/* A node of the page tree with the pages from `first` on. */
static HPDF_Dict
add_node(Writer *w, size_t first, HPDF_Dict root)
{
	PdfBuffer out = pdf_buffer(&w->file);
	size_t end = first + PAGES_PER_NODE;
	HPDF_Dict node = pdf_dict_new(&w->file, &out);

	if (end > w->document->count)
		end = w->document->count;
	pdf_put_format(&out,
		       "/Type /Pages\n/Parent %u 0 R\n/Count %zu\n/Kids [",
		       pdf_id(root), end - first);
	for (size_t i = first; node && i < end; i++) {
		w->pages[i] = add_page(w, i, node);
		if (!w->pages[i])
			return NULL;
		pdf_put_format(&out, "%u 0 R ", pdf_id(w->pages[i]));
	}
	pdf_put_string(&out, "]");
	if (node)
		pdf_set_entries(&w->file, node, &out);
	return node;
}

/* The tree's root is libharu's, its entries are ours. */
static bool
write_pages(Writer *w)
{
	PdfBuffer out = pdf_buffer(&w->file);
	HPDF_Dict root = w->file.doc->root_pages;

	root->before_write_fn = NULL;
	if (!pdf_check(&w->file,
		       HPDF_Dict_RemoveElement(root, "Kids") == HPDF_OK) ||
	    !pdf_check(&w->file,
		       HPDF_Dict_RemoveElement(root, "Count") == HPDF_OK))
		return false;
	pdf_put_format(&out, "/Count %zu\n/Kids [", w->document->count);
	for (size_t i = 0; i < w->document->count; i += PAGES_PER_NODE) {
		HPDF_Dict node = add_node(w, i, root);
		if (!node)
			return false;
		pdf_put_format(&out, "%u 0 R ", pdf_id(node));
	}
	pdf_put_string(&out, "]");
	pdf_set_entries(&w->file, root, &out);
	return true;
}

/* The parent's fonts come first, in every file at the same place. */
static bool
write_fonts(Writer *w)
{
	for (int i = 1; i >= 0; i--) {
		const Share *share = &w->shares[i];
		if (share->book &&
		    !pdf_fonts_write(&w->file, &share->book->fonts, share->used,
				     share->fonts))
			return false;
	}
	return true;
}

/* What the pages consist of, in the order of reading. */
static bool
write_tags(Writer *w, PdfBuffer *catalog)
{
	PdfTags *tags;

	if (!w->document->tagged)
		return true;
	tags = pdf_tags_open(&w->file);
	for (size_t i = 0; tags && i < w->document->count; i++)
		for (size_t k = 0; k < w->document->sheets[i].count; k++)
			if (!pdf_tags_add(tags, &w->parts[i][k]->sequences,
					  w->pages[i], i))
				return false;
	return tags && pdf_tags_close(tags, catalog);
}

/* Which colours are meant by the numbers of the contents. */
static bool
write_intent(Writer *w, PdfBuffer *catalog)
{
	PdfBuffer profile = pdf_buffer(&w->file);

	pdf_put_profile(&profile);
	PdfPacked packed = pdf_pack(&w->book->packer, w->file.arena,
				    profile.bytes, profile.size);
	if (w->book->packer.failed)
		return false;
	HPDF_Dict stream = pdf_stream_new(&w->file, "/N 3\n", &packed);
	if (!stream)
		return false;
	pdf_put_format(catalog,
		       "/OutputIntents [<</Type /OutputIntent /S /GTS_PDFA1\n"
		       "/OutputConditionIdentifier (sRGB) /Info (sRGB)\n"
		       "/DestOutputProfile %u 0 R>>]\n",
		       pdf_id(stream));
	return true;
}

static bool
write_catalog(Writer *w)
{
	PdfFile *file = &w->file;
	PdfBuffer out = pdf_buffer(file);
	const PdfDocument *document = w->document;
	const Display *about = document->about;
	HPDF_Dict metadata = pdf_metadata_new(file, about, document->tagged);

	if (!metadata)
		return false;
	pdf_put_format(&out, "/Metadata %u 0 R\n", pdf_id(metadata));
	if (about->language && *about->language) {
		pdf_put_string(&out, "/Lang ");
		pdf_put_text(&out, about->language);
		pdf_put_string(&out, "\n");
	}
	if (about->title && *about->title)
		pdf_put_string(&out, "/ViewerPreferences "
				     "<</DisplayDocTitle true>>\n");
	if (about->heading_count > 0)
		pdf_put_string(&out, "/PageMode /UseOutlines\n");
	if (has_labels(document))
		put_labels(&out, document);
	if (!write_intent(w, &out) || !write_tags(w, &out))
		return false;
	pdf_set_entries(file, file->doc->catalog, &out);
	return true;
}

static bool
write_file(Writer *w, const PdfSink *sink)
{
	PdfFile *file = &w->file;

	if (!find_contents(w))
		return false;
	find_fonts(w);
	w->pages = arena_alloc_array(file->arena, w->document->count + 1,
				     sizeof *w->pages);
	if (!write_fonts(w) || !write_pages(w) ||
	    !pdf_outline_write(file, w->document, w->pages) ||
	    !pdf_info_write(file, w->document->about) || !write_catalog(w))
		return false;
	return w->document->packed
		   ? pdf_file_save_packed(file, sink, &w->book->packer)
		   : pdf_file_save(file, sink);
}

static bool
write_document(PdfBook *book, const PdfDocument *document, const PdfSink *sink)
{
	Arena *arena = arena_new();
	Writer writer = {.book = book, .document = document};
	bool done = pdf_file_open(&writer.file, arena, book->diag) &&
		    write_file(&writer, sink);
	pdf_file_close(&writer.file);
	arena_free(arena);
	return done;
}

static bool
write_to_output(void *output, const void *bytes, size_t size)
{
	return output_write(output, bytes, size);
}

static bool
write_to_buffer(void *buffer, const void *bytes, size_t size)
{
	pdf_put(buffer, bytes, size);
	return true;
}

bool
pdf_book_copy(PdfBook *book, const PdfDocument *document, PdfBuffer *buffer)
{
	return write_document(book, document,
			      &(PdfSink){write_to_buffer, buffer});
}

/* Each page on a sheet of its own. */
static Sheet *
plain_sheets(Arena *arena, const Display *display)
{
	Sheet *sheets =
	    arena_alloc_array(arena, display->count + 1, sizeof *sheets);
	SheetPart *parts =
	    arena_alloc_array(arena, display->count + 1, sizeof *parts);

	for (size_t i = 0; i < display->count; i++) {
		const DisplayPage *page = &display->pages[i];
		parts[i] = (SheetPart){.page = page, .scale = 1};
		sheets[i] = (Sheet){page->width, page->height, &parts[i], 1,
				    page->label};
	}
	return sheets;
}

bool
pdf_write(const Display *display, Output *output, Diagnostics *diag)
{
	PdfBook *book = pdf_book_open(NULL, false, diag);

	if (!book)
		return false;
	Arena *arena = arena_new();
	PdfDocument document = {plain_sheets(arena, display), display->count,
				display, false, true};
	for (size_t i = 0; i < display->count; i++)
		pdf_book_add(book, &display->pages[i]);
	bool done = pdf_book_ready(book) &&
		    write_document(book, &document,
				   &(PdfSink){write_to_output, output});
	arena_free(arena);
	pdf_book_close(book);
	return done;
}
