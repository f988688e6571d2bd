/* What may be done only so often. Whoever cannot be counted is refused: without
 * the database the answer is ERR_BUSY. */
#ifndef HORA_STORE_QUOTA_H
#define HORA_STORE_QUOTA_H

#include "db/db.h"

struct quota {
	const char *subject; /* what is counted, at most 200 characters: "login account …" */
	int64_t most;        /* in one window */
	int64_t seconds;     /* of the window */
};

/* Takes one. *wait is 0 when it was granted, else the seconds until there is
 * another. */
MUST_CHECK enum err quota_take(struct db *, struct arena *, const struct quota *, int64_t *wait);

/* Gives one back. */
MUST_CHECK enum err quota_give_back(struct db *, const char *subject);

#endif
