/* One-time links of accounts, as rows, and the letters that carry them. A link's
 * token exists in its letter alone; the row keeps its digest. */
#ifndef HORA_STORE_LINK_H
#define HORA_STORE_LINK_H

#include "base/shape.h"
#include "db/db.h"
#include "domain/link.h"

struct link {
	int64_t id;
	int kind;        /* enum link_kind */
	int64_t account; /* whose it is; 0 = whoever has the address */
	const char *email, *email_key, *language;
	const char *next; /* where the person was going; NULL = nowhere */
};

/* Keeps a link (all but id) and has its letter written. */
MUST_CHECK enum err link_put(struct db *, const struct link *, int64_t now);

/* By token. ERR_NOT_FOUND: used, over, or never was. */
MUST_CHECK enum err link_find(struct db *, struct arena *, const char *token, int64_t now, struct link *out);

/* Uses it up, and with it all others of its kind to the address, in the open
 * transaction. ERR_NOT_FOUND: somebody was faster. */
MUST_CHECK enum err link_use(struct db *, const struct link *, int64_t now);

/* Gives the link's account its address. ERR_CONFLICT: another account has it. */
MUST_CHECK enum err link_change_email(struct db *, const struct link *, int64_t now);

/* Has the account's holder told that `what` was changed ("password", "app_added", …:
 * src/apps/worker/entry.c lists them). */
MUST_CHECK enum err link_tell(struct db *, int64_t account, const char *what, int64_t now);

/* For the worker: what a link's letter says. */
struct link_letter {
	int kind;
	const char *email, *language, *first_name;
	int64_t created;
	bool known;  /* the address has an account, */
	bool closed; /* which is closed */
};
MUST_CHECK enum err link_letter(struct db *, struct arena *, int64_t id, int64_t now,
				struct link_letter *out);
MUST_CHECK enum err link_arm(struct db *, int64_t id, const char *token);

/* Whom to tell of a change. ERR_NOT_FOUND: nobody any more. */
struct link_holder {
	const char *email, *language, *first_name;
};
MUST_CHECK enum err link_holder(struct db *, struct arena *, int64_t account, struct link_holder *out);

/* The same of an invitation to a studio. */
struct invitation_letter {
	const char *email, *language, *studio, *studio_language, *accent, *inviter;
	int role; /* enum role */
	int64_t until;
};
MUST_CHECK enum err link_invitation(struct db *, struct arena *, int64_t studio, int64_t id, int64_t now,
				    struct invitation_letter *out);
MUST_CHECK enum err link_arm_invitation(struct db *, int64_t studio, int64_t id, const char *token);

/* Deletes links that ended before. */
MUST_CHECK enum err link_tidy(struct db *, int64_t before);

#endif
