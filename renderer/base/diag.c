#include "base/diag.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/utf8.h"

typedef struct Finding {
	DiagSeverity severity;
	const char *code, *message, *hint;
	Position at;
	size_t order; /* of reporting: keeps the sort stable */
} Finding;

struct Diagnostics {
	Arena *arena;
	int status; /* the exit status */
	ARRAY(Finding) findings;
	ARRAY(const char *) silent; /* codes of unwanted warnings */
	bool sorted;
};

/* The widest excerpt, in characters: a paragraph is often one line. */
enum { EXCERPT_BEFORE = 24, EXCERPT_AFTER = 24 };

Diagnostics *
diag_new(void)
{
	Arena *arena = arena_new();
	Diagnostics *diag = arena_alloc(arena, sizeof *diag);

	diag->arena = arena;
	return diag;
}

void
diag_free(Diagnostics *diag)
{
	if (diag)
		arena_free(diag->arena);
}

void
diag_report(Diagnostics *diag, DiagSeverity severity, const char *code,
	    Position at, const char *hint, const char *format, ...)
{
	if (severity == DIAG_FAILURE)
		diag->status = 3;
	else if (severity == DIAG_ERROR && diag->status == 0)
		diag->status = 1;
	Finding *finding = array_push(diag->arena, &diag->findings);
	va_list args;

	va_start(args, format);
	char *message = arena_vprintf(diag->arena, format, args);
	va_end(args);
	*finding = (Finding){
	    .severity = severity,
	    .code = code,
	    .message = message,
	    .hint = hint ? arena_copy_string(diag->arena, hint) : NULL,
	    .at = at,
	    .order = diag->findings.count,
	};
	diag->sorted = false;
}

void
diag_silence(Diagnostics *diag, const char *code)
{
	*array_push(diag->arena, &diag->silent) = code;
	diag->sorted = false;
}

static bool
is_silent(const Diagnostics *diag, const Finding *finding)
{
	if (finding->severity != DIAG_WARNING)
		return false;
	for (size_t i = 0; i < diag->silent.count; i++)
		if (!strcmp(diag->silent.items[i], finding->code))
			return true;
	return false;
}

bool
diag_has_errors(const Diagnostics *diag)
{
	return diag_exit_status(diag) != 0;
}

int
diag_exit_status(const Diagnostics *diag)
{
	return diag->status;
}

static int
compare_numbers(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

static int
compare_findings(const void *left, const void *right)
{
	const Finding *a = left, *b = right;
	const char *a_path = a->at.source ? a->at.source->path : "";
	const char *b_path = b->at.source ? b->at.source->path : "";
	int order = strcmp(a_path, b_path);

	if (!order)
		order = compare_numbers(a->at.line, b->at.line);
	if (!order)
		order = compare_numbers(a->at.column, b->at.column);
	return order ? order : compare_numbers(a->order, b->order);
}

static bool
same_finding(const Finding *a, const Finding *b)
{
	return a->at.source == b->at.source && a->at.line == b->at.line &&
	       a->at.column == b->at.column && !strcmp(a->message, b->message);
}

/* Sorts the findings, folds equal ones, drops unwanted ones. */
static void
prepare(Diagnostics *diag)
{
	size_t kept = 0;

	if (diag->sorted || diag->findings.count == 0)
		return;
	Finding *all = diag->findings.items;
	qsort(all, diag->findings.count, sizeof *all, compare_findings);
	for (size_t i = 0; i < diag->findings.count; i++)
		if (!is_silent(diag, &all[i]) &&
		    (kept == 0 || !same_finding(&all[kept - 1], &all[i])))
			all[kept++] = all[i];
	diag->findings.count = kept;
	diag->sorted = true;
}

size_t
diag_warnings(Diagnostics *diag)
{
	size_t count = 0;

	prepare(diag);
	for (size_t i = 0; i < diag->findings.count; i++)
		count += diag->findings.items[i].severity == DIAG_WARNING;
	return count;
}

/* What a terminal would obey, or turn the line around. */
static bool
is_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x200E ||
	       c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
	       (c >= 0x2066 && c <= 0x2069);
}

const char *
diag_safe(Arena *arena, const char *text)
{
	size_t size = strlen(text);
	char *safe = arena_alloc(arena, 3 * size + 1), *end = safe;

	for (size_t i = 0; i < size;) {
		uint32_t c = 0xFFFD;
		size_t length = utf8_decode(text + i, size - i, &c);
		if (length == 0 || is_control(c)) {
			memcpy(end, "\xEF\xBF\xBD", 3);
			end += 3;
		} else {
			memcpy(end, text + i, length);
			end += length;
		}
		i += length ? length : 1;
	}
	return safe;
}

