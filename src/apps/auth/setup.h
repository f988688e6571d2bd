/* The page of a studio's one-time link: its first owner comes in. */
#ifndef HORA_APPS_AUTH_SETUP_H
#define HORA_APPS_AUTH_SETUP_H

#include "web/request.h"
#include "web/response.h"

/* The form, again with what was typed when that was refused; an account made by it;
 * the account that is logged in taken instead. */
MUST_CHECK enum err setup_page(struct request *, struct response *);
MUST_CHECK enum err setup_do(struct request *, struct response *);
MUST_CHECK enum err setup_accept(struct request *, struct response *);

#endif
