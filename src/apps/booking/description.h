/* The API's description: an OpenAPI 3.1 document (public/openapi.json), which
 * tests hold against the program's routes and answers. */
#ifndef HORA_APPS_BOOKING_DESCRIPTION_H
#define HORA_APPS_BOOKING_DESCRIPTION_H

#include "front/app.h"
#include "web/request.h"
#include "web/response.h"

/* Reads the file that the configuration names, once, at the start. ERR_INVALID,
 * with a line on standard error, when it cannot be read or is no JSON. */
MUST_CHECK enum err description_open(struct app *);

/* GET /api/openapi.json */
MUST_CHECK enum err description_show(struct request *, struct response *);

#endif
