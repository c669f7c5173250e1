/* Copies whose fate only a person knows: answers from the command line, and
 * questions on the terminal. */
#ifndef ZB_QUEUE_ANSWERS_H
#define ZB_QUEUE_ANSWERS_H

#include "queue/session.h"

/* True where the order says of this number whether it was printed. */
bool answers_have(const PrintOrder *order, int number);

/* Records the order's answers. Returns false after reporting one that goes
 * against what is known. */
bool answers_apply(Session *session);

/* Asks about each unknown copy, where somebody sits at a terminal. Returns
 * false where the journal failed. */
bool answers_ask(Session *session);

#endif
