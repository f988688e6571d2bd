/* Gathers facts for the slot engine. */
#include "usecase/facts.h"

/* Rooms of the kinds the service asks for. */
static bool
needs_room(const struct rulebook *b, const struct service *service, const struct resource *room)
{
	const struct service_room_kind *needs = b->needs.items;

	for (size_t i = 0; i < b->needs.count; i++)
		if (needs[i].service_id == service->id && needs[i].room_kind_id == room->room_kind_id)
			return true;
	return false;
}

static int64_t
limit(int64_t most)
{
	return most == 0 ? SLOT_NO_LIMIT : most;
}

/* A room kind's id is a bigint; the engine wants a small number that names it. */
static int32_t
kind_number(const struct rulebook *b, int64_t room_kind)
{
	const struct service_room_kind *needs = b->needs.items;

	for (size_t i = 0; i < b->needs.count; i++)
		if (needs[i].room_kind_id == room_kind)
			return (int32_t)i;
	return -1;
}

static void
add_resource(struct facts *f, struct slot_resource *resources, const struct rulebook *b, size_t index)
{
	const struct resource *r = (const struct resource *)b->resources.items + index;
	size_t at = f->slots.providers + f->slots.rooms;

	resources[at] = (struct slot_resource){
		.id = r->id,
		.calendar = b->calendars[index],
		.room_kind = r->kind == RESOURCE_ROOM ? kind_number(b, r->room_kind_id) : 0,
		.before = r->before_min * 60,
		.after = r->after_min * 60,
		.limits = { limit(r->per_day), limit(r->per_week), limit(r->minutes_per_day) },
		.assigned_at = TIME_NONE,
	};
	f->resources[at] = r;
	f->ids[at] = r->id;
	if (r->kind == RESOURCE_STAFF)
		f->slots.providers++;
	else
		f->slots.rooms++;
}

static void
set_service(struct act *act, const struct agenda_query *q, struct slot_service *out)
{
	const struct rulebook *b = q->book;
	const struct service *s = q->service;
	const struct service_room_kind *needs = b->needs.items;
	int32_t *kinds = arena_alloc(act->arena, b->needs.count + 1, sizeof *kinds);

	*out = (struct slot_service){
		.duration = s->duration_min * 60,
		.interval = s->interval_min * 60,
		.before = s->before_min * 60,
		.after = s->after_min * 60,
		.notice = s->notice_min * 60,
		.horizon_days = s->horizon_days,
		.capacity = (uint32_t)s->capacity,
		.timetabled = s->timetabled,
		.room_kinds = kinds,
	};
	for (size_t i = 0; i < b->needs.count; i++)
		if (needs[i].service_id == s->id)
			kinds[out->room_kind_count++] = kind_number(b, needs[i].room_kind_id);
}

static void
set_classes(struct act *act, const struct agenda_query *q, struct facts *f)
{
	const struct lesson_row *lessons = q->book->lessons.items;
	struct slot_class *classes = arena_alloc(act->arena, q->book->lessons.count + 1, sizeof *classes);

	for (size_t i = 0; i < q->book->lessons.count; i++) {
		if (lessons[i].service_id != q->service->id)
			continue;
		for (uint32_t p = 0; p < f->slots.providers; p++)
			if (f->ids[p] == lessons[i].resource_id)
				classes[f->slots.class_count++] =
				    (struct slot_class){ .resource = p,
							 .weekday = (int)lessons[i].weekday,
							 .minute = (int32_t)lessons[i].start_min,
							 .first_day = lessons[i].first_day,
							 .last_day = lessons[i].last_day };
	}
	f->slots.classes = classes;
}

/* True when the resource at this index takes part. */
typedef bool chooser(const struct agenda_query *, const struct resource *, const void *with);

