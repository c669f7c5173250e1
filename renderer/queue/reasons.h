/* What a printer reports, in Chinese. */
#ifndef ZB_QUEUE_REASONS_H
#define ZB_QUEUE_REASONS_H

#include "queue/ticket.h"

/* The reasons with 、 between them; those that have no translation as the
 * printer says them. "" where there is nothing to say. */
const char *reasons_text(Arena *arena, const Words *reasons);

/* What printer-state means. */
const char *printer_state_text(int state);

#endif
