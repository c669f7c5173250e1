/* Findings on their way: what each check says, and what would put it right.
 * Inside check/ only. */
#ifndef ZB_CHECK_FINDING_H
#define ZB_CHECK_FINDING_H

#include "check/check.h"
#include "check/letters.h"

typedef struct Finding {
	CheckCode code;
	Position at;
	const char *message, *hint;
	/* Where `with` is not NULL, letters [from, to) of that passage are to
	 * become `with`. */
	size_t passage, from, to;
	const char *with;
} Finding;

/* How the numbers of the brief are grouped, as far as it has been read. */
typedef struct Grouping {
	uint32_t separator; /* of the first number that has one */
	const char *first;  /* the first number of five digits or more */
	bool grouped;	    /* whether that one is */
	bool reported;
} Grouping;

/* The headings of one level below their common parent. */
typedef struct HeadingRow {
	int last; /* the number of the last one */
	bool any, numbered, mixed;
} HeadingRow;

typedef struct Checker {
	Arena *arena;
	const Layout *layout;
	bool off[CHECK_COUNT];
	ARRAY(Finding) findings;
	Finding unheard;	 /* stands in where a code is off */
	ARRAY(Passage) passages; /* in the order of the brief */
	Grouping grouping;
	HeadingRow rows[7]; /* by level */
} Checker;

/* Runs every check. */
void checker_run(Checker *checker, Arena *arena, const Brief *brief,
		 const Layout *layout, const Fields *fields,
		 const CheckSwitches *switches);

/* Adds a finding at letter `at`; the caller may go on to say how it is put
 * right, until the next finding. */
Finding *checker_find(Checker *checker, const Passage *passage, CheckCode code,
		      size_t at, const char *hint, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* Letters [from, to) are to become `with`; they are taken. */
void finding_fix(Finding *finding, Passage *passage, size_t from, size_t to,
		 const char *with);

/* Widens [*from, *to) over the blanks around it that are not needed. */
void passage_take_blanks(const Passage *passage, size_t *from, size_t *to);

/* The checks of one passage, in this order: each sees what those before it
 * would put right. */
void check_quote_forms(Checker *checker, Passage *passage);
void check_halfwidth(Checker *checker, Passage *passage);
void check_dates(Checker *checker, Passage *passage);
void check_ranges(Checker *checker, Passage *passage);
void check_grouping(Checker *checker, Passage *passage);
void check_dashes(Checker *checker, Passage *passage);
void check_repeated(Checker *checker, Passage *passage);
void check_pairs(Checker *checker, Passage *passage);
void check_heading(Checker *checker, Passage *passage);
void check_spaces(Checker *checker, Passage *passage);

/* The names in the fields. */
void check_field_names(Checker *checker, const Fields *fields);

#endif
