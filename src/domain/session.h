/* Sessions: what proved who somebody is, and how long that holds. */
#ifndef HORA_DOMAIN_SESSION_H
#define HORA_DOMAIN_SESSION_H

#include <stdbool.h>
#include <stdint.h>

enum strength {
	STRENGTH_PASSWORD, /* a password alone */
	STRENGTH_FACTOR,   /* with a second factor */
	STRENGTH_PASSKEY,
	STRENGTH_OIDC,    /* another's word: an OpenID Connect provider, */
	STRENGTH_LINE,    /* LINE, */
	STRENGTH_HANDOFF, /* a partner site */
	STRENGTH__MAX
};

extern const char *const strength_names[]; /* as the database has them; NULL-terminated */

/* How long, in seconds, a session lasts unused, and at most. */
struct session_life {
	int64_t idle, whole;
};

/* stays: the person asked to stay logged in on this device. works: a member of a
 * studio or an administrator, who sees other people's data. */
struct session_life session_life(bool stays, bool works);

/* What is sensitive wants a proof this fresh: change of e-mail, phone, password,
 * second factor, keys. */
#define SESSION_FRESH (15 * 60)

#endif
