/* Who asks, for all responders: by the session cookie that hora-auth gave, or by
 * an API key. Whether it still holds, and what they are in the studio and to the
 * booking that the address names, is asked of the database each time, in one
 * query: what changes there holds from the next request on. */
#ifndef HORA_FRONT_IDENTITY_H
#define HORA_FRONT_IDENTITY_H

#include <stdbool.h>

#include "front/app.h"
#include "store/session.h"
#include "web/request.h"

/* For a struct responder. A responder with bearers of its own has an identity of
 * its own made of these parts. */
extern const struct identity identity_accounts;
MUST_CHECK enum err identity_session(struct request *, const char *cookie, const struct actor **out,
				     const char **session);
MUST_CHECK enum err identity_key(struct request *, const char *secret, const struct actor **out);

/* Is it an API key, by its looks? */
bool identity_is_key(const char *secret);

/* The account that is logged in, its name and how it proved itself; NULL: none. */
const struct session_row *identity_of(const struct request *);

/* The name of that session, which its token holds; NULL: none. */
const char *identity_name(const struct request *);

/* Did they prove who they are so lately that what is sensitive needs no more? */
bool identity_is_fresh(const struct request *);

/* Is the account's address proved to be theirs? One without an address has nothing
 * to prove. Before, nothing may be set up that opens the account still when who
 * reads the address has chosen a new password. */
bool identity_is_settled(const struct request *);

/* Is the booking of the address (its public id) the asker's: by link, or by
 * account? */
bool identity_holds(const struct request *, const char *booking);

#endif
