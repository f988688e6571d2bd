/* A booking as its holder sees it, and what its holder may do. */
#ifndef HORA_USECASE_CARD_H
#define HORA_USECASE_CARD_H

#include "domain/state.h"
#include "store/booking.h"
#include "usecase/rulebook.h"

struct card_name {
	const char *slug, *name;
};

struct card {
	struct card_row row;                  /* the booking (store/booking.h) */
	struct list staff;                    /* struct card_name: who serves */
	struct list rooms;                    /* struct card_name: where */
	const char *staff_names, *room_names; /* the same, joined by ", "; "" when none */
	bool may_cancel;                      /* now, by state and the studio's policy */
	bool may_move;                        /* the same of moving */
	int64_t cancel_before;                /* until when cancelling is (was) possible */
};

/* The public id (16 characters) of the booking whose manage token this is.
 * ERR_NOT_FOUND also when the link has run out. */
MUST_CHECK enum err card_by_token(struct act *, const char *token, const char **public_id);

/* Reads a booking by public id; the caller has proved the right to see it. */
MUST_CHECK enum err card_open(struct act *, struct shelf *, const char *public_id, struct card *out,
			      const struct rulebook **book);

/* The same of a booking just made by the studio's rulebook that is at hand. */
MUST_CHECK enum err card_read(struct act *, const struct rulebook *, const char *public_id, struct card *out);

/* Fills all but the row from the row. */
void card_settle(const struct act *, const struct rulebook *, struct card *);

/* All bookings of the card's visit that can still be looked at, itself too, by
 * start: struct card. */
MUST_CHECK enum err card_companions(struct act *, const struct rulebook *, const struct card *,
				    struct list *out);

/* Cancels. seen: the version the wish was based on, 0 = whatever it is.
 * ERR_CONFLICT: it changed meanwhile; ERR_TOO_LATE: policy or state forbids. */
MUST_CHECK enum err card_cancel(struct act *, const struct card *, int64_t seen, const char *reason);

#endif
