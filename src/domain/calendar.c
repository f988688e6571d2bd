/* From rules to instants. The clock is walked in stretches of one offset: in
 * each, a wall time is plain arithmetic, and what the change of the clock
 * leaves out or repeats is settled by cutting windows at the stretch's ends. */
#include "domain/calendar.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

#define DAY 86400
#define SHORTEST_WEEK (6 * DAY) /* one date of a week may be skipped */

struct window {
	int32_t from, to; /* minutes after midnight */
};

struct calendar {
	const struct zone *zone;
	struct window *weekly; /* by weekday, then in order */
	size_t week[9];        /* those of weekday d are [week[d], week[d + 1]) */
	struct date_window *overrides;
	size_t override_count;
	int64_t *closed;
	size_t closed_count;
};

static int
by_week(const void *x, const void *y)
{
	const struct week_window *a = x, *b = y;

	return a->weekday != b->weekday ? a->weekday - b->weekday : a->from - b->from;
}

static int
by_date(const void *x, const void *y)
{
	const struct date_window *a = x, *b = y;

	return a->date != b->date ? (a->date > b->date ? 1 : -1) : a->from - b->from;
}

static int
by_number(const void *x, const void *y)
{
	const int64_t *a = x, *b = y;

	return (*a > *b) - (*a < *b);
}

static void *
sorted_copy(struct arena *a, const void *items, size_t count, size_t size,
	    int (*order)(const void *, const void *))
{
	void *copy = arena_copy(a, items, count * size);

	qsort(copy, count, size, order);
	return copy;
}

static void
fill_week(struct calendar *c, struct arena *a, const struct calendar_rules *rules)
{
	struct week_window *weekly =
	    sorted_copy(a, rules->weekly, rules->weekly_count, sizeof *weekly, by_week);
	size_t count = 0;

	c->weekly = arena_alloc(a, rules->weekly_count, sizeof *c->weekly);
	for (size_t i = 0, day = 1; day <= 7; day++) {
		for (; i < rules->weekly_count && weekly[i].weekday <= (int)day; i++)
			if (weekly[i].weekday == (int)day)
				c->weekly[count++] = (struct window){ weekly[i].from, weekly[i].to };
		c->week[day + 1] = count;
	}
}

struct calendar *
calendar_new(struct arena *a, const struct calendar_rules *rules)
{
	struct calendar *c = arena_make(a, struct calendar);

	c->zone = rules->zone;
	fill_week(c, a, rules);
	c->overrides = sorted_copy(a, rules->overrides, rules->override_count, sizeof *c->overrides, by_date);
	c->override_count = rules->override_count;
	c->closed = sorted_copy(a, rules->closed, rules->closed_count, sizeof *c->closed, by_number);
	c->closed_count = rules->closed_count;
	return c;
}

const struct zone *
calendar_zone(const struct calendar *c)
{
	return c->zone;
}

bool
calendar_is_closed(const struct calendar *c, int64_t date)
{
	return c->closed_count > 0
	       && bsearch(&date, c->closed, c->closed_count, sizeof *c->closed, by_number) != NULL;
}

