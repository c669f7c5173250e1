#include "cli/copies.h"

#include <string.h>

#include "cli/recipients.h"
#include "page/copy.h"
#include "pdf/pdf.h"
#include "queue/hash.h"

/* How many copies there are to be; 0: as many as the readers ask for; -1 after
 * reporting. */
static int
count_copies(const Copies *c)
{
	const char *name = c->job.layout->copy.copies_field;
	const FieldValue *field = fields_given(c->job.fields, name);

	if (c->options->copies > 0)
		return (int)c->options->copies;
	if (!field)
		return 0;
	Ranges number;
	if (ranges_read(c->job.arena, field->texts[0], &number) &&
	    number.items[0].first <= RUN_LIMIT)
		return number.items[0].first;
	diag_report(
	    c->job.diag, DIAG_ERROR, "too-many-copies", field->at[0],
	    arena_printf(c->job.arena, "请写 1 到 %d 的整数。", RUN_LIMIT),
	    "印不了 %s 份", field->texts[0]);
	return -1;
}

/* The copies that --range names. */
static bool
choose_copies(Copies *c)
{
	Ranges ranges;
	Copy *chosen =
	    arena_alloc_array(c->job.arena, c->run.count + 1, sizeof *chosen);

	c->wanted = c->run;
	if (!c->options->range)
		return true;
	ranges_read(c->job.arena, c->options->range, &ranges);
	if ((size_t)ranges_highest(&ranges) > c->run.count) {
		diag_report(c->job.diag, DIAG_ERROR, "no-such-copy",
			    (Position){c->job.brief->source, 0, 0},
			    "请改 --range，或增加印数。",
			    "没有第 %d 份：一共 %zu 份",
			    ranges_highest(&ranges), c->run.count);
		return false;
	}
	/* Each range adds one from its first number on, and takes it away
	 * behind its last. */
	int *steps =
	    arena_alloc_array(c->job.arena, c->run.count + 2, sizeof *steps);
	for (size_t i = 0; i < ranges.count; i++) {
		steps[ranges.items[i].first]++;
		steps[ranges.items[i].last + 1]--;
	}
	c->wanted = (Run){chosen, 0};
	for (size_t i = 0, covered = 0; i < c->run.count; i++) {
		covered += (size_t)steps[i + 1];
		if (covered)
			chosen[c->wanted.count++] = c->run.copies[i];
	}
	return true;
}

/* Without a design for copies they would be all alike. */
static bool
check_design(const Copies *c)
{
	const CopyDesign *design = &c->job.layout->copy;
	const char *missing =
	    design->frames.count == 0 ? "份号（copy 的 frames）"
	    : c->options->watermark && !design->watermark.style
		? "水印（copy 的 watermark）"
	    : c->options->slip && design->slip.count == 0
		? "送阅单（copy 的 slip）"
		: NULL;

	if (missing)
		diag_report(c->job.diag, DIAG_ERROR, "no-copy-design",
			    (Position){c->job.layout->source, 0, 0},
			    "请照 zhuanbao.yaml 在版式里加上，或换一个版式。",
			    "版式“%s”没有%s", c->job.layout->name, missing);
	return !missing;
}

/* What is printed of the number of copies is the number of this run. */
static void
print_count(Copies *c)
{
	const char *name = c->job.layout->copy.copies_field;

	c->fields = c->job.fields;
	if (name)
		c->job.fields = fields_replace(
		    c->job.arena, c->job.fields, name,
		    arena_printf(c->job.arena, "%zu", c->run.count));
}

static void
report_no_copies(const Copies *c)
{
	const char *field = c->job.layout->copy.copies_field;

	diag_report(c->job.diag, DIAG_ERROR, "no-copies",
		    (Position){c->job.brief->source, 0, 0},
		    field ? arena_printf(c->job.arena,
					 "请在文件头写“%s: 30”，或用 --copies "
					 "30。",
					 field)
			  : "请用 --copies 30。",
		    "不知道要印多少份");
}

static bool
build_run(Copies *c)
{
	ReaderRows rows = {NULL, 0};
	int copies = diag_has_errors(c->job.diag) ? -1 : count_copies(c);

	if (copies < 0 || !check_design(c) ||
	    !recipients_read(&c->job, c->options->readers, copies, &rows))
		return false;
	if (copies == 0 && rows.count == 0) {
		report_no_copies(c);
		return false;
	}
	if (!run_build(c->job.arena, &rows, copies, &c->run, c->job.diag) ||
	    !choose_copies(c))
		return false;
	print_count(c);
	return true;
}

static TemplateExtras
copy_texts(const Copies *c, const Copy *copy)
{
	TemplateExtras texts = {.number.text = copy->label,
				.title.text = c->job.display->title};

	if (copy->reader) {
		texts.reader =
		    (TemplateExtra){copy->reader->name, copy->reader->at};
		texts.unit =
		    (TemplateExtra){copy->reader->unit, copy->reader->at};
	}
	return texts;
}

static bool
build_pages(Copies *c)
{
	const Job *job = &c->job;
	CopyBuilder *builder = copy_builder_open(
	    job->arena, job->layout, job->fields, job->fonts, job->diag);

	if (!builder)
		return false;
	c->pages =
	    arena_alloc_array(job->arena, c->run.count + 1, sizeof *c->pages);
	c->sheets =
	    arena_alloc_array(job->arena, c->run.count + 1, sizeof *c->sheets);
	for (size_t i = 0; i < c->wanted.count; i++) {
		const Copy *copy = &c->wanted.copies[i];
		size_t at = (size_t)copy->number - 1;
		TemplateExtras texts = copy_texts(c, copy);
		c->pages[at] = copy_build(
		    builder, &texts, c->options->watermark, c->options->slip);
		c->sheets[at] = assemble_copy(job->arena, job->display,
					      &c->pages[at], &c->assembly);
	}
	copy_builder_close(builder);
	return !diag_has_errors(job->diag);
}

