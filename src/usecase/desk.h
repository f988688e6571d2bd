/* The studio's own people at its bookings: looking for them, looking at one, and
 * doing with it what their role allows (domain/deed.h). Whatever is out of their
 * reach is as if it were not there. */
#ifndef HORA_USECASE_DESK_H
#define HORA_USECASE_DESK_H

#include "domain/deed.h"
#include "store/desk.h"
#include "usecase/card.h"
#include "usecase/move.h"

/* What is looked for. */
struct desk_search {
	enum desk_order order;
	int64_t from, to;              /* starts between, to exclusive; not for DESK_NEWEST */
	enum booking_state state;      /* BOOKING_NEW = any */
	const struct service *service; /* NULL = any */
	const struct resource *staff;  /* who serves; NULL = anyone */
	const char *words;             /* of name, address, number, or the public id; NULL = any */
	const char *after;             /* the page after this booking (public id); NULL = the first */
	int64_t after_start;           /* its start */
	size_t limit;
};

struct desk_page {
	struct list lines; /* struct desk_line */
	bool more;         /* there is a page after it */
};

/* A step that this member may take with this booking now. */
struct desk_offer {
	int to;      /* enum booking_state */
	int deed;    /* enum deed */
	bool reason; /* it wants one */
};

struct desk_view {
	struct desk_row row;
	struct card card;    /* of the row */
	struct list history; /* struct desk_step */
	struct list notices; /* struct notice_row */
	struct list offers;  /* struct desk_offer */
	bool may_move, may_overbook, may_resend;
};

/* A wish to take a step. */
struct desk_wish {
	enum booking_state to;
	int64_t seen;       /* version it is based on */
	const char *reason; /* NULL = none */
};

/* A page of bookings within the actor's reach. ERR_DENIED: the role reaches none,
 * or the actor is not of the act's studio; so with all of these. */
MUST_CHECK enum err desk_list(struct act *, const struct desk_search *, struct desk_page *out);

/* How many within reach wait for the studio's word. */
MUST_CHECK enum err desk_count_waiting(struct act *, int64_t *out);

/* One booking. ERR_NOT_FOUND: there is none within reach. */
MUST_CHECK enum err desk_open(struct act *, const struct rulebook *, const char *public_id,
			      struct desk_view *out);

/* The offer to go to that state; NULL when there is none. */
const struct desk_offer *desk_offer_to(const struct desk_view *, enum booking_state to);

/* Takes a step with a booking that desk_open has shown. ERR_CONFLICT: it has
 * changed since `seen`, or its time is no longer free. ERR_TOO_LATE: it is not
 * on offer. ERR_INVALID: the reason is missing. */
MUST_CHECK enum err desk_take(struct act *, const struct rulebook *, const struct desk_view *,
			      const struct desk_wish *);

/* Moves a booking that desk_open has shown; move's card and book are set here.
 * Errors as of move_booking, and ERR_DENIED: who serves only their own moves to
 * nobody else, and overbooking is not for all; ERR_INVALID with neither why nor
 * alternatives: the reason is missing. */
MUST_CHECK enum err desk_move(struct act *, const struct rulebook *, const struct desk_view *, struct move *,
			      struct moved *out);

/* Sends a message of a booking that desk_open has shown once more. ERR_NOT_FOUND:
 * it has no such message that could be. */
MUST_CHECK enum err desk_resend(struct act *, const struct desk_view *, int64_t notice);

#endif
