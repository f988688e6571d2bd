/* The states of a booking and the steps between them; the database holds the
 * same table (sql/0002_schemas.sql, booking_transition) and refuses all others. */
#ifndef HORA_DOMAIN_STATE_H
#define HORA_DOMAIN_STATE_H

#include <stdbool.h>
#include <stddef.h>

enum booking_state {
	BOOKING_NEW, /* not made yet: where every booking comes from */
	BOOKING_HELD,
	BOOKING_PENDING_PAYMENT,
	BOOKING_PENDING_APPROVAL,
	BOOKING_CONFIRMED,
	BOOKING_CHECKED_IN,
	BOOKING_IN_SERVICE,
	BOOKING_COMPLETED,
	BOOKING_NO_SHOW,
	BOOKING_CANCELLED,
	BOOKING_DECLINED,
	BOOKING_EXPIRED,
	BOOKING__MAX
};

/* How a step between two states is allowed. */
enum step {
	STEP_REFUSED,
	STEP_ALLOWED,
	STEP_CORRECTION, /* of a mistake: on the same local date only */
};

/* Names as in SQL, URLs and JSON ("pending_payment"), by value, NULL at the end:
 * what a shape's ENUM field takes. */
extern const char *const state_names[BOOKING__MAX + 1];

/* The name of a state, as in the table above. */
const char *state_name(enum booking_state);

/* The state of that name (len bytes); false when there is none. */
bool state_read(const char *name, size_t len, enum booking_state *out);

/* Whether, and how, a booking may go from one state to the other. */
enum step state_step(enum booking_state from, enum booking_state to);

/* True when a booking in this state keeps its time from others. A hold does so
 * until its own end, which is the caller's to judge. */
bool state_blocks(enum booking_state);

#endif
