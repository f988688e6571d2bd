/* The way in, whatever somebody proved who they are by: password, passkey,
 * another provider's or a partner's word. Ends in a session, or at the question
 * for the second factor.
 *
 * A handler that has a proof does
 *
 *	return enter(rq, rs, &(struct proof){ .account = id, .strength = STRENGTH_OIDC, .next = next });
 */
#ifndef HORA_APPS_AUTH_ENTRANCE_H
#define HORA_APPS_AUTH_ENTRANCE_H

#include "domain/session.h"
#include "web/request.h"
#include "web/response.h"

struct proof {
	int64_t account;
	enum strength strength;
	bool stays;       /* asked to stay logged in on this device */
	const char *next; /* a path of ours to go on to; NULL = the account's page */
};

/* Opens a session, a new one at each step up, and sends the browser on (303). Of
 * an account that has a second factor a proof weaker than that is kept for ten
 * minutes and the browser sent to ENTRANCE_SECOND. ERR_DENIED: the account is
 * closed. */
MUST_CHECK enum err enter(struct request *, struct response *, const struct proof *);

#define ENTRANCE_SECOND "/auth/second"

/* The half log-in that waits for its second factor, for the pages that ask for
 * it; they go on with enter and STRENGTH_FACTOR (or PASSKEY). ERR_NOT_FOUND: none,
 * or over. */
MUST_CHECK enum err pending_read(const struct request *, struct proof *out);

#endif
