#include <string.h>

#include "pdf/content.h"
#include "pdf/outline.h"
#include "pdf/pdf.h"

/* A flat page tree would end at libharu's longest array. */
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
put_labels(PdfBuffer *out, const Display *display)
{
	pdf_put_string(out, "/PageLabels <</Nums [\n");
	for (size_t i = 0; i < display->count; i++) {
		const char *label = display->pages[i].label;
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
has_labels(const Display *display)
{
	for (size_t i = 0; i < display->count; i++)
		if (display->pages[i].label && *display->pages[i].label)
			return true;
	return false;
}

static void
write_catalog(PdfFile *file, const Display *display)
{
	PdfBuffer out = pdf_buffer(file);

	put_property(&out, "Lang", display->language);
	if (display->title && *display->title)
		pdf_put_string(&out, "/ViewerPreferences "
				     "<</DisplayDocTitle true>>\n");
	if (display->heading_count > 0)
		pdf_put_string(&out, "/PageMode /UseOutlines\n");
	if (has_labels(display))
		put_labels(&out, display);
	pdf_set_entries(file, file->doc->catalog, &out);
}

static HPDF_Page
add_page(PdfFile *file, const DisplayPage *from)
{
	HPDF_REAL width = (HPDF_REAL)length_to_pt(from->width);
	HPDF_REAL height = (HPDF_REAL)length_to_pt(from->height);
	HPDF_Page page = HPDF_AddPage(file->doc);

	if (!pdf_check(file, page != NULL) ||
	    !pdf_check(file, HPDF_Page_SetWidth(page, width) == HPDF_OK) ||
	    !pdf_check(file, HPDF_Page_SetHeight(page, height) == HPDF_OK))
		return NULL;
	return page;
}

static bool
write_pages(PdfFile *file, const Display *display, const PdfFonts *fonts,
	    HPDF_Page *pages)
{
	HPDF_STATUS status =
	    HPDF_SetPagesConfiguration(file->doc, PAGES_PER_NODE);

	if (!pdf_check(file, status == HPDF_OK))
		return false;
	for (size_t i = 0; i < display->count; i++) {
		pages[i] = add_page(file, &display->pages[i]);
		if (!pages[i] ||
		    !pdf_page_write(file, fonts, &display->pages[i], pages[i]))
			return false;
	}
	return true;
}

static bool
write_file(PdfFile *file, const Display *display, PdfFonts *fonts,
	   Output *output)
{
	HPDF_Page *pages =
	    arena_alloc_array(file->arena, display->count, sizeof *pages);

	if (!pdf_fonts_write(file, fonts) ||
	    !write_pages(file, display, fonts, pages) ||
	    !pdf_outline_write(file, display, pages) ||
	    !write_info(file, display))
		return false;
	write_catalog(file, display);
	return pdf_file_save(file, output);
}

bool
pdf_write(const Display *display, Output *output, Diagnostics *diag)
{
	Arena *arena = arena_new();
	PdfFonts fonts = {0};
	PdfFile file;
	bool done = false;

	if (pdf_fonts_collect(arena, display, &fonts, diag)) {
		done = pdf_file_open(&file, arena, diag) &&
		       write_file(&file, display, &fonts, output);
		pdf_file_close(&file);
	}
	arena_free(arena);
	return done;
}
