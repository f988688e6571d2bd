/* Moving a booking by its holder: another time is chosen, looked at, taken. */
#ifndef HORA_APPS_BOOKING_RELOCATION_H
#define HORA_APPS_BOOKING_RELOCATION_H

#include "web/request.h"
#include "web/response.h"

struct relocation_form {
	int64_t start, seen; /* seen: the version on the page */
	const char *staff;   /* slug; NULL = anyone */
};

extern const struct shape relocation_form_shape;

/* GET /b/{booking}/move: the free times, its own counted as free. */
MUST_CHECK enum err relocation_page(struct request *, struct response *);

/* GET and POST /b/{booking}/move/confirm?start=&staff=: the old and the new time
 * side by side; then does it. */
MUST_CHECK enum err relocation_ask(struct request *, struct response *);
MUST_CHECK enum err relocation_do(struct request *, struct response *);

#endif
