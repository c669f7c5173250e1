/* The findings as lines to read. */
#include "compare/compare.h"

#include <string.h>

bool
compare_page_differs(const Comparison *comparison, size_t page)
{
	const CompareLines *lines = &comparison->new->lines;

	for (size_t i = 0; i < comparison->findings.count; i++) {
		const CompareFinding *finding = &comparison->findings.items[i];
		size_t first = finding->page, last = finding->page;
		if (finding->whole)
			continue;
		if (finding->last >= 0)
			last = lines->items[finding->last].page;
		if (page >= first && page <= last)
			return true;
	}
	return page >= comparison->old->page_count;
}

/* `第 2 页第 5 行`, with `起` where there are more. */
static const char *
place_of(Arena *arena, const Comparison *comparison,
	 const CompareFinding *finding)
{
	const CompareLines *lines = &comparison->new->lines;

	if (finding->whole)
		return "全文";
	if (finding->line < 0)
		return arena_printf(arena, "第 %zu 页", finding->page + 1);
	const CompareLine *line = &lines->items[finding->line];
	if (line->number == 0)
		return arena_printf(arena, "第 %zu 页页码", line->page + 1);
	return arena_printf(arena, "第 %zu 页第 %zu 行%s", line->page + 1,
			    line->number,
			    finding->last > finding->line ? "起" : "");
}

/* How many things drawn on a page had the same happen to them; 0 where an
 * earlier finding has told it. */
static size_t
count_alike(const Comparison *comparison, size_t index)
{
	const CompareFinding *items = comparison->findings.items;
	size_t count = 0;

	if (items[index].kind != COMPARE_DRAWING)
		return 1;
	for (size_t i = 0; i < comparison->findings.count; i++) {
		if (items[i].kind != COMPARE_DRAWING ||
		    items[i].page != items[index].page ||
		    strcmp(items[i].words, items[index].words))
			continue;
		if (i < index)
			return 0;
		count++;
	}
	return count;
}

static void
print_finding(FILE *out, Arena *arena, const Comparison *comparison,
	      const CompareFinding *finding, size_t alike, const char *path)
{
	Position at = {0};

	if (finding->line >= 0)
		at = comparison->new->lines.items[finding->line].source;
	if (at.source && at.line)
		fprintf(out, "%s:%u:%u", diag_safe(arena, at.source->path),
			at.line, at.column);
	else
		fputs(path, out);
	fprintf(out, ": %s：%s", place_of(arena, comparison, finding),
		diag_safe(arena, finding->words));
	if (alike > 1)
		fprintf(out, "，共 %zu 处", alike);
	fputc('\n', out);
}

void
compare_print(FILE *out, Arena *arena, const Comparison *comparison,
	      const char *path, const char *old_path)
{
	size_t count = comparison->findings.count;
	size_t was = comparison->old->page_count;
	size_t is = comparison->new->page_count;

	path = diag_safe(arena, path);
	old_path = diag_safe(arena, old_path);
	if (count == 0) {
		fprintf(out, "%s 与 %s 没有不同：%zu 页\n", path, old_path, is);
		return;
	}
	for (size_t i = 0; i < comparison->findings.count; i++) {
		size_t alike = count_alike(comparison, i);
		if (alike > 0)
			print_finding(out, arena, comparison,
				      &comparison->findings.items[i], alike,
				      path);
		else
			count--;
	}
	for (size_t page = is; page < was; page++)
		fprintf(out, "%s: 旧的第 %zu 页没有了\n", path, page + 1);
	fprintf(out, "%s 与 %s 相比，有 %zu 处不同\n", path, old_path, count);
}
