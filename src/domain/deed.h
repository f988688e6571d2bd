/* What the members of a studio may do with its bookings, as one table: what each
 * role reaches, when it is due, and whether it wants a reason. */
#ifndef HORA_DOMAIN_DEED_H
#define HORA_DOMAIN_DEED_H

#include <stdbool.h>

#include "domain/role.h"
#include "domain/state.h"

enum deed {
	DEED_SEE,      /* look at it, its history and its messages */
	DEED_APPROVE,  /* confirm what waits for the studio */
	DEED_WAIVE,    /* confirm what waits for payment */
	DEED_DECLINE,  /* refuse what waits for the studio */
	DEED_CANCEL,   /* whatever the policy for customers says */
	DEED_CHECK_IN, /* the customer is here */
	DEED_START,    /* the service begins */
	DEED_COMPLETE, /* it is over */
	DEED_MISS,     /* the customer did not come */
	DEED_CORRECT,  /* take a step of the day back */
	DEED_MOVE,     /* to another time or other staff */
	DEED_OVERBOOK, /* move onto a time that is taken */
	DEED_RESEND,   /* a message once more */
	DEED__MAX
};

/* Whose bookings somebody may do it with. */
enum reach {
	REACH_NONE,
	REACH_OWN, /* those that the member serves */
	REACH_ALL  /* all of the studio's */
};

/* Names by value, NULL at the end, as views ask for them ("check_in"). */
extern const char *const deed_names[DEED__MAX + 1];

/* How far the role reaches; REACH_NONE for whatever the table does not name. */
enum reach deed_reach(enum role, enum deed);

/* True when the deed is nothing without a reason. */
bool deed_wants_reason(enum deed);

/* Which deed takes a booking from one state to the other; false when that is no
 * step for people to take. */
bool deed_of_step(enum booking_state from, enum booking_state to, enum deed *out);

/* Is it the time for the deed? same_day: it is the appointment's own local date;
 * begun: its start has come. */
bool deed_is_due(enum deed, bool same_day, bool begun);

#endif
