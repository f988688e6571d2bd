/* Which message goes with which step of a booking, as a table, and the reasons
 * for which a message that is due stays unsent. */
#include "domain/notice.h"

#include "base/text.h"

const char *const notice_names[NOTICE__MAX + 1] = {
	[NOTICE_NONE] = "none",       [NOTICE_REQUESTED] = "requested", [NOTICE_BOOKED] = "booked",
	[NOTICE_MOVED] = "moved",     [NOTICE_CANCELLED] = "cancelled", [NOTICE_DECLINED] = "declined",
	[NOTICE_EXPIRED] = "expired", [NOTICE_REMINDER] = "reminder",
};

/* By the state gone to; the few that depend on the state come from are below. */
static const enum notice of_state[BOOKING__MAX] = {
	[BOOKING_PENDING_APPROVAL] = NOTICE_REQUESTED,
	[BOOKING_CONFIRMED] = NOTICE_BOOKED,
	[BOOKING_CANCELLED] = NOTICE_CANCELLED,
	[BOOKING_DECLINED] = NOTICE_DECLINED,
	[BOOKING_EXPIRED] = NOTICE_EXPIRED,
};

/* States in which the customer knows of the booking from us. */
static bool
is_known(enum booking_state state)
{
	return state != BOOKING_NEW && state != BOOKING_HELD;
}

enum notice
notice_of_step(enum booking_state from, enum booking_state to)
{
	if (from == to)
		return from == BOOKING_CONFIRMED || from == BOOKING_PENDING_APPROVAL ? NOTICE_MOVED
										     : NOTICE_NONE;
	/* Corrections at the desk: the customer stands there. */
	if (to == BOOKING_CONFIRMED && (from == BOOKING_CHECKED_IN || from == BOOKING_NO_SHOW))
		return NOTICE_NONE;
	if ((to == BOOKING_CANCELLED || to == BOOKING_EXPIRED) && !is_known(from))
		return NOTICE_NONE;
	return of_state[to];
}

bool
notice_reminds(enum booking_state state)
{
	return state == BOOKING_CONFIRMED;
}

bool
notice_is_optional(enum notice notice)
{
	return notice == NOTICE_REMINDER;
}

/* Has the booking gone on to where this notice would be wrong or confusing? */
static bool
is_overtaken(enum notice notice, enum booking_state state)
{
	switch (notice) {
	case NOTICE_REQUESTED:
		return state != BOOKING_PENDING_APPROVAL;
	case NOTICE_MOVED:
		return state != BOOKING_CONFIRMED && state != BOOKING_PENDING_APPROVAL;
	case NOTICE_BOOKED:
	case NOTICE_REMINDER:
		return state != BOOKING_CONFIRMED;
	case NOTICE_CANCELLED:
		return state != BOOKING_CANCELLED;
	case NOTICE_DECLINED:
		return state != BOOKING_DECLINED;
	case NOTICE_EXPIRED:
		return state != BOOKING_EXPIRED;
	default:
		return true;
	}
}

/* The moment from which the notice is of no use. */
static int64_t
useless_from(const struct notice_facts *f)
{
	return f->notice == NOTICE_REMINDER ? f->starts : f->ends;
}

const char *
notice_objection(const struct notice_facts *f, int64_t now)
{
	if (is_overtaken(f->notice, f->state))
		return N_("The booking has changed since.");
	if (now >= useless_from(f))
		return N_("It is too late for this message.");
	if (!f->reachable)
		return N_("No address to send to.");
	if (f->outrun)
		return N_("A later message tells of it.");
	if (f->led && f->notice == NOTICE_REMINDER)
		return N_("The reminder of the visit's first booking tells of it.");
	if (f->opted_out && notice_is_optional(f->notice))
		return N_("The customer does not want these messages.");
	return NULL;
}
