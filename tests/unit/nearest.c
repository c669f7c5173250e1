#include "base/nearest.h"
#include "check.h"

static const char *const keys[] = {"title", "date",	"issue",      "标题",
				   "日期",  "主办单位", "last-resort"};

static const char *
nearest(const char *name)
{
	const char *found =
	    nearest_name(name, keys, sizeof keys / sizeof *keys);

	return found ? found : "none";
}

static void
test_near(void)
{
	CHECK_STR(nearest("titel"), "title");
	CHECK_STR(nearest("titles"), "title");
	CHECK_STR(nearest("Date"), "date");
	CHECK_STR(nearest("last_resorts"), "last-resort");
	CHECK_STR(nearest("标體"), "标题");
	CHECK_STR(nearest("主办单"), "主办单位");
	CHECK_STR(nearest("日期"), "日期");
}

static void
test_far(void)
{
	CHECK_STR(nearest("author"), "none");
	CHECK_STR(nearest("期"), "none");
	CHECK_STR(nearest("正文"), "none");
	CHECK_STR(nearest("x"), "none");
	CHECK_STR(nearest(""), "none");
	CHECK_STR(nearest("\xFF"), "none");
	CHECK_STR(
	    nearest("a very long name, of more than sixty-four characters,"
		    " that nobody meant"),
	    "none");
	CHECK(!nearest_name("title", keys, 0));
}

static void
test_first_of_equals(void)
{
	const char *const names[] = {"body-a", "body-b", "body-c"};

	CHECK_STR(nearest_name("body-x", names, 3), "body-a");
	CHECK_STR(nearest_name("body-c", names, 3), "body-c");
}

int
main(void)
{
	test_near();
	test_far();
	test_first_of_equals();
	return check_report();
}
