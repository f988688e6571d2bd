/* Series: the same booking week after week, at the same time of the wall clock;
 * each date on its own, all into one visit. */
#ifndef HORA_USECASE_SERIES_H
#define HORA_USECASE_SERIES_H

#include "usecase/book.h"

#define SERIES_LEAST 2 /* weeks */
#define SERIES_MOST 52

/* One week of a series. */
struct week {
	int64_t start; /* TIME_NONE: the clock skips that time on that date */
	int64_t date;  /* of the studio's zone */
	enum err err;  /* OK: free, or booked; else it is skipped */
	const char *why;
	struct opening instead; /* where it is not free: the nearest that is; start TIME_NONE = none */
	struct booked booked;
};

struct series {
	struct week weeks[SERIES_MOST];
	size_t count;
};

/* What of a series could be booked now. One round trip. ERR_INVALID: not that many
 * weeks. */
MUST_CHECK enum err series_plan(struct act *, const struct agenda_query *, int64_t start, int64_t weeks,
				struct series *out);

/* Can this start stand in for a week's? Only one within three days of it. */
bool series_may_instead(const struct week *, int64_t start);

/* Books the wish at each week's start: those that cannot be had are skipped and say
 * why. Sets err, why and booked; the rest is not looked at. ERR_INVALID: what
 * was typed is wrong; other errors end the series, what was booked before stays. */
MUST_CHECK enum err series_book(struct act *, const struct wish *, struct series *, struct complaints *);

#endif
