/* Visits: segments are placed one after the other on facts that already hold
 * the claims of those before; all are written in one transaction. */
#include "usecase/visit.h"

#include <stdlib.h>

#include "crypto/random.h"
#include "domain/state.h"
#include "store/booking.h"
#include "usecase/wish.h"

#define DAY 86400
#define ALTERNATIVES_MAX 6

struct attempt {
	struct act *act;
	const struct visit_query *query;
	struct place places[VISIT_SEGMENTS_MAX];
	struct entry entries[VISIT_SEGMENTS_MAX];
};

/* What a placed segment occupies stands in the way of a later one. */
static void
add_claims(struct act *act, const struct place *placed, struct facts *later)
{
	struct slot_claim *claims =
	    arena_alloc(act->arena, later->slots.claim_count + placed->count + 1, sizeof *claims);
	size_t count = later->slots.claim_count;

	for (size_t i = 0; i < count; i++)
		claims[i] = later->slots.claims[i];
	for (size_t i = 0; i < placed->count; i++)
		for (uint32_t r = 0; r < later->slots.providers + later->slots.rooms; r++)
			if (later->ids[r] == placed->resources[i])
				claims[count++] =
				    (struct slot_claim){ .resource = r,
							 .bookings = 1,
							 .occasion = -1 - (int64_t)i,
							 .start = placed->start,
							 .end = placed->start
								+ placed->what.service->duration_min * 60,
							 .from = placed->blocked_from[i],
							 .to = placed->blocked_to[i],
							 .hold_until = TIME_NONE };
	later->slots.claims = claims;
	later->slots.claim_count = count;
}

/* Decides segments in order at their starts, or from the second on at the first
 * start that can be had (`search`). */
static enum err
chain(struct attempt *t, const struct facts *facts, bool search)
{
	struct act *act = t->act;
	int64_t end = 0;
	enum err e;

	for (size_t k = 0; k < t->query->count; k++) {
		struct place *p = &t->places[k];

		p->facts = facts[k];
		for (size_t before = 0; before < k; before++)
			add_claims(act, &t->places[before], &p->facts);
		if (search && k > 0) {
			struct slot_query q = facts_query(act, &p->what, end, end + VISIT_GAP_MAX + 1);
			struct slot_list slots = slot_find(act->arena, &p->facts.slots, &q);

			if (slots.count == 0)
				return ERR_CONFLICT;
			p->start = slots.slots[0].start;
		}
		if ((e = place_decide_settled(act, p)) != OK)
			return e;
		end = p->start + p->what.service->duration_min * 60;
	}
	return OK;
}

/* The longest a visit can last from its first start. */
static int64_t
longest(const struct visit_query *q)
{
	int64_t seconds = 0;

	for (size_t k = 0; k < q->count; k++)
		seconds += q->segments[k].service->duration_min * 60 + VISIT_GAP_MAX;
	return seconds;
}

/* Facts of all segments, in one round trip, without locks. */
static enum err
read_wide(struct act *act, const struct visit_query *q, int64_t from, int64_t to, struct facts *facts)
{
	enum err e;

	db_pipe(act->db);
	for (size_t k = 0; k < q->count; k++) {
		facts_choose(act, &q->segments[k], &facts[k]);
		if ((e = facts_read(act, &facts[k], from, to + longest(q), true)) != OK)
			return e;
	}
	if ((e = db_flush(act->db)) != OK)
		return e;
	for (size_t k = 0; k < q->count; k++)
		facts_settle(act, &facts[k]);
	return OK;
}

static void
begin_places(struct attempt *t, int64_t start)
{
	for (size_t k = 0; k < t->query->count; k++)
		t->places[k] = (struct place){ .what = t->query->segments[k], .start = start, .seats = 1 };
}

enum err
visit_starts(struct act *act, const struct visit_query *q, int64_t from, int64_t to, struct list *out)
{
	struct attempt t = { .act = act, .query = q };
	struct facts facts[VISIT_SEGMENTS_MAX];
	struct visit_opening *openings;
	struct slot_query first;
	struct slot_list slots;
	size_t count = 0;
	enum err e;

	if (from >= to || to - from > 42 * (int64_t)DAY || q->count == 0)
		return ERR_INVALID;
	if ((e = read_wide(act, q, from, to, facts)) != OK)
		return e;
	first = facts_query(act, &q->segments[0], from, to);
	slots = slot_find(act->arena, &facts[0].slots, &first);
	openings = arena_alloc(act->arena, slots.count + 1, sizeof *openings);
	for (size_t i = 0; i < slots.count; i++) {
		const struct place *last = &t.places[q->count - 1];

		begin_places(&t, slots.slots[i].start);
		if (chain(&t, facts, true) != OK)
			continue;
		openings[count].start = slots.slots[i].start;
		openings[count].end = last->start + last->what.service->duration_min * 60;
		for (size_t k = 0; k < q->count; k++)
			openings[count].starts[k] = t.places[k].start;
		count++;
	}
	*out = (struct list){ openings, count };
	return OK;
}

/* All resources of all segments, ascending, each once. */
static size_t
all_resources(const struct attempt *t, int64_t *out)
{
	size_t count = 0;

	for (size_t k = 0; k < t->query->count; k++) {
		for (size_t i = 0; i < t->places[k].count; i++) {
			int64_t id = t->places[k].resources[i];
			size_t at = count;

			while (at > 0 && out[at - 1] > id)
				at--;
			if (at > 0 && out[at - 1] == id)
				continue;
			for (size_t n = count++; n > at; n--)
				out[n] = out[n - 1];
			out[at] = id;
		}
	}
	return count;
}

