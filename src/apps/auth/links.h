/* The account's log-ins by somebody else's word: seen, added, taken away. */
#ifndef HORA_APPS_AUTH_LINKS_H
#define HORA_APPS_AUTH_LINKS_H

#include "web/request.h"
#include "web/response.h"

MUST_CHECK enum err links_page(struct request *, struct response *); /* GET /account/links */
MUST_CHECK enum err links_add(struct request *, struct response *);  /* POST …/{provider}/add */
MUST_CHECK enum err links_drop(struct request *, struct response *); /* POST …/{link}/remove */

#endif
