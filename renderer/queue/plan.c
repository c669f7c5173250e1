#include "queue/plan.h"

#include <string.h>

#include "base/path.h"

CopyRecord *
plan_last(const RunRecord *run, int number)
{
	size_t low = 0, high = run->copy_count;

	/* The first that is beyond; they are in the order of their numbers. */
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (run->copies[middle].number <= number)
			low = middle + 1;
		else
			high = middle;
	}
	return low && run->copies[low - 1].number == number
		   ? &run->copies[low - 1]
		   : NULL;
}

const Copy *
plan_copy(const PrintOrder *order, int number)
{
	return number >= 1 && (size_t)number <= order->run->count
		   ? &order->run->copies[number - 1]
		   : NULL;
}

const char *
plan_numbers(Arena *arena, const RunRecord *run, bool (*which)(CopyState))
{
	const char *text = "";
	int first = 0, last = 0;

	for (size_t i = 0; i <= run->copy_count; i++) {
		const CopyRecord *copy =
		    i < run->copy_count ? &run->copies[i] : NULL;
		if (copy && !which(copy->state))
			continue;
		if (copy && first &&
		    (copy->number == last || copy->number == last + 1)) {
			last = copy->number;
			continue;
		}
		if (first)
			text =
			    first == last
				? arena_printf(arena, "%s%s%d", text,
					       *text ? "," : "", first)
				: arena_printf(arena, "%s%s%d-%d", text,
					       *text ? "," : "", first, last);
		first = last = copy ? copy->number : 0;
	}
	return text;
}

static bool
is_open(CopyState state)
{
	return state != COPY_PRINTED;
}

static bool
has_open(const RunRecord *run)
{
	for (size_t i = 0; i < run->copy_count; i++)
		if (is_open(run->copies[i].state))
			return true;
	return false;
}

static bool
refuse(Diagnostics *diag, const char *code, const char *hint, const char *what)
{
	diag_report(diag, DIAG_ERROR, code, (Position){0}, hint, "%s", what);
	return false;
}

