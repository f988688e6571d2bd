/* The account's second factors: what there is, an authenticator app, recovery
 * codes. Passkeys: apps/auth/passkey.h. */
#ifndef HORA_APPS_AUTH_FACTOR_H
#define HORA_APPS_AUTH_FACTOR_H

#include "base/shape.h"
#include "web/request.h"
#include "web/response.h"

extern const struct shape app_form_shape, next_form_shape;

/* What there is. */
MUST_CHECK enum err factors_page(struct request *, struct response *);

/* A new app, and the end of the one there is. */
MUST_CHECK enum err app_page(struct request *, struct response *);
MUST_CHECK enum err app_add(struct request *, struct response *);
MUST_CHECK enum err app_remove(struct request *, struct response *);

/* The codes themselves are in the answer to the making, once. */
MUST_CHECK enum err codes_page(struct request *, struct response *);
MUST_CHECK enum err codes_make(struct request *, struct response *);

/* A path of ours with the place to go to afterwards ("?next=…"), where one was
 * named. */
const char *factor_onward(const struct request *, const char *path);

/* Has whoever asks proved who they are so lately that a factor may be changed?
 * When not, the answer is the log-in, and back to that path; or their account's
 * page, where its address is still to be proved. */
bool factor_is_open(struct request *, struct response *, const char *path);

/* After a change: a new session, of a strength by what there is now, and on to a
 * path of ours, with the place to go to afterwards where one was named. */
MUST_CHECK enum err factor_changed(struct request *, struct response *, bool added, const char *path);

#endif
