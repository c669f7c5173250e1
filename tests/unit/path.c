#include "base/path.h"
#include "check.h"

static void
test_names(void)
{
	CHECK_STR(path_name("9.md"), "9.md");
	CHECK_STR(path_name("a/b.c/9.md"), "9.md");
	CHECK_STR(path_name("/9"), "9");
	CHECK_STR(path_name("a/"), "");
}

static void
test_stems(void)
{
	CHECK_INT(path_stem("9.md"), 1);
	CHECK_INT(path_stem("a.b/9.x.md"), 7);
	CHECK_INT(path_stem("a.b/9"), 5);
	CHECK_INT(path_stem(".md"), 3);
	CHECK_INT(path_stem("a/.md"), 5);
	CHECK_INT(path_stem(""), 0);
}

static void
test_endings(void)
{
	CHECK(path_ends_in("a.PDF", ".pdf"));
	CHECK(path_ends_in("a/", "/"));
	CHECK(!path_ends_in("pdf", ".pdf"));
}

int
main(void)
{
	test_names();
	test_stems();
	test_endings();
	return check_report();
}
