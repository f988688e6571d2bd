/* Moving a booking: another start, or other staff, in one transaction. The
 * booking stays the same, with its history. */
#ifndef HORA_USECASE_MOVE_H
#define HORA_USECASE_MOVE_H

#include "usecase/agenda.h"
#include "usecase/card.h"

struct move {
	const struct card *card;
	const struct rulebook *book;
	int64_t start;
	const struct resource *staff; /* NULL: whoever is free */
	int64_t seen;                 /* version the wish is based on; 0 = the card's */
	bool overbook;                /* by staff, with a reason */
	const char *reason;           /* NULL = none given */
};

struct moved {
	int64_t version;
	const char *why;          /* why it is refused: an untranslated sentence */
	struct list alternatives; /* struct opening */
};

/* Is the booking there already, with the staff named or, where nobody is, whoever
 * has it? Then its holder has nothing to change, and nobody needs a letter. */
bool move_is_idle(const struct move *);

/* The occasion that a move leaves to nobody, so that it does not stand in the way;
 * 0 where others stay. */
int64_t move_leaves(const struct card_row *);

/* Moves. ERR_TOO_LATE: policy or state forbid it (or the start is past),
 * ERR_CONFLICT: the time is taken (alternatives set) or the booking changed
 * meanwhile (not set), ERR_INVALID: such a start is never offered. */
MUST_CHECK enum err move_booking(struct act *, const struct move *, struct moved *out);

#endif
