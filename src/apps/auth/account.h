/* The account's own pages: its first one. */
#ifndef HORA_APPS_AUTH_ACCOUNT_H
#define HORA_APPS_AUTH_ACCOUNT_H

#include "web/request.h"
#include "web/response.h"

/* GET /account. */
MUST_CHECK enum err account_page(struct request *, struct response *);

/* POST /account/studios/{studio}/leave: works there no more. */
MUST_CHECK enum err account_leave(struct request *, struct response *);

/* The page's times are in the holder's own zone, where they named one. */
void account_settle(struct request *, struct response *);

#endif
