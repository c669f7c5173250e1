/* The one thing that a subset CFF table needs before a PDF can embed it. */
#ifndef ZB_PDF_CFF_H
#define ZB_PDF_CFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Rewrites in place the charset of a CID-keyed CFF table so that every glyph's
 * CID is its number; a name-keyed table, where a PDF reads CIDs as glyph
 * numbers, is left alone. Returns false where the table is damaged. */
bool cff_make_identity(uint8_t *table, size_t size);

#endif
