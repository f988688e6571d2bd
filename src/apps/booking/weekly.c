/* The dates of a series as the form shows and sends them. */
#include "apps/booking/weekly.h"

#include <string.h>

#include "apps/booking/order.h"
#include "base/clock.h"
#include "base/text.h"

#define STANDARD 8 /* weeks, until somebody says otherwise */

struct date_row {
	int64_t start, date, instead; /* instants and a date; TIME_NONE = none */
	bool free, other_day, typed;  /* the other start is on another day; it was chosen */
	const char *field, *code, *why;
};
static const struct field date_fields[] = {
	FIELD(TIME, date_row, start), FIELD(DATE, date_row, date),      FIELD(TIME, date_row, instead),
	FIELD(BOOL, date_row, free),  FIELD(BOOL, date_row, other_day), FIELD(BOOL, date_row, typed),
	FIELD(TEXT, date_row, field), FIELD(TEXT, date_row, code),      FIELD(TEXT, date_row, why),
};
static const struct shape date_shape = SHAPE(date_row, date_fields);

static const struct field weekly_fields[] = {
	FIELD(BOOL, weekly, offered),
	FIELD(INT, weekly, weeks),
	FIELD(INT, weekly, standard),
	FIELD(INT, weekly, least),
	FIELD(INT, weekly, most),
	FIELD(INT, weekly, free),
	FIELD(LIST, weekly, dates, .of = &date_shape),
};
const struct shape weekly_shape = SHAPE(weekly, weekly_fields);

static const struct field skipped_fields[] = { FIELD(DATE, weekly_date, date) };
const struct shape weekly_date_shape = SHAPE(weekly_date, skipped_fields);

static const char *
field_of(struct arena *a, size_t week)
{
	return arena_text(a, "week/%zu", week);
}

/* How many weeks from the start on lie within what can be booked. */
static int64_t
most_of(const struct request *rq, const struct wish *w)
{
	const struct zone *zone = w->what.book->zone;
	int64_t last = zone_wall(zone, rq->now).date + w->what.service->horizon_days;
	int64_t weeks = (last - zone_wall(zone, w->start).date) / 7 + 1;

	return weeks > SERIES_MOST ? SERIES_MOST : weeks;
}

static struct list
list_dates(struct request *rq, const struct wish *w, const struct series *series)
{
	const struct zone *zone = w->what.book->zone;
	struct date_row *rows = arena_alloc(rq->arena, series->count, sizeof *rows);

	for (size_t i = 0; i < series->count; i++) {
		const struct week *week = &series->weeks[i];
		bool has = week->err != OK && week->instead.start != TIME_NONE;

		rows[i] = (struct date_row){ .start = week->start,
					     .date = week->date,
					     .free = week->err == OK,
					     .instead = has ? week->instead.start : TIME_NONE,
					     .why = week->why,
					     .field = field_of(rq->arena, i) };
		if (!has)
			continue;
		rows[i].code = order_code(rq->arena, week->instead.start);
		rows[i].other_day = zone_wall(zone, week->instead.start).date != week->date;
		rows[i].typed = text_equal(pairs_get(&rq->typed, rows[i].field), rows[i].code);
	}
	return (struct list){ rows, series->count };
}

enum err
weekly_open(struct request *rq, const struct wish *w, struct weekly *view, struct series *out)
{
	const char *asked = query_text(rq, "weeks");
	enum err e;

	*view = (struct weekly){ .least = SERIES_LEAST };
	out->count = 0;
	if (w->what.then != NULL || (view->most = most_of(rq, w)) < SERIES_LEAST)
		return OK;
	view->offered = true;
	view->standard = view->most < STANDARD ? view->most : STANDARD;
	if (asked == NULL || !text_integer(asked, strlen(asked), &view->weeks)
	    || view->weeks < SERIES_LEAST) {
		view->weeks = 0;
		return OK;
	}
	view->weeks = view->standard = view->weeks > view->most ? view->most : view->weeks;
	if ((e = series_plan(rq->act, &w->what, w->start, view->weeks, out)) != OK)
		return e;
	for (size_t i = 0; i < out->count; i++)
		view->free += out->weeks[i].err == OK;
	view->dates = list_dates(rq, w, out);
	return OK;
}

void
weekly_take(const struct request *rq, struct series *series)
{
	for (size_t i = 0; i < series->count; i++) {
		const char *typed = pairs_get(&rq->typed, field_of(rq->arena, i));
		int64_t start;

		if (typed != NULL && series->weeks[i].err != OK && time_read(typed, strlen(typed), &start)
		    && series_may_instead(&series->weeks[i], start))
			series->weeks[i].start = start;
	}
}

const char *
weekly_skipped(struct arena *a, const struct series *series)
{
	struct buffer out = buffer_new(a, 1024);
	char day[16];

	for (size_t i = 0; i < series->count; i++)
		if (series->weeks[i].err != OK)
			buffer_format(&out, "%s%s", out.len == 0 ? "" : ",",
				      date_write(series->weeks[i].date, day));
	return buffer_string(&out);
}

struct list
weekly_read(struct arena *a, const char *text)
{
	struct weekly_date *dates = arena_alloc(a, SERIES_MOST, sizeof *dates);
	size_t count = 0;

	while (text != NULL && *text != '\0' && count < SERIES_MOST) {
		size_t len = strcspn(text, ",");

		count += date_read(text, len, &dates[count].date);
		text += len + (text[len] == ',');
	}
	return (struct list){ dates, count };
}
