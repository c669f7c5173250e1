/* What each copy of a print run has of its own: its number on page 1, a
 * watermark below every page, a slip before it. The pages that all copies share
 * are built once, by page_build with `numbered`. */
#ifndef ZB_PAGE_COPY_H
#define ZB_PAGE_COPY_H

#include "display/sheet.h"
#include "page/page.h"

typedef struct CopyTexts {
	const char *number; /* 份号: six digits (GB/T 9704-2012 §7.2.1) */
	const char *reader, *unit; /* NULL: not known */
	const char *title;	   /* of the brief */
} CopyTexts;

typedef struct CopyBuilder CopyBuilder;

/* All that is built lives in the arena; the rest must outlive the builder.
 * Returns NULL after reporting. */
CopyBuilder *copy_builder_open(Arena *arena, const Layout *layout,
			       const Fields *fields, FontSet *fonts,
			       Diagnostics *diag);
void copy_builder_close(CopyBuilder *builder);

/* Builds the pages of a copy. What does not fit is reported. */
CopyPages copy_build(CopyBuilder *builder, const CopyTexts *texts,
		     bool watermark, bool slip);

#endif
