/* From a scenario's JSON to facts and query: tables say which members there
 * are, the functions below what they come to. Members are taken in the tables'
 * order, so that names are known before bookings refer to them. */
#include "domain/scenario.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "domain/scenario_resource.h"
#include "domain/state.h"

#define RANGE_MOST (3660 * INT64_C(86400)) /* of the query: there is memory for every start in it */

/* What is being made, and the names that bookings refer to. */
struct making {
	struct reader reader;
	struct slot_facts facts;
	struct slot_query query;
	struct slot_resource *resources;
	const char **names;
	struct slot_claim *claims;
	struct slot_away *aways;
	size_t claim_room, away_room;
	const char **kinds; /* of rooms; their indexes are the kinds */
	int32_t kind_count;
};

struct document {
	int64_t now;
	const char *mode;
	const struct json *providers, *rooms, *service, *bookings, *query;
};

struct service {
	int64_t duration, interval, before, after, notice, horizon_days, capacity;
	const struct json *room_kinds, *limits;
};

struct entry {
	int64_t start, end, before, after, hold_until, seats;
	const char *state, *provider, *room;
};

static const struct member document_members[] = {
	MEMBER(document, now, take_instant, .required = true),      MEMBER(document, mode, take_text),
	MEMBER(document, providers, take_object, .required = true), MEMBER(document, rooms, take_object),
	MEMBER(document, service, take_object, .required = true),   MEMBER(document, bookings, take_array),
	MEMBER(document, query, take_object, .required = true),
};

static const struct member service_members[] = {
	MEMBER(service, duration, take_duration, .required = true),
	MEMBER(service, interval, take_duration),
	MEMBER(service, before, take_minutes),
	MEMBER(service, after, take_minutes),
	MEMBER(service, notice, take_minutes),
	MEMBER(service, horizon_days, take_count),
	MEMBER(service, room_kinds, take_array),
	MEMBER(service, capacity, take_seats),
	MEMBER(service, limits, take_object),
};

static const struct member limit_members[] = {
	MEMBER(slot_limits, per_day, take_count),
	MEMBER(slot_limits, per_week, take_count),
	MEMBER(slot_limits, minutes_per_day, take_count),
};

static const struct member entry_members[] = {
	MEMBER(entry, start, take_instant, .required = true),
	MEMBER(entry, end, take_instant, .required = true),
	MEMBER(entry, before, take_minutes),
	MEMBER(entry, after, take_minutes),
	MEMBER(entry, state, take_text),
	MEMBER(entry, hold_until, take_instant),
	MEMBER(entry, provider, take_text),
	MEMBER(entry, room, take_text),
	MEMBER(entry, seats, take_seats),
};

/* Makes room for one more in an array that doubles. */
static void *
more(struct arena *a, void *items, size_t count, size_t *room, size_t size)
{
	void *larger;

	if (count < *room)
		return items;
	*room = *room == 0 ? 64 : *room * 2;
	larger = arena_alloc(a, *room, size);
	if (count > 0)
		memcpy(larger, items, count * size);
	return larger;
}

static void
add_away(struct making *m, struct slot_away away)
{
	m->aways = more(m->reader.arena, m->aways, m->facts.away_count, &m->away_room, sizeof *m->aways);
	m->aways[m->facts.away_count++] = away;
}

static void
add_claim(struct making *m, struct slot_claim claim)
{
	m->claims = more(m->reader.arena, m->claims, m->facts.claim_count, &m->claim_room, sizeof *m->claims);
	m->claims[m->facts.claim_count++] = claim;
}

