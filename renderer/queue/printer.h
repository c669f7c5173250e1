/* One destination, a queue of CUPS or a bare IPP address, spoken to by IPP
 * through libcups. Each call is one exchange: it returns what the printer
 * answered and reports nothing; printer_why says more. None waits longer than
 * the printer's time limit for an answer. */
#ifndef ZB_QUEUE_PRINTER_H
#define ZB_QUEUE_PRINTER_H

#include "queue/ticket.h"
#include "queue/verdict.h"

typedef struct Printer Printer;

typedef enum Answer {
	ANSWER_OK,
	ANSWER_BUSY,	/* not now: try again later */
	ANSWER_NO_JOB,	/* it does not know the job */
	ANSWER_REFUSED, /* not this, and not later */
	ANSWER_NONE,	/* no answer: what was asked may have been done */
} Answer;

/* A PDF to be printed; lent. */
typedef struct CopyDocument {
	const void *bytes;
	size_t size;
	int pages; /* sides that are printed; 0: not known */
} CopyDocument;

/* Finds a destination; nothing is said to a bare address yet. `name` is a
 * queue, an address (ipp://host:port/ipp/print, ipps:, http:, https:), or NULL
 * for the default of CUPS. `seconds` limits each exchange. NULL after
 * reporting that there is none. */
Printer *printer_open(Arena *arena, const char *name, double seconds,
		      Diagnostics *diag);
void printer_close(Printer *printer);

/* The queue's name or the address, as it is to be recorded. */
const char *printer_name(const Printer *printer);

/* Why the last exchange did not answer ANSWER_OK; for people. */
const char *printer_why(const Printer *printer);

/* True for texts that are addresses. */
bool printer_is_address(const char *name);

/* Asks what the printer can do and how it is; the lists live in the arena. */
Answer printer_look(Printer *printer, Arena *arena, Abilities *abilities);

/* Would it take a job with this ticket? `abilities` are the printer's. */
Answer printer_validate(Printer *printer, const Ticket *ticket,
			const Abilities *abilities);

/* Begins a job of this name. `*job` is its number. */
Answer printer_create(Printer *printer, const Ticket *ticket,
		      const Abilities *abilities, const char *name, int *job);

/* Sends the job its only document. */
Answer printer_send(Printer *printer, int job, const CopyDocument *document);

Answer printer_ask(Printer *printer, int job, JobReport *report);

Answer printer_cancel(Printer *printer, int job);

/* Looks among the jobs that are not done for one of this name. `*job` is 0
 * where there is none. */
Answer printer_find(Printer *printer, const char *name, int *job);

#endif
