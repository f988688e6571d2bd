/* Adding a service to what is ordered: GET /s/{studio}/visit/add?for= */
#ifndef HORA_APPS_BOOKING_ADDITION_H
#define HORA_APPS_BOOKING_ADDITION_H

#include "web/request.h"
#include "web/response.h"

/* The page: the studio's services, each a link to the order with it at the end. An
 * order that is full goes on to its time. */
MUST_CHECK enum err addition_page(struct request *, struct response *);

#endif
