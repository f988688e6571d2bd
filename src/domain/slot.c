/* What is said about slots: the reasons a start is not offered for (names for
 * programs, sentences for people, what refusing comes to), who is free, and
 * which facts bear on a range. Listing is in listing.c, deciding in choice.c. */
#include "domain/slot.h"

#define DAY INT64_C(86400)
#define LONGEST_DAY (25 * INT64_C(3600))

#define N_(text) text /* marks a text for the catalogues */

static const struct {
	const char *name, *text;
	enum err err;
} reasons[SLOT_REASON__MAX] = {
	[SLOT_FREE] = { "free", N_("This time is free."), OK },
	[SLOT_NO_SUCH_MINUTE] = { "no_such_minute",
				  N_("This time does not exist: the clock is moved over it that night."),
				  ERR_INVALID },
	[SLOT_PAST] = { "past", N_("This time is past."), ERR_TOO_LATE },
	[SLOT_NOTICE] = { "notice", N_("It is too late to book this time: more notice is needed."),
			  ERR_TOO_LATE },
	[SLOT_HORIZON] = { "horizon", N_("This date is too far ahead to be booked yet."), ERR_INVALID },
	[SLOT_CLOSED] = { "closed", N_("Closed on this date."), ERR_INVALID },
	[SLOT_OUTSIDE_HOURS] = { "outside_hours", N_("This time is outside working hours."), ERR_INVALID },
	[SLOT_ENDS_LATE] = { "ends_late", N_("From this time it would last beyond working hours."),
			     ERR_INVALID },
	[SLOT_OFF_GRID] = { "off_grid", N_("Appointments do not start at this minute."), ERR_INVALID },
	[SLOT_ABSENT] = { "absent", N_("Away at this time."), ERR_CONFLICT },
	[SLOT_BUSY_OUTSIDE] = { "busy_outside", N_("Busy at this time by the outside calendar."),
				ERR_CONFLICT },
	[SLOT_LIMIT_CUSTOMER] = { "limit_customer", N_("You have as many open bookings as are allowed."),
				  ERR_CONFLICT },
	[SLOT_LIMIT_WEEK] = { "limit_week", N_("The most bookings for this week are reached."),
			      ERR_CONFLICT },
	[SLOT_LIMIT_DAY] = { "limit_day", N_("The most bookings for this day are reached."), ERR_CONFLICT },
	[SLOT_LIMIT_MINUTES] = { "limit_minutes", N_("The most working time for this day is reached."),
				 ERR_CONFLICT },
	[SLOT_TAKEN] = { "taken", N_("This time is taken."), ERR_CONFLICT },
	[SLOT_BUFFER] = { "buffer", N_("Too close to another booking."), ERR_CONFLICT },
	[SLOT_FULL] = { "full", N_("Not enough seats are left."), ERR_CONFLICT },
	[SLOT_NO_ROOM] = { "no_room", N_("No room is free at this time."), ERR_CONFLICT },
};

static enum slot_reason
known(enum slot_reason reason)
{
	return (unsigned)reason < SLOT_REASON__MAX ? reason : SLOT_OFF_GRID;
}

const char *
slot_reason_name(enum slot_reason reason)
{
	return reasons[known(reason)].name;
}

const char *
slot_reason_text(enum slot_reason reason)
{
	return reasons[known(reason)].text;
}

enum err
slot_reason_err(enum slot_reason reason)
{
	return reasons[known(reason)].err;
}

bool
slot_is_free(const struct slot_list *list, size_t i, uint32_t provider)
{
	return (list->free[i * list->words + provider / 64] >> provider % 64 & 1) != 0;
}

enum slot_reason
slot_instant(const struct zone *zone, int64_t date, int32_t minute, int32_t offset, int64_t *out)
{
	int64_t both[2];
	int count = zone_instants(zone, date, minute * 60, both);

	if (count == 0)
		return SLOT_NO_SUCH_MINUTE;
	*out = both[count == 2 && zone_wall(zone, both[1]).offset == offset];
	return SLOT_FREE;
}

/* How far around a start the limits and the choice look. */
static int64_t
counted(const struct slot_limits *limits, bool deciding)
{
	if (limits->per_week != SLOT_NO_LIMIT)
		return 7 * DAY + LONGEST_DAY;
	if (deciding || limits->per_day != SLOT_NO_LIMIT || limits->minutes_per_day != SLOT_NO_LIMIT)
		return LONGEST_DAY;
	return 0;
}

static int64_t
larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

void
slot_reach(const struct slot_facts *facts, int64_t from, int64_t to, bool deciding, int64_t *first,
	   int64_t *last)
{
	static const struct slot_limits none = { SLOT_NO_LIMIT, SLOT_NO_LIMIT, SLOT_NO_LIMIT };
	const struct slot_service *service = &facts->service;
	int64_t before = 0, after = 0;

	for (uint32_t i = 0; i < facts->providers + facts->rooms; i++) {
		const struct slot_resource *r = &facts->resources[i];
		int64_t around = counted(i < facts->providers ? &r->limits : &none, deciding);

		before = larger(before, larger(around, service->before + r->before));
		after = larger(after, larger(around, service->duration + service->after + r->after));
	}
	*first = from - before;
	*last = to + after;
}
