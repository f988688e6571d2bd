/* Courses: each place is decided on facts to which the claims of those before
 * it are added, since they will be there. */
#include "usecase/course.h"

#include <string.h>

#define DAY 86400

/* What may be had of each service of a course, from one unlocked read. */
struct prospect {
	const struct agenda_query *services[VISIT_MOST];
	size_t count;
	struct facts facts[VISIT_MOST];
	struct slot_list starts[VISIT_MOST]; /* of those after the first */
};

enum err
course_begin(const struct agenda_query *q, const struct place *first, struct course *out)
{
	size_t count = agenda_length(q);

	if (count < 1 || count > VISIT_MOST)
		return ERR_INVALID;
	out->count = count;
	for (size_t k = 0; k < count; k++, q = q->then) {
		out->places[k] = *first;
		out->places[k].what = *q;
	}
	return OK;
}

int64_t
place_end(const struct place *p)
{
	return p->start + p->what.service->duration_min * 60;
}

int64_t
course_end(const struct course *c)
{
	return place_end(&c->places[c->count - 1]);
}

enum slot_reason
course_reason(const struct course *c)
{
	for (size_t k = 0; k < c->count; k++)
		if (c->places[k].decision.reason != SLOT_FREE)
			return c->places[k].decision.reason;
	return SLOT_FREE;
}

/* The longest a course can last from its first start. */
static int64_t
longest(const struct agenda_query *q)
{
	int64_t seconds = 0;

	for (; q != NULL; q = q->then)
		seconds += q->service->duration_min * 60 + VISIT_GAP;
	return seconds;
}

/* Reads what may be had from starts in [from, to), in one round trip. */
static enum err
look(struct act *act, const struct agenda_query *q, int64_t from, int64_t to, struct prospect *out)
{
	int64_t last = q->then == NULL ? to : to + longest(q);
	enum err e;

	out->count = 0;
	db_pipe(act->db);
	for (; q != NULL && out->count < VISIT_MOST; q = q->then) {
		struct facts *facts = &out->facts[out->count];

		out->services[out->count] = q;
		facts_choose(act, q, facts);
		if ((e = facts_read(act, facts, from, out->count == 0 ? to : last, true)) != OK)
			return e;
		out->count++;
	}
	if ((e = db_flush(act->db)) != OK)
		return e;
	for (size_t k = 0; k < out->count; k++) {
		struct slot_query query = facts_query(act, out->services[k], from, last);

		facts_settle(act, &out->facts[k]);
		if (k > 0)
			out->starts[k] = slot_find(act->arena, &out->facts[k].slots, &query);
	}
	return OK;
}

/* The engine's index of a resource, SLOT_NOBODY where it takes no part. */
static uint32_t
index_of(const struct facts *f, int64_t id)
{
	uint32_t count = f->slots.providers + f->slots.rooms;

	for (uint32_t r = 0; r < count; r++)
		if (f->ids[r] == id)
			return r;
	return SLOT_NOBODY;
}

/* What a decided place occupies, added to the facts of a later one. */
static size_t
add_claims(const struct place *p, int64_t occasion, const struct facts *later, struct slot_claim *out)
{
	size_t count = 0;

	for (size_t i = 0; i < p->count; i++) {
		uint32_t resource = index_of(later, p->resources[i]);

		if (resource != SLOT_NOBODY)
			out[count++] = (struct slot_claim){ .resource = resource,
							    .bookings = 1,
							    .occasion = occasion,
							    .start = p->start,
							    .end = place_end(p),
							    .from = p->blocked_from[i],
							    .to = p->blocked_to[i],
							    .hold_until = TIME_NONE };
	}
	return count;
}

/* The places before the k-th stand in its way. */
static void
add_earlier(struct act *act, struct course *c, size_t k)
{
	struct slot_facts *slots = &c->places[k].facts.slots;
	size_t count = slots->claim_count, room = count;
	struct slot_claim *claims;

	for (size_t i = 0; i < k; i++)
		room += c->places[i].count;
	claims = arena_alloc(act->arena, room + 1, sizeof *claims);
	if (count > 0)
		memcpy(claims, slots->claims, count * sizeof *claims);
	for (size_t i = 0; i < k; i++)
		count += add_claims(&c->places[i], -1 - (int64_t)i, &c->places[k].facts, claims + count);
	slots->claims = claims;
	slots->claim_count = count;
}

