/* The copies of a print run on their way to files or printers: who reads which,
 * what each has of its own, and its PDF. */
#ifndef ZB_CLI_COPIES_H
#define ZB_CLI_COPIES_H

#include "base/ranges.h"
#include "cli/job.h"
#include "pdf/book.h"
#include "print/assemble.h"
#include "print/readers.h"

typedef struct Copies {
	Job job;
	const Options *options;
	const Fields *fields; /* as the brief has them */
	Run run;	      /* the whole run */
	Run wanted;	      /* what --range asks for; else the whole run */
	CopyPages *pages;     /* of each copy of the run, by number - 1 */
	SheetList *sheets;
	PdfBook *book;
	Assembly assembly;
	bool one_file; /* all copies go into one */
} Copies;

/* Reads the brief and the readers and builds all pages. Returns false where
 * there is nothing to print; the diagnostics say why. copies_close is to be
 * called in either case. */
bool copies_open(Copies *copies, const Options *options, bool one_file);

/* The document of one copy of the run, behind what the buffer has. Returns
 * false after reporting. */
bool copies_write(Copies *copies, const Copy *copy, PdfBuffer *buffer);

/* The document of all wanted copies. */
bool copies_write_all(Copies *copies, PdfBuffer *buffer);

/* What tells this content from another in the journal: the SHA-256 of the PDF
 * that `render` writes of the brief, in hexadecimal. NULL after reporting. */
const char *copies_content_hash(Copies *copies);

/* Prints the diagnostics, frees everything, returns the exit status. */
int copies_close(Copies *copies);

#endif
