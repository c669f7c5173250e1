#define _XOPEN_SOURCE 700
#include "queue/interrupt.h"

#include <time.h>

static const int signals[INTERRUPT_SIGNALS] = {SIGINT, SIGTERM, SIGHUP};

/* Nothing has to be done here: a signal that came has put its action back to
 * the default (SA_RESETHAND), which both tells us of it and lets the next one
 * end the program. So no variable is shared with a handler. */
static void
catch_one(int signal)
{
	(void)signal;
}

void
interrupt_begin(Interrupt *interrupt)
{
	struct sigaction action = {.sa_handler = catch_one,
				   .sa_flags = SA_RESETHAND};

	sigemptyset(&action.sa_mask);
	for (int i = 0; i < INTERRUPT_SIGNALS; i++) {
		sigaction(signals[i], NULL, &interrupt->before[i]);
		if (interrupt->before[i].sa_handler != SIG_IGN)
			sigaction(signals[i], &action, NULL);
	}
}

void
interrupt_end(const Interrupt *interrupt)
{
	for (int i = 0; i < INTERRUPT_SIGNALS; i++)
		sigaction(signals[i], &interrupt->before[i], NULL);
}

bool
interrupt_came(const Interrupt *interrupt)
{
	struct sigaction now;

	for (int i = 0; i < INTERRUPT_SIGNALS; i++) {
		sigaction(signals[i], NULL, &now);
		if (interrupt->before[i].sa_handler != SIG_IGN &&
		    now.sa_handler == SIG_DFL)
			return true;
	}
	return false;
}

void
interrupt_nap(double seconds)
{
	struct timespec time = {
	    (time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};

	nanosleep(&time, NULL);
}
