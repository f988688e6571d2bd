/* Choosing a time: GET /s/{studio}/book/{service}?staff=&month=&day= */
#ifndef HORA_APPS_BOOKING_CHOICE_H
#define HORA_APPS_BOOKING_CHOICE_H

#include "usecase/agenda.h"
#include "web/request.h"
#include "web/response.h"

/* The page: staff, month and starts of the service. Each query parameter is
 * optional, and one that makes no sense is passed over; gone=1 says that a start
 * chosen before is taken. */
MUST_CHECK enum err choice_page(struct request *, struct response *);

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

/* The staff member of that name who offers the service; NULL = anyone. */
const struct resource *choice_staff(const struct agenda_query *, const char *slug);

/* What is asked for by the path's {studio} and {service} and the query's staff.
 * ERR_NOT_FOUND without such a service. */
MUST_CHECK enum err choice_query(struct request *, struct response *, struct agenda_query *out);

/* The service's page, "/s/ribeira/book/massagem"; and how its links go on
 * with the staff chosen: "staff=ines&", or "" for anyone. */
const char *choice_base(struct arena *, const struct agenda_query *);
const char *choice_with(struct arena *, const struct resource *staff);

/* A start in links: RFC 3339 in UTC. */
const char *choice_code(struct arena *, int64_t start);

#endif
