#include "cli/commands.h"
#include "cli/job.h"

static const char *
weight_name(FontWeight weight)
{
	switch (weight) {
	case FONT_REGULAR:
		return "";
	case FONT_MEDIUM:
		return "（中）";
	case FONT_BOLD:
		return "（粗）";
	}
	return "";
}

/* The first font found is the role's; those after it stand in for what it
 * lacks. */
static void
print_role(const FontRole *role)
{
	size_t first = font_role_first(role);

	printf("%s\n", role->name);
	for (size_t i = 0; i < role->count; i++) {
		const FontChoice *choice = &role->choices[i];
		const char *mark = !choice->found ? "没有"
				   : i == first	  ? "采用"
						  : "后备";
		if (!choice->found && i > first)
			continue;
		printf("  %s  %s%s", mark, choice->family,
		       weight_name(choice->weight));
		if (choice->found)
			printf("  %s#%u", choice->file.path,
			       choice->file.index);
		putchar('\n');
	}
}

int
command_fonts(const Options *options)
{
	Job job;

	job_open(&job, options);
	for (size_t i = 0; job.fonts && i < job.fonts->count; i++)
		print_role(&job.fonts->roles[i]);
	fflush(stdout);
	return job_close(&job);
}
