#include "cli/print_queue.h"

#include <string.h>

#include "cli/copies.h"
#include "cli/journal.h"
#include "queue/hash.h"
#include "queue/printing.h"

static bool
make_copy(void *context, const Copy *copy, Arena *arena, CopyDocument *document,
	  Diagnostics *diag)
{
	Copies *copies = context;
	PdfBuffer buffer = {.arena = arena};

	(void)diag; /* the copies have the same */
	if (!copies_write(copies, copy, &buffer))
		return false;
	*document = (CopyDocument){buffer.bytes, buffer.size,
				   (int)copies->sheets[copy->number - 1].count};
	return true;
}

/* How sheets are printed: as asked, else on both sides (GB/T 9704-2012 §6.1)
 * where there is anything for the back. */
static const char *
sides_keyword(const Copies *c)
{
	const char *option = c->options->sides;
	bool longer = false;

	for (size_t i = 0; i < c->wanted.count; i++)
		longer |= c->sheets[c->wanted.copies[i].number - 1].count > 1;
	if (c->options->booklet || (option && !strcmp(option, "short")))
		return "two-sided-short-edge";
	if (option ? !strcmp(option, "one") : !longer)
		return "one-sided";
	return "two-sided-long-edge";
}

/* The paper that was asked for, or the sheets' own. A size is that of paper,
 * which does not lie on its side. */
static bool
read_media(Copies *c, const char **media)
{
	const char *named = c->options->media;
	const SheetList *first = &c->sheets[c->wanted.copies[0].number - 1];
	const Sheet *sheet = &first->items[first->count - 1];
	bool lies = sheet->width > sheet->height;

	*media = named ? ticket_media(c->job.arena, named)
		       : ticket_media_of_size(
			     c->job.arena,
			     length_to_pt(lies ? sheet->height : sheet->width),
			     length_to_pt(lies ? sheet->width : sheet->height));
	if (*media || !named)
		return true;
	diag_report(c->job.diag, DIAG_ERROR, "unknown-media", (Position){0},
		    "写 A4、A3，或 iso_a4_210x297mm 这样的名字。",
		    "不认识的纸“%s”", named);
	return false;
}

static Ranges
read_ranges(Copies *c, const char *text)
{
	Ranges ranges = {0};

	if (text)
		ranges_read(c->job.arena, text, &ranges);
	return ranges;
}

/* What the options make of each copy, as they are typed: so they have to be
 * typed again where the run is resumed. */
static const char *
form_text(Arena *arena, const Options *o)
{
	const char *creep =
	    o->creep > 0 ? arena_printf(arena, " --creep %g", o->creep) : "";
	const char *nup =
	    o->nup > 0 ? arena_printf(arena, " --nup %.0f", o->nup) : "";
	const char *text = arena_printf(
	    arena, "%s%s%s%s%s", o->watermark ? " --watermark" : "",
	    o->slip ? " --slip" : "", o->booklet ? " --booklet" : "", creep,
	    nup);

	return *text ? text + 1 : text;
}

static void
send_run(Copies *c, const char *journal)
{
	const Options *o = c->options;
	PrintOrder order = {
	    .brief = o->brief,
	    .journal = journal,
	    .hash = copies_content_hash(c),
	    .version = ZB_VERSION,
	    .run = &c->run,
	    .ticket = {.sides = sides_keyword(c),
		       .source = o->tray,
		       .staple = o->staple && !o->booklet,
		       .saddle = o->staple && o->booklet,
		       .grey = o->grey},
	    .form = form_text(c->job.arena, o),
	    .printer = o->printer,
	    .resume = o->resume,
	    .range = read_ranges(c, o->range),
	    .range_text = o->range,
	    .printed = read_ranges(c, o->printed),
	    .unprinted = read_ranges(c, o->unprinted),
	    .dry_run = o->dry_run,
	    .quiet = o->quiet,
	    .timeout = o->timeout,
	    .make = make_copy,
	    .context = c,
	};

	if (order.hash && read_media(c, &order.ticket.media))
		print_run(c->job.arena, &order, c->job.diag);
}

int
print_to_printers(const Options *options)
{
	Copies copies;
	bool ready = copies_open(&copies, options, false);
	const char *journal = journal_path(copies.job.arena, options);

	if (!journal) {
		pdf_book_close(copies.book);
		job_forget(&copies.job);
		return EXIT_USAGE;
	}
	if (ready)
		send_run(&copies, journal);
	return copies_close(&copies);
}
