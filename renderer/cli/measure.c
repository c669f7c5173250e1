/* inspect --measure: each line of a text set as a paragraph at a measure in
 * em, one JSON object a line. What tests of line setting look at. */
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "cli/commands.h"
#include "cli/job.h"
#include "text/paragraph.h"

typedef struct Measurer {
	Job *job;
	Shaper *shaper;
	Style style;
	Length width;
} Measurer;

static double
in_em(const Measurer *m, Length length)
{
	return (double)length / (double)m->style.size;
}

static void
print_glyph(const Measurer *m, const char *text, size_t size,
	    const LinePlace *place)
{
	fputs("{\"c\":", stdout);
	json_write_bytes(stdout, text, size);
	printf(",\"x\":%.5f,\"adv\":%.5f}", in_em(m, place->x),
	       in_em(m, place->advance));
}

/* The text is the source's; a hyphen is but the last of the glyphs. */
static void
print_line(const Measurer *m, Arena *arena, const Paragraph *p,
	   const Line *line)
{
	size_t count = line->end - line->first;
	LinePlace *places = arena_alloc_array(arena, count + 1, sizeof *places);
	const Glyph *glyphs = p->glyphs + line->first;

	line_place(arena, p, line, places);
	fputs("{\"text\":\"", stdout);
	for (size_t i = 0; i < count; i++)
		json_write_escaped(stdout,
				   p->text->bytes + glyphs[i].text_start,
				   glyphs[i].text_size);
	fputs("\",\"glyphs\":[", stdout);
	for (size_t i = 0; i < count; i++) {
		if (i)
			putchar(',');
		print_glyph(m, p->text->bytes + glyphs[i].text_start,
			    glyphs[i].text_size, &places[i]);
	}
	if (line_hyphen(p, line->end)) {
		putchar(',');
		print_glyph(m, HYPHEN_TEXT, sizeof HYPHEN_TEXT - 1,
			    &places[count]);
	}
	fputs("]}", stdout);
}

static void
measure_text(const Measurer *m, const Source *source, uint32_t number)
{
	Arena *arena = arena_new();
	size_t size;
	const char *bytes = source_line(source, number, &size);
	const Span span = {.end = (uint32_t)size, .at = {source, number, 1}};
	const Text text = {arena_copy(arena, bytes, size), (uint32_t)size,
			   &span, size > 0};
	const Paragraph *p = text_shape(m->shaper, arena, &text, &m->style);
	LineList lines = paragraph_break(arena, p, m->width, m->job->diag);

	fputs("{\"lines\":[", stdout);
	for (size_t i = 0; i < lines.count; i++) {
		if (i)
			putchar(',');
		print_line(m, arena, p, &lines.items[i]);
	}
	puts("]}");
	arena_free(arena);
}

/* An empty last line is the end of the one before it. */
static void
measure_all(const Measurer *m, const Source *source)
{
	for (uint32_t i = 1; i <= source->line_count; i++) {
		size_t size;
		source_line(source, i, &size);
		if (size > 0 || i < source->line_count)
			measure_text(m, source, i);
	}
}

int
command_measure(const Options *options)
{
	Options layout_only = *options;
	Job job;

	layout_only.brief = NULL;
	if (job_open(&job, &layout_only)) {
		TextRules rules = job.layout->text;
		const Source *source = file_read(job.arena, options->brief,
						 BRIEF_SIZE_LIMIT, job.diag);
		if (options->kinsoku)
			kinsoku_by_name(options->kinsoku, &rules.kinsoku);
		if (options->scheme)
			scheme_by_name(options->scheme, &rules.scheme);
		if (options->grid)
			grid_by_name(options->grid, &rules.grid);
		Measurer m = {
		    .job = &job,
		    .shaper = shaper_open(job.fonts, &rules, NULL, job.diag),
		    .style = *job.layout->paragraph,
		};
		m.style.first_line = m.style.left = m.style.right = 0;
		m.width = (Length)(options->measure * (double)m.style.size);
		if (source && m.shaper)
			measure_all(&m, source);
		shaper_close(m.shaper);
	}
	return job_close(&job);
}
