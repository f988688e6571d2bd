/* The resources of a scenario. Used by domain/scenario.c alone. */
#ifndef HORA_DOMAIN_SCENARIO_RESOURCE_H
#define HORA_DOMAIN_SCENARIO_RESOURCE_H

#include "domain/scenario_value.h"
#include "domain/slot.h"

/* {"from": ..., "to": ...}, from before to. */
bool take_span(struct reader *, const struct json *, const struct place *, struct span *out);

/* Hours and own buffers into the resource; the absences in the order they stand. */
bool take_provider(struct reader *, const struct json *, const struct place *, struct slot_resource *out,
		   struct spans *absences);

/* Own buffers into the resource, and the name of its kind. */
bool take_room(struct reader *, const struct json *, const struct place *, struct slot_resource *out,
	       const char **kind);

#endif
