/* /account/sessions: where the account is logged in, and ending that. */
#ifndef HORA_APPS_AUTH_DEVICE_H
#define HORA_APPS_AUTH_DEVICE_H

#include "web/request.h"
#include "web/response.h"

/* The sessions that hold. */
MUST_CHECK enum err devices_page(struct request *, struct response *);

/* POST /account/sessions/{session}/end */
MUST_CHECK enum err device_end(struct request *, struct response *);

#endif
