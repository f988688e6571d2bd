/* A booking in its holder's hands: /b/{booking}, where {booking} is its public
 * id or, once, the token of its manage link. */
#ifndef HORA_APPS_BOOKING_CARD_H
#define HORA_APPS_BOOKING_CARD_H

#include "web/request.h"
#include "web/response.h"

struct cancel_form {
	const char *reason;
	int64_t seen; /* the version on the page */
};

extern const struct shape cancel_form_shape;

/* GET /b/{booking}. A token opens the booking for this browser and sends on to
 * its page, so that the address in sight is no secret. A public id is shown to
 * who opened it so; to others it does not exist. */
MUST_CHECK enum err card_page(struct request *, struct response *);

/* GET and POST /b/{booking}/cancel: what it costs and until when; then does it. */
MUST_CHECK enum err card_ask_cancel(struct request *, struct response *);
MUST_CHECK enum err card_do_cancel(struct request *, struct response *);

/* GET /b/{booking}/calendar.ics */
MUST_CHECK enum err card_calendar(struct request *, struct response *);

#endif