/* Prints the part of the source line around the column, and a caret below.
 * Wide characters are answered by a full-width space, so that the caret stands
 * right in any terminal; bytes that are no text are shown as U+FFFD. */
static void
print_excerpt(const Finding *finding, FILE *out)
{
	size_t size, i = 0;
	const char *line =
	    source_line(finding->at.source, finding->at.line, &size);
	uint32_t column = 1, first = 1, target = finding->at.column;
	char marks[EXCERPT_BEFORE * 3 + 1];
	size_t marked = 0;

	if (size == 0)
		return;
	if (target > EXCERPT_BEFORE)
		first = target - EXCERPT_BEFORE;
	fputs(first > 1 ? "    …" : "    ", out);
	while (i < size && column < target + EXCERPT_AFTER) {
		uint32_t c = 0xFFFD;
		size_t length = utf8_decode(line + i, size - i, &c);
		if (column >= first) {
			if (c == '\t')
				fputc(' ', out);
			else if (length == 0 || is_control(c))
				fputs("\xEF\xBF\xBD", out);
			else
				fwrite(line + i, 1, length, out);
			if (column < target) {
				const char *pad = utf8_is_wide(c) ? "　" : " ";
				memcpy(marks + marked, pad, strlen(pad));
				marked += strlen(pad);
			}
		}
		i += length ? length : 1;
		column++;
	}
	fprintf(out, "%s\n    %s%.*s^\n", i < size ? "…" : "",
		first > 1 ? " " : "", (int)marked, marks);
}

static const char *
severity_name(DiagSeverity severity)
{
	switch (severity) {
	case DIAG_WARNING:
		return "警告";
	case DIAG_ERROR:
		return "错误";
	case DIAG_FAILURE:
		return "失败";
	}
	return "";
}

/* How many findings of a code have been printed or left out. */
typedef struct CodeCount {
	const char *code;
	size_t count;
} CodeCount;

typedef ARRAY(CodeCount) CodeCounts;

static size_t *
count_of(Arena *arena, CodeCounts *counts, const char *code)
{
	for (size_t i = 0; i < counts->count; i++)
		if (!strcmp(counts->items[i].code, code))
			return &counts->items[i].count;
	CodeCount *fresh = array_push(arena, counts);
	*fresh = (CodeCount){code, 0};
	return &fresh->count;
}

static void
print_finding(Arena *arena, const Finding *f, FILE *out)
{
	if (f->at.source && f->at.line)
		fprintf(out, "%s:%u:%u: ", diag_safe(arena, f->at.source->path),
			f->at.line, f->at.column);
	else if (f->at.source)
		fprintf(out, "%s: ", diag_safe(arena, f->at.source->path));
	else
		fputs("zhuanbao: ", out);
	fprintf(out, "%s：%s [%s]\n", severity_name(f->severity),
		diag_safe(arena, f->message), f->code);
	print_excerpt(f, out);
	if (f->hint)
		fprintf(out, "    提示：%s\n", diag_safe(arena, f->hint));
}

void
diag_print(Diagnostics *diag, FILE *out)
{
	enum { ENOUGH = 100 };
	CodeCounts counts = {0};

	prepare(diag);
	for (size_t i = 0; i < diag->findings.count; i++) {
		const Finding *f = &diag->findings.items[i];
		if ((*count_of(diag->arena, &counts, f->code))++ < ENOUGH)
			print_finding(diag->arena, f, out);
	}
	for (size_t i = 0; i < counts.count; i++)
		if (counts.items[i].count > ENOUGH)
			fprintf(
			    out,
			    "zhuanbao: 另有 %zu 处同样的情况，不再列出 [%s]\n",
			    counts.items[i].count - ENOUGH,
			    counts.items[i].code);
}

void
diag_print_json(Diagnostics *diag, FILE *out)
{
	static const char *const names[] = {"warning", "error", "failure"};

	prepare(diag);
	fputc('[', out);
	for (size_t i = 0; i < diag->findings.count; i++) {
		const Finding *f = &diag->findings.items[i];
		fprintf(out, "%s{\"severity\":\"%s\",\"code\":\"%s\"",
			i ? ",\n " : "", names[f->severity], f->code);
		if (f->at.source) {
			fputs(",\"file\":", out);
			json_write_string(out, f->at.source->path);
			fprintf(out, ",\"line\":%u,\"column\":%u", f->at.line,
				f->at.column);
		}
		fputs(",\"message\":", out);
		json_write_string(out, f->message);
		if (f->hint) {
			fputs(",\"hint\":", out);
			json_write_string(out, f->hint);
		}
		fputc('}', out);
	}
	fputs("]\n", out);
}
