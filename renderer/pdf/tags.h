/* Tagged PDF (ISO 32000-1 §14.7, §14.8): what the parts of the pages are, for
 * readers who do not see them. A stretch of a page's content that belongs to one
 * element is a sequence with a number, its MCID; the elements name the
 * sequences that they consist of, and the parent tree leads back. */
#ifndef ZB_PDF_TAGS_H
#define ZB_PDF_TAGS_H

#include "display/display.h"
#include "pdf/object.h"

/* The standard structure type: P, H1, L … There is no other, so that no role
 * map is needed. */
const char *pdf_tag_name(const DisplayElement *element);

/* The sequences of one content, in its order. */
typedef struct PdfSequences {
	const DisplayStructure *structure;
	const size_t *elements; /* that they belong to */
	size_t count;
	unsigned first; /* the number of the first on its page */
} PdfSequences;

typedef struct PdfTags PdfTags;

/* The tags of a file, which come page by page. NULL after reporting. */
PdfTags *pdf_tags_open(PdfFile *file);

/* Takes the next content, of page `number` in the file; a page's come in the
 * order of reading. False after reporting. */
bool pdf_tags_add(PdfTags *tags, const PdfSequences *sequences, HPDF_Dict page,
		  size_t number);

/* Writes the tree, and the catalog's entries behind what `catalog` has. False
 * after reporting. */
bool pdf_tags_close(PdfTags *tags, PdfBuffer *catalog);

#endif
