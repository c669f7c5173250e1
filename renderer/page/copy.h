/* What each copy of a print run has of its own: its number on page 1, a
 * watermark below every page, a slip before it. The pages that all copies share
 * are built once, by page_build with `numbered`. */
#ifndef ZB_PAGE_COPY_H
#define ZB_PAGE_COPY_H

#include "display/sheet.h"
#include "page/page.h"

typedef struct CopyBuilder CopyBuilder;

/* All that is built lives in the arena; the rest must outlive the builder.
 * Returns NULL after reporting. */
CopyBuilder *copy_builder_open(Arena *arena, const Layout *layout,
			       const Fields *fields, FontSet *fonts,
			       Diagnostics *diag);
void copy_builder_close(CopyBuilder *builder);

/* Builds the pages of a copy, whose number, reader and title `texts` say. What
 * does not fit is reported. */
CopyPages copy_build(CopyBuilder *builder, const TemplateExtras *texts,
		     bool watermark, bool slip);

#endif
