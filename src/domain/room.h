/* The rooms a service asks for. Used within the slot engine. */
#ifndef HORA_DOMAIN_ROOM_H
#define HORA_DOMAIN_ROOM_H

#include "domain/slot.h"
#include "domain/track.h"

struct room_kinds {
	struct room_kind {
		uint32_t *rooms; /* indexes into resources */
		size_t count;
	} * kinds;
	size_t count;
};

/* Each kind asked for, once, in the order asked, with its rooms. Lives in the arena. */
struct room_kinds room_kinds_of(struct arena *, const struct slot_facts *);

/* Is a room of each kind free for a candidate that joins these occasions?
 * Starts never go back. */
bool room_kinds_are_free(const struct room_kinds *, struct track *tracks, int64_t start, int64_t end,
			 const struct slot_claim *const *own, size_t own_count);

#endif
