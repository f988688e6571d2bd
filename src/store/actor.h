/* Who acts in a transaction, as the audit log will say it. */
#ifndef HORA_STORE_ACTOR_H
#define HORA_STORE_ACTOR_H

#include "db/db.h"

/* Names the actor ("guest", "account:12", "job:expiry"), the request and the
 * reason ("" for none) until the transaction ends. */
MUST_CHECK enum err actor_name(struct db *, const char *actor, const char *request, const char *reason);

#endif
