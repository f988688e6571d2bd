/* Logging in through somebody else: setting out, coming back, and the page that
 * waits and then lets people in. */
#ifndef HORA_APPS_AUTH_ARRIVAL_H
#define HORA_APPS_AUTH_ARRIVAL_H

#include "web/request.h"
#include "web/response.h"

/* POST /auth/oidc/{provider}/start */
MUST_CHECK enum err arrival_start(struct request *, struct response *);

/* GET /auth/oidc/callback: where providers send people back; the one GET that
 * changes something (the way under way, once). */
MUST_CHECK enum err arrival_callback(struct request *, struct response *);

/* GET /auth/arrival/{arrival}: where it stands. */
MUST_CHECK enum err arrival_page(struct request *, struct response *);

/* POST /auth/arrival/{arrival}/finish: in, as who they are here. */
MUST_CHECK enum err arrival_enter(struct request *, struct response *);

/* GET and POST /auth/arrival/{arrival}/link: to the account that is logged in. */
MUST_CHECK enum err arrival_link_page(struct request *, struct response *);
MUST_CHECK enum err arrival_link_do(struct request *, struct response *);

#endif
