/* The trace back end: the display list as text, for tests and for `inspect`. */
#ifndef ZB_TRACE_TRACE_H
#define ZB_TRACE_TRACE_H

#include <stdio.h>

#include "display/display.h"

/* Writes one JSON object: lengths in mm from the page's top left, `y` the
 * baseline, sizes in pt. The form is described in the manual page. */
void trace_write_json(const Display *display, FILE *out);

/* Writes a form to be read by people and compared by tests: a line of text a
 * line, with its place, role and edges. */
void trace_write_text(const Display *display, FILE *out);

#endif
