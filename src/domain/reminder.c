/* The due times of reminders. All on instants: the wall clock is asked only
 * where a rule speaks of it, so days of 23 and 25 hours need no care. */
#include "domain/reminder.h"

#define GRACE 1800  /* seconds after the confirmation without a reminder */
#define ENOUGH 3600 /* seconds a reminder should leave to the customer */

/* The instant of a wall clock time: of two the first, for one that a spring
 * change skips the change itself. */
static int64_t
instant_of(const struct zone *zone, int64_t date, int64_t minutes)
{
	int64_t found[2], at;
	int32_t second = (int32_t)(minutes * 60);

	if (zone_instants(zone, date, second, found) > 0)
		return found[0];
	at = zone_day_start(zone, date) - 1;
	do
		at = zone_next_change(zone, at, INT64_MAX);
	while (zone_wall(zone, at).date == date && zone_wall(zone, at).second < second);
	return at;
}

static int64_t
due_of(const struct reminder *r, const struct zone *zone, int64_t start)
{
	if (r->days == 0)
		return start - r->minutes * 60;
	return instant_of(zone, zone_wall(zone, start).date - r->days, r->minutes);
}

int64_t
reminder_wake(const struct reminder_rules *rules, int64_t due, int64_t start)
{
	const struct quiet *q = &rules->quiet;
	struct wall wall = zone_wall(rules->zone, due);
	int64_t minute = wall.second / 60, from_date = wall.date, until;

	if (q->from == q->to)
		return due;
	if (q->from < q->to ? minute < q->from || minute >= q->to : minute < q->from && minute >= q->to)
		return due;
	if (minute < q->from) /* they began the evening before */
		from_date--;
	until = instant_of(rules->zone, q->from < q->to ? from_date : from_date + 1, q->to);
	if (until + ENOUGH <= start)
		return until;
	return instant_of(rules->zone, from_date, q->from) - 1;
}

/* Puts due in its place among the others, unless it is there already. */
static size_t
insert(int64_t *list, size_t count, int64_t due)
{
	size_t at = count;

	for (size_t i = 0; i < count; i++)
		if (list[i] == due)
			return count;
	for (; at > 0 && list[at - 1] > due; at--)
		list[at] = list[at - 1];
	list[at] = due;
	return count + 1;
}

size_t
reminder_plan(const struct reminder_rules *rules, int64_t start, int64_t now, int64_t out[REMINDERS_MAX])
{
	size_t count = 0;

	for (size_t i = 0; i < rules->count && count < REMINDERS_MAX; i++) {
		int64_t due = reminder_wake(rules, due_of(&rules->reminders[i], rules->zone, start), start);

		if (due >= now + GRACE && due < start)
			count = insert(out, count, due);
	}
	return count;
}