static void
choose(struct act *act, const struct agenda_query *q, chooser *wanted, const void *with, struct facts *out)
{
	const struct rulebook *b = q->book;
	const struct resource *resources = b->resources.items;
	struct slot_resource *chosen = arena_alloc(act->arena, b->resources.count + 1, sizeof *chosen);

	*out = (struct facts){ .service = q->service->id, .left = q->left };
	out->resources = arena_alloc(act->arena, b->resources.count + 1, sizeof(const struct resource *));
	out->ids = arena_alloc(act->arena, b->resources.count + 1, sizeof *out->ids);
	out->slots.resources = chosen;
	for (int kind = RESOURCE_STAFF; kind <= RESOURCE_ROOM; kind++)
		for (size_t i = 0; i < b->resources.count; i++)
			if (resources[i].kind == kind && wanted(q, &resources[i], with))
				add_resource(out, chosen, b, i);
	set_service(act, q, &out->slots.service);
	set_classes(act, q, out);
}

static bool
may_serve(const struct agenda_query *q, const struct resource *r, const void *with)
{
	(void)with;
	if (r->kind == RESOURCE_ROOM)
		return needs_room(q->book, q->service, r);
	return (q->staff == NULL || q->staff == r || q->service->staff_mode == STAFF_ALL)
	       && rulebook_offers(q->book, q->service, r);
}

void
facts_choose(struct act *act, const struct agenda_query *q, struct facts *out)
{
	choose(act, q, may_serve, NULL, out);
}

struct narrowing {
	const struct facts *wide;
	const struct slot_decision *decision;
};

static bool
was_chosen(const struct agenda_query *q, const struct resource *r, const void *with)
{
	const struct narrowing *n = with;
	const struct slot_decision *d = n->decision;

	(void)q;
	for (size_t i = 0; i < d->provider_count; i++)
		if (n->wide->resources[d->providers[i]] == r)
			return true;
	for (size_t i = 0; i < d->room_count; i++)
		if (n->wide->resources[d->rooms[i]] == r)
			return true;
	return false;
}

void
facts_narrow(struct act *act, const struct agenda_query *q, const struct facts *wide,
	     const struct slot_decision *decision, struct facts *out)
{
	choose(act, q, was_chosen, &(struct narrowing){ wide, decision }, out);
}

enum err
facts_version(struct act *act, const struct facts *f, struct occupation *out)
{
	const struct claim_query q = { .studio = act->studio,
				       .resources = f->ids,
				       .count = f->slots.providers + f->slots.rooms };

	return claim_occupation(act->db, act->arena, &q, out);
}

enum err
facts_read(struct act *act, struct facts *f, int64_t from, int64_t to, bool deciding)
{
	struct claim_query q = { .studio = act->studio,
				 .resources = f->ids,
				 .count = f->slots.providers + f->slots.rooms };
	enum err e;

	slot_reach(&f->slots, from, to, deciding, &q.from, &q.to);
	if ((e = claim_busy(act->db, act->arena, &q, &f->busy)) != OK
	    || (e = claim_away(act->db, act->arena, &q, &f->away)) != OK)
		return e;
	if (deciding && (e = claim_versions(act->db, act->arena, &q, &f->versions)) != OK)
		return e;
	if (f->slots.service.capacity > 1
	    && (e = claim_classes(act->db, act->arena, &q, f->service, &f->classes)) != OK)
		return e;
	return OK;
}

/* The engine's index of a resource; rows come in the order of ids, which is not
 * the order of the engine's. */
static uint32_t
index_of(const struct facts *f, int64_t id)
{
	uint32_t count = f->slots.providers + f->slots.rooms;

	for (uint32_t i = 0; i < count; i++)
		if (f->ids[i] == id)
			return i;
	return SLOT_NOBODY;
}

/* Is this claim one of the class itself? Then it takes seats, not the time. */
static void
mark_shared(const struct facts *f, struct slot_claim *claim)
{
	const struct class *classes = f->classes.items;

	for (size_t i = 0; i < f->classes.count; i++) {
		if (classes[i].id == claim->occasion) {
			claim->shared = true;
			claim->taken = (uint32_t)classes[i].taken;
			claim->capacity = (uint32_t)classes[i].capacity;
			return;
		}
	}
}

static bool
is_left(const struct facts *f, int64_t occasion)
{
	const int64_t *left = f->left.items;

	for (size_t i = 0; i < f->left.count; i++)
		if (left[i] == occasion)
			return true;
	return false;
}

