/* IPP attributes: the ticket as they say it, and reading what a printer says
 * of itself and its jobs. Only queue/printer.c speaks with printers. */
#ifndef ZB_QUEUE_ATTRIBUTES_H
#define ZB_QUEUE_ATTRIBUTES_H

#include <cups/cups.h>

#include "queue/ticket.h"
#include "queue/verdict.h"

/* Adds the ticket's job template attributes, one copy among them. */
void attributes_add_ticket(ipp_t *request, const Ticket *ticket,
			   const Abilities *abilities);

/* Reads a response to Get-Printer-Attributes. */
void attributes_read_abilities(Arena *arena, ipp_t *response,
			       Abilities *abilities);

/* Asks for the attributes that attributes_read_report reads. */
void attributes_want_report(ipp_t *request);
void attributes_read_report(ipp_t *response, JobReport *report);

/* The number of the job of this name in a response to Get-Jobs, or 0. */
int attributes_find_job(ipp_t *response, const char *name);

#endif
