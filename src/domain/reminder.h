/* When reminders of an appointment are due: the studio's wishes, its quiet
 * hours, its zone's clock changes. */
#ifndef HORA_DOMAIN_REMINDER_H
#define HORA_DOMAIN_REMINDER_H

#include <stddef.h>
#include <stdint.h>

#include "base/zone.h"

#define REMINDERS_MAX 8 /* of one studio */

/* One wish of a studio: so many minutes before the start, elapsed; or at a time
 * of the wall clock so many local dates before the start's. */
struct reminder {
	int64_t days;    /* 0: minutes before the start; else dates before */
	int64_t minutes; /* before the start, or after midnight */
};

/* When nobody shall be disturbed: minutes of the wall clock, [from, to), over
 * midnight when to < from; from = to: no such hours. */
struct quiet {
	int64_t from, to;
};

/* A studio's rules for reminders; items of `reminders` are struct reminder. */
struct reminder_rules {
	const struct reminder *reminders;
	size_t count;
	struct quiet quiet;
	const struct zone *zone;
};

/* The instants at which to remind of an appointment at start that is made or
 * moved now: ascending, distinct, at least half an hour from now (what the
 * confirmation has just said needs no reminder) and all before the start.
 * Returns how many; at most REMINDERS_MAX. */
size_t reminder_plan(const struct reminder_rules *, int64_t start, int64_t now, int64_t out[REMINDERS_MAX]);

/* The instant at or after due outside quiet hours, when an hour or more is left
 * until start then; else the last moment before those hours began. */
int64_t reminder_wake(const struct reminder_rules *, int64_t due, int64_t start);

#endif
