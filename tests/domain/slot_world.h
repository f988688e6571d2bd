/* Facts made by hand, for tests that need more than a scenario can say. */
#ifndef HORA_TESTS_DOMAIN_SLOT_WORLD_H
#define HORA_TESTS_DOMAIN_SLOT_WORLD_H

#include "domain/slot.h"

#define WORLD_MOST 16

/* Providers first, then rooms, then claims; the arrays stay where they are. */
struct world {
	struct arena *arena;
	struct zone *zone;
	struct slot_resource resources[WORLD_MOST];
	struct slot_claim claims[WORLD_MOST];
	struct slot_away aways[WORLD_MOST];
	struct slot_class classes[WORLD_MOST];
	int32_t kinds[WORLD_MOST];
	struct slot_facts facts;
	struct slot_query query; /* now: 2026-05-01; the Monday, 2026-06-01, in UTC */
};

/* Nobody yet; an hour's service. Zone by name. */
void world_open(struct world *, const char *zone);
void world_close(struct world *);

/* Somebody who works every day from 09:00 to 12:00; returns the index. */
uint32_t world_provider(struct world *, int64_t id);
uint32_t world_room(struct world *, int64_t id, int32_t kind);

/* A claim on a resource without buffers; the text is "09:00", of the Monday, or a
 * whole RFC 3339 time. Returns it for changes. */
struct slot_claim *world_claim(struct world *, uint32_t resource, const char *start, const char *end);

/* Seconds since 1970 of such a text. */
int64_t world_time(const char *text);

/* Decides about a start; the decision lives until world_close. */
struct slot_decision world_decide(struct world *, const char *start);

#endif
