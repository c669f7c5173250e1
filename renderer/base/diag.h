/* Diagnostics: what there is to say about a brief, collected while it is set
 * and printed at the end, in the form that compilers use.
 *
 * A function that fails has reported already; its caller never reports again.
 * Messages are Chinese sentences that say what is wrong; the hint says what to
 * do. The code is stable: it is for scripts and for switching a check off. */
#ifndef ZB_BASE_DIAG_H
#define ZB_BASE_DIAG_H

#include <stdbool.h>
#include <stdio.h>

#include "base/source.h"

typedef enum DiagSeverity {
	DIAG_WARNING, /* said, and set all the same */
	DIAG_ERROR,   /* the brief, layout or font set must be changed */
	DIAG_FAILURE, /* the surroundings failed: files, fonts, disk */
} DiagSeverity;

typedef struct Diagnostics Diagnostics;

Diagnostics *diag_new(void);
void diag_free(Diagnostics *diag);

/* Reports one finding. `hint` may be NULL. Strings are copied,
 * but for `code`, a literal. The source of
 * `at` must live until the diagnostics are printed. */
void diag_report(Diagnostics *diag, DiagSeverity severity, const char *code,
		 Position at, const char *hint, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* From now on, and for what was reported so far, warnings of this code are left
 * out. The string must outlive the diagnostics. */
void diag_silence(Diagnostics *diag, const char *code);

/* The text with what a terminal would obey replaced by U+FFFD: names of files
 * and words of a brief may hold anything. */
const char *diag_safe(Arena *arena, const char *text);

/* True where an error or failure has been reported. */
bool diag_has_errors(const Diagnostics *diag);

/* 0 nothing but warnings, 1 errors, 3 the surroundings failed. */
int diag_exit_status(const Diagnostics *diag);

/* How many different warnings there are. */
size_t diag_warnings(Diagnostics *diag);

/* Prints all findings in the order of file, line and column, the same finding
 * at the same place once, each with the source line and a caret; of a code
 * the first hundred, and how many there are more. */
void diag_print(Diagnostics *diag, FILE *out);

/* The same as one JSON array of objects: severity, code, file, line, column,
 * message, hint. */
void diag_print_json(Diagnostics *diag, FILE *out);

#endif
