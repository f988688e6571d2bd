/* A staff member's working hours: weekly windows, dated overrides and closed
 * dates in a zone, and the real instants they come to (product.md 4.2, "working
 * hours", "override", "closed date", "grid"). A calendar does not change once
 * made, so it can be kept between requests. */
#ifndef HORA_DOMAIN_CALENDAR_H
#define HORA_DOMAIN_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/zone.h"
#include "domain/span.h"

struct calendar;

/* A weekly window, minutes after midnight, from < to <= 1440 (the date's end).
 * Others are ignored. */
struct week_window {
	int weekday; /* ISO, Monday = 1 */
	int32_t from, to;
};

/* A window that replaces the weekly ones of a date. One that ends where it
 * starts or before adds no time but replaces all the same: a day off. */
struct date_window {
	int64_t date;
	int32_t from, to;
};

struct calendar_rules {
	const struct zone *zone; /* must outlive the calendar */
	const struct week_window *weekly;
	size_t weekly_count;
	const struct date_window *overrides;
	size_t override_count;
	const int64_t *closed; /* dates; holidays are among them */
	size_t closed_count;
};

/* Lives in the arena and keeps nothing of the rules but the zone. Any order. */
struct calendar *calendar_new(struct arena *, const struct calendar_rules *);

/* The rules' zone; whether a local date is closed, by exception or holiday. */
const struct zone *calendar_zone(const struct calendar *);
bool calendar_is_closed(const struct calendar *, int64_t date);

/* The working time that bears on starts in [from, to) of services that last
 * `duration` seconds, windows that touch joined. Ends beyond that are cut. */
struct spans calendar_windows(const struct calendar *, struct arena *, int64_t from, int64_t to,
			      int64_t duration);

/* The same windows, those that last through a whole local week cut at each
 * Monday's first instant: each piece starts a grid. */
struct spans calendar_grids(const struct calendar *, struct arena *, const struct spans *windows);

/* May a class of the timetable be held in [start, end)? Not on a closed date,
 * and on an overridden one only inside a window. */
bool calendar_holds(const struct calendar *, struct arena *, int64_t start, int64_t end);

/* Local dates of instants, cheap when they are asked for in order. Start with
 * { .calendar = c }. */
struct dial {
	const struct calendar *calendar;
	int64_t from, until; /* the offset is known for these instants */
	int32_t offset;
};

/* Days since 1970-01-01 of the local date at that instant. */
int64_t dial_date(struct dial *, int64_t instant);

#endif
