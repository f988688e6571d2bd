/* When a service can be booked, from one round trip to the database. */
#include "usecase/agenda.h"

#include "domain/offer.h"
#include "usecase/course.h"
#include "usecase/ledger.h"

#define DAY 86400
#define PERIOD_DAYS_MAX 42
#define NEXT_DAYS 7 /* first looked through for the next start, then four times as many, … */

const char *const day_mark_names[] = { [DAY_NONE] = "none", [DAY_FEW] = "few", [DAY_FREE] = "free", NULL };

static enum err
find(struct act *act, const struct agenda_query *q, int64_t from, int64_t to, struct facts *facts,
     struct slot_list *out)
{
	struct slot_query query = facts_query(act, q, from, to);
	struct occupation version;
	enum err e;

	if (q->then != NULL)
		return course_find(act, q, from, to, facts, out);
	facts_choose(act, q, facts);
	if (facts->slots.providers == 0) {
		*out = (struct slot_list){ 0 };
		if (q->stamp == NULL)
			return OK;
		q->stamp->until = INT64_MAX;
		return facts_version(act, facts, &q->stamp->version);
	}
	if ((e = ledger_read(q->book->ledger, act, facts, from, to, &version)) != OK)
		return e;
	facts_settle(act, facts);
	*out = slot_find(act->arena, &facts->slots, &query);
	if (q->stamp != NULL)
		*q->stamp = (struct agenda_stamp){ version, slot_valid_until(&facts->slots, &query, out) };
	return OK;
}

size_t
agenda_length(const struct agenda_query *q)
{
	size_t count = 0;

	for (; q != NULL; q = q->then)
		count++;
	return count;
}

enum err
agenda_version(struct act *act, const struct agenda_query *q, struct occupation *out)
{
	struct facts facts;

	facts_choose(act, q, &facts);
	return facts_version(act, &facts, out);
}

/* What the clock shows, as if there were one offset. */
static int64_t
clock_shows(const struct zone *zone, int64_t instant)
{
	struct wall wall = zone_wall(zone, instant);

	return wall.date * DAY + wall.second;
}

bool
agenda_period_fits(const struct zone *zone, int64_t from, int64_t to)
{
	return from < to && clock_shows(zone, to) - clock_shows(zone, from) <= (int64_t)PERIOD_DAYS_MAX * DAY;
}

enum err
agenda_starts(struct act *act, const struct agenda_query *q, int64_t from, int64_t to, struct list *out)
{
	struct slot_list slots;
	struct facts facts;
	enum err e;

	if (!agenda_period_fits(q->book->zone, from, to))
		return ERR_INVALID;
	if ((e = find(act, q, from, to, &facts, &slots)) != OK)
		return e;
	*out = facts_openings(act, q, &facts, &slots);
	return OK;
}

enum err
agenda_days(struct act *act, const struct agenda_query *q, int64_t first, int64_t last, struct list *out)
{
	const struct zone *zone = q->book->zone;
	static const int marks[] = {
		[OFFER_NONE] = DAY_NONE, [OFFER_SCARCE] = DAY_FEW, [OFFER_FREE] = DAY_FREE
	};
	size_t count = (size_t)(last - first + 1);
	struct offer_day *offers;
	struct agenda_day *days;
	struct slot_list slots;
	struct facts facts;
	enum err e;

	if (first > last || last - first >= PERIOD_DAYS_MAX)
		return ERR_INVALID;
	if ((e = find(act, q, zone_day_start(zone, first), zone_day_start(zone, last + 1), &facts, &slots))
	    != OK)
		return e;
	offers = arena_alloc(act->arena, count, sizeof *offers);
	offer_days(&slots, zone, first, count, offers);
	days = arena_alloc(act->arena, count, sizeof *days);
	for (size_t i = 0; i < count; i++)
		days[i] = (struct agenda_day){ offers[i].date, marks[offers[i].offer], offers[i].starts };
	*out = (struct list){ days, count };
	return OK;
}

enum err
agenda_next(struct act *act, const struct agenda_query *q, int64_t from, struct opening *out)
{
	int64_t last = act->now + (q->service->horizon_days + 2) * DAY;
	struct agenda_query plain = *q;
	struct slot_list slots;
	struct facts facts;
	enum err e;

	plain.stamp = NULL;
	if (from < act->now)
		from = act->now;
	for (int64_t days = NEXT_DAYS; from < last; days *= 4) {
		int64_t to = from + days * DAY < last ? from + days * DAY : last;

		if ((e = find(act, &plain, from, to, &facts, &slots)) != OK)
			return e;
		if (slots.count > 0) {
			slots.count = 1;
			*out = *(const struct opening *)facts_openings(act, q, &facts, &slots).items;
			return OK;
		}
		from = to;
	}
	*out = (struct opening){ .start = TIME_NONE, .end = TIME_NONE };
	return OK;
}

static bool
has_staff(const struct opening *o, const struct resource *staff)
{
	const struct resource *const *free = o->staff.items;

	for (size_t i = 0; i < o->staff.count; i++)
		if (free[i] == staff)
			return true;
	return staff == NULL;
}

/* Distance for ranking: what is on another day, or with somebody else, is
 * further than anything on the same day with the same staff. */
static int64_t
distance(const struct agenda_query *q, int64_t start, const struct opening *o)
{
	const struct zone *zone = q->book->zone;
	int64_t far = o->start > start ? o->start - start : start - o->start;

	if (zone_wall(zone, o->start).date != zone_wall(zone, start).date)
		return far + 2 * INT64_C(1000) * DAY;
	return has_staff(o, q->staff) ? far : far + INT64_C(1000) * DAY;
}

size_t
agenda_nearest(const struct agenda_query *q, int64_t start, const struct list *openings, struct opening *out,
	       size_t most)
{
	const struct opening *all = openings->items;
	size_t count = 0;

	for (size_t i = 0; i < openings->count; i++) {
		int64_t far = distance(q, start, &all[i]);
		size_t at = count < most ? count++ : most;

		for (; at > 0 && distance(q, start, &out[at - 1]) > far; at--)
			if (at < most)
				out[at] = out[at - 1];
		if (at < most)
			out[at] = all[i];
	}
	return count;
}
