#include <string.h>

#include "pdf/bookpage.h"
#include "pdf/outline.h"
#include "pdf/pdf.h"

/* Readers find a page in a node of the tree by counting: not through all. */
enum { PAGES_PER_NODE = 100 };

static void
put_date(PdfBuffer *out, const char *key, const char *date)
{
	pdf_put_format(out, "/%s (D:%.4s%.2s%.2s000000Z)\n", key, date,
		       date + 5, date + 8);
}

static void
put_property(PdfBuffer *out, const char *key, const char *value)
{
	if (!value || !*value)
		return;
	pdf_put_format(out, "/%s ", key);
	pdf_put_text(out, value);
	pdf_put_string(out, "\n");
}

static bool
write_info(PdfFile *file, const Display *display)
{
	PdfBuffer out = pdf_buffer(file);
	HPDF_Dict info = file->doc->info;

	if (!pdf_check(file,
		       HPDF_Dict_RemoveElement(info, "Producer") == HPDF_OK))
		return false;
	put_property(&out, "Title", display->title);
	put_property(&out, "Author", display->author);
	put_property(&out, "Subject", display->subject);
	put_property(&out, "Producer", "zhuanbao " ZB_VERSION);
	if (display->date && strlen(display->date) == strlen("YYYY-MM-DD")) {
		put_date(&out, "CreationDate", display->date);
		put_date(&out, "ModDate", display->date);
	}
	pdf_set_entries(file, info, &out);
	return true;
}

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

static void
write_catalog(PdfFile *file, const PdfDocument *document)
{
	PdfBuffer out = pdf_buffer(file);
	const Display *display = document->about;

	put_property(&out, "Lang", display->language);
	if (display->title && *display->title)
		pdf_put_string(&out, "/ViewerPreferences "
				     "<</DisplayDocTitle true>>\n");
	if (display->heading_count > 0)
		pdf_put_string(&out, "/PageMode /UseOutlines\n");
	if (has_labels(document))
		put_labels(&out, document);
	pdf_set_entries(file, file->doc->catalog, &out);
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
		for (size_t k = 0; k < sheet->count; k++) {
			w->parts[i][k] = pdf_book_content(
			    w->book, &sheet->parts[k], sheet->height);
			if (!w->parts[i][k])
				return false;
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
	pdf_put_string(&out, "]\n/Resources <</Font <<");
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
	    !write_info(file, w->document->about))
		return false;
	write_catalog(file, w->document);
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

bool
pdf_book_save(PdfBook *book, const PdfDocument *document, Output *output)
{
	return write_document(book, document,
			      &(PdfSink){write_to_output, output});
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
				display, false};
	for (size_t i = 0; i < display->count; i++)
		pdf_book_add(book, &display->pages[i]);
	bool done =
	    pdf_book_ready(book) && pdf_book_save(book, &document, output);
	arena_free(arena);
	pdf_book_close(book);
	return done;
}
