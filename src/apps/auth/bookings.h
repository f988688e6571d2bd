/* GET /account/bookings: what the account's holder has booked, at any studio. */
#ifndef HORA_APPS_AUTH_BOOKINGS_H
#define HORA_APPS_AUTH_BOOKINGS_H

#include "base/shape.h"
#include "web/request.h"
#include "web/response.h"

extern const struct shape bookings_query_shape;

/* Those to come and, page by page, those that were. */
MUST_CHECK enum err bookings_page(struct request *, struct response *);

#endif
