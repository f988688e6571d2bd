/* Kinds of room, and whether one of each is free. */
#include "domain/room.h"

struct room_kinds
room_kinds_of(struct arena *a, const struct slot_facts *facts)
{
	const struct slot_service *service = &facts->service;
	struct room_kinds out = { arena_alloc(a, service->room_kind_count, sizeof *out.kinds), 0 };

	for (size_t k = 0; k < service->room_kind_count; k++) {
		struct room_kind *kind = &out.kinds[out.count];
		size_t before = 0;

		while (service->room_kinds[before] != service->room_kinds[k])
			before++;
		if (before < k)
			continue;
		kind->rooms = arena_alloc(a, facts->rooms, sizeof *kind->rooms);
		for (uint32_t i = facts->providers; i < facts->providers + facts->rooms; i++)
			if (facts->resources[i].room_kind == service->room_kinds[k])
				kind->rooms[kind->count++] = i;
		out.count++;
	}
	return out;
}

/* Occasions that start with the candidate stand in its way unless it joins them. */
static bool
is_free(struct track *t, int64_t start, int64_t end, const struct slot_claim *const *own, size_t own_count)
{
	if (!track_is_free(t, start, end))
		return false;
	for (size_t i = t->first; i < t->next; i++) {
		size_t j = 0;

		while (j < own_count && own[j]->occasion != t->shared[i]->occasion)
			j++;
		if (j == own_count)
			return false;
	}
	return true;
}

bool
room_kinds_are_free(const struct room_kinds *kinds, struct track *tracks, int64_t start, int64_t end,
		    const struct slot_claim *const *own, size_t own_count)
{
	for (size_t k = 0; k < kinds->count; k++) {
		const struct room_kind *kind = &kinds->kinds[k];
		size_t i = 0;

		while (i < kind->count && !is_free(&tracks[kind->rooms[i]], start, end, own, own_count))
			i++;
		if (i == kind->count)
			return false;
	}
	return true;
}
