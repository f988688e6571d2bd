/* Logging in: a password held against the account's, within limits; and the
 * session that whoever has proved who they are is given, whatever the proof. */
#ifndef HORA_USECASE_LOGIN_H
#define HORA_USECASE_LOGIN_H

#include "domain/session.h"
#include "usecase/act.h"

struct turns; /* base/turn.h */

struct login_try {
	const char *email, *password; /* as typed */
	const char *address;          /* of the network */
	const char *device; /* names a browser that this address has logged in from before; NULL = none */
};

struct login_verdict {
	int64_t account;
	int64_t
	    wait; /* of ERR_BUSY: too many tries, come back in so many seconds; 0 = too much to do just now */
};

/* OK: it is their password. ERR_DENIED: it is not, or there is no such account,
 * which takes the same time. ERR_BUSY: see wait.
 *
 * Counted per account, per network address and over all; tries from a browser
 * that the account's holder has used before are counted by themselves, so that
 * nobody can be kept out by others' tries (OWASP: device cookies). What was right
 * does not count. */
MUST_CHECK enum err login_check(struct act *, struct turns *, const struct login_try *,
				struct login_verdict *out);

/* Does whoever has proved this much still owe a second factor? */
MUST_CHECK enum err login_owes_factor(struct act *, int64_t account, enum strength, bool *out);

struct login {
	int64_t account;
	enum strength strength;
	bool stays;                  /* asked to stay logged in */
	const char *address, *agent; /* for the list of sessions */
	const char *session;         /* this browser's session until now, which ends; NULL = none */
};

struct login_session {
	const char *name; /* what its token holds */
	int64_t until;    /* its absolute life ends, Unix seconds */
	int64_t kept;     /* seconds the cookie is kept; 0 = until the browser closes */
};

/* Opens a session: at each log-in and each step up a new one, the old one ends.
 * ERR_DENIED: the account is closed. */
MUST_CHECK enum err login_finish(struct act *, const struct login *, struct login_session *out);

/* Ends the session of this name; or, besides it, all others of the actor. */
MUST_CHECK enum err login_end(struct act *, const char *session);
MUST_CHECK enum err login_end_everywhere(struct act *);

#endif
