/* Who acts in a transaction: what the audit log will say, and whose secrets the
 * transaction may touch. */
#ifndef HORA_STORE_ACTOR_H
#define HORA_STORE_ACTOR_H

#include "db/db.h"

struct acting {
	const char *actor;       /* "guest", "account:12", "job:expiry" */
	const char *request;     /* "" for none */
	const char *reason;      /* "" for none */
	int64_t account, studio; /* whose rows; 0 = nobody's */
};

/* Names the actor until the transaction ends. */
MUST_CHECK enum err actor_name(struct db *, const struct acting *);

#endif
