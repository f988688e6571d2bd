/* The page on which a time is chosen. All choices are links to it with other
 * parameters, so that it works without scripts; scripts put the parts marked
 * data-swap in place of those of the page at hand. */
#include "apps/booking/choice.h"

#include <inttypes.h>
#include <string.h>

#include "apps/booking/month.h"
#include "apps/booking/order.h"
#include "base/clock.h"
#include "base/text.h"
#include "domain/picture.h"
#include "front/place.h"
#include "front/show.h"
#include "usecase/act.h"

#define NOON 43200
#define EVENING 64800 /* second of the day */

enum part { PART_MORNING, PART_AFTERNOON, PART_EVENING, PART__MAX };
static const char *const part_names[] = { "morning", "afternoon", "evening", NULL };

struct start_row {
	int64_t start, seats_left;
	const char *code;
	bool twice, group;
};
static const struct field start_fields[] = {
	FIELD(TIME, start_row, start), FIELD(INT, start_row, seats_left), FIELD(TEXT, start_row, code),
	FIELD(BOOL, start_row, twice), FIELD(BOOL, start_row, group),
};
static const struct shape start_shape = SHAPE(start_row, start_fields);

struct part_row {
	int part;
	struct list starts;
};
static const struct field part_fields[] = {
	FIELD(ENUM, part_row, part, .names = part_names),
	FIELD(LIST, part_row, starts, .of = &start_shape),
};
static const struct shape part_shape = SHAPE(part_row, part_fields);

struct day_row {
	int64_t date, total;
	struct list parts;
};
static const struct field day_fields[] = {
	FIELD(DATE, day_row, date),
	FIELD(INT, day_row, total),
	FIELD(LIST, day_row, parts, .of = &part_shape),
};
static const struct shape day_shape = SHAPE(day_row, day_fields);

struct choice_view {
	struct place place;
	struct offered offered;
	struct order ordered;
	struct day_row chosen;
	const void *studio, *service, *order, *day;
	const struct picture_show *photo; /* of the service */
	const char *base, *onward, *with, *moving_id;
	int64_t moving;        /* start of the booking that is to move */
	const char *resources; /* ids of all that can occupy a start, for the page to listen to */
	struct list staff, weekdays, weeks;
	const char *only;   /* who alone offers it, or all who do together */
	bool anyone;        /* nobody in particular was chosen */
	bool adding;        /* another service can be added, or taken away again */
	bool any;           /* a day of the month has something free */
	bool gone, nothing; /* the start chosen is taken; no start is free at all */
	int64_t shown;      /* first date of the month */
	const char *previous_code, *following_code;
	int64_t previous, following; /* months; DATE_NONE where there is none to go to */
	int64_t next;                /* a start to offer where there is none */
};
static const struct field view_fields[] = {
	FIELD(RECORD, choice_view, studio, .of = &place_shape),
	FIELD(RECORD, choice_view, service, .of = &offered_shape),
	FIELD(RECORD, choice_view, order, .of = &order_shape),
	FIELD(RECORD, choice_view, day, .of = &day_shape),
	FIELD(RECORD, choice_view, photo, .of = &picture_show_shape),
	FIELD(TEXT, choice_view, base),
	FIELD(TEXT, choice_view, onward),
	FIELD(TEXT, choice_view, with),
	FIELD(TIME, choice_view, moving),
	FIELD(TEXT, choice_view, moving_id),
	FIELD(TEXT, choice_view, resources),
	FIELD(LIST, choice_view, staff, .of = &order_staff_shape),
	FIELD(LIST, choice_view, weekdays, .of = &weekday_shape),
	FIELD(LIST, choice_view, weeks, .of = &month_week_shape),
	FIELD(TEXT, choice_view, only),
	FIELD(BOOL, choice_view, anyone),
	FIELD(BOOL, choice_view, adding),
	FIELD(BOOL, choice_view, any),
	FIELD(BOOL, choice_view, gone),
	FIELD(BOOL, choice_view, nothing),
	FIELD(DATE, choice_view, shown),
	FIELD(TEXT, choice_view, previous_code),
	FIELD(TEXT, choice_view, following_code),
	FIELD(DATE, choice_view, previous),
	FIELD(DATE, choice_view, following),
	FIELD(TIME, choice_view, next),
};
static const struct shape view_shape = SHAPE(choice_view, view_fields);