static enum err
lock_and_read(struct attempt *t)
{
	struct act *act = t->act;
	size_t room = 0, count;
	int64_t *resources;
	enum err e;

	for (size_t k = 0; k < t->query->count; k++)
		room += t->places[k].count;
	resources = arena_alloc(act->arena, room + 1, sizeof *resources);
	count = all_resources(t, resources);
	db_pipe(act->db);
	if ((e = act_begin(act)) != OK
	    || (e = booking_lock(act->db, t->entries[0].studio, resources, count, "")) != OK)
		return e;
	for (size_t k = 0; k < t->query->count; k++)
		if ((e = place_read(act, &t->places[k])) != OK)
			return e;
	return db_flush(act->db);
}

static enum err
write(struct attempt *t)
{
	struct act *act = t->act;
	const char *visit = random_id(act->arena);
	int64_t *ids = arena_alloc(act->arena, t->query->count, sizeof *ids);
	enum err e;

	db_pipe(act->db);
	for (size_t k = 0; k < t->query->count; k++) {
		struct entry *entry = &t->entries[k];

		entry->starts = t->places[k].start;
		entry->ends = entry->starts + t->places[k].what.service->duration_min * 60;
		entry->visit = visit;
		entry_place(entry, &t->places[k]);
		if ((e = booking_put(act->db, act->arena, entry, &ids[k])) != OK)
			return e;
	}
	if ((e = act_commit(act)) != OK)
		return e;
	return db_flush(act->db);
}

static enum err
transact(struct attempt *t)
{
	struct facts facts[VISIT_SEGMENTS_MAX];
	enum err e;

	if ((e = lock_and_read(t)) != OK)
		return e;
	for (size_t k = 0; k < t->query->count; k++) {
		facts_settle(t->act, &t->places[k].facts);
		facts[k] = t->places[k].facts;
	}
	if ((e = chain(t, facts, false)) != OK)
		return e;
	return write(t);
}

static enum err
try_choices(struct attempt *t, int64_t start)
{
	struct facts facts[VISIT_SEGMENTS_MAX];
	enum err e = ERR_CONFLICT;

	for (int i = 0; i < PLACE_CHOICES_MAX && e == ERR_CONFLICT; i++) {
		struct db_tries tries = { 0 };

		begin_places(t, start);
		if ((e = read_wide(t->act, t->query, start, start + 1, facts)) != OK
		    || (e = chain(t, facts, true)) != OK)
			return e;
		do
			e = transact(t);
		while (e != OK && db_again(t->act->db, &tries));
		if (e != OK)
			(void)db_end(t->act->db);
	}
	return e;
}

/* The nearest visits of the days around. */
static enum err
find_alternatives(struct act *act, const struct visit_query *q, int64_t start, struct list *out)
{
	struct visit_opening *near = arena_alloc(act->arena, ALTERNATIVES_MAX, sizeof *near);
	struct list all;
	size_t count = 0;
	enum err e;

	if ((e = visit_starts(act, q, start - 7 * (int64_t)DAY, start + 7 * (int64_t)DAY, &all)) != OK)
		return e;
	for (size_t i = 0; i < all.count; i++) {
		struct visit_opening opening = ((const struct visit_opening *)all.items)[i];
		size_t at = count < ALTERNATIVES_MAX ? count++ : ALTERNATIVES_MAX;

		for (; at > 0 && llabs(near[at - 1].start - start) > llabs(opening.start - start); at--)
			if (at < ALTERNATIVES_MAX)
				near[at] = near[at - 1];
		if (at < ALTERNATIVES_MAX)
			near[at] = opening;
	}
	*out = (struct list){ near, count };
	return OK;
}

static enum err
take_entries(struct attempt *t, const struct wish *wish, struct complaints *complaints)
{
	for (size_t k = 0; k < t->query->count; k++) {
		struct complaints these = { 0 };
		struct wish segment = *wish;

		segment.what = t->query->segments[k];
		segment.idempotency_key = NULL;
		/* Who books is the same for all: said once is enough. */
		if (wish_take(t->act, &segment, k == 0 ? complaints : &these, &t->entries[k]) != OK && k > 0
		    && complaints->count == 0)
			*complaints = these;
	}
	return complaints->count == 0 ? OK : ERR_INVALID;
}

enum err
visit_book(struct act *act, const struct wish *wish, const struct visit_query *q,
	   struct complaints *complaints, struct visited *out)
{
	struct attempt t = { .act = act, .query = q };
	enum slot_reason reason = SLOT_FREE;
	enum err e, found;

	*out = (struct visited){ 0 };
	if (q->count == 0 || q->count > VISIT_SEGMENTS_MAX)
		return ERR_INVALID;
	if ((e = take_entries(&t, wish, complaints)) != OK)
		return e;
	if ((e = try_choices(&t, wish->start)) == OK) {
		for (size_t k = 0; k < q->count; k++)
			out->bookings[k] = (struct booked){ .public_id = t.entries[k].public_id,
							    .token = t.entries[k].token,
							    .version = 1 };
		out->count = q->count;
		return OK;
	}
	if (e == ERR_BUSY || e == ERR_INTERNAL)
		return e;
	for (size_t k = 0; k < q->count && reason == SLOT_FREE; k++)
		reason = t.places[k].decision.reason;
	out->why = slot_reason_text(reason == SLOT_FREE ? SLOT_TAKEN : reason);
	if (e == ERR_INVALID)
		complaint_add(complaints, "start", NULL, out->why);
	if ((found = find_alternatives(act, q, wish->start, &out->alternatives)) != OK)
		return found;
	return e;
}
