#define _XOPEN_SOURCE 700
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/job.h"
#include "cli/journal.h"
#include "pdf/pdf.h"
#include "print/hash.h"
#include "print/printing.h"

/* Writes a display as PDF bytes, by way of a file. */
static bool
make_pdf(Arena *arena, const Display *display, CopyDocument *document,
	 Diagnostics *diag)
{
	const char *folder = getenv("TMPDIR");
	char *path = arena_printf(arena, "%s/zhuanbao-XXXXXX",
				  folder && *folder ? folder : "/tmp");
	int fd = mkstemp(path);
	Output *output = fd < 0 ? NULL : output_open(path, diag);
	bool right =
	    output && pdf_write(display, output, diag) && output_commit(output);
	FILE *file = right ? fopen(path, "rb") : NULL;

	if (file && fseek(file, 0, SEEK_END) == 0) {
		size_t size = (size_t)ftell(file);
		char *bytes = arena_alloc(arena, size);
		rewind(file);
		right = fread(bytes, 1, size, file) == size;
		*document = (CopyDocument){bytes, size, (int)display->count};
	}
	if (file)
		fclose(file);
	if (fd >= 0) {
		close(fd);
		unlink(path);
	}
	return right;
}

/* The 份号 at the top of page 1, in the face of the page's first line. */
static DisplayItem
label_item(Arena *arena, const DisplayPage *page, const char *label)
{
	static const Color black = {0};
	size_t first = 0, count = strlen(label);
	DisplayGlyph *glyphs = arena_alloc_array(arena, count, sizeof *glyphs);
	DisplayRun *run = arena_alloc(arena, sizeof *run);

	while (page->items[first].kind != DISPLAY_LINE ||
	       !page->items[first].line.count)
		first++;
	const Face *face = page->items[first].line.runs[0].face;
	for (size_t i = 0; i < count; i++)
		glyphs[i] = (DisplayGlyph){
		    .id = face_glyph(face, (unsigned char)label[i]),
		    .x = (Length)(72 + 8 * i) * 65536,
		    .advance = 8 * 65536,
		    .text = label + i,
		    .text_size = 1};
	*run = (DisplayRun){face, 14 * 65536, &black, glyphs, count};
	return (DisplayItem){.kind = DISPLAY_LINE,
			     .line = {.role = "copy",
				      .y = 40 * 65536,
				      .left = 72 * 65536,
				      .right = 200 * 65536,
				      .runs = run,
				      .count = 1}};
}

static bool
make_copy(void *context, const Copy *copy, Arena *arena, CopyDocument *document,
	  Diagnostics *diag)
{
	const Job *job = context;
	Display display = *job->display;
	DisplayPage *pages =
	    arena_alloc_array(arena, display.count, sizeof *pages);
	DisplayItem *items =
	    arena_alloc_array(arena, display.pages[0].count + 1, sizeof *items);

	memcpy(pages, display.pages, display.count * sizeof *pages);
	items[0] = label_item(arena, &pages[0], copy->label);
	memcpy(items + 1, pages[0].items, pages[0].count * sizeof *items);
	pages[0].items = items;
	pages[0].count++;
	display.pages = pages;
	return make_pdf(arena, &display, document, diag);
}

static Run
make_run(Job *job, const Options *options)
{
	const FieldValue *field = fields_lookup(job->fields, "印数");
	int count = options->copies > 0 ? (int)options->copies
		    : field && field->given && field->count
			? atoi(field->texts[0])
			: 1;
	Copy *copies =
	    arena_alloc_array(job->arena, (size_t)count, sizeof *copies);

	for (int i = 0; i < count; i++)
		copies[i] = (Copy){
		    i + 1, arena_printf(job->arena, "%06d", i + 1), NULL};
	return (Run){copies, (size_t)count};
}

static const char *
sides_keyword(const char *option)
{
	return !option			 ? NULL
	       : !strcmp(option, "one")	 ? "one-sided"
	       : !strcmp(option, "long") ? "two-sided-long-edge"
					 : "two-sided-short-edge";
}

/* The paper that was asked for, or the page's own. */
static bool
read_media(Job *job, const Options *options, const char **media)
{
	const DisplayPage *page = &job->display->pages[0];

	*media = options->media
		     ? ticket_media(job->arena, options->media)
		     : ticket_media_of_size(job->arena, page->width / 65536.0,
					    page->height / 65536.0);
	if (*media || !options->media)
		return true;
	diag_report(job->diag, DIAG_ERROR, "unknown-media", (Position){0},
		    "写 A4、A3，或 iso_a4_210x297mm 这样的名字。",
		    "不认识的纸“%s”", options->media);
	return false;
}

static void
print(Job *job, const Options *options, const char *path)
{
	Run run = make_run(job, options);
	CopyDocument whole = {0};
	const char *media;
	PrintOrder order = {
	    .brief = options->brief,
	    .journal = path,
	    .version = ZB_VERSION,
	    .run = &run,
	    .ticket = {.sides = sides_keyword(options->sides),
		       .source = options->tray,
		       .staple = options->staple,
		       .grey = options->grey},
	    .printer = options->printer,
	    .resume = options->resume,
	    .range_text = options->range,
	    .dry_run = options->dry_run,
	    .quiet = options->quiet,
	    .timeout = options->timeout,
	    .make = make_copy,
	    .context = job,
	};

	if (!read_media(job, options, &media) ||
	    !make_pdf(job->arena, job->display, &whole, job->diag))
		return;
	order.ticket.media = media;
	order.hash = content_hash(job->arena, whole.bytes, whole.size);
	if (options->range)
		ranges_read(job->arena, options->range, &order.range);
	if (options->printed)
		ranges_read(job->arena, options->printed, &order.printed);
	if (options->unprinted)
		ranges_read(job->arena, options->unprinted, &order.unprinted);
	print_run(job->arena, &order, job->diag);
}

int
command_print(const Options *options)
{
	Job job;

	if ((options->printed || options->unprinted) && !options->resume) {
		options_complain("--printed、--unprinted 要和 --resume 一起用",
				 options->brief);
		return EXIT_USAGE;
	}
	if (options->range && options->resume) {
		options_complain("--range 不能和 --resume 一起用",
				 options->brief);
		return EXIT_USAGE;
	}
	bool ready = job_open(&job, options) && !diag_has_errors(job.diag);
	const char *path = journal_path(job.arena, options);
	if (!path) {
		job_forget(&job);
		return EXIT_USAGE;
	}
	if (ready)
		print(&job, options, path);
	return job_close(&job);
}
