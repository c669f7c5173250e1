/* The smallest test harness that says what failed and where: each failed check
 * is printed, and check_report gives main its exit status. */
#ifndef ZB_TESTS_CHECK_H
#define ZB_TESTS_CHECK_H

#include <stdio.h>
#include <string.h>

static int check_passed, check_failed;

#define CHECK(condition)                                                       \
	((condition) ? (void)check_passed++                                    \
		     : (check_failed++, (void)printf("%s:%d: %s\n", __FILE__,  \
						     __LINE__, #condition)))

#define CHECK_INT(actual, expected)                                            \
	check_int((long long)(actual), (long long)(expected), __FILE__,        \
		  __LINE__, #actual)

#define CHECK_STR(actual, expected)                                            \
	check_str((actual), (expected), __FILE__, __LINE__, #actual)

static inline void
check_int(long long actual, long long expected, const char *file, int line,
	  const char *what)
{
	if (actual == expected) {
		check_passed++;
		return;
	}
	check_failed++;
	printf("%s:%d: %s is %lld, not %lld\n", file, line, what, actual,
	       expected);
}

static inline void
check_str(const char *actual, const char *expected, const char *file, int line,
	  const char *what)
{
	if (actual && !strcmp(actual, expected)) {
		check_passed++;
		return;
	}
	check_failed++;
	printf("%s:%d: %s is\n  %s\nnot\n  %s\n", file, line, what,
	       actual ? actual : "(null)", expected);
}

/* Prints `N passed, N failed` and returns main's exit status. */
static inline int
check_report(void)
{
	printf("%d passed, %d failed\n", check_passed, check_failed);
	return check_failed != 0;
}

#endif
