/* Bookings that were made together in their holder's hands: /b/{booking}/visit, where
 * {booking} is any of them. Whoever holds one holds all. */
#ifndef HORA_APPS_BOOKING_VISIT_H
#define HORA_APPS_BOOKING_VISIT_H

#include "web/request.h"
#include "web/response.h"

/* What of a visit is to be cancelled: the form's which/ID are looked at apart. */
struct visit_cancel_form {
	const char *reason;
	int64_t seen;
};
struct visit_move_form {
	int64_t start, seen;
	const char *order; /* as apps/booking/order.h writes it */
};
extern const struct shape visit_cancel_form_shape, visit_move_form_shape;

/* GET /b/{booking}/visit, right after booking (?skipped=…, the dates of a series that
 * were not free) and later; a booking that stands alone has its own page only. */
MUST_CHECK enum err visit_page(struct request *, struct response *);

/* GET /b/{booking}/visit/other?which=ID: opens another of the same visit for this
 * browser, as its own link would, and sends on to its page. */
MUST_CHECK enum err visit_other(struct request *, struct response *);

/* GET /b/{booking}/visit/calendar.ics: all of them. */
MUST_CHECK enum err visit_calendar(struct request *, struct response *);

/* GET and POST /b/{booking}/visit/cancel?from=ID (those from that on; absent = all),
 * &only=ID: which of them, and why; then does it. */
MUST_CHECK enum err visit_ask_cancel(struct request *, struct response *);
MUST_CHECK enum err visit_do_cancel(struct request *, struct response *);

/* GET /b/{booking}/visit/move?for=: another time for the whole visit; GET and POST
 * …/confirm?for=&start= */
MUST_CHECK enum err visit_choose(struct request *, struct response *);
MUST_CHECK enum err visit_ask_move(struct request *, struct response *);
MUST_CHECK enum err visit_do_move(struct request *, struct response *);

#endif
