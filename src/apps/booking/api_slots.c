/* Slots and days over the API. */
#include "apps/booking/api.h"

#include <string.h>

#include "apps/booking/api_listing.h"
#include "base/clock.h"
#include "base/complaint.h"
#include "base/json.h"
#include "base/text.h"

struct slots_query {
	const char *service, *staff, *from, *to;
};

static const struct field slots_fields[] = {
	FIELD(TEXT, slots_query, service, .required = true, .label = N_("Service")),
	FIELD(TEXT, slots_query, staff, .label = N_("Staff")),
	FIELD(TEXT, slots_query, from, .required = true, .label = N_("From")),
	FIELD(TEXT, slots_query, to, .required = true, .label = N_("To")),
};
const struct shape slots_query_shape = SHAPE(slots_query, slots_fields);

struct days_query {
	const char *service, *staff, *month;
};

static const struct field days_fields[] = {
	FIELD(TEXT, days_query, service, .required = true, .label = N_("Service")),
	FIELD(TEXT, days_query, staff, .label = N_("Staff")),
	FIELD(TEXT, days_query, month, .required = true, .label = N_("Month")),
};
const struct shape days_query_shape = SHAPE(days_query, days_fields);

/* An instant, or the first instant of a date in the studio's zone. The plus of an
 * offset that somebody put into an address as it is has become a space. */
static bool
read_instant(struct arena *a, const struct zone *zone, const char *text, int64_t *out)
{
	char *time = arena_dup(a, text), *plus = strrchr(time, ' ');
	int64_t date;

	if (date_read(text, strlen(text), &date)) {
		*out = zone_day_start(zone, date);
		return true;
	}
	if (plus != NULL)
		*plus = '+';
	return time_read(time, strlen(time), out);
}

static enum err
read_period(struct request *rq, const struct zone *zone, int64_t *from, int64_t *to)
{
	const struct slots_query *q = rq->form;
	static const char form[] = N_("Give a date (2030-01-31) or a time (2030-01-31T09:30:00Z).");

	if (!read_instant(rq->arena, zone, q->from, from))
		complaint_add(rq->complaints, "from", NULL, form);
	if (!read_instant(rq->arena, zone, q->to, to))
		complaint_add(rq->complaints, "to", NULL, form);
	if (rq->complaints->count == 0 && *from >= *to)
		complaint_add(rq->complaints, "to", NULL,
			      N_("The end lies after the start; it is not included itself."));
	else if (rq->complaints->count == 0 && !agenda_period_fits(zone, *from, *to))
		complaint_add(rq->complaints, "to", NULL, N_("Ask for at most 42 days at a time."));
	return rq->complaints->count == 0 ? OK : ERR_INVALID;
}

static void
write_time(struct buffer *out, const struct zone *zone, int64_t instant)
{
	char text[32];

	time_write(instant, zone_wall(zone, instant).offset, text);
	buffer_char(out, '"');
	buffer_text(out, text);
	buffer_char(out, '"');
}

void
api_write_opening(struct buffer *out, const struct zone *zone, const struct opening *o)
{
	const struct resource *const *staff = o->staff.items;

	buffer_text(out, "{\"start\":");
	write_time(out, zone, o->start);
	buffer_text(out, ",\"end\":");
	write_time(out, zone, o->end);
	buffer_text(out, ",\"staff\":[");
	for (size_t i = 0; i < o->staff.count; i++) {
		if (i > 0)
			buffer_char(out, ',');
		json_write_string(out, staff[i]->slug);
	}
	buffer_text(out, "],\"seats_left\":");
	buffer_number(out, o->seats_left);
	buffer_char(out, '}');
}

static enum err
take_slots(struct request *rq, const struct rulebook *b, struct asked *out)
{
	const struct slots_query *q = rq->form;
	enum err e;

	if ((e = api_choice(rq, b, q->service, q->staff, &out->what)) != OK)
		return e;
	return read_period(rq, b->zone, &out->from, &out->to);
}

static enum err
write_slots(struct request *rq, const struct asked *asked, struct buffer *out)
{
	const struct rulebook *b = asked->what.book;
	const struct opening *openings;
	struct list list;
	enum err e;

	if ((e = agenda_starts(rq->act, &asked->what, asked->from, asked->to, &list)) != OK)
		return e;
	openings = list.items;
	buffer_text(out, "{\"time_zone\":");
	json_write_string(out, b->studio.zone);
	buffer_text(out, ",\"slots\":[");
	for (size_t i = 0; i < list.count; i++) {
		if (i > 0)
			buffer_char(out, ',');
		api_write_opening(out, b->zone, &openings[i]);
	}
	buffer_text(out, "]}\n");
	return OK;
}

enum err
api_slots(struct request *rq, struct response *rs)
{
	static const struct listing slots = { take_slots, write_slots };

	return api_list(rq, rs, &slots);
}

/* "2026-12" */
static bool
read_month(struct arena *a, const char *text, int64_t *first, int64_t *last)
{
	struct civil civil;

	if (strlen(text) != 7 || !date_read(arena_text(a, "%s-01", text), 10, first))
		return false;
	civil = date_civil(*first);
	*last = *first + month_length(civil.year, civil.month) - 1;
	return true;
}

static enum err
take_days(struct request *rq, const struct rulebook *b, struct asked *out)
{
	const struct days_query *q = rq->form;
	enum err e;

	if ((e = api_choice(rq, b, q->service, q->staff, &out->what)) != OK)
		return e;
	if (read_month(rq->arena, q->month, &out->from, &out->to))
		return OK;
	complaint_add(rq->complaints, "month", NULL, N_("Give a month as 2030-01."));
	return ERR_INVALID;
}

static enum err
write_days(struct request *rq, const struct asked *asked, struct buffer *out)
{
	const struct agenda_day *days;
	struct list list;
	enum err e;

	if ((e = agenda_days(rq->act, &asked->what, asked->from, asked->to, &list)) != OK)
		return e;
	days = list.items;
	buffer_text(out, "{\"time_zone\":");
	json_write_string(out, asked->what.book->studio.zone);
	buffer_text(out, ",\"days\":{");
	for (size_t i = 0; i < list.count; i++) {
		char date[16];

		buffer_format(out, "%s\"%s\":\"%s\"", i == 0 ? "" : ",", date_write(days[i].date, date),
			      day_mark_names[days[i].mark]);
	}
	buffer_text(out, "}}\n");
	return OK;
}

enum err
api_days(struct request *rq, struct response *rs)
{
	static const struct listing days = { take_days, write_days };

	return api_list(rq, rs, &days);
}