/* The first of the starts that is not before `from`. */
static size_t
first_from(const struct slot_list *list, int64_t from)
{
	size_t low = 0, high = list->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (list->slots[middle].start < from)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The first start that can be had once the place before is over. */
static enum err
decide_after(struct act *act, struct place *p, const struct slot_list *starts, int64_t over)
{
	enum err e = ERR_CONFLICT;

	for (size_t i = first_from(starts, over);
	     e != OK && i < starts->count && starts->slots[i].start <= over + VISIT_GAP; i++) {
		p->start = starts->slots[i].start;
		e = place_decide_settled(act, p);
	}
	return e;
}

/* Decides the places in order; those after the first at one of these starts, or
 * without such (NULL) each at its own. */
static enum err
decide(struct act *act, struct course *c, const struct slot_list *starts)
{
	enum err e;

	for (size_t k = 0; k < c->count; k++) {
		struct place *p = &c->places[k];

		if (k > 0)
			add_earlier(act, c, k);
		if (k == 0 || starts == NULL)
			e = place_decide_settled(act, p);
		else
			e = decide_after(act, p, &starts[k], place_end(p - 1));
		if (e != OK)
			return e;
	}
	return OK;
}

enum err
course_choose(struct act *act, struct course *c, bool wide)
{
	struct prospect p;
	int64_t start = c->places[0].start;
	enum err e;

	if ((e = look(act, &c->places[0].what, start, start + 1, &p)) != OK)
		return e;
	for (size_t k = 0; k < c->count; k++) {
		c->places[k].facts = p.facts[k];
		c->places[k].wide = wide;
	}
	if ((e = decide(act, c, p.starts)) != OK)
		return e;
	for (size_t k = 0; k < c->count && wide; k++)
		place_widen(act, &c->places[k]);
	return OK;
}

size_t
course_resources_most(const struct course *c)
{
	size_t most = 0;

	for (size_t k = 0; k < c->count; k++)
		most += c->places[k].count;
	return most;
}

size_t
course_resources(const struct course *c, int64_t *out)
{
	size_t count = 0;

	for (size_t k = 0; k < c->count; k++) {
		for (size_t i = 0; i < c->places[k].count; i++) {
			int64_t id = c->places[k].resources[i];
			size_t at = count;

			while (at > 0 && out[at - 1] > id)
				at--;
			if (at > 0 && out[at - 1] == id)
				continue;
			memmove(out + at + 1, out + at, (count++ - at) * sizeof *out);
			out[at] = id;
		}
	}
	return count;
}

enum err
course_read(struct act *act, struct course *c)
{
	enum err e;

	for (size_t k = 0; k < c->count; k++)
		if ((e = place_read(act, &c->places[k])) != OK)
			return e;
	return OK;
}

enum err
course_decide(struct act *act, struct course *c)
{
	for (size_t k = 0; k < c->count; k++)
		facts_settle(act, &c->places[k].facts);
	return decide(act, c, NULL);
}

/* --- listing --- */

/* A day's starts are tried on what bears on that day; each has an arena that is
 * emptied after it. */
struct trial {
	struct act act, day;
	const struct prospect *all;
	struct facts near[VISIT_MOST];
	int64_t until; /* near serves starts before this */
};

/* Of the facts those that bear on starts in [from, to). */
static void
narrow(struct act *act, const struct facts *all, int64_t from, int64_t to, struct facts *out)
{
	struct slot_claim *claims = arena_alloc(act->arena, all->slots.claim_count + 1, sizeof *claims);
	struct slot_away *aways = arena_alloc(act->arena, all->slots.away_count + 1, sizeof *aways);
	int64_t first, last;

	*out = *all;
	out->slots.claims = claims;
	out->slots.aways = aways;
	out->slots.claim_count = out->slots.away_count = 0;
	slot_reach(&all->slots, from, to, true, &first, &last);
	for (size_t i = 0; i < all->slots.claim_count; i++)
		if (all->slots.claims[i].from < last && all->slots.claims[i].to > first)
			claims[out->slots.claim_count++] = all->slots.claims[i];
	for (size_t i = 0; i < all->slots.away_count; i++)
		if (all->slots.aways[i].from < last && all->slots.aways[i].to > first)
			aways[out->slots.away_count++] = all->slots.aways[i];
}

/* Can the course be had from this start? Then *end is when it is over. */
static bool
holds(struct trial *t, int64_t start, int64_t *end)
{
	const struct place first = { .start = start, .seats = 1 };
	const struct agenda_query *q = t->all->services[0];
	struct course course;
	bool good;

	if (start >= t->until) {
		t->until = start + DAY;
		arena_clear(t->day.arena);
		for (size_t k = 0; k < t->all->count; k++)
			narrow(&t->day, &t->all->facts[k], start, t->until + longest(q), &t->near[k]);
	}
	if (course_begin(q, &first, &course) != OK)
		return false;
	for (size_t k = 0; k < course.count; k++)
		course.places[k].facts = t->near[k];
	good = decide(&t->act, &course, t->all->starts) == OK;
	if (good)
		*end = course_end(&course);
	arena_clear(t->act.arena);
	return good;
}

static void
release(void *arena)
{
	arena_free(arena);
}

enum err
course_find(struct act *act, const struct agenda_query *q, int64_t from, int64_t to, struct facts *first,
	    struct slot_list *out)
{
	struct slot_query query = facts_query(act, q, from, to);
	struct prospect *all = arena_make(act->arena, struct prospect);
	struct trial t = { .act = *act, .day = *act, .all = all, .until = INT64_MIN };
	struct slot_list list;
	struct slot *slots;
	uint64_t *free;
	size_t count = 0;
	enum err e;

	if (agenda_length(q) > VISIT_MOST)
		return ERR_INVALID;
	if ((e = look(act, q, from, to, all)) != OK)
		return e;
	*first = all->facts[0];
	list = slot_find(act->arena, &first->slots, &query);
	slots = arena_alloc(act->arena, list.count + 1, sizeof *slots);
	free = arena_alloc(act->arena, list.count + 1, list.words * sizeof *free + 1);
	t.act.arena = arena_own(act->arena, arena_new(), release);
	t.day.arena = arena_own(act->arena, arena_new(), release);
	for (size_t i = 0; i < list.count; i++) {
		slots[count] = list.slots[i];
		if (!holds(&t, slots[count].start, &slots[count].end))
			continue;
		memcpy(free + count * list.words, list.free + i * list.words, list.words * sizeof *free);
		count++;
	}
	*out = (struct slot_list){ .slots = slots, .count = count, .free = free, .words = list.words };
	return OK;
}