/* The dates the page is about. */
struct choice {
	struct agenda_query query;
	int64_t today, last; /* first and last bookable dates */
	int64_t day;         /* DATE_NONE: none chosen */
	int64_t month;       /* its first date; DATE_NONE: none chosen */
};

/* How far ahead all that is asked for can be booked. */
static int64_t
horizon_of(const struct agenda_query *q)
{
	int64_t days = q->service->horizon_days;

	for (; q != NULL; q = q->then)
		days = q->service->horizon_days < days ? q->service->horizon_days : days;
	return days;
}

static void
read_dates(struct request *rq, struct choice *c)
{
	const char *day = query_text(rq, "day");

	c->today = zone_wall(c->query.book->zone, rq->now).date;
	c->last = c->today + horizon_of(&c->query);
	c->day = c->month = DATE_NONE;
	if (day != NULL && date_read(day, strlen(day), &c->day) && (c->day < c->today || c->day > c->last))
		c->day = DATE_NONE;
	if (c->day != DATE_NONE)
		c->month = month_first(c->day);
	else if (!month_read(query_text(rq, "month"), &c->month) || c->month < month_first(c->today)
		 || c->month > c->last)
		c->month = DATE_NONE;
}

static enum part
part_of(const struct zone *zone, int64_t start)
{
	int32_t second = zone_wall(zone, start).second;

	return second < NOON ? PART_MORNING : second < EVENING ? PART_AFTERNOON : PART_EVENING;
}

/* The starts of a day, in the parts of the day that have any. */
static struct list
list_parts(struct arena *a, const struct choice *c, const struct list *openings)
{
	const struct opening *o = openings->items;
	struct part_row *parts = arena_alloc(a, PART__MAX, sizeof *parts);
	struct start_row *rows = arena_alloc(a, openings->count + 1, sizeof *rows);
	size_t count = 0;

	for (size_t i = 0; i < openings->count; i++) {
		int part = (int)part_of(c->query.book->zone, o[i].start);

		if (count == 0 || parts[count - 1].part != part)
			parts[count++] = (struct part_row){ .part = part, .starts.items = &rows[i] };
		parts[count - 1].starts.count++;
		rows[i] = (struct start_row){ .start = o[i].start,
					      .seats_left = o[i].seats_left,
					      .code = order_code(a, o[i].start),
					      .twice = o[i].twice,
					      .group = o[i].capacity > 1 };
	}
	return (struct list){ parts, count };
}

/* The first date with something free, DATE_NONE without. */
static int64_t
first_open(const struct list *days)
{
	const struct agenda_day *d = days->items;

	for (size_t i = 0; i < days->count; i++)
		if (d[i].mark != DAY_NONE)
			return d[i].date;
	return DATE_NONE;
}

/* Without a month or day asked for, the page begins where something is free. */
static enum err
choose_month(struct request *rq, struct choice *c, struct choice_view *view)
{
	struct opening next;
	enum err e;

	if (c->month != DATE_NONE)
		return OK;
	if ((e = agenda_next(rq->act, &c->query, rq->now, &next)) != OK)
		return e;
	view->nothing = next.start == TIME_NONE;
	c->day = view->nothing ? DATE_NONE : zone_wall(c->query.book->zone, next.start).date;
	c->month = month_first(view->nothing ? c->today : c->day);
	return OK;
}

/* Where nothing is free, the next start: after the day or month, else from now. */
static enum err
offer_next(struct request *rq, const struct choice *c, struct choice_view *view)
{
	const struct zone *zone = c->query.book->zone;
	int64_t after = c->day != DATE_NONE ? c->day : c->month;
	struct opening next;
	enum err e;

	if (view->nothing || view->chosen.total > 0)
		return OK;
	if ((e = agenda_next(rq->act, &c->query, zone_day_start(zone, after), &next)) != OK
	    || (next.start == TIME_NONE && (e = agenda_next(rq->act, &c->query, rq->now, &next)) != OK))
		return e;
	view->next = next.start;
	view->nothing = next.start == TIME_NONE;
	return OK;
}

/* The starts of the chosen day. */
static enum err
find_starts(struct request *rq, const struct choice *c, struct list *out)
{
	const struct zone *zone = c->query.book->zone;

	return agenda_starts(rq->act, &c->query, zone_day_start(zone, c->day),
			     zone_day_start(zone, c->day + 1), out);
}

