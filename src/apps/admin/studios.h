/* Where an account works: the way into the panels. */
#ifndef HORA_APPS_ADMIN_STUDIOS_H
#define HORA_APPS_ADMIN_STUDIOS_H

#include "web/request.h"
#include "web/response.h"

/* GET /admin: straight to the only studio, or a choice of several; who works in
 * none is sent to the account. */
MUST_CHECK enum err studios_page(struct request *, struct response *);

#endif