/* The first override of the date or a later one. */
static size_t
find_override(const struct calendar *c, int64_t date)
{
	size_t low = 0, high = c->override_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (c->overrides[middle].date < date)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
is_overridden(const struct calendar *c, int64_t date)
{
	size_t i = find_override(c, date);

	return i < c->override_count && c->overrides[i].date == date;
}

/* Part of the clock's run with one offset. */
struct stretch {
	struct span span;
	int32_t offset;
};

static void
add_window(struct arena *a, struct spans *out, const struct stretch *s, int64_t date, struct window window)
{
	int64_t midnight = date * DAY - s->offset;
	int64_t from = midnight + window.from * 60, to = midnight + window.to * 60;

	if (window.from < 0 || window.to > 1440 || window.to <= window.from)
		return;
	spans_join(a, out, from > s->span.from ? from : s->span.from, to < s->span.to ? to : s->span.to);
}

static void
add_date(const struct calendar *c, struct arena *a, struct spans *out, const struct stretch *s, int64_t date)
{
	int weekday = date_weekday(date);
	size_t i;

	if (calendar_is_closed(c, date))
		return;
	i = find_override(c, date);
	if (i < c->override_count && c->overrides[i].date == date) {
		for (; i < c->override_count && c->overrides[i].date == date; i++)
			add_window(a, out, s, date,
				   (struct window){ c->overrides[i].from, c->overrides[i].to });
		return;
	}
	for (i = c->week[weekday]; i < c->week[weekday + 1]; i++)
		add_window(a, out, s, date, c->weekly[i]);
}

static int64_t
date_of(int64_t local)
{
	return local / DAY - (local % DAY < 0);
}

/* The first instant of the Monday, `weeks` weeks on, of the week in which a date is. */
static int64_t
monday(const struct calendar *c, int64_t date, int weeks)
{
	return zone_day_start(c->zone, date - date_weekday(date) + 1 + 7 * weeks);
}

/* Where a grid starts is known from the windows between the Monday a week
 * before the first start wanted and the Monday after the last end: hours that
 * reach back to the former have a whole week in them. */
struct spans
calendar_windows(const struct calendar *c, struct arena *a, int64_t from, int64_t to, int64_t duration)
{
	int64_t first = monday(c, zone_wall(c->zone, from).date, -1);
	int64_t last = monday(c, zone_wall(c->zone, to - 1 + duration).date, 1);
	struct spans out = spans_new(a, (size_t)((last - first) / DAY + 4));
	struct stretch s = { { first, first }, 0 };

	for (; s.span.to < last; s.span.from = s.span.to) {
		int64_t end;

		s.offset = zone_wall(c->zone, s.span.from).offset;
		s.span.to = zone_next_change(c->zone, s.span.from, last);
		if (s.span.to > last)
			s.span.to = last;
		end = date_of(s.span.to - 1 + s.offset);
		for (int64_t date = date_of(s.span.from + s.offset); date <= end; date++)
			add_date(c, a, &out, &s, date);
	}
	return out;
}

struct spans
calendar_grids(const struct calendar *c, struct arena *a, const struct spans *windows)
{
	struct spans out = spans_new(a, windows->count);

	for (size_t i = 0; i < windows->count; i++) {
		struct span w = windows->at[i];

		if (w.to - w.from >= SHORTEST_WEEK) {
			int64_t date = zone_wall(c->zone, w.from).date, next = monday(c, date, 0);
			int weeks = 0;

			while (next < w.from)
				next = monday(c, date, ++weeks);
			if (monday(c, date, weeks + 1) > w.to)
				next = w.to;
			for (; next < w.to; next = monday(c, date, ++weeks)) {
				if (next > w.from)
					spans_push(a, &out, w.from, next);
				w.from = next;
			}
		}
		spans_push(a, &out, w.from, w.to);
	}
	return out;
}

bool
calendar_holds(const struct calendar *c, struct arena *a, int64_t start, int64_t end)
{
	int64_t date = zone_wall(c->zone, start).date;
	struct spans windows;

	if (calendar_is_closed(c, date))
		return false;
	if (!is_overridden(c, date))
		return true;
	windows = calendar_windows(c, a, start, start + 1, end - start);
	for (size_t i = 0; i < windows.count; i++)
		if (windows.at[i].from <= start && windows.at[i].to >= end)
			return true;
	return false;
}

int64_t
dial_date(struct dial *d, int64_t instant)
{
	if (instant < d->from || instant >= d->until) {
		const struct zone *zone = d->calendar->zone;
		int64_t most = instant + 400 * (int64_t)DAY;

		d->from = instant;
		d->until = zone_next_change(zone, instant, most);
		if (d->until > most)
			d->until = most;
		d->offset = zone_wall(zone, instant).offset;
	}
	return date_of(instant + d->offset);
}
