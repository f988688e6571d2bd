/* Repeating a booking weekly, on the form: which dates, what of them is free, what
 * is taken in place of what is not. The query's `weeks` says how many; the form's
 * week/1, week/2, … are starts in place of those that are not free. */
#ifndef HORA_APPS_BOOKING_WEEKLY_H
#define HORA_APPS_BOOKING_WEEKLY_H

#include "usecase/series.h"
#include "web/request.h"

struct weekly {
	bool offered;        /* it can be repeated at all */
	int64_t weeks;       /* asked for; 0 = it is not to be repeated */
	int64_t standard;    /* weeks, where none were asked for */
	int64_t least, most; /* that can be asked for */
	int64_t free;        /* of those asked for */
	struct list dates;   /* all of them, in order */
};
extern const struct shape weekly_shape;

/* What the request asks for, planned. A number of weeks that cannot be had is the
 * nearest that can. *out is set when weekly->weeks is not 0. */
MUST_CHECK enum err weekly_open(struct request *, const struct wish *, struct weekly *, struct series *out);

/* Puts the starts that were typed in place of those that are not free. */
void weekly_take(const struct request *, struct series *);

/* The dates that were skipped, for an address: "2026-12-08,2026-12-15"; and out of
 * one: struct weekly_date. What is no date is passed over. */
const char *weekly_skipped(struct arena *, const struct series *);
struct weekly_date {
	int64_t date;
};
extern const struct shape weekly_date_shape;
struct list weekly_read(struct arena *, const char *text);

#endif
