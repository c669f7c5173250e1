#include <stdio.h>

#include "cli/commands.h"
#include "queue/destinations.h"

static void
write_list(Arena *arena, const Options *options, const Destination *found,
	   size_t count)
{
	if (options->json)
		destinations_write_json(found, count, stdout);
	else if (count)
		destinations_write_table(arena, found, count, stdout);
	else
		puts("没有打印机：CUPS 里没有队列。\n"
		     "网络打印机可以不建队列，直接用地址："
		     "zhuanbao printers ipp://主机/ipp/print\n"
		     "建队列：lpadmin -p 名字 -E -v ipp://主机/ipp/print "
		     "-m everywhere");
	fflush(stdout);
}

int
command_printers(const Options *options)
{
	Arena *arena = arena_new();
	Diagnostics *diag = diag_new();
	Destination *found = NULL;
	size_t count = 0;

	if (destinations_find(arena, options->brief, &found, &count, diag))
		write_list(arena, options, found, count);
	diag_print(diag, stderr);
	int status = diag_exit_status(diag);
	diag_free(diag);
	arena_free(arena);
	return status;
}
