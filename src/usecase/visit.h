/* Bookings that were made together, in their holder's hands: the services of a
 * visit, or the dates of a series. Making them is booking (usecase/book.h,
 * usecase/series.h). */
#ifndef HORA_USECASE_VISIT_H
#define HORA_USECASE_VISIT_H

#include "usecase/card.h"
#include "usecase/move.h"

struct visit {
	const struct rulebook *book;
	const struct card *cards; /* by start */
	size_t count;
	bool series;     /* on several dates: no visit in the narrow sense */
	size_t leaving;  /* how many of them can still be cancelled here */
	bool may_move;   /* as a whole */
	int64_t version; /* grows with each change of one of them */
};

/* Opens what the booking belongs to; one that stands alone is a visit of one. */
MUST_CHECK enum err visit_open(struct act *, struct shelf *, const char *public_id, struct visit *out);

/* Cancels those marked, all or none, with one letter. seen: the version the wish
 * is based on. ERR_CONFLICT: one has changed meanwhile; ERR_TOO_LATE: one cannot be
 * cancelled (any more); ERR_INVALID: none is marked. */
MUST_CHECK enum err visit_cancel(struct act *, const struct visit *, const bool *marked, int64_t seen,
				 const char *reason);

/* The services that move with a visit, in order, by the staff who serve them now;
 * the occasions they leave do not count. Lives in the act's arena; NULL when the
 * visit cannot be moved. */
struct agenda_query *visit_services(struct act *, const struct visit *);

/* Moves the whole visit, all or none, with one letter. to: visit_services(), with
 * other staff where that is wished. Errors and *out as of move_booking. */
MUST_CHECK enum err visit_move(struct act *, const struct visit *, const struct agenda_query *to,
			       int64_t start, int64_t seen, struct moved *out);

#endif
