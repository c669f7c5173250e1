#include "compare/pdf.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <poppler.h>

#include "compare/lines.h"

enum { LARGEST_SIDE = 20000, LARGEST_FILE = 512 << 20, MOST_PAGES = 2000 };

struct ComparePdf {
	const char *name;
	PopplerDocument *document;
};

bool
compare_pdf_is(const char *path)
{
	static const char mark[] = "%PDF-";
	char start[1024 + 1] = "";
	size_t length = strlen(path);
	FILE *file = strcmp(path, "-") ? fopen(path, "rb") : NULL;
	size_t size = file ? fread(start, 1, sizeof start - 1, file) : 0;

	if (file)
		fclose(file);
	for (size_t i = 0; i + sizeof mark - 1 <= size; i++)
		if (!memcmp(start + i, mark, sizeof mark - 1))
			return true;
	return length > 4 && !g_ascii_strcasecmp(path + length - 4, ".pdf");
}

static void
report_unreadable(const char *name, const GError *error, Diagnostics *diag)
{
	Position nowhere = {0};

	if (g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
		diag_report(diag, DIAG_FAILURE, "pdf-locked", nowhere,
			    "请先去掉打开它要的密码（例如 qpdf --decrypt），"
			    "或改用它的稿件来比较。",
			    "PDF“%s”加了密，没有密码打不开", name);
	else if (error->domain == G_FILE_ERROR)
		diag_report(diag, DIAG_FAILURE, "cannot-read", nowhere,
			    "请看文件是否存在、有没有权限。",
			    "无法读取“%s”：%s", name,
			    error->code == G_FILE_ERROR_NOENT ? "没有这个文件"
							      : error->message);
	else
		diag_report(diag, DIAG_FAILURE, "pdf-damaged", nowhere,
			    "请重新取得这个文件，或用它的稿件来比较。",
			    "PDF“%s”是坏的，读不出来", name);
}

/* Takes the bytes. */
static ComparePdf *
open_document(const char *name, GBytes *bytes, Diagnostics *diag)
{
	GError *error = NULL;
	PopplerDocument *document =
	    poppler_document_new_from_bytes(bytes, NULL, &error);

	g_bytes_unref(bytes);
	if (document && poppler_document_get_n_pages(document) < 1)
		error = g_error_new_literal(POPPLER_ERROR,
					    POPPLER_ERROR_DAMAGED, "no pages");
	if (error) {
		report_unreadable(name, error, diag);
		g_error_free(error);
		g_clear_object(&document);
		return NULL;
	}
	ComparePdf *pdf = g_new0(ComparePdf, 1);
	*pdf = (ComparePdf){name, document};
	return pdf;
}

ComparePdf *
compare_pdf_open(const char *path, Diagnostics *diag)
{
	GError *error = NULL;
	GMappedFile *file = g_mapped_file_new(path, FALSE, &error);

	if (!file) {
		report_unreadable(path, error, diag);
		g_error_free(error);
		return NULL;
	}
	GBytes *bytes = g_mapped_file_get_bytes(file);
	g_mapped_file_unref(file);
	if (g_bytes_get_size(bytes) > LARGEST_FILE) {
		g_bytes_unref(bytes);
		diag_report(diag, DIAG_FAILURE, "file-too-large", (Position){0},
			    "请检查是否误选了文件。",
			    "PDF“%s”超过 %d MiB 的上限", path,
			    LARGEST_FILE >> 20);
		return NULL;
	}
	return open_document(path, bytes, diag);
}

ComparePdf *
compare_pdf_from_bytes(const char *name, const char *bytes, size_t size,
		       Diagnostics *diag)
{
	return open_document(name, g_bytes_new_static(bytes, size), diag);
}

void
compare_pdf_close(ComparePdf *pdf)
{
	if (!pdf)
		return;
	g_object_unref(pdf->document);
	g_free(pdf);
}

static bool
page_is_sane(const ComparePage *page)
{
	Length most = length_from_pt(LARGEST_SIDE);

	return page->width > 0 && page->height > 0 && page->width < most &&
	       page->height < most;
}

CompareContent *
compare_pdf_read(Arena *arena, ComparePdf *pdf, Diagnostics *diag)
{
	CompareContent *content = arena_alloc(arena, sizeof *content);
	int count = poppler_document_get_n_pages(pdf->document);

	if (count > MOST_PAGES) {
		diag_report(diag, DIAG_FAILURE, "pdf-too-long", (Position){0},
			    "请检查是否误选了文件。",
			    "PDF“%s”有 %d 页，超过 %d 页的上限", pdf->name,
			    count, MOST_PAGES);
		return NULL;
	}
	content->page_count = (size_t)count;
	content->pages = arena_alloc_array(arena, content->page_count,
					   sizeof *content->pages);
	for (int i = 0; i < count; i++) {
		PopplerPage *page = poppler_document_get_page(pdf->document, i);
		double width = 0, height = 0;
		if (page)
			poppler_page_get_size(page, &width, &height);
		content->pages[i] = (ComparePage){length_from_pt(width),
						  length_from_pt(height)};
		bool sane = page_is_sane(&content->pages[i]);
		if (sane)
			lines_read_page(arena, content, page, (size_t)i);
		g_clear_object(&page);
		if (!sane) {
			diag_report(diag, DIAG_FAILURE, "pdf-damaged",
				    (Position){0},
				    "请重新取得这个文件，或用它的稿件来比较。",
				    "PDF“%s”的第 %d 页是坏的，读不出来",
				    pdf->name, i + 1);
			return NULL;
		}
	}
	if (content->chars.count == 0) {
		diag_report(diag, DIAG_FAILURE, "pdf-without-text",
			    (Position){0},
			    "它大概是扫描件：请用它的稿件，"
			    "或由排版程序写出的 PDF 来比较。",
			    "PDF“%s”里只有图，没有文字，无法比较", pdf->name);
		return NULL;
	}
	compare_number_lines(content);
	return content;
}

/* Copies pixels of cairo's, which are 0x00RRGGBB in the machine's order. */
static void
copy_pixels(cairo_surface_t *surface, Raster *raster)
{
	const unsigned char *from = cairo_image_surface_get_data(surface);
	size_t stride = (size_t)cairo_image_surface_get_stride(surface);

	for (size_t y = 0; y < raster->height; y++)
		for (size_t x = 0; x < raster->width; x++) {
			unsigned char *to =
			    raster->rgb + 3 * (y * raster->width + x);
			uint32_t pixel;
			memcpy(&pixel, from + y * stride + 4 * x, sizeof pixel);
			to[0] = pixel >> 16 & 0xFF;
			to[1] = pixel >> 8 & 0xFF;
			to[2] = pixel & 0xFF;
		}
}

bool
compare_pdf_draw(Arena *arena, ComparePdf *pdf, size_t page, double dpi,
		 Raster *raster, Diagnostics *diag)
{
	PopplerPage *from = poppler_document_get_page(pdf->document, (int)page);
	double width, height;

	poppler_page_get_size(from, &width, &height);
	width = ceil(width * dpi / 72 - 0.01);
	height = ceil(height * dpi / 72 - 0.01);
	if (width > LARGEST_SIDE || height > LARGEST_SIDE) {
		diag_report(diag, DIAG_ERROR, "picture-too-large",
			    (Position){0}, "请降低分辨率。",
			    "图片为 %.0f × %.0f 像素，超过每边 %d 像素的上限",
			    width, height, LARGEST_SIDE);
		g_object_unref(from);
		return false;
	}
	cairo_surface_t *surface = cairo_image_surface_create(
	    CAIRO_FORMAT_RGB24, (int)width, (int)height);
	cairo_t *cairo = cairo_create(surface);
	cairo_set_source_rgb(cairo, 1, 1, 1);
	cairo_paint(cairo);
	cairo_scale(cairo, dpi / 72, dpi / 72);
	cairo_font_options_t *font = cairo_font_options_create();
	cairo_font_options_set_hint_style(font, CAIRO_HINT_STYLE_NONE);
	cairo_set_font_options(cairo, font);
	cairo_font_options_destroy(font);
	poppler_page_render(from, cairo);
	cairo_destroy(cairo);
	g_object_unref(from);
	cairo_surface_flush(surface);
	raster->width = (unsigned)width;
	raster->height = (unsigned)height;
	raster->rgb =
	    arena_alloc(arena, 3 * (size_t)raster->width * raster->height);
	bool drawn = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
	if (drawn)
		copy_pixels(surface, raster);
	else
		diag_report(diag, DIAG_FAILURE, "cairo-failed", (Position){0},
			    "请降低分辨率。", "无法画出 PDF“%s”的第 %zu 页",
			    pdf->name, page + 1);
	cairo_surface_destroy(surface);
	return drawn;
}
