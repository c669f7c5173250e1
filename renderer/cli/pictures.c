#define _XOPEN_SOURCE 700
#include "cli/pictures.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "base/ranges.h"
#include "proof/contact.h"
#include "proof/guides.h"
#include "raster/raster.h"
#include "raster/svg.h"

/* Files that wait to be committed together. */
enum { MOST_OPEN = 64 };

/* The face for what is written beside pages: any that has these characters;
 * 黑体 is read best when small. NULL after reporting. */
static const Face *
label_face(Job *job)
{
	const FontRole *bold = fontset_role(job->fonts, "黑体");
	const Face *face = NULL;
	size_t choice;

	if (bold)
		face = font_role_face(job->fonts, bold, 0x7248, &choice,
				      job->diag);
	for (size_t i = 0; !face && i < job->fonts->count; i++)
		face = font_role_face(job->fonts, &job->fonts->roles[i], 0x7248,
				      &choice, job->diag);
	if (!face)
		diag_report(job->diag, DIAG_FAILURE, "font-missing",
			    (Position){0}, "请安装一种中文字体。",
			    "没有字体可写页面旁边的说明");
	return face;
}

bool
pictures_report_no_page(Job *job, int number)
{
	diag_report(job->diag, DIAG_ERROR, "no-such-page",
		    (Position){job->brief->source, 0, 0},
		    "请看 --page 后面的页号。", "没有第 %d 页：一共 %zu 页",
		    number, job->display->count);
	return false;
}

static bool
choose_numbers(Arena *arena, Job *job, const Options *options, bool all,
	       Pictures *pictures)
{
	ARRAY(size_t) numbers = {0};
	Ranges ranges = {0};
	size_t count = all ? job->display->count : 1;

	if (options->pages)
		ranges_read(arena, options->pages, &ranges);
	for (size_t i = 0; i < ranges.count; i++)
		for (int k = ranges.items[i].first; k <= ranges.items[i].last;
		     k++) {
			if ((size_t)k > job->display->count)
				return pictures_report_no_page(job, k);
			*array_push(arena, &numbers) = (size_t)k - 1;
		}
	for (size_t i = 0; !options->pages && i < count; i++)
		*array_push(arena, &numbers) = i;
	pictures->pages = numbers.items;
	pictures->count = numbers.count;
	return true;
}

bool
pictures_choose(Arena *arena, Job *job, const Options *options, bool all,
		Pictures *pictures)
{
	*pictures = (Pictures){.display = job->display};
	if (!choose_numbers(arena, job, options, all || options->contact,
			    pictures))
		return false;
	if (!options->guides && !options->contact)
		return true;
	const Face *face = label_face(job);
	if (!face)
		return false;
	if (options->guides)
		pictures->display = guides_add(arena, pictures->display, face);
	if (options->contact) {
		static const size_t first = 0;
		pictures->display =
		    contact_sheet(arena, pictures->display, pictures->pages,
				  pictures->count, face);
		pictures->pages = &first;
		pictures->count = 1;
		pictures->contact = true;
	}
	return true;
}

/* In whatever case. */
bool
pictures_to_folder(const Options *options)
{
	struct stat info;

	return path_ends_in(options->output, "/") ||
	       (stat(options->output, &info) == 0 && S_ISDIR(info.st_mode));
}

bool
pictures_are_svg(const char *path)
{
	return path_ends_in(path, ".svg");
}

bool
pictures_may_be(const char *path)
{
	static const char *const others[] = {".pdf", ".jpg",  ".jpeg", ".gif",
					     ".bmp", ".tiff", ".tif",  ".webp"};

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (path_ends_in(path, others[i]))
			return options_complain(
			    "图只能写成 PNG 或 SVG，要 PDF 请用 render "
			    "(PNG or SVG only; for PDF use render)",
			    path);
	return true;
}

double
pictures_dpi(const Options *options)
{
	double zoom = options->zoom > 0 ? options->zoom : 1;

	return (options->dpi > 0 ? options->dpi : 100) * zoom;
}

const char *
pictures_numbered(Arena *arena, const char *path, size_t page)
{
	size_t stem = path_stem(path);

	return arena_printf(arena, "%.*s-%zu%s", (int)stem, path, page,
			    path + stem);
}

/* Where picture `i` goes. */
static const char *
output_path(Arena *arena, const Job *job, const Options *options,
	    const Pictures *pictures, size_t i)
{
	const char *given = options->output;
	size_t page = pictures->pages[i] + 1;

	if (pictures_to_folder(options)) {
		const char *name = job_brief_name(job, "page");
		const char *slash = path_ends_in(given, "/") ? "" : "/";
		return pictures->contact
			   ? arena_printf(arena, "%s%s%s-contact.png", given,
					  slash, name)
			   : arena_printf(arena, "%s%s%s-%zu.png", given, slash,
					  name, page);
	}
	return pictures->count > 1 ? pictures_numbered(arena, given, page)
				   : given;
}

static bool
draw_into(Output *output, Job *job, const Options *options,
	  const Pictures *pictures, size_t page, bool svg)
{
	double dpi = pictures_dpi(options);

	if (svg)
		return svg_write_page(pictures->display, page,
				      options->zoom > 0 ? options->zoom : 1,
				      output, job->diag);
	Arena *arena = arena_new();
	Raster raster;
	bool good = raster_page(arena, pictures->display, page, dpi, &raster,
				job->diag) &&
		    raster_write_png(&raster, dpi, output, job->diag);
	arena_free(arena);
	return good;
}

/* Writes some pictures and puts them in their places together. */
static bool
write_some(Arena *arena, Job *job, const Options *options,
	   const Pictures *pictures, size_t first, size_t end, bool lasting)
{
	Output *outputs[MOST_OPEN];
	size_t count = 0;
	bool good = true;

	for (size_t i = first; good && i < end; i++) {
		const char *path =
		    output_path(arena, job, options, pictures, i);
		Output *output = job_output(job, path);
		good = output != NULL;
		if (!good)
			break;
		if (!lasting)
			output_skip_sync(output);
		outputs[count++] = output;
		good = draw_into(output, job, options, pictures,
				 pictures->pages[i], pictures_are_svg(path));
	}
	for (size_t i = 0; i < count; i++)
		if (good)
			good = output_commit(outputs[i]);
		else
			output_abort(outputs[i]);
	return good;
}

bool
pictures_make_folder(Job *job, const Options *options, bool *made)
{
	const char *path = options->output;

	*made = false;
	if (!path_ends_in(path, "/") || access(path, F_OK) == 0)
		return true;
	*made = mkdir(path, 0777) == 0;
	if (!*made)
		diag_report(job->diag, DIAG_FAILURE, "cannot-write",
			    (Position){0},
			    "请看上一级文件夹是否存在、有没有权限。",
			    "无法新建文件夹“%s”：%s", path, strerror(errno));
	return *made;
}

bool
pictures_write(Arena *arena, Job *job, const Options *options,
	       const Pictures *pictures, bool lasting, const char **where)
{
	bool made;

	*where = pictures_to_folder(options)
		     ? options->output
		     : output_path(arena, job, options, pictures, 0);
	if (!pictures_make_folder(job, options, &made))
		return false;
	for (size_t i = 0; i < pictures->count; i += MOST_OPEN) {
		size_t end = i + MOST_OPEN;
		if (end > pictures->count)
			end = pictures->count;
		if (!write_some(arena, job, options, pictures, i, end,
				lasting)) {
			if (made)
				rmdir(options->output);
			return false;
		}
	}
	return true;
}
