#include "pdf/outline.h"

/* An item whose own items are still to come. */
typedef struct Open {
	int level;
	HPDF_Outline item;
} Open;

static HPDF_Outline
add_item(PdfFile *file, HPDF_Outline parent, const DisplayHeading *heading,
	 HPDF_Dict page, Length height)
{
	PdfBuffer out = pdf_buffer(file);
	HPDF_Outline item = HPDF_CreateOutline(file->doc, parent, "", NULL);

	/* Titles are written by us, for libharu has no characters above
	 * U+FFFF, and items have no type. */
	if (!pdf_check(file, item != NULL) ||
	    !pdf_check(file,
		       HPDF_Dict_RemoveElement(item, "Title") == HPDF_OK) ||
	    !pdf_check(file, HPDF_Dict_RemoveElement(item, "Type") == HPDF_OK))
		return NULL;
	pdf_put_string(&out, "/Title ");
	pdf_put_text(&out, heading->title);
	pdf_put_format(&out, "\n/Dest [%u 0 R /XYZ null ", pdf_id(page));
	pdf_put_length(&out, height - heading->y);
	pdf_put_string(&out, " null]");
	pdf_set_entries(file, item, &out);
	return item;
}

/* A heading belongs to the nearest one before it of a higher level, whatever
 * levels lie between. */
bool
pdf_outline_write(PdfFile *file, const PdfDocument *document,
		  const HPDF_Dict *pages)
{
	const Display *display = document->about;
	Open *open = arena_alloc_array(file->arena, display->heading_count,
				       sizeof *open);
	size_t depth = 0;

	for (size_t i = 0; i < display->heading_count; i++) {
		const DisplayHeading *heading = &display->headings[i];
		while (depth > 0 && open[depth - 1].level >= heading->level)
			depth--;
		HPDF_Outline parent = depth ? open[depth - 1].item : NULL;
		HPDF_Outline item =
		    add_item(file, parent, heading, pages[heading->page],
			     document->sheets[heading->page].height);
		if (!item)
			return false;
		open[depth++] = (Open){heading->level, item};
	}
	return true;
}
