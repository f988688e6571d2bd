/* Choosing a time: GET /s/{studio}/book/{service}?staff=&month=&day=, and for a visit
 * GET /s/{studio}/visit?for=&month=&day= (apps/booking/order.h) */
#ifndef HORA_APPS_BOOKING_CHOICE_H
#define HORA_APPS_BOOKING_CHOICE_H

#include "usecase/agenda.h"
#include "web/request.h"
#include "web/response.h"

/* The page: staff, month and starts of what is ordered. Each other query parameter is
 * optional, and one that makes no sense is passed over; gone=1 says that a start
 * chosen before is taken. */
MUST_CHECK enum err choice_page(struct request *, struct response *);

/* What is left of a day, ?day= and who serves as the page has it: a JSON list of the
 * starts as its links name them. The same for whoever asks (nginx/snippets/starts.conf).
 * ERR_NOT_FOUND: not a day that can be booked. */
MUST_CHECK enum err choice_starts(struct request *, struct response *);

/* Choosing for another end than a new booking. */
struct choosing {
	struct agenda_query query;
	const char *base;      /* address of the page itself: its links begin so */
	const char *onward;    /* what follows base in the link of a start: "details" */
	int64_t moving;        /* start of the booking that is to move; TIME_NONE = none */
	const char *moving_id; /* its public id */
};

/* The page of choice_page, to that end. */
MUST_CHECK enum err choice_show(struct request *, struct response *, const struct choosing *);

#endif
