/* The list of a studio's bookings. */
#ifndef HORA_APPS_ADMIN_BOOKINGS_H
#define HORA_APPS_ADMIN_BOOKINGS_H

#include "web/request.h"
#include "web/response.h"

/* The filters, as the address has them. */
struct bookings_query {
	int when;                    /* enum when */
	int64_t day;                 /* of WHEN_DAY; DATE_NONE = today */
	int state;                   /* enum booking_state; BOOKING_NEW = any */
	int sort;                    /* enum sort */
	const char *staff, *service; /* slugs; NULL = any */
	const char *q;               /* words; NULL = none */
	const char *after;           /* the page after "START.PUBLIC_ID"; NULL = the first */
};
extern const struct shape bookings_query_shape;

/* GET /admin/{studio}/bookings */
MUST_CHECK enum err bookings_page(struct request *, struct response *);

#endif
