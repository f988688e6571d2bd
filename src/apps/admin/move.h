/* Moving a booking from its sheet: to a start that is free, or, for who may, onto
 * one that is not. */
#ifndef HORA_APPS_ADMIN_MOVE_H
#define HORA_APPS_ADMIN_MOVE_H

#include "apps/admin/sheet.h"

struct move_query {
	int64_t day;       /* DATE_NONE = the booking's own */
	const char *staff; /* slug; NULL = whoever is free */
};
struct move_form {
	int64_t start;    /* one of those offered; TIME_NONE = none chosen */
	int64_t day;      /* date shown */
	const char *time; /* of overbooking: HH:MM on that day */
	const char *staff;
	const char *reason;
	int64_t seen; /* version of the booking on the page that was sent */
	bool overbook;
};
extern const struct shape move_query_shape, move_form_shape;

/* GET /admin/{studio}/bookings/{booking}/move shows a day's starts, POST moves;
 * again shows the page with what was typed. */
MUST_CHECK enum err move_ask(struct request *, struct response *);
MUST_CHECK enum err move_do(struct request *, struct response *);
MUST_CHECK enum err move_again(struct request *, struct response *);

#endif
