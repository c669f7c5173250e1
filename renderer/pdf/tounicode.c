#include "pdf/font.h"

/* The CMap format allows no more mappings than this in one block. */
enum { BLOCK = 100 };

/* A glyph whose text went with the glyph before it lies within an ActualText
 * span. Readers that do not know those copy a zero width space: without an
 * entry they would make up a character. */
static void
put_text(PdfBuffer *out, const PdfUse *use)
{
	if (use->text_size > 0)
		pdf_put_utf16(out, use->text, use->text_size);
	else
		pdf_put_code(out, 0x200B);
}

void
pdf_put_tounicode(PdfBuffer *out, const PdfUse *const *uses, size_t count)
{
	pdf_put_string(out, "/CIDInit /ProcSet findresource begin\n"
			    "12 dict begin\nbegincmap\n"
			    "/CIDSystemInfo <</Registry (Adobe)"
			    "/Ordering (UCS)/Supplement 0>> def\n"
			    "/CMapName /Adobe-Identity-UCS def\n"
			    "/CMapType 2 def\n"
			    "1 begincodespacerange\n<0000> <FFFF>\n"
			    "endcodespacerange\n");
	for (size_t start = 0; start < count; start += BLOCK) {
		size_t end = count - start < BLOCK ? count : start + BLOCK;
		pdf_put_format(out, "%zu beginbfchar\n", end - start);
		for (size_t i = start; i < end; i++) {
			pdf_put_string(out, "<");
			pdf_put_code(out, uses[i]->code);
			pdf_put_string(out, "> <");
			put_text(out, uses[i]);
			pdf_put_string(out, ">\n");
		}
		pdf_put_string(out, "endbfchar\n");
	}
	pdf_put_string(out, "endcmap\n"
			    "CMapName currentdict /CMap defineresource pop\n"
			    "end\nend\n");
}
