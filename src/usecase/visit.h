/* Visits: several services one after the other, booked together or not at all.
 * Each segment has its own staff and rooms; between two of them lies at most a
 * gap. Series: the same booking week after week, each on its own. */
#ifndef HORA_USECASE_VISIT_H
#define HORA_USECASE_VISIT_H

#include "usecase/book.h"

#define VISIT_SEGMENTS_MAX 6
#define VISIT_GAP_MAX 3600 /* seconds waited at most between two segments */
#define SERIES_MAX 52

/* The services in order; all of one studio. */
struct visit_query {
	struct agenda_query segments[VISIT_SEGMENTS_MAX];
	size_t count;
};

/* Each segment begins at the first start that is free once the one before is
 * over. */
struct visit_opening {
	int64_t start, end;
	int64_t starts[VISIT_SEGMENTS_MAX];
};

/* Starts of the first segment in [from, to), at most 42 days apart, from which the
 * whole visit can be had: struct visit_opening. */
MUST_CHECK enum err visit_starts(struct act *, const struct visit_query *, int64_t from, int64_t to,
				 struct list *out);

struct visited {
	struct booked bookings[VISIT_SEGMENTS_MAX]; /* in order; each has its own manage link */
	size_t count;
	const char *why;          /* why it is refused */
	struct list alternatives; /* struct visit_opening, near the start wished for */
};

/* Books a visit: wish->start is the first segment's, wish->what is not looked at,
 * nor are answers and idempotency. Errors as book(). */
MUST_CHECK enum err visit_book(struct act *, const struct wish *, const struct visit_query *,
			       struct complaints *, struct visited *out);

/* One week of a series. */
struct week {
	int64_t start; /* TIME_NONE: the clock skips that time on that date */
	enum err err;  /* OK: booked; ERR_CONFLICT, ERR_TOO_LATE, ERR_INVALID: skipped */
	const char *why;
	struct booked booked;
};

/* Books the wish and the same wall-clock time of the `weeks` - 1 weeks after it,
 * each on its own: struct week, in order. Weeks that cannot be had are skipped and say
 * why. ERR_INVALID: what was typed is wrong; other errors end the series, what was
 * booked before stays. */
MUST_CHECK enum err series_book(struct act *, const struct wish *, int weeks, struct complaints *,
				struct list *out);

#endif
