/* A month as a table of weeks, with what is free on each day. */
#ifndef HORA_APPS_BOOKING_MONTH_H
#define HORA_APPS_BOOKING_MONTH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/shape.h"
#include "view/language.h"

/* A cell of the table. */
struct month_day {
	int64_t date;
	bool inside; /* of this month; the others are empty */
	bool open;   /* something is free */
	bool today, current;
	int mark; /* enum day_mark */
};
struct month_week {
	struct list days; /* struct month_day, seven */
};
struct weekday {
	int64_t date; /* any of that weekday, for its name */
};

extern const struct shape month_week_shape, weekday_shape;

/* The first date of the month a date is in, and of the one so many later. */
int64_t month_first(int64_t date);
int64_t month_later(int64_t date, int months);

/* Reads "2026-11" as that month's first date; false when it is none. */
bool month_read(const char *text, int64_t *first);

/* Lays out the month: days holds a struct agenda_day for each date from its
 * first to its last. Weeks begin as the language wants: struct month_week. */
struct list month_weeks(struct arena *, enum language, const struct list *days, int64_t today,
			int64_t current);

/* The heads of the columns: struct weekday. */
struct list month_weekdays(struct arena *, enum language, int64_t first);

#endif