static void
settle_claims(struct act *act, struct facts *f)
{
	const struct busy *rows = f->busy.items;
	struct slot_claim *claims = arena_alloc(act->arena, f->busy.count + 1, sizeof *claims);
	int64_t last_id = -1;
	uint32_t last = SLOT_NOBODY;
	size_t count = 0;

	for (size_t i = 0; i < f->busy.count; i++) {
		if (is_left(f, rows[i].occasion_id))
			continue;
		if (rows[i].resource_id != last_id) {
			last_id = rows[i].resource_id;
			last = index_of(f, last_id);
		}
		claims[count] =
		    (struct slot_claim){ .resource = last,
					 .bookings = 1,
					 .occasion = rows[i].occasion_id,
					 .start = rows[i].starts + rows[i].lead_sec,
					 .end = rows[i].starts + rows[i].lead_sec + rows[i].length_sec,
					 .from = rows[i].starts,
					 .to = rows[i].ends,
					 .hold_until = rows[i].hold_until };
		if (f->classes.count > 0)
			mark_shared(f, &claims[count]);
		count++;
	}
	f->slots.claims = claims;
	f->slots.claim_count = count;
}

void
facts_settle(struct act *act, struct facts *f)
{
	const struct away *aways = f->away.items;
	const struct resource_version *versions = f->versions.items;
	struct slot_away *away = arena_alloc(act->arena, f->away.count + 1, sizeof *away);
	struct slot_resource *resources =
	    arena_alloc(act->arena, f->slots.providers + f->slots.rooms + 1, sizeof *resources);

	settle_claims(act, f);
	for (size_t i = 0; i < f->away.count; i++)
		away[i] = (struct slot_away){ .resource = index_of(f, aways[i].resource_id),
					      .outside = aways[i].external,
					      .from = aways[i].starts,
					      .to = aways[i].ends };
	f->slots.aways = away;
	f->slots.away_count = f->away.count;
	for (uint32_t i = 0; i < f->slots.providers + f->slots.rooms; i++) {
		resources[i] = f->slots.resources[i];
		for (size_t v = 0; v < f->versions.count; v++)
			if (versions[v].resource_id == resources[i].id)
				resources[i].assigned_at = versions[v].assigned_at;
	}
	f->slots.resources = resources;
}

struct slot_query
facts_query(const struct act *act, const struct agenda_query *q, int64_t from, int64_t to)
{
	return (struct slot_query){ .mode = q->service->staff_mode == STAFF_ALL ? SLOT_ALL : SLOT_ANY,
				    .now = act->now,
				    .from = from,
				    .to = to,
				    .seats = 1,
				    .moved = q->moved };
}

static bool
comes_twice(const struct zone *zone, int64_t start)
{
	struct wall wall = zone_wall(zone, start);
	int64_t instants[2];

	return zone_instants(zone, wall.date, wall.second, instants) == 2;
}

static struct opening
make_opening(struct act *act, const struct agenda_query *q, const struct facts *facts,
	     const struct slot_list *slots, size_t i)
{
	const struct resource **staff =
	    arena_alloc(act->arena, facts->slots.providers + 1, sizeof(const struct resource *));
	struct opening opening = { .start = slots->slots[i].start,
				   .end = slots->slots[i].end,
				   .seats_left = slots->slots[i].seats_left,
				   .capacity = q->service->capacity,
				   .twice = comes_twice(q->book->zone, slots->slots[i].start) };

	for (uint32_t p = 0; p < facts->slots.providers; p++)
		if (slot_is_free(slots, i, p))
			staff[opening.staff.count++] = facts->resources[p];
	opening.staff.items = staff;
	return opening;
}

struct list
facts_openings(struct act *act, const struct agenda_query *q, const struct facts *facts,
	       const struct slot_list *slots)
{
	struct opening *openings = arena_alloc(act->arena, slots->count + 1, sizeof *openings);

	for (size_t i = 0; i < slots->count; i++)
		openings[i] = make_opening(act, q, facts, slots, i);
	return (struct list){ openings, slots->count };
}
