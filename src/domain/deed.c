/* The table of who may do what with bookings. A cell that is not written is
 * REACH_NONE, so whatever was forgotten nobody may. */
#include "domain/deed.h"

#include <stddef.h>

enum due {
	DUE_ALWAYS,
	DUE_ON_THE_DAY,
	DUE_FROM_THE_START,
};

const char *const deed_names[DEED__MAX + 1] = {
	[DEED_SEE] = "see",         [DEED_APPROVE] = "approve",   [DEED_WAIVE] = "waive",
	[DEED_DECLINE] = "decline", [DEED_CANCEL] = "cancel",     [DEED_CHECK_IN] = "check_in",
	[DEED_START] = "start",     [DEED_COMPLETE] = "complete", [DEED_MISS] = "miss",
	[DEED_CORRECT] = "correct", [DEED_MOVE] = "move",         [DEED_OVERBOOK] = "overbook",
	[DEED_RESEND] = "resend",
};

#define REACHES(reception, staff, manager, owner) \
	{ \
		[ROLE_RECEPTION] = REACH_##reception, [ROLE_STAFF] = REACH_##staff, \
		[ROLE_MANAGER] = REACH_##manager, [ROLE_OWNER] = REACH_##owner \
	}

static const struct {
	enum reach reach[ROLE__MAX];
	enum due due;
	bool reason;
} deeds[DEED__MAX] = {
	/*                          reception staff manager owner */
	[DEED_SEE] = { REACHES(ALL, OWN, ALL, ALL), DUE_ALWAYS, false },
	[DEED_APPROVE] = { REACHES(ALL, OWN, ALL, ALL), DUE_ALWAYS, false },
	[DEED_WAIVE] = { REACHES(NONE, NONE, ALL, ALL), DUE_ALWAYS, true },
	[DEED_DECLINE] = { REACHES(ALL, OWN, ALL, ALL), DUE_ALWAYS, true },
	[DEED_CANCEL] = { REACHES(ALL, OWN, ALL, ALL), DUE_ALWAYS, true },
	[DEED_CHECK_IN] = { REACHES(ALL, OWN, ALL, ALL), DUE_ON_THE_DAY, false },
	[DEED_START] = { REACHES(ALL, OWN, ALL, ALL), DUE_ON_THE_DAY, false },
	[DEED_COMPLETE] = { REACHES(ALL, OWN, ALL, ALL), DUE_FROM_THE_START, false },
	[DEED_MISS] = { REACHES(ALL, OWN, ALL, ALL), DUE_FROM_THE_START, false },
	[DEED_CORRECT] = { REACHES(ALL, OWN, ALL, ALL), DUE_ON_THE_DAY, true },
	[DEED_MOVE] = { REACHES(ALL, OWN, ALL, ALL), DUE_ALWAYS, false },
	[DEED_OVERBOOK] = { REACHES(NONE, NONE, ALL, ALL), DUE_ALWAYS, true },
	[DEED_RESEND] = { REACHES(ALL, OWN, ALL, ALL), DUE_ALWAYS, false },
};

/* Steps that people take, corrections apart. A hold is a customer's who is still
 * choosing, an expired booking waits for its money: neither is the studio's. */
static const struct {
	enum booking_state from, to;
	enum deed deed;
} steps[] = {
	{ BOOKING_PENDING_APPROVAL, BOOKING_CONFIRMED, DEED_APPROVE },
	{ BOOKING_PENDING_APPROVAL, BOOKING_DECLINED, DEED_DECLINE },
	{ BOOKING_PENDING_APPROVAL, BOOKING_CANCELLED, DEED_CANCEL },
	{ BOOKING_PENDING_PAYMENT, BOOKING_CONFIRMED, DEED_WAIVE },
	{ BOOKING_PENDING_PAYMENT, BOOKING_CANCELLED, DEED_CANCEL },
	{ BOOKING_CONFIRMED, BOOKING_CHECKED_IN, DEED_CHECK_IN },
	{ BOOKING_CONFIRMED, BOOKING_IN_SERVICE, DEED_START },
	{ BOOKING_CONFIRMED, BOOKING_COMPLETED, DEED_COMPLETE },
	{ BOOKING_CONFIRMED, BOOKING_NO_SHOW, DEED_MISS },
	{ BOOKING_CONFIRMED, BOOKING_CANCELLED, DEED_CANCEL },
	{ BOOKING_CHECKED_IN, BOOKING_IN_SERVICE, DEED_START },
	{ BOOKING_CHECKED_IN, BOOKING_COMPLETED, DEED_COMPLETE },
	{ BOOKING_CHECKED_IN, BOOKING_NO_SHOW, DEED_MISS },
	{ BOOKING_CHECKED_IN, BOOKING_CANCELLED, DEED_CANCEL },
	{ BOOKING_IN_SERVICE, BOOKING_COMPLETED, DEED_COMPLETE },
};

static bool
is_known(enum deed deed)
{
	return (unsigned)deed < DEED__MAX;
}

enum reach
deed_reach(enum role role, enum deed deed)
{
	return is_known(deed) && (unsigned)role < ROLE__MAX ? deeds[deed].reach[role] : REACH_NONE;
}

bool
deed_wants_reason(enum deed deed)
{
	return is_known(deed) && deeds[deed].reason;
}

bool
deed_of_step(enum booking_state from, enum booking_state to, enum deed *out)
{
	if (state_step(from, to) == STEP_CORRECTION) {
		*out = DEED_CORRECT;
		return true;
	}
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (steps[i].from == from && steps[i].to == to) {
			*out = steps[i].deed;
			return true;
		}
	return false;
}

bool
deed_is_due(enum deed deed, bool same_day, bool begun)
{
	if (!is_known(deed))
		return false;
	switch (deeds[deed].due) {
	case DUE_ALWAYS:
		return true;
	case DUE_ON_THE_DAY:
		return same_day;
	case DUE_FROM_THE_START:
		return begun;
	}
	return false;
}
