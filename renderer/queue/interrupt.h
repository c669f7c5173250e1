/* Ctrl-C during a run: the first asks it to stop when what is under way has
 * come to its end, the second ends the program at once. */
#ifndef ZB_QUEUE_INTERRUPT_H
#define ZB_QUEUE_INTERRUPT_H

#include <signal.h>
#include <stdbool.h>

enum { INTERRUPT_SIGNALS = 3 };

typedef struct Interrupt {
	struct sigaction before[INTERRUPT_SIGNALS];
} Interrupt;

void interrupt_begin(Interrupt *interrupt);
void interrupt_end(const Interrupt *interrupt);

/* Has one come since interrupt_begin? */
bool interrupt_came(const Interrupt *interrupt);

/* Sleeps, but not on after a signal. */
void interrupt_nap(double seconds);

#endif
