#include "queue/reasons.h"

#include <string.h>

typedef struct ReasonRow {
	const char *keyword, *chinese;
} ReasonRow;

/* RFC 8011, 5.4.12, and PWG 5100.9; "" is not worth saying. */
static const ReasonRow rows[] = {
    {"none", ""},
    {"other", "其他原因"},
    {"connecting-to-device", "正在连接打印机"},
    {"cups-waiting-for-job-completed", ""},
    {"cover-open", "盖子开着"},
    {"deactivated", "已停用"},
    {"developer-empty", "显影剂用完"},
    {"developer-low", "显影剂将尽"},
    {"door-open", "门开着"},
    {"fuser-over-temp", "定影器过热"},
    {"fuser-under-temp", "定影器正在预热"},
    {"hold-new-jobs", "暂不印新任务"},
    {"input-tray-missing", "缺纸盒"},
    {"interlock-open", "安全锁开着"},
    {"interpreter-resource-unavailable", "内存或字体不足"},
    {"marker-supply-empty", "墨粉或墨水用完"},
    {"marker-supply-low", "墨粉或墨水将尽"},
    {"marker-waste-almost-full", "废粉盒将满"},
    {"marker-waste-full", "废粉盒已满"},
    {"media-empty", "缺纸"},
    {"media-jam", "卡纸"},
    {"media-low", "纸将用完"},
    {"media-needed", "等待加纸"},
    {"moving-to-paused", "正在暂停"},
    {"offline", "脱机"},
    {"opc-life-over", "感光鼓寿命已到"},
    {"opc-near-eol", "感光鼓寿命将到"},
    {"output-area-almost-full", "出纸盒将满"},
    {"output-area-full", "出纸盒已满"},
    {"output-tray-missing", "缺出纸盒"},
    {"paused", "已暂停"},
    {"power-down", "正在关机"},
    {"shutdown", "已关机"},
    {"spool-area-full", "打印机存储已满"},
    {"stapler-out-of-staples", "订书针用完"},
    {"stapler-jam", "订书器卡住"},
    {"stopped-partly", "部分停止"},
    {"stopping", "正在停止"},
    {"timed-out", "连接超时"},
    {"toner-empty", "墨粉用完"},
    {"toner-low", "墨粉将尽"},
};

/* What a person reads of a printer that has more to say. */
enum { REASONS_MOST = 12 };

/* A keyword may end in how bad it is. */
static size_t
stem_size(const char *reason)
{
	static const char *const endings[] = {"-error", "-warning", "-report"};
	size_t size = strlen(reason);

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		size_t ending = strlen(endings[i]);
		if (size > ending &&
		    !strcmp(reason + size - ending, endings[i]))
			return size - ending;
	}
	return size;
}

static const char *
translate(const char *reason)
{
	size_t size = stem_size(reason);

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strlen(rows[i].keyword) == size &&
		    !memcmp(rows[i].keyword, reason, size))
			return rows[i].chinese;
	return reason;
}

const char *
reasons_text(Arena *arena, const Words *reasons)
{
	const char *text = "";
	size_t count =
	    reasons->count < REASONS_MOST ? reasons->count : REASONS_MOST;

	for (size_t i = 0; i < count; i++) {
		const char *word = translate(reasons->items[i]);
		if (*word)
			text = arena_printf(arena, "%s%s%s", text,
					    *text ? "、" : "",
					    diag_safe(arena, word));
	}
	return count < reasons->count ? arena_printf(arena, "%s等", text)
				      : text;
}

const char *
printer_state_text(int state)
{
	switch (state) {
	case PRINTER_IDLE:
		return "空闲";
	case PRINTER_PROCESSING:
		return "正在打印";
	case PRINTER_STOPPED:
		return "停止";
	default:
		return "不明";
	}
}
