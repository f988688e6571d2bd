/* Providers and rooms of a scenario: working hours and dated changes into
 * calendars, absences into spans. */
#include "domain/scenario_resource.h"

#include "domain/scenario_value.h"

struct provider {
	const char *zone;
	const struct json *weekly, *overrides, *closed, *absences;
	int64_t before, after;
};

struct room {
	const char *kind;
	int64_t before, after;
};

static const struct member provider_members[] = {
	{ .name = "tz", .take = take_text, .offset = offsetof(struct provider, zone), .required = true },
	MEMBER(provider, weekly, take_object),
	MEMBER(provider, overrides, take_object),
	MEMBER(provider, closed, take_array),
	MEMBER(provider, absences, take_array),
	MEMBER(provider, before, take_minutes),
	MEMBER(provider, after, take_minutes),
};

static const struct member room_members[] = {
	MEMBER(room, kind, take_text, .required = true),
	MEMBER(room, before, take_minutes),
	MEMBER(room, after, take_minutes),
};

static const struct member span_members[] = {
	MEMBER(span, from, take_instant, .required = true),
	MEMBER(span, to, take_instant, .required = true),
};

bool
take_span(struct reader *r, const struct json *json, const struct place *place, struct span *out)
{
	struct place from = { place, "from", 0 };

	return take_members(r, json, place, span_members, COUNT(span_members), out)
	       && (out->from < out->to || complain(r, &from, "it must be before \"to\""));
}

/* [["09:00", "17:00"], ...], each as a window of the date. */
static bool
take_windows(struct reader *r, const struct json *json, const struct place *place, int64_t date,
	     struct date_window *out)
{
	if (!want(r, json, place, JSON_ARRAY))
		return false;
	for (size_t i = 0; i < json_count(json); i++) {
		const struct json *pair = json_element(json, i);
		struct place here = { place, NULL, i }, from = { &here, NULL, 0 }, to = { &here, NULL, 1 };

		if (json_kind(pair) != JSON_ARRAY || json_count(pair) != 2)
			return complain(r, &here, "a pair such as [\"09:00\", \"17:00\"] is expected");
		out[i].date = date;
		if (!take_clock(r, json_element(pair, 0), &from, &out[i].from)
		    || !take_clock(r, json_element(pair, 1), &to, &out[i].to))
			return false;
	}
	return true;
}

/* How many windows an object of arrays of windows can come to. */
static size_t
count_windows(const struct json *json)
{
	size_t count = json_count(json);
	const char *name;

	for (size_t i = 0; i < json_count(json); i++)
		count += json_count(json_member_at(json, i, &name));
	return count;
}

static bool
take_weekly(struct reader *r, const struct json *json, const struct place *in, struct calendar_rules *rules)
{
	struct place place = { in, "weekly", 0 };
	struct week_window *weekly = arena_alloc(r->arena, count_windows(json), sizeof *weekly);
	struct date_window *windows = arena_alloc(r->arena, count_windows(json), sizeof *windows);

	for (size_t i = 0; i < json_count(json); i++) {
		struct place here = { &place, NULL, 0 };
		const struct json *day = json_member_at(json, i, &here.name);

		if (here.name[0] < '1' || here.name[0] > '7' || here.name[1] != '\0')
			return complain(r, &here, "a weekday from \"1\" (Monday) to \"7\" is expected");
		if (!take_windows(r, day, &here, 0, windows))
			return false;
		for (size_t j = 0; j < json_count(day); j++)
			weekly[rules->weekly_count++] =
			    (struct week_window){ here.name[0] - '0', windows[j].from, windows[j].to };
	}
	rules->weekly = weekly;
	return true;
}

/* A date without windows is overridden too: it keeps one that is empty. */
static bool
take_overrides(struct reader *r, const struct json *json, const struct place *in,
	       struct calendar_rules *rules)
{
	struct place place = { in, "overrides", 0 };
	struct date_window *overrides = arena_alloc(r->arena, count_windows(json), sizeof *overrides);

	for (size_t i = 0; i < json_count(json); i++) {
		struct place here = { &place, NULL, 0 };
		const struct json *day = json_member_at(json, i, &here.name);
		struct date_window *next = &overrides[rules->override_count];

		if (!read_date(r, here.name, &here, &next->date)
		    || !take_windows(r, day, &here, next->date, next))
			return false;
		rules->override_count += json_count(day) > 0 ? json_count(day) : 1;
	}
	rules->overrides = overrides;
	return true;
}

static bool
take_closed(struct reader *r, const struct json *json, const struct place *in, struct calendar_rules *rules)
{
	struct place place = { in, "closed", 0 };
	int64_t *closed = arena_alloc(r->arena, json_count(json), sizeof *closed);

	for (size_t i = 0; i < json_count(json); i++) {
		struct place here = { &place, NULL, i };

		if (!take_date(r, json_element(json, i), &here, &closed[i]))
			return false;
	}
	rules->closed = closed;
	rules->closed_count = json_count(json);
	return true;
}

static bool
take_absences(struct reader *r, const struct json *json, const struct place *in, struct spans *absences)
{
	struct place place = { in, "absences", 0 };

	*absences = spans_new(r->arena, json_count(json));
	for (size_t i = 0; i < json_count(json); i++) {
		struct place here = { &place, NULL, i };
		struct span span;

		if (!take_span(r, json_element(json, i), &here, &span))
			return false;
		spans_push(r->arena, absences, span.from, span.to);
	}
	return true;
}

bool
take_provider(struct reader *r, const struct json *json, const struct place *place, struct slot_resource *out,
	      struct spans *absences)
{
	struct place here = { place, "tz", 0 };
	struct provider provider = { .zone = NULL };
	struct calendar_rules rules = { .zone = NULL };
	struct zone *zone;

	if (!take_members(r, json, place, provider_members, COUNT(provider_members), &provider))
		return false;
	if (zone_open(provider.zone, &zone) != OK)
		return complain(r, &here, "there is no time zone of this name");
	rules.zone = arena_own(r->arena, zone, zone_free);
	if (!take_weekly(r, provider.weekly, place, &rules)
	    || !take_overrides(r, provider.overrides, place, &rules)
	    || !take_closed(r, provider.closed, place, &rules)
	    || !take_absences(r, provider.absences, place, absences))
		return false;
	out->calendar = calendar_new(r->arena, &rules);
	out->before = provider.before;
	out->after = provider.after;
	return true;
}

bool
take_room(struct reader *r, const struct json *json, const struct place *place, struct slot_resource *out,
	  const char **kind)
{
	struct room room = { .kind = NULL };

	if (!take_members(r, json, place, room_members, COUNT(room_members), &room))
		return false;
	out->before = room.before;
	out->after = room.after;
	*kind = room.kind;
	return true;
}
