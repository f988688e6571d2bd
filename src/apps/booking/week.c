/* Opening hours: the union of what the calendars of all staff come to, so that
 * exceptions and holidays are in it. */
#include "apps/booking/week.h"

#include "base/clock.h"
#include "domain/span.h"

#define WEEK 7
#define DAY 86400

static const struct field span_fields[] = { FIELD(TIME, span, from), FIELD(TIME, span, to) };
static const struct shape span_shape = SHAPE(span, span_fields);

static const struct field day_fields[] = {
	FIELD(DATE, week_day, date),
	FIELD(BOOL, week_day, today),
	FIELD(LIST, week_day, windows, .of = &span_shape),
};
const struct shape week_day_shape = SHAPE(week_day, day_fields);

/* When anybody works between two instants. */
static struct spans
find_open(struct arena *a, const struct rulebook *book, int64_t from, int64_t to)
{
	struct spans all = spans_new(a, 64);

	for (size_t i = 0; i < book->resources.count; i++) {
		struct spans one;

		if (book->calendars[i] == NULL)
			continue;
		one = calendar_windows(book->calendars[i], a, from, to, 0);
		for (size_t k = 0; k < one.count; k++)
			spans_push(a, &all, one.at[k].from, one.at[k].to);
	}
	all.count = span_settle(all.at, all.count);
	return all;
}

/* The part of each window that lies within the date. */
static struct list
cut_date(struct arena *a, const struct rulebook *book, const struct spans *open, int64_t date)
{
	int64_t first = zone_day_start(book->zone, date), end = zone_day_start(book->zone, date + 1);
	struct span *windows = arena_alloc(a, open->count + 1, sizeof *windows);
	size_t count = 0;

	for (size_t i = 0; i < open->count; i++) {
		struct span w = open->at[i];

		w.from = w.from < first ? first : w.from;
		w.to = w.to > end ? end : w.to;
		if (w.from < w.to)
			windows[count++] = w;
	}
	return (struct list){ windows, count };
}

struct list
week_list(struct arena *a, const struct rulebook *book, int64_t now)
{
	int64_t today = zone_wall(book->zone, now).date;
	int64_t monday = today - date_weekday(today) + 1;
	struct spans open =
	    find_open(a, book, zone_day_start(book->zone, monday), zone_day_start(book->zone, monday + WEEK));
	struct week_day *days = arena_alloc(a, WEEK, sizeof *days);

	for (int i = 0; i < WEEK; i++)
		days[i] = (struct week_day){ .date = monday + i,
					     .today = monday + i == today,
					     .windows = cut_date(a, book, &open, monday + i) };
	return (struct list){ days, open.count > 0 ? WEEK : 0 };
}

void
week_open(struct arena *a, const struct rulebook *book, int64_t now, int64_t *until, int64_t *opens)
{
	struct spans open = find_open(a, book, now - DAY, now + WEEK * DAY);

	for (size_t i = 0; i < open.count; i++) {
		if (open.at[i].to <= now)
			continue;
		if (open.at[i].from <= now)
			*until = open.at[i].to;
		else
			*opens = open.at[i].from;
		return;
	}
}
