/* When a studio is open: while any of its staff work. */
#ifndef HORA_APPS_BOOKING_WEEK_H
#define HORA_APPS_BOOKING_WEEK_H

#include "base/shape.h"
#include "usecase/rulebook.h"

/* A date of the week with its opening hours. */
struct week_day {
	int64_t date;
	bool today;
	struct list windows; /* of struct span, as TIMEs from and to */
};

extern const struct shape week_day_shape;

/* The local week of `now`, Monday to Sunday: struct week_day; empty for a studio
 * without hours. */
struct list week_list(struct arena *, const struct rulebook *, int64_t now);

/* Until when it is open now, or when it opens next within a week; what does not
 * apply is TIME_NONE. */
void week_open(struct arena *, const struct rulebook *, int64_t now, int64_t *until, int64_t *opens);

#endif
