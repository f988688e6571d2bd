/* Placing one occasion in time: choose who and which rooms from an unlocked
 * read, lock only those, decide again on fresh facts. Booking, moving, visits
 * and late payments all place; what they then write is theirs. */
#ifndef HORA_USECASE_PLACE_H
#define HORA_USECASE_PLACE_H

#include "usecase/facts.h"

struct place {
	struct agenda_query what;
	int64_t start;
	int64_t seats;
	int64_t moved;     /* an occasion whose claims do not count; 0 = none */
	bool overbook;     /* take the start whatever stands against it */
	int64_t open_most; /* of the customer's open bookings; 0 = no limit */
	int64_t open;      /* how many there are, read under the lock */
	bool wide;         /* lock all who could serve, not the chosen alone */

	/* Set by place_choose and place_decide: */
	struct facts facts;
	struct slot_decision decision;
	int64_t *resources; /* what the decision occupies, ascending: the order of locks */
	int64_t *blocked_from, *blocked_to;
	size_t count;
};

/* How often another choice is tried when one was taken meanwhile. The last is
 * wide, so that who is refused is refused for a reason. */
#define PLACE_CHOICES_MAX 5

/* Chooses by rank without locks. ERR_CONFLICT, ERR_TOO_LATE or ERR_INVALID by
 * the decision's reason. */
MUST_CHECK enum err place_choose(struct act *, struct place *);

/* Queues the reading of the chosen resources anew; after the locks, in the same
 * pipe. */
MUST_CHECK enum err place_read(struct act *, struct place *);

/* Of a wide place that was chosen: its resources are from now on all that could
 * serve. */
void place_widen(struct act *, struct place *);

/* Decides on what place_read brought. ERR_DENIED: the customer has too many open
 * bookings; else as place_choose. */
MUST_CHECK enum err place_decide(struct act *, struct place *);

/* The same on facts that the caller has settled, or added to. */
MUST_CHECK enum err place_decide_settled(struct act *, struct place *);

#endif
