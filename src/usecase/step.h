/* Taking a booking to another state: approving, declining, checking in, … The
 * table of states decides what may be done, the booking's version who was first. */
#ifndef HORA_USECASE_STEP_H
#define HORA_USECASE_STEP_H

#include "usecase/card.h"

struct stepping {
	const struct card *card;
	const struct rulebook *book;
	enum booking_state to;
	int64_t seen;       /* version the wish is based on; 0 = the card's */
	const char *reason; /* NULL = none given */
};

/* May this step be taken now? Corrections only on the appointment's own local
 * date. */
bool step_may(const struct act *, const struct rulebook *, const struct card *, enum booking_state to);

/* Takes the step. ERR_TOO_LATE: the table or the day forbid it. ERR_CONFLICT: the
 * booking changed meanwhile, or its time, given up before, is no longer free. */
MUST_CHECK enum err step_take(struct act *, const struct stepping *, int64_t *version);

#endif
