/* Choosing without locks, deciding under them. */
#include "usecase/place.h"

static struct slot_query
query_of(const struct act *act, const struct place *p)
{
	struct slot_query query = facts_query(act, &p->what, p->start, p->start + 1);

	query.seats = (uint32_t)p->seats;
	query.moved = p->moved != 0 ? p->moved : p->what.moved;
	query.overbook = p->overbook;
	query.open_bookings = p->open;
	query.open_most = p->open_most;
	return query;
}

/* What the decision occupies, by ascending id. */
static void
set_resources(struct act *act, struct place *p)
{
	const struct service *service = p->what.service;
	const struct slot_decision *d = &p->decision;
	int64_t ends = p->start + service->duration_min * 60;

	p->count = d->provider_count + d->room_count;
	p->resources = arena_alloc(act->arena, p->count + 1, sizeof *p->resources);
	p->blocked_from = arena_alloc(act->arena, p->count + 1, sizeof *p->blocked_from);
	p->blocked_to = arena_alloc(act->arena, p->count + 1, sizeof *p->blocked_to);
	for (size_t i = 0; i < p->count; i++) {
		uint32_t index = i < d->provider_count ? d->providers[i] : d->rooms[i - d->provider_count];
		const struct resource *r = p->facts.resources[index];
		size_t at = i;

		for (; at > 0 && p->resources[at - 1] > r->id; at--) {
			p->resources[at] = p->resources[at - 1];
			p->blocked_from[at] = p->blocked_from[at - 1];
			p->blocked_to[at] = p->blocked_to[at - 1];
		}
		p->resources[at] = r->id;
		p->blocked_from[at] = p->start - (service->before_min + r->before_min) * 60;
		p->blocked_to[at] = ends + (service->after_min + r->after_min) * 60;
	}
}

void
place_widen(struct act *act, struct place *p)
{
	p->count = p->facts.slots.providers + p->facts.slots.rooms;
	p->resources = arena_alloc(act->arena, p->count + 1, sizeof *p->resources);
	for (size_t i = 0; i < p->count; i++) {
		size_t at = i;

		for (; at > 0 && p->resources[at - 1] > p->facts.ids[i]; at--)
			p->resources[at] = p->resources[at - 1];
		p->resources[at] = p->facts.ids[i];
	}
}

enum err
place_decide_settled(struct act *act, struct place *p)
{
	struct slot_query query = query_of(act, p);

	p->decision = slot_decide(act->arena, &p->facts.slots, &query);
	/* No other choice would help who has too many. */
	if (p->decision.reason == SLOT_LIMIT_CUSTOMER)
		return ERR_DENIED;
	if (p->decision.reason != SLOT_FREE)
		return slot_reason_err(p->decision.reason);
	set_resources(act, p);
	return OK;
}

enum err
place_choose(struct act *act, struct place *p)
{
	enum err e;

	facts_choose(act, &p->what, &p->facts);
	db_pipe(act->db);
	if ((e = facts_read(act, &p->facts, p->start, p->start + 1, true)) != OK
	    || (e = db_flush(act->db)) != OK || (e = place_decide(act, p)) != OK)
		return e;
	if (p->wide)
		place_widen(act, p);
	return OK;
}

enum err
place_read(struct act *act, struct place *p)
{
	struct facts wide = p->facts;

	if (p->wide)
		facts_choose(act, &p->what, &p->facts);
	else
		facts_narrow(act, &p->what, &wide, &p->decision, &p->facts);
	return facts_read(act, &p->facts, p->start, p->start + 1, true);
}

enum err
place_decide(struct act *act, struct place *p)
{
	facts_settle(act, &p->facts);
	return place_decide_settled(act, p);
}
