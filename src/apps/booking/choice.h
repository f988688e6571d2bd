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
