#include "queue/ticket.h"

#include <cups/cups.h>
#include <cups/pwg.h>
#include <string.h>
#include <strings.h>

bool
words_have(const Words *words, const char *word)
{
	for (size_t i = 0; i < words->count; i++)
		if (!strcasecmp(words->items[i], word))
			return true;
	return false;
}

const char *
ticket_media(Arena *arena, const char *name)
{
	char upper[40];
	const pwg_media_t *media = pwgMediaForPWG(name);
	size_t size = strlen(name);

	if (!media && size < sizeof upper) {
		for (size_t i = 0; i <= size; i++)
			upper[i] = name[i] >= 'a' && name[i] <= 'z'
				       ? (char)(name[i] - 'a' + 'A')
				       : name[i];
		media = pwgMediaForPPD(upper);
	}
	/* A name of no paper is read as a size, or made one. */
	return media && strncmp(media->pwg, "custom_", 7) != 0
		   ? arena_copy_string(arena, media->pwg)
		   : NULL;
}

const char *
ticket_media_of_size(Arena *arena, double width, double height)
{
	/* CUPS counts in hundredths of a millimetre. */
	const pwg_media_t *media = pwgMediaForSize(
	    (int)(width * 2540 / 72 + 0.5), (int)(height * 2540 / 72 + 0.5));

	return media ? arena_copy_string(arena, media->pwg) : NULL;
}

/* One thing that the printer cannot do. */
static bool
refuse(Diagnostics *diag, const char *printer, const char *what,
       const char *about, const char *hint)
{
	diag_report(diag, DIAG_FAILURE, "printer-cannot", (Position){0}, hint,
		    "打印机“%s”%s%s", printer, what, about);
	return false;
}

static bool
check_paper(const Ticket *ticket, const Abilities *abilities,
	    const char *printer, Diagnostics *diag)
{
	bool right = true;

	if (ticket->media && !words_have(&abilities->media, ticket->media))
		right =
		    refuse(diag, printer, "没有这种纸：", ticket->media,
			   "请用 --media 选它有的纸（zhuanbao printers 列出），"
			   "或换一台打印机。");
	if (ticket->source && !words_have(&abilities->sources, ticket->source))
		right = refuse(diag, printer, "没有这个纸盒：", ticket->source,
			       "请用 --tray 选它有的纸盒（zhuanbao printers "
			       "--json 列出），或去掉 --tray。");
	return right;
}

bool
ticket_check(const Ticket *ticket, const Abilities *abilities,
	     const char *printer, Diagnostics *diag)
{
	if (!abilities->sides.count && !abilities->media.count)
		return refuse(diag, printer, "说不出自己能做什么", "",
			      "多半是 raw 队列：请用 lpadmin -m everywhere 重建"
			      "队列，或直接写打印机的地址。");
	bool right = check_paper(ticket, abilities, printer, diag);

	if (!abilities->takes_jobs)
		right = refuse(diag, printer, "不能分步收任务",
			       "（Create-Job、Send-Document）",
			       "没有这两步就查不清中断时印到哪一份；请经 CUPS "
			       "队列打印，或换一台打印机。");
	if (!words_have(&abilities->formats, "application/pdf"))
		right = refuse(diag, printer, "不收 PDF", "",
			       "请经 CUPS 队列打印（lpadmin -m everywhere），或"
			       "换一台打印机。");
	if (ticket->sides && !words_have(&abilities->sides, ticket->sides))
		right =
		    !strcmp(ticket->sides, "one-sided")
			? refuse(diag, printer, "不能单面印", "",
				 "请用 --sides long 双面印，或换一台打印机。")
			: refuse(diag, printer, "不能这样双面印：",
				 ticket->sides,
				 "请用 --sides one 单面印，或换一台打印机。");
	if (ticket->staple && !abilities->staple)
		right = refuse(diag, printer, "不能装订", "",
			       "请去掉 --staple 手工装订，或换一台打印机。");
	if (ticket->saddle && !abilities->saddle)
		right = refuse(diag, printer, "不能骑马订", "",
			       "请去掉 --staple 手工装订，或换一台打印机。");
	if (ticket->grey && abilities->color &&
	    !words_have(&abilities->color_modes, "monochrome"))
		right = refuse(diag, printer, "不能按黑白印彩色稿", "",
			       "请去掉 --grey，或换一台打印机。");
	return right;
}

const char *
ticket_text(Arena *arena, const Ticket *ticket)
{
	const char *parts[] = {ticket->sides,
			       ticket->media,
			       ticket->source,
			       ticket->staple ? "staple" : NULL,
			       ticket->saddle ? "saddle-stitch" : NULL,
			       ticket->grey ? "monochrome" : NULL};
	const char *text = "";

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i])
			text = arena_printf(arena, "%s%s%s", text,
					    *text ? " " : "", parts[i]);
	return text;
}
