#include "queue/journal.h"

#include <string.h>

typedef struct StateRow {
	const char *name, *chinese;
	unsigned next; /* bits of the states that may follow */
} StateRow;

#define BIT(state) (1U << (state))

static const StateRow rows[COPY_STATE_COUNT] = {
    [COPY_PLANNED] = {"planned", "未印", BIT(COPY_CLAIMED)},
    [COPY_CLAIMED] = {"claimed", "未印", BIT(COPY_CREATED) | BIT(COPY_PLANNED)},
    [COPY_CREATED] = {"created", "未印", BIT(COPY_SENDING) | BIT(COPY_PLANNED)},
    [COPY_SENDING] = {"sending", "发送中断",
		      BIT(COPY_SENT) | BIT(COPY_PRINTED) | BIT(COPY_FAILED) |
			  BIT(COPY_UNKNOWN)},
    [COPY_SENT] = {"sent", "在打印机",
		   BIT(COPY_PRINTED) | BIT(COPY_FAILED) | BIT(COPY_UNKNOWN)},
    [COPY_PRINTED] = {"printed", "已印", 0},
    [COPY_FAILED] = {"failed", "没有印出", BIT(COPY_CLAIMED)},
    [COPY_UNKNOWN] = {"unknown", "待确认",
		      BIT(COPY_PRINTED) | BIT(COPY_FAILED)},
};

bool
copy_may_become(CopyState from, CopyState to)
{
	return (rows[from].next & BIT(to)) != 0;
}

const char *
copy_state_name(CopyState state)
{
	return rows[state].name;
}

const char *
copy_state_chinese(CopyState state)
{
	return rows[state].chinese;
}

bool
copy_is_missing(CopyState state)
{
	return state == COPY_PLANNED || state == COPY_CLAIMED ||
	       state == COPY_CREATED || state == COPY_FAILED;
}

bool
copy_is_in_doubt(CopyState state)
{
	return state == COPY_SENDING || state == COPY_SENT;
}

const char *
copy_job_name(Arena *arena, const RunRecord *run, const CopyRecord *copy)
{
	return arena_printf(arena, "zhuanbao %s %06d %d-%d", run->uuid,
			    copy->number, copy->print, copy->tries);
}
