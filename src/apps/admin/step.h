/* What members do with a booking from its sheet: steps, and messages again. */
#ifndef HORA_APPS_ADMIN_STEP_H
#define HORA_APPS_ADMIN_STEP_H

#include "apps/admin/sheet.h"

struct step_query {
	int to; /* enum booking_state */
};
struct step_form {
	int to;
	int64_t seen; /* version of the booking on the page that was sent */
	const char *reason;
};
struct resend_form {
	int64_t notice;
};
extern const struct shape step_query_shape, step_form_shape, resend_form_shape;

/* GET /admin/{studio}/bookings/{booking}/step asks, POST takes the step; again
 * shows the form with what was typed. */
MUST_CHECK enum err step_ask(struct request *, struct response *);
MUST_CHECK enum err step_do(struct request *, struct response *);
MUST_CHECK enum err step_again(struct request *, struct response *);

/* POST /admin/{studio}/bookings/{booking}/resend */
MUST_CHECK enum err step_resend(struct request *, struct response *);

#endif