static enum err
show_day(struct request *rq, const struct choice *c, struct choice_view *view)
{
	struct list openings;
	enum err e;

	if (c->day == DATE_NONE)
		return OK;
	if ((e = find_starts(rq, c, &openings)) != OK)
		return e;
	view->chosen = (struct day_row){ .date = c->day,
					 .total = (int64_t)openings.count,
					 .parts = list_parts(rq->arena, c, &openings) };
	view->day = &view->chosen;
	return OK;
}

static const char *
month_code(struct arena *a, int64_t first)
{
	struct civil civil = date_civil(first);

	return arena_text(a, "%04d-%02d", civil.year, civil.month);
}

static void
show_month(struct request *rq, const struct choice *c, const struct list *days, struct choice_view *view)
{
	int64_t before = month_later(c->month, -1), after = month_later(c->month, 1);
	enum language language = rq->act->language;

	view->shown = c->month;
	view->any = first_open(days) != DATE_NONE;
	view->weekdays = month_weekdays(rq->arena, language, c->month);
	view->weeks = month_weeks(rq->arena, language, days, c->today, c->day);
	view->previous = before >= month_first(c->today) ? before : DATE_NONE;
	view->following = after <= c->last ? after : DATE_NONE;
	view->previous_code = month_code(rq->arena, before);
	view->following_code = month_code(rq->arena, after);
}

static void
describe(struct request *rq, const struct choosing *to, const struct choice *c, struct choice_view *view)
{
	view->place = place_describe(rq->arena, &c->query.book->studio);
	view->offered = offered_describe(c->query.service);
	view->studio = &view->place;
	view->service = &view->offered;
	view->photo =
	    c->query.then != NULL ? NULL : rulebook_photo(rq->arena, c->query.book, c->query.service->id, 0);
	view->base = to->base;
	view->onward = to->onward;
	view->moving = to->moving;
	view->moving_id = to->moving_id;
	view->with = order_with(rq->arena, &c->query);
	view->resources = order_resources(rq->arena, &c->query);
	view->ordered = order_describe(rq->arena, &c->query);
	view->order = &view->ordered;
	view->adding = to->moving == TIME_NONE;
	view->gone = query_text(rq, "gone") != NULL;
	view->anyone = c->query.staff == NULL;
	view->staff = order_choices(rq->arena, &c->query, &view->only);
}

enum err
choice_page(struct request *rq, struct response *rs)
{
	struct choosing to = { .onward = "details", .moving = TIME_NONE };
	enum err e;

	if ((e = order_open(rq, rs, &to.query)) != OK)
		return e;
	/* A visit of one is that service. */
	if (to.query.then == NULL && pairs_get(&rq->params, "service") == NULL)
		return redirect(rs, "%s?%s", order_base(rq->arena, &to.query),
				order_with(rq->arena, &to.query));
	to.base = order_base(rq->arena, &to.query);
	rs->cache = CACHE_CHECKED;
	return choice_show(rq, rs, &to);
}

enum err
choice_show(struct request *rq, struct response *rs, const struct choosing *to)
{
	struct choice_view view = { .next = TIME_NONE };
	struct choice c = { .query = to->query };
	struct list days;
	enum err e;

	read_dates(rq, &c);
	if ((e = choose_month(rq, &c, &view)) != OK
	    || (e = agenda_days(rq->act, &c.query, c.month, month_later(c.month, 1) - 1, &days)) != OK)
		return e;
	if (c.day == DATE_NONE)
		c.day = first_open(&days);
	if ((e = show_day(rq, &c, &view)) != OK || (e = offer_next(rq, &c, &view)) != OK)
		return e;
	show_month(rq, &c, &days, &view);
	describe(rq, to, &c, &view);
	return show(rs, "booking/service", &view_shape, &view);
}

enum err
choice_starts(struct request *rq, struct response *rs)
{
	const struct opening *o;
	struct choice c = { 0 };
	struct list openings;
	enum err e;

	if ((e = order_open(rq, rs, &c.query)) != OK)
		return e;
	read_dates(rq, &c);
	if (c.day == DATE_NONE)
		return ERR_NOT_FOUND;
	if ((e = find_starts(rq, &c, &openings)) != OK)
		return e;
	o = openings.items;
	rs->type = "application/json";
	rs->cache = CACHE_PUBLIC;
	buffer_char(&rs->body, '[');
	for (size_t i = 0; i < openings.count; i++)
		buffer_format(&rs->body, "%s\"%s\"", i == 0 ? "" : ",", order_code(rq->arena, o[i].start));
	buffer_text(&rs->body, "]\n");
	return OK;
}
