/* The lines of a PDF's page. */
#ifndef ZB_COMPARE_LINES_H
#define ZB_COMPARE_LINES_H

#include <poppler.h>

#include "compare/content.h"

/* Adds the lines of a page, from the top down, and what is drawn besides. */
void lines_read_page(Arena *arena, CompareContent *content, PopplerPage *page,
		     size_t index);

#endif