static int
by_name(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* The members' names, in byte order. */
static void
sort_names(const struct json *json, const char **names)
{
	for (size_t i = 0; i < json_count(json); i++)
		json_member_at(json, i, &names[i]);
	qsort(names, json_count(json), sizeof *names, by_name);
}

static bool
take_providers(struct making *m, const struct json *json)
{
	static const struct place place = { NULL, "providers", 0 };

	sort_names(json, m->names);
	for (uint32_t i = 0; i < m->facts.providers; i++) {
		struct place here = { &place, m->names[i], 0 };
		struct spans absences;

		if (!take_provider(&m->reader, json_member(json, m->names[i]), &here, &m->resources[i],
				   &absences))
			return false;
		for (size_t j = 0; j < absences.count; j++)
			add_away(m, (struct slot_away){ i, false, absences.at[j].from, absences.at[j].to });
	}
	return true;
}

/* The kind's number; kind_count when no room seen so far is of it. */
static int32_t
find_kind(const struct making *m, const char *name)
{
	int32_t i = 0;

	while (i < m->kind_count && !text_equal(m->kinds[i], name))
		i++;
	return i;
}

static bool
take_rooms(struct making *m, const struct json *json)
{
	static const struct place place = { NULL, "rooms", 0 };
	uint32_t first = m->facts.providers;

	sort_names(json, m->names + first);
	for (uint32_t i = first; i < first + m->facts.rooms; i++) {
		struct place here = { &place, m->names[i], 0 };
		const char *kind;

		if (!take_room(&m->reader, json_member(json, m->names[i]), &here, &m->resources[i], &kind))
			return false;
		m->resources[i].room_kind = find_kind(m, kind);
		m->kinds[m->resources[i].room_kind] = kind;
		if (m->resources[i].room_kind == m->kind_count)
			m->kind_count++;
	}
	return true;
}

static bool
take_resources(struct making *m, const struct document *document)
{
	size_t providers = json_count(document->providers), rooms = json_count(document->rooms);

	m->facts.providers = (uint32_t)providers;
	m->facts.rooms = (uint32_t)rooms;
	m->resources = arena_alloc(m->reader.arena, providers + rooms, sizeof *m->resources);
	m->names = arena_alloc(m->reader.arena, providers + rooms, sizeof *m->names);
	m->kinds = arena_alloc(m->reader.arena, rooms + 1, sizeof *m->kinds);
	for (size_t i = 0; i < providers + rooms; i++) {
		m->resources[i].id = (int64_t)i;
		m->resources[i].assigned_at = TIME_NONE;
	}
	return take_providers(m, document->providers) && take_rooms(m, document->rooms);
}

static bool
take_room_kinds(struct making *m, const struct json *json)
{
	static const struct place service = { NULL, "service", 0 }, place = { &service, "room_kinds", 0 };
	int32_t *kinds = arena_alloc(m->reader.arena, json_count(json), sizeof *kinds);

	for (size_t i = 0; i < json_count(json); i++) {
		struct place here = { &place, NULL, i };
		const char *name;

		if (!take_text(&m->reader, json_element(json, i), &here, &name))
			return false;
		kinds[i] = find_kind(m, name);
		if (kinds[i] == m->kind_count)
			return complain(&m->reader, &here, "there is no room of this kind");
	}
	m->facts.service.room_kinds = kinds;
	m->facts.service.room_kind_count = json_count(json);
	return true;
}

static bool
take_service(struct making *m, const struct json *json)
{
	static const struct place place = { NULL, "service", 0 }, limits_place = { &place, "limits", 0 };
	struct service service = { .horizon_days = SLOT_NO_LIMIT, .capacity = 1 };
	struct slot_limits limits = { SLOT_NO_LIMIT, SLOT_NO_LIMIT, SLOT_NO_LIMIT };

	if (!take_members(&m->reader, json, &place, service_members, COUNT(service_members), &service)
	    || !take_room_kinds(m, service.room_kinds)
	    || (service.limits != NULL
		&& !take_members(&m->reader, service.limits, &limits_place, limit_members,
				 COUNT(limit_members), &limits)))
		return false;
	m->facts.service.duration = service.duration;
	m->facts.service.interval = service.interval;
	m->facts.service.before = service.before;
	m->facts.service.after = service.after;
	m->facts.service.notice = service.notice;
	m->facts.service.horizon_days = service.horizon_days;
	m->facts.service.capacity = (uint32_t)service.capacity;
	for (uint32_t i = 0; i < m->facts.providers + m->facts.rooms; i++)
		m->resources[i].limits = limits;
	return true;
}

/* Finds a resource by name among count from first; -1 when nobody is called so. */
static int64_t
find_name(const struct making *m, uint32_t first, uint32_t count, const char *name)
{
	const char **found = bsearch(&name, m->names + first, count, sizeof name, by_name);

	return found == NULL ? -1 : found - m->names;
}

/* One booking on one resource, whose own buffers are added to the booking's. */
static void
occupy(struct making *m, const struct entry *entry, int64_t number, uint32_t resource)
{
	int64_t from = entry->start - entry->before - m->resources[resource].before;
	int64_t to = entry->end + entry->after + m->resources[resource].after;
	bool held = text_equal(entry->state, state_names[BOOKING_HELD]);

	if (text_equal(entry->state, "busy")) {
		add_away(m, (struct slot_away){ resource, true, from, to });
		return;
	}
	add_claim(m, (struct slot_claim){
			 .resource = resource,
			 .bookings = 1,
			 .occasion = number,
			 .start = entry->start,
			 .end = entry->end,
			 .from = from,
			 .to = to,
			 .hold_until = held ? entry->hold_until : TIME_NONE,
			 .shared = entry->seats > 0,
			 .taken = (uint32_t)entry->seats,
		     });
}

static bool
is_blocking(struct making *m, const struct entry *entry, const struct place *place, bool *blocking)
{
	struct place here = { place, "state", 0 };
	enum booking_state state;

	*blocking = true;
	if (text_equal(entry->state, "busy") || text_equal(entry->state, "overbook"))
		return true;
	if (!state_read(entry->state, strlen(entry->state), &state))
		return complain(&m->reader, &here, "there is no such state");
	*blocking = state_blocks(state);
	return true;
}

/* Without provider it occupies all of them; but with a room alone, only that. */
static bool
take_booking(struct making *m, const struct json *json, const struct place *place, int64_t number)
{
	struct entry entry = { .hold_until = TIME_NONE, .state = state_names[BOOKING_CONFIRMED] };
	struct place start = { place, "start", 0 }, provider = { place, "provider", 0 };
	struct place room = { place, "room", 0 };
	int64_t who = -1, where = -1;
	bool blocking;

	if (!take_members(&m->reader, json, place, entry_members, COUNT(entry_members), &entry)
	    || !is_blocking(m, &entry, place, &blocking))
		return false;
	if (entry.start > entry.end)
		return complain(&m->reader, &start, "it must not be after \"end\"");
	if (entry.provider != NULL)
		who = find_name(m, 0, m->facts.providers, entry.provider);
	if (entry.provider != NULL && who < 0)
		return complain(&m->reader, &provider, "there is no provider of this name");
	if (entry.room != NULL)
		where = find_name(m, m->facts.providers, m->facts.rooms, entry.room);
	if (entry.room != NULL && where < 0)
		return complain(&m->reader, &room, "there is no room of this name");
	if (!blocking || entry.start == entry.end)
		return true;
	for (uint32_t i = 0; i < m->facts.providers; i++)
		if (who == i || (who < 0 && where < 0))
			occupy(m, &entry, number, i);
	if (where >= 0)
		occupy(m, &entry, number, (uint32_t)where);
	return true;
}

static bool
take_bookings(struct making *m, const struct json *json)
{
	static const struct place place = { NULL, "bookings", 0 };

	for (size_t i = 0; i < json_count(json); i++) {
		struct place here = { &place, NULL, i };

		if (!take_booking(m, json_element(json, i), &here, (int64_t)i + 1))
			return false;
	}
	return true;
}

static bool
take_query(struct making *m, const struct document *document)
{
	static const struct place place = { NULL, "query", 0 }, to = { &place, "to", 0 };
	static const struct place mode = { NULL, "mode", 0 }, providers = { NULL, "providers", 0 };
	struct span span;

	if (!take_span(&m->reader, document->query, &place, &span))
		return false;
	if (span.to - span.from > RANGE_MOST)
		return complain(&m->reader, &to, "at most ten years can be asked for at once");
	m->query = (struct slot_query){ .now = document->now, .from = span.from, .to = span.to };
	m->query.mode = text_equal(document->mode, "all") ? SLOT_ALL : SLOT_ANY;
	if (m->query.mode == SLOT_ALL || text_equal(document->mode, "any"))
		return true;
	if (!text_equal(document->mode, "one"))
		return complain(&m->reader, &mode, "\"one\", \"any\" or \"all\" is expected");
	return m->facts.providers == 1
	       || complain(&m->reader, &providers, "the mode \"one\" wants exactly one");
}

enum err
scenario_read(struct arena *a, const char *text, size_t len, struct scenario *out, const char **complaint)
{
	struct making m = { .reader = { .arena = a } };
	struct document document = { .mode = "one" };
	struct json *json;
	const char *why;
	size_t at;

	if (json_read_file(a, text, len, &json, &why, &at) != OK) {
		*complaint = arena_text(a, "byte %zu: %s", at + 1, why);
		return ERR_INVALID;
	}
	if (!take_members(&m.reader, json, NULL, document_members, COUNT(document_members), &document)
	    || !take_resources(&m, &document) || !take_service(&m, document.service)
	    || !take_bookings(&m, document.bookings) || !take_query(&m, &document)) {
		*complaint = m.reader.complaint;
		return ERR_INVALID;
	}
	m.facts.resources = m.resources;
	m.facts.claims = m.claims;
	m.facts.aways = m.aways;
	*out = (struct scenario){ m.facts, m.query, m.names };
	return OK;
}
