/* Cross-site request forgery: a request that changes something must come from
 * our own pages. First what the browser says (Sec-Fetch-Site, else Origin, else
 * Referer; one of them is demanded), then a token bound to the session or the
 * visitor's cookie. */
#ifndef HORA_WEB_CSRF_H
#define HORA_WEB_CSRF_H

#include <stdbool.h>

#include "base/arena.h"
#include "crypto/key.h"
#include "web/request.h"

#define CSRF_FIELD "_csrf" /* the hidden field of every form */

/* True when the browser says the request comes from this site. base is our own
 * origin, such as "https://hora.example". */
bool csrf_same_origin(const struct request *, const char *base);

/* A token for whoever subject names (session id or visitor cookie's value).
 * Masked afresh each time, so that compression of the page tells nothing. */
char *csrf_token(struct arena *, const struct key *, const char *subject);

/* True when the token is one of the subject's. */
bool csrf_token_fits(struct arena *, const struct key *, const char *subject, const char *token);

#endif
