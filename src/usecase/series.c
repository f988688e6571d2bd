/* Series: week after week at the same time of the wall clock. */
#include "base/text.h"
#include "usecase/visit.h"

/* The same wall-clock time, so many weeks later. */
static int64_t
later(const struct zone *zone, int64_t start, int weeks)
{
	struct wall wall = zone_wall(zone, start);
	int64_t instants[2];

	if (weeks == 0)
		return start;
	return zone_instants(zone, wall.date + 7 * weeks, wall.second, instants) == 0 ? TIME_NONE
										      : instants[0];
}

static enum err
book_week(struct act *act, const struct wish *wish, struct complaints *complaints, struct week *week)
{
	struct wish this = *wish;

	if (week->start == TIME_NONE) {
		week->err = ERR_INVALID;
		week->why = N_("The clocks change: this time does not exist on that date.");
		return OK;
	}
	this.start = week->start;
	week->err = book(act, &this, complaints, &week->booked);
	week->why = week->booked.why;
	if (week->err == OK || week->why != NULL)
		return OK;
	return week->err;
}

enum err
series_book(struct act *act, const struct wish *wish, int weeks, struct complaints *complaints,
	    struct list *out)
{
	struct week *all;
	enum err e;

	if (weeks < 1 || weeks > SERIES_MAX)
		return ERR_INVALID;
	all = arena_alloc(act->arena, (size_t)weeks, sizeof *all);
	*out = (struct list){ all, 0 };
	for (int i = 0; i < weeks; i++) {
		struct complaints these = { 0 };

		all[i].start = later(wish->what.book->zone, wish->start, i);
		if ((e = book_week(act, wish, &these, &all[i])) != OK) {
			*complaints = these;
			return e;
		}
		out->count++;
	}
	return OK;
}
