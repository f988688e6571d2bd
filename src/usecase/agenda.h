/* When a service can be booked: days of a month, starts of a day, the next free
 * start. All answers come from the same domain function that decides a booking. */
#ifndef HORA_USECASE_AGENDA_H
#define HORA_USECASE_AGENDA_H

#include "base/shape.h"
#include "store/claim.h"
#include "usecase/rulebook.h"

#define VISIT_MOST 6   /* services in one visit */
#define VISIT_GAP 3600 /* seconds waited at most between two of them */

/* What an answer was made of, and how long it stands: while the counts are the
 * same and `until` has not come. */
struct agenda_stamp {
	struct occupation version;
	int64_t until; /* Unix seconds; INT64_MAX = no time changes it */
};

/* What is asked for. staff NULL = anyone who offers the service. A visit is several
 * services, one after the other (usecase/course.h): its starts are the first's, its
 * ends the last's. */
struct agenda_query {
	const struct rulebook *book;
	const struct service *service;
	const struct resource *staff;
	const struct agenda_query *then; /* the service after this one; NULL = no more */
	int64_t moved;    /* an occasion that does not count, since its booking is to move; 0 = none */
	struct list left; /* int64_t: more of these; a visit moves as a whole */
	/* Filled by agenda_starts and agenda_days, for a single service; NULL = not wanted. */
	struct agenda_stamp *stamp;
};

/* How many services are asked for; more than VISIT_MOST cannot be had. */
size_t agenda_length(const struct agenda_query *);

/* The counts as they are now, by one small query. ERR_NOT_FOUND: the studio is
 * gone. */
MUST_CHECK enum err agenda_version(struct act *, const struct agenda_query *, struct occupation *out);

/* A start on offer. */
struct opening {
	int64_t start, end; /* Unix seconds */
	int64_t seats_left; /* 1 for ordinary services */
	int64_t capacity;
	struct list staff; /* const struct resource *: who is free, in the rulebook's order */
	bool twice;        /* the wall clock shows this time twice that day */
};

enum day_mark { DAY_NONE, DAY_FEW, DAY_FREE, DAY_MARK__MAX };
extern const char *const day_mark_names[]; /* "none", "few", "free" */

struct agenda_day {
	int64_t date; /* of the studio's zone */
	int mark;     /* enum day_mark */
	int64_t starts;
};

/* Is that a period, and not longer than 42 days on the zone's clock? A day on
 * which the clock is moved is a day. */
bool agenda_period_fits(const struct zone *, int64_t from, int64_t to);

/* Starts in [from, to), a period that fits: struct opening, in order. */
MUST_CHECK enum err agenda_starts(struct act *, const struct agenda_query *, int64_t from, int64_t to,
				  struct list *out);

/* Every date of [first, last] (studio's zone, at most 42): struct agenda_day. */
MUST_CHECK enum err agenda_days(struct act *, const struct agenda_query *, int64_t first, int64_t last,
				struct list *out);

/* The first start at or after `from` within the service's horizon; out->start is
 * TIME_NONE when there is none. Reads weeks only as far as needed. */
MUST_CHECK enum err agenda_next(struct act *, const struct agenda_query *, int64_t from, struct opening *out);

/* Of a list of openings those nearest to a start that was wished for, at most
 * `most`: the same day with the same staff first, then the same day, then the
 * others; each by distance. Returns how many. */
size_t agenda_nearest(const struct agenda_query *, int64_t start, const struct list *openings,
		      struct opening *out, size_t most);

#endif