static bool
same_text(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

static void
add(Arena *arena, const PrintOrder *order, Plan *plan, const Copy *copy,
    int print)
{
	const Reader *reader = copy->reader;

	plan->added[plan->added_count++] = (CopyRecord){
	    .number = copy->number,
	    .print = print,
	    .label = copy->label,
	    .reader = reader ? reader->name : NULL,
	    .unit = reader ? reader->unit : NULL,
	    .printer =
		reader && reader->printer ? reader->printer : order->printer,
	    .reason = print > 1 ? arena_printf(arena, "用 --range %s 重印",
					       order->range_text)
				: NULL,
	    .impressions = -1,
	};
}

/* A copy of the order that the range names, or that no range leaves out. */
static bool
is_wanted(const PrintOrder *order, int number)
{
	return !order->range.count || ranges_have(&order->range, number);
}

/* Every number that is given has to be one of the run. */
static bool
check_numbers(const PrintOrder *order, const Ranges *ranges, const char *option,
	      Diagnostics *diag)
{
	for (size_t i = 0; i < ranges->count; i++)
		for (int n = ranges->items[i].first; n <= ranges->items[i].last;
		     n++)
			if (!plan_copy(order, n)) {
				diag_report(
				    diag, DIAG_ERROR, "no-such-copy",
				    (Position){0},
				    "份号从 1 数起；要多印，请用 --copies 或"
				    "改稿件的印数。",
				    "%s 里没有第 %d 份：这次一共 %zu 份",
				    option, n, order->run->count);
				return false;
			}
	return true;
}

/* What the copies look like comes behind what is asked of the printer. */
static const char form_mark[] = "; ";

static const char *
run_ticket(Arena *arena, const PrintOrder *order)
{
	const char *ticket = ticket_text(arena, &order->ticket);

	return *order->form ? arena_printf(arena, "%s%s%s", ticket, form_mark,
					   order->form)
			    : ticket;
}

/* The form that a run was begun with. */
static const char *
run_form(const RunRecord *run)
{
	const char *mark = strstr(run->ticket, form_mark);

	return mark ? mark + strlen(form_mark) : "";
}

static bool
begin(Arena *arena, const PrintOrder *order, Plan *plan)
{
	plan->run = (RunRecord){
	    .brief = path_name(order->brief),
	    .hash = order->hash,
	    .count = (int)order->run->count,
	    .version = order->version,
	    .ticket = run_ticket(arena, order),
	};
	for (size_t i = 0; i < order->run->count; i++)
		if (is_wanted(order, order->run->copies[i].number))
			add(arena, order, plan, &order->run->copies[i], 1);
	return true;
}

static bool
refuse_changed(Arena *arena, const PrintOrder *order, const RunRecord *run,
	       Diagnostics *diag)
{
	return refuse(
	    diag, "brief-changed",
	    arena_printf(
		arena,
		"请把稿件（和版式、字体）恢复成当时的样子再 --resume；或者放弃"
		"那一次：把登记“%s”改名留存，再从头印新的内容。",
		order->journal),
	    arena_printf(
		arena,
		"上次没有印完（还差第 %s 份），而内容从那以后改过：同一批里不能"
		"有两种内容（当时 %.12s，现在 %.12s）",
		plan_numbers(arena, run, is_open), run->hash, order->hash));
}

/* Was this copy for the same reader? */
static bool
is_same_reader(const Copy *copy, const CopyRecord *record)
{
	const Reader *reader = copy->reader;

	return same_text(copy->label, record->label) &&
	       same_text(reader ? reader->name : NULL, record->reader) &&
	       same_text(reader ? reader->unit : NULL, record->unit);
}

/* A number belongs to whom the journal says, whether its copy is printed or
 * not: where the list has moved, somebody would get two and another none. Only
 * of a run that is finished may numbers be left out now, or given to somebody
 * that were nobody's. */
static bool
check_readers(Arena *arena, const PrintOrder *order, const RunRecord *run,
	      bool finished, Diagnostics *diag)
{
	for (size_t i = 0; i < run->copy_count; i++) {
		const CopyRecord *record = &run->copies[i];
		const Copy *copy = plan_copy(order, record->number);
		bool nobody = !record->reader && !record->unit;
		if (!copy && is_open(record->state))
			return refuse(
			    diag, "no-such-copy",
			    "请用和上次一样的 --copies、--readers。",
			    arena_printf(
				arena,
				"上次印到第 %d 份，这次的名册或印数只有 %zu 份",
				record->number, order->run->count));
		if (!copy || (finished && nobody) ||
		    is_same_reader(copy, record))
			continue;
		return refuse(
		    diag, "readers-changed",
		    "请用和上次一样的 --readers；要添读者，在后面给他们新的"
		    "份号。",
		    arena_printf(
			arena, "第 %d 份上次是给%s%s的，这次名册上不一样",
			record->number, record->unit ? record->unit : "",
			record->reader ? record->reader
			: nobody       ? "（没有写给谁）"
				       : ""));
	}
	return true;
}

/* Copies of one run look alike. */
static bool
check_form(Arena *arena, const PrintOrder *order, const RunRecord *run,
	   Diagnostics *diag)
{
	const char *before = run_form(run);

	return !strcmp(before, order->form) ||
	       refuse(diag, "form-changed", "请用和上次一样的选项再 --resume。",
		      arena_printf(arena,
				   "同一批里不能有两种样子：上次%s%s，这次%s%s",
				   *before ? "用了 " : "什么也没有加", before,
				   *order->form ? "用了 " : "什么也没有加",
				   order->form));
}

/* More of a run that is finished as far as it went: numbers that were not
 * printed, and, if the range names them, numbers that were. */
static bool
extend(Arena *arena, const PrintOrder *order, Plan *plan, Diagnostics *diag)
{
	if (!check_readers(arena, order, &plan->run, true, diag))
		return false;
	for (size_t i = 0; i < order->run->count; i++) {
		const Copy *copy = &order->run->copies[i];
		const CopyRecord *last = plan_last(&plan->run, copy->number);
		if (!last && is_wanted(order, copy->number))
			add(arena, order, plan, copy, 1);
		else if (last && order->range.count &&
			 ranges_have(&order->range, copy->number))
			add(arena, order, plan, copy, last->print + 1);
	}
	if (plan->added_count)
		return true;
	return refuse(
	    diag, "already-printed",
	    "要补印其中几份，用 --range 写明份号，会记为重印；zhuanbao"
	    " ledger 列出哪些已印。",
	    arena_printf(arena, "这份稿件已经印过：%s 起的 %zu 份",
			 plan->run.started, plan->run.copy_count));
}

static bool
resume(Arena *arena, const PrintOrder *order, const RunRecord *run,
       Diagnostics *diag)
{
	if (!run)
		return refuse(
		    diag, "nothing-to-resume",
		    "第一次印不用 --resume；稿件改过名的，用 --ledger "
		    "指原来的登记。",
		    "没有可以接着印的：这份稿件还没有印过");
	if (!has_open(run))
		return true;
	if (strcmp(run->hash, order->hash) != 0)
		return refuse_changed(arena, order, run, diag);
	return check_readers(arena, order, run, false, diag) &&
	       check_form(arena, order, run, diag) &&
	       check_numbers(order, &order->printed, "--printed", diag) &&
	       check_numbers(order, &order->unprinted, "--unprinted", diag);
}

/* The run that an order is about: the one that is not finished, of which there
 * is at most one; else the last one of this content, for what was printed once
 * is printed, whatever was printed since; else the last one. */
static const RunRecord *
find_run(const PrintOrder *order, const RunRecord *runs, size_t count)
{
	const RunRecord *found = count ? &runs[count - 1] : NULL;

	for (size_t i = 0; i < count; i++)
		if (!strcmp(runs[i].hash, order->hash))
			found = &runs[i];
	for (size_t i = 0; i < count; i++)
		if (has_open(&runs[i]))
			found = &runs[i];
	return found;
}

bool
plan_make(Arena *arena, const PrintOrder *order, const RunRecord *runs,
	  size_t count, Plan *plan, Diagnostics *diag)
{
	const RunRecord *run = find_run(order, runs, count);
	bool same = run && !strcmp(run->hash, order->hash);

	*plan = (Plan){.added = arena_alloc_array(arena, order->run->count,
						  sizeof *plan->added)};
	if (run)
		plan->run = *run;
	if (order->resume)
		return resume(arena, order, run, diag);
	if (run && has_open(run) && !same)
		return refuse_changed(arena, order, run, diag);
	if (run && has_open(run))
		return refuse(
		    diag, "unfinished-run",
		    arena_printf(arena,
				 "接着印：用和上次一样的选项，加上 --resume："
				 "zhuanbao print --resume … %s",
				 order->brief),
		    arena_printf(arena, "上次没有印完：还差第 %s 份",
				 plan_numbers(arena, run, is_open)));
	if (!check_numbers(order, &order->range, "--range", diag))
		return false;
	return same ? extend(arena, order, plan, diag)
		    : begin(arena, order, plan);
}
