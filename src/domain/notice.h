/* What people are told of a booking: which message a step calls for, and
 * whether one that is due may still go out. */
#ifndef HORA_DOMAIN_NOTICE_H
#define HORA_DOMAIN_NOTICE_H

#include <stdbool.h>
#include <stdint.h>

#include "domain/state.h"

enum notice {
	NOTICE_NONE,
	NOTICE_REQUESTED, /* waits for the studio's approval */
	NOTICE_BOOKED,
	NOTICE_MOVED,
	NOTICE_CANCELLED,
	NOTICE_DECLINED,
	NOTICE_EXPIRED, /* nobody approved, or the payment did not come, in time */
	NOTICE_REMINDER,
	NOTICE__MAX
};

/* Names as in SQL and file names ("booked"), by value, NULL at the end. */
extern const char *const notice_names[NOTICE__MAX + 1];

/* What the customer is told at once when a booking goes from one state to
 * another. from and to the same: it was moved to another time. */
enum notice notice_of_step(enum booking_state from, enum booking_state to);

/* True in the states in which reminders stand. */
bool notice_reminds(enum booking_state);

/* True for what the customer can do without: only that can be unsubscribed. */
bool notice_is_optional(enum notice);

/* What is known of a booking when its notice is due. */
struct notice_facts {
	enum notice notice;
	enum booking_state state;
	int64_t starts, ends;
	bool reachable; /* there is an address for the channel */
	bool opted_out;
	bool led;    /* an earlier booking of the same visit stands before it */
	bool outrun; /* a later notice of the same kind waits, and says what stands now */
};

/* Why the notice shall not go out now: a static text for the staff's list, or
 * NULL when it shall. */
const char *notice_objection(const struct notice_facts *, int64_t now);

#endif
