/* The starts of each party. The grid steps from the first instant of each
 * piece of working time; busy time never moves it. Classes come by the
 * timetable instead. */
#include "domain/party.h"

#include <stdlib.h>

#include "base/clock.h"

/* Starts in the making. */
struct starts {
	int64_t *at;
	size_t count;
};

static size_t
steps(int64_t length, int64_t interval)
{
	return length <= 0 ? 0 : (size_t)((length - 1) / interval + 1);
}

/* The first grid start of a piece at or after an instant. */
static int64_t
first_start(const struct span *piece, int64_t from, int64_t interval)
{
	return piece->from + (int64_t)steps(from - piece->from, interval) * interval;
}

/* Pieces lie in windows; a start is good when the service ends in the window,
 * also past the piece. */
static void
walk_grid(struct arena *a, struct party *p, const struct spans *pieces, const struct slot_service *service,
	  const struct span *range, bool explain)
{
	int64_t interval = service->interval > 0 ? service->interval : service->duration;
	struct starts good, late = { NULL, 0 };
	size_t most = 0, window = 0;

	for (size_t i = 0; i < pieces->count; i++) {
		int64_t to = pieces->at[i].to < range->to ? pieces->at[i].to : range->to;

		most += steps(to - first_start(&pieces->at[i], range->from, interval), interval);
	}
	good = (struct starts){ arena_alloc(a, most, sizeof *good.at), 0 };
	if (explain)
		late.at = arena_alloc(a, most, sizeof *late.at);
	for (size_t i = 0; i < pieces->count; i++) {
		int64_t to = pieces->at[i].to < range->to ? pieces->at[i].to : range->to;
		int64_t last, at = first_start(&pieces->at[i], range->from, interval);

		while (p->windows.at[window].to < pieces->at[i].to)
			window++;
		last = p->windows.at[window].to - service->duration;
		for (; at < to && at <= last; at += interval)
			good.at[good.count++] = at;
		for (; at < to && explain; at += interval)
			late.at[late.count++] = at;
	}
	p->starts = good.at;
	p->start_count = good.count;
	p->late = late.at;
	p->late_count = late.count;
}

static void
walk_class(struct arena *a, struct starts *out, const struct slot_class *class,
	   const struct calendar *calendar, const struct slot_service *service, const struct span *range)
{
	const struct zone *zone = calendar_zone(calendar);
	int64_t last = zone_wall(zone, range->to).date;

	for (int64_t date = zone_wall(zone, range->from).date; date <= last; date++) {
		int64_t at[2];

		if (date_weekday(date) != class->weekday || date < class->first_day || date > class->last_day
		    || zone_instants(zone, date, class->minute * 60, at) == 0)
			continue;
		/* A time that comes twice holds one class, at the first. */
		if (at[0] >= range->from && at[0] < range->to
		    && calendar_holds(calendar, a, at[0], at[0] + service->duration))
			out->at[out->count++] = at[0];
	}
}

static int
by_number(const void *x, const void *y)
{
	const int64_t *a = x, *b = y;

	return (*a > *b) - (*a < *b);
}

/* A provider's classes, each start once. */
static struct starts
classes_of(struct arena *a, const struct slot_facts *facts, uint32_t provider, const struct span *range)
{
	size_t weeks = (size_t)((range->to - range->from) / (7 * 86400) + 2), kept = 0;
	struct starts all = { arena_alloc(a, facts->class_count * weeks, sizeof *all.at), 0 };

	for (size_t i = 0; i < facts->class_count; i++)
		if (facts->classes[i].resource == provider)
			walk_class(a, &all, &facts->classes[i], facts->resources[provider].calendar,
				   &facts->service, range);
	qsort(all.at, all.count, sizeof *all.at, by_number);
	for (size_t i = 0; i < all.count; i++)
		if (kept == 0 || all.at[i] != all.at[kept - 1])
			all.at[kept++] = all.at[i];
	all.count = kept;
	return all;
}

/* What both have; kept in x. */
static void
meet_starts(struct starts *x, const struct starts *y)
{
	size_t kept = 0, j = 0;

	for (size_t i = 0; i < x->count; i++) {
		while (j < y->count && y->at[j] < x->at[i])
			j++;
		if (j < y->count && y->at[j] == x->at[i])
			x->at[kept++] = x->at[i];
	}
	x->count = kept;
}

static void
follow_timetable(struct arena *a, struct party *p, const struct slot_facts *facts, const struct span *range)
{
	struct starts starts = classes_of(a, facts, p->first, range);

	for (uint32_t i = 1; i < p->count; i++) {
		struct starts more = classes_of(a, facts, p->first + i, range);

		meet_starts(&starts, &more);
	}
	p->starts = starts.at;
	p->start_count = starts.count;
}

/* Each one's windows are cut at their own Mondays before they are intersected. */
static void
follow_grid(struct arena *a, struct party *p, const struct slot_facts *facts, const struct slot_query *query,
	    const struct span *range)
{
	int64_t duration = facts->service.duration;
	struct spans pieces;

	for (uint32_t i = 0; i < p->count; i++) {
		const struct calendar *c = facts->resources[p->first + i].calendar;
		struct spans windows = calendar_windows(c, a, query->from, query->to, duration);
		struct spans cut = calendar_grids(c, a, &windows);

		p->windows = i == 0 ? windows : spans_meet(a, &p->windows, &windows);
		pieces = i == 0 ? cut : spans_meet(a, &pieces, &cut);
	}
	walk_grid(a, p, &pieces, &facts->service, range, query->explain);
}

struct party *
parties_new(struct arena *a, const struct slot_facts *facts, const struct slot_query *query, uint32_t *count)
{
	struct span range = { query->from, query->to };
	struct party *parties;

	*count = facts->providers == 0 ? 0 : query->mode == SLOT_ALL ? 1 : facts->providers;
	parties = arena_alloc(a, *count, sizeof *parties);
	if (!query->explain && query->now + facts->service.notice > range.from)
		range.from = query->now + facts->service.notice;
	if (range.from >= range.to)
		*count = 0;
	for (uint32_t i = 0; i < *count; i++) {
		parties[i].first = i;
		parties[i].count = query->mode == SLOT_ALL ? facts->providers : 1;
		if (facts->service.timetabled)
			follow_timetable(a, &parties[i], facts, &range);
		else
			follow_grid(a, &parties[i], facts, query, &range);
	}
	return parties;
}
