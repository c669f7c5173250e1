/* A run under way: its printers and what is in flight at each. Inside queue/;
 * the door is queue/printing.h. */
#ifndef ZB_QUEUE_SESSION_H
#define ZB_QUEUE_SESSION_H

#include "queue/interrupt.h"
#include "queue/plan.h"
#include "queue/progress.h"

/* So many copies are at a printer at a time: it need not wait for the next, and
 * few are in doubt if everything stops. */
enum { LANE_DEPTH = 2 };

/* A copy that is at the printer. */
typedef struct Flight {
	CopyRecord *copy;
	bool inherited; /* from a run that was cut off */
	bool canceled;	/* by us: its document will not come */
	double since;	/* when anything changed with it */
	int stage, impressions;
} Flight;

/* One printer. */
typedef struct Lane {
	Printer *printer;
	Abilities abilities;
	bool sends;   /* copies are to be sent there, not only asked about */
	bool counts;  /* it has been seen to count impressions */
	bool closing; /* it gets no more copies */
	bool dead;    /* nothing more is to be said to it */
	Flight *flights;
	size_t count;
	size_t depth;	   /* how many it takes at a time */
	double silent;	   /* since when it does not answer; 0: it does */
	double busy;	   /* since when it takes nothing; 0: it does */
	int setbacks;	   /* in a row */
	double not_before; /* the time of the next attempt */
	double looked;	   /* when its condition was asked for */
	char condition[300];
} Lane;

typedef struct Session {
	Arena *arena;
	const PrintOrder *order;
	Diagnostics *diag;
	Journal *journal;
	RunRecord *run;
	Lane **targets; /* of each copy of the run: where it is sent if it is
			   missing; NULL: nowhere */
	Lane *lanes;
	size_t lane_count;
	Progress progress;
	Interrupt interrupt;
	bool broken; /* the journal failed, or a copy cannot be made */
} Session;

/* Seconds on a clock that only goes forward. */
double session_now(void);

/* Finds the lane of a printer by its name. */
Lane *session_lane(Session *session, const char *printer);

/* Records a step; false, and the session is broken, where it cannot be. */
bool session_set(Session *session, CopyRecord *copy, CopyState state,
		 const char *note);

/* Shows what a copy is doing. */
void session_show(Session *session, const Lane *lane, const CopyRecord *copy,
		  const char *doing);

/* The printer has not answered: waits a little before the next attempt, and in
 * the end gives the printer up. */
void lane_silent(Session *session, Lane *lane);

/* It has. */
void lane_answered(Lane *lane);

/* Gives a printer up, and says why. */
void lane_give_up(Session *session, Lane *lane, const char *code,
		  const char *hint, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* Puts a copy that is at the printer under observation. */
void lane_watch(Lane *lane, CopyRecord *copy, bool inherited);

/* Sends a missing copy. What became of it is in its state. */
void lane_send(Session *session, Lane *lane, CopyRecord *copy);

/* Asks about each copy in flight. Returns true where anything changed. */
bool lane_follow(Session *session, Lane *lane);

#endif
