/* The table of steps, one row a state as in the product's definition, and
 * which states keep their time from others. */
#include "domain/state.h"

#include <string.h>

const char *const state_names[BOOKING__MAX + 1] = {
	[BOOKING_NEW] = "new",
	[BOOKING_HELD] = "held",
	[BOOKING_PENDING_PAYMENT] = "pending_payment",
	[BOOKING_PENDING_APPROVAL] = "pending_approval",
	[BOOKING_CONFIRMED] = "confirmed",
	[BOOKING_CHECKED_IN] = "checked_in",
	[BOOKING_IN_SERVICE] = "in_service",
	[BOOKING_COMPLETED] = "completed",
	[BOOKING_NO_SHOW] = "no_show",
	[BOOKING_CANCELLED] = "cancelled",
	[BOOKING_DECLINED] = "declined",
	[BOOKING_EXPIRED] = "expired",
};

#define S(state) (1U << BOOKING_##state)

static const struct {
	unsigned allowed, corrections; /* sets of states to go to */
	bool blocks;
} states[BOOKING__MAX] = {
	[BOOKING_NEW] = { S(HELD) | S(PENDING_PAYMENT) | S(PENDING_APPROVAL) | S(CONFIRMED), 0, false },
	[BOOKING_HELD] = { S(PENDING_PAYMENT) | S(PENDING_APPROVAL) | S(CONFIRMED) | S(CANCELLED)
			       | S(EXPIRED),
			   0, true },
	[BOOKING_PENDING_APPROVAL] = { S(PENDING_PAYMENT) | S(CONFIRMED) | S(DECLINED) | S(CANCELLED)
					   | S(EXPIRED),
				       0, true },
	[BOOKING_PENDING_PAYMENT] = { S(CONFIRMED) | S(CANCELLED) | S(EXPIRED), 0, true },
	[BOOKING_CONFIRMED] = { S(CHECKED_IN) | S(IN_SERVICE) | S(COMPLETED) | S(CANCELLED) | S(NO_SHOW), 0,
				true },
	[BOOKING_CHECKED_IN] = { S(IN_SERVICE) | S(COMPLETED) | S(CANCELLED) | S(NO_SHOW), S(CONFIRMED),
				 true },
	[BOOKING_IN_SERVICE] = { S(COMPLETED), S(CHECKED_IN), true },
	[BOOKING_NO_SHOW] = { 0, S(CONFIRMED) | S(CHECKED_IN), false },
	[BOOKING_COMPLETED] = { 0, S(IN_SERVICE), true },
	[BOOKING_EXPIRED] = { S(CONFIRMED), 0, false },
	[BOOKING_CANCELLED] = { 0, 0, false },
	[BOOKING_DECLINED] = { 0, 0, false },
};

static bool
is_known(enum booking_state state)
{
	return (unsigned)state < BOOKING__MAX;
}

const char *
state_name(enum booking_state state)
{
	return is_known(state) ? state_names[state] : "unknown";
}

bool
state_read(const char *name, size_t len, enum booking_state *out)
{
	for (enum booking_state state = BOOKING_HELD; state < BOOKING__MAX; state++) {
		if (strlen(state_names[state]) == len && memcmp(state_names[state], name, len) == 0) {
			*out = state;
			return true;
		}
	}
	return false;
}

enum step
state_step(enum booking_state from, enum booking_state to)
{
	if (!is_known(from) || !is_known(to))
		return STEP_REFUSED;
	if (states[from].allowed & 1U << to)
		return STEP_ALLOWED;
	return states[from].corrections & 1U << to ? STEP_CORRECTION : STEP_REFUSED;
}

bool
state_blocks(enum booking_state state)
{
	return is_known(state) && states[state].blocks;
}
