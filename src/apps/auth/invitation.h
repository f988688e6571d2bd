/* The page of an invitation's link: into a studio's team. */
#ifndef HORA_APPS_AUTH_INVITATION_H
#define HORA_APPS_AUTH_INVITATION_H

#include "web/request.h"
#include "web/response.h"

/* GET and POST /auth/invitation/{token}: what it offers; a new account accepts. */
MUST_CHECK enum err invitation_page(struct request *, struct response *);
MUST_CHECK enum err invitation_begin(struct request *, struct response *);

/* The account that is logged in accepts: the one that was invited, no other. */
MUST_CHECK enum err invitation_accept(struct request *, struct response *);

#endif
