#include "queue/ledger.h"

#include <string.h>

#include "queue/columns.h"

/* The prints of one number that are not the first: they stand one after
 * another. */
static int
reprints(const RunRecord *run, size_t copy)
{
	while (copy + 1 < run->copy_count &&
	       run->copies[copy + 1].number == run->copies[copy].number)
		copy++;
	return run->copies[copy].print - 1;
}

/* Only of a copy that reached its end is the time the time of printing. */
static const char *
printed_at(const CopyRecord *copy)
{
	return copy->state == COPY_PRINTED ? copy->changed : "";
}

static void
write_heading(Arena *arena, const RunRecord *run, size_t index, FILE *out)
{
	size_t printed = 0;

	for (size_t i = 0; i < run->copy_count; i++)
		printed += run->copies[i].print == 1 &&
			   run->copies[i].state == COPY_PRINTED;
	fprintf(out, "第 %zu 次  %s  %s  内容 %.12s  已印 %zu/%d 份%s%s\n",
		index + 1, diag_safe(arena, run->started),
		diag_safe(arena, run->brief), diag_safe(arena, run->hash),
		printed, run->count, *run->ticket ? "  " : "",
		diag_safe(arena, run->ticket));
}

void
ledger_write_table(Arena *arena, const RunRecord *runs, size_t count, FILE *out)
{
	static const char *const heads[] = {"份号", "读者",	"单位",
					    "状态", "印成时间", "打印机",
					    "任务", "说明"};
	enum { WIDTH = sizeof heads / sizeof *heads };

	for (size_t i = 0; i < count; i++) {
		const RunRecord *run = &runs[i];
		Columns columns = columns_new(arena, WIDTH);
		if (i)
			fputc('\n', out);
		write_heading(arena, run, i, out);
		for (size_t k = 0; k < WIDTH; k++)
			columns_add(&columns, heads[k]);
		for (size_t k = 0; k < run->copy_count; k++) {
			const CopyRecord *copy = &run->copies[k];
			const char *note =
			    copy->state == COPY_PRINTED ? "" : copy->note;
			columns_add(&columns, copy->label);
			columns_add(&columns, copy->reader);
			columns_add(&columns, copy->unit);
			columns_add(&columns, copy_state_chinese(copy->state));
			columns_add(&columns, printed_at(copy));
			columns_add(&columns, copy->printer);
			columns_add(&columns,
				    copy->job
					? arena_printf(arena, "%d", copy->job)
					: "");
			columns_add(
			    &columns,
			    copy->print > 1
				? arena_printf(arena, "第 %d 次重印%s%s",
					       copy->print - 1,
					       note && *note ? "；" : "",
					       note ? note : "")
				: note);
		}
		columns_write(&columns, out);
	}
}

static void
write_cell(Arena *arena, const char *text, bool last, FILE *out)
{
	text = text ? diag_safe(arena, text) : "";
	bool formula = text[0] && strchr("=+-@", text[0]);

	if (formula || strpbrk(text, ",\"\r\n")) {
		fprintf(out, "\"%s", formula ? "'" : "");
		for (; *text; text++)
			fprintf(out, *text == '"' ? "\"\"" : "%c", *text);
		fputc('"', out);
	} else {
		fputs(text, out);
	}
	fputs(last ? "\r\n" : ",", out);
}

static void
write_number(int number, FILE *out)
{
	fprintf(out, "%d,", number);
}

void
ledger_write_csv(Arena *arena, const RunRecord *runs, size_t count, FILE *out)
{
	fputs("\xEF\xBB\xBF次,开始,稿件,份号,读者,单位,状态,印成时间,打印机,"
	      "任务,发送次数,重印,重印缘由,重印次数,内容,状态变化,说明\r\n",
	      out);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < runs[i].copy_count; k++) {
			const RunRecord *run = &runs[i];
			const CopyRecord *copy = &run->copies[k];
			write_number((int)i + 1, out);
			write_cell(arena, run->started, false, out);
			write_cell(arena, run->brief, false, out);
			write_cell(arena, copy->label, false, out);
			write_cell(arena, copy->reader, false, out);
			write_cell(arena, copy->unit, false, out);
			write_cell(arena, copy_state_chinese(copy->state),
				   false, out);
			write_cell(arena, printed_at(copy), false, out);
			write_cell(arena, copy->printer, false, out);
			write_number(copy->job, out);
			write_number(copy->tries, out);
			write_number(copy->print - 1, out);
			write_cell(arena, copy->reason, false, out);
			write_number(reprints(run, k), out);
			write_cell(arena, run->hash, false, out);
			write_cell(arena, copy->changed, false, out);
			write_cell(arena, copy->note, true, out);
		}
}
