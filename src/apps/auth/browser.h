/* The browser that somebody sets out with through another's log-in: a random cookie
 * that the way is bound to, so that nobody comes back in another's place. */
#ifndef HORA_APPS_AUTH_BROWSER_H
#define HORA_APPS_AUTH_BROWSER_H

#include "web/request.h"
#include "web/response.h"

/* What this browser's cookie holds; NULL: it has none of ours. */
const char *browser_of(const struct request *);

/* The same, given to it where it has none. */
const char *browser_mark(struct response *);

#endif
