/* Pages of other sites that call the API (CORS, Fetch standard 3.2): which may,
 * and what their browsers are told. Cookies are never part of it. */
#ifndef HORA_FRONT_ORIGIN_H
#define HORA_FRONT_ORIGIN_H

#include "web/request.h"
#include "web/response.h"

/* Lets the page that asks read the answer, refusals too, where its origin is
 * trusted. ERR_DENIED (403) for a change wished by a page that is not: a page of
 * ours, or a program that is no browser, is let pass. */
MUST_CHECK enum err origin_admit(struct request *, struct response *);

/* Answers OPTIONS: what the address takes, and to a trusted page's browser that
 * it may go on. Only addresses of the API are. */
MUST_CHECK enum err origin_preflight(struct request *, struct response *);

#endif