/* What a copy has of its own. */
static void
add_own_pages(PdfBook *book, const CopyPages *own)
{
	pdf_book_add(book, own->number);
	if (own->watermark)
		pdf_book_add(book, own->watermark->page);
	if (own->slip)
		pdf_book_add(book, own->slip);
}

/* The pages that all share; in one file, all there are. */
static bool
fill_book(Copies *c)
{
	const Display *display = c->job.display;

	c->book = pdf_book_open(NULL, c->options->grey, c->job.diag);
	if (!c->book)
		return false;
	for (size_t i = 0; i < display->count; i++)
		pdf_book_add(c->book, &display->pages[i]);
	for (size_t i = 0; c->one_file && i < c->wanted.count; i++)
		add_own_pages(c->book,
			      &c->pages[c->wanted.copies[i].number - 1]);
	return pdf_book_ready(c->book);
}

bool
copies_open(Copies *copies, const Options *options, bool one_file)
{
	const char *sides = options->sides;

	*copies = (Copies){
	    .options = options,
	    .one_file = one_file,
	    .assembly = {.two_sided = !sides || strcmp(sides, "one") != 0,
			 .booklet = options->booklet,
			 .creep = length_from_mm(options->creep),
			 .per_side = (size_t)options->nup},
	};
	if (!job_read(&copies->job, options))
		return false;
	copies->job.other_input = options->readers;
	return build_run(copies) && job_build(&copies->job, true) &&
	       !diag_has_errors(copies->job.diag) && build_pages(copies) &&
	       fill_book(copies);
}

/* The headings of a copy, behind its slip; none where several pages share a
 * side. */
static Display
copy_about(const Copies *c, Arena *arena, const CopyPages *own)
{
	Display about = *c->job.display;
	size_t before = own->slip ? 1 + c->assembly.two_sided : 0;
	DisplayHeading *headings =
	    arena_alloc_array(arena, about.heading_count + 1, sizeof *headings);

	if (c->assembly.booklet || c->assembly.per_side > 1)
		about.heading_count = 0;
	for (size_t i = 0; i < about.heading_count; i++) {
		headings[i] = about.headings[i];
		headings[i].page += before;
	}
	about.headings = headings;
	return about;
}

bool
copies_write(Copies *copies, const Copy *copy, PdfBuffer *buffer)
{
	const CopyPages *own = &copies->pages[copy->number - 1];
	const SheetList *sheets = &copies->sheets[copy->number - 1];
	PdfBook *book = pdf_book_open(copies->book, copies->options->grey,
				      copies->job.diag);

	if (!book)
		return false;
	Arena *arena = arena_new();
	Display about = copy_about(copies, arena, own);
	PdfDocument document = {.sheets = sheets->items,
				.count = sheets->count,
				.about = &about,
				.tagged = !copies->assembly.booklet &&
					  copies->assembly.per_side <= 1};
	add_own_pages(book, own);
	bool done =
	    pdf_book_ready(book) && pdf_book_copy(book, &document, buffer);
	arena_free(arena);
	pdf_book_close(book);
	return done;
}

/* A run's headings are its copies. */
static Display
run_about(const Copies *c, Arena *arena, const SheetList *lists)
{
	Display about = *c->job.display;
	DisplayHeading *headings =
	    arena_alloc_array(arena, c->wanted.count + 1, sizeof *headings);
	size_t page = 0;

	for (size_t i = 0; i < c->wanted.count; i++) {
		const Copy *copy = &c->wanted.copies[i];
		const char *name = copy->reader ? copy->reader->name : NULL;
		headings[i] = (DisplayHeading){
		    1,
		    name ? arena_printf(arena, "%s　%s", copy->label, name)
			 : copy->label,
		    page, 0};
		page += lists[i].count;
		if (c->assembly.two_sided)
			page += lists[i].count % 2;
	}
	about.headings = headings;
	about.heading_count = c->options->uncollated ? 0 : c->wanted.count;
	return about;
}

bool
copies_write_all(Copies *copies, PdfBuffer *buffer)
{
	Arena *arena = arena_new();
	SheetList *lists =
	    arena_alloc_array(arena, copies->wanted.count + 1, sizeof *lists);

	for (size_t i = 0; i < copies->wanted.count; i++)
		lists[i] = copies->sheets[copies->wanted.copies[i].number - 1];
	SheetList sheets = assemble_run(arena, lists, copies->wanted.count,
					copies->assembly.two_sided,
					!copies->options->uncollated);
	Display about = run_about(copies, arena, lists);
	PdfDocument document = {.sheets = sheets.items,
				.count = sheets.count,
				.about = &about,
				.packed = true};
	bool done = pdf_book_copy(copies->book, &document, buffer);
	arena_free(arena);
	return done;
}

const char *
copies_content_hash(Copies *copies)
{
	Job plain = copies->job;
	OutputBytes bytes = {0};
	Output *output =
	    output_to_memory(plain.arena, &bytes, copies->job.diag);

	plain.fields = copies->fields;
	if (!output)
		return NULL;
	bool done = job_build(&plain, false) &&
		    pdf_write(plain.display, output, plain.diag);
	if (!output_commit(output) || !done)
		return NULL;
	return content_hash(plain.arena, bytes.items, bytes.size);
}

int
copies_close(Copies *copies)
{
	pdf_book_close(copies->book);
	return job_close(&copies->job);
}
