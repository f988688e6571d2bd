/* Rows of who somebody at a provider is here. */
#ifndef HORA_STORE_IDENTITY_H
#define HORA_STORE_IDENTITY_H

#include "base/shape.h"
#include "db/db.h"

/* The account that somebody at a provider is here; 0: none. */
MUST_CHECK enum err identity_account(struct db *, struct arena *, int64_t provider, const char *subject,
				     int64_t *out);

/* Links. ERR_CONFLICT: they are somebody here already, or the account has another
 * link to this provider. */
MUST_CHECK enum err identity_add(struct db *, int64_t account, int64_t provider, const char *subject,
				 int64_t now);

/* Remembers a log-in by it. */
MUST_CHECK enum err identity_touch(struct db *, int64_t provider, const char *subject, int64_t now);

/* ERR_NOT_FOUND: no such link of that account. ERR_CONFLICT: its only way in. */
MUST_CHECK enum err identity_drop(struct db *, struct arena *, int64_t account, int64_t id);

struct identity_row {
	int64_t id; /* 0 = not linked: could be */
	const char *slug, *name;
	int kind;                    /* enum provider_kind */
	int64_t created_at, used_at; /* TIME_NONE = not linked */
};
extern const struct shape identity_row_shape;

/* By whom an account can log in, and by whom it could: struct identity_row. */
MUST_CHECK enum err identity_list(struct db *, struct arena *, int64_t account, struct list *out);

#endif
