/* Accounts, their passwords' hashes, and where they work, as rows. */
#ifndef HORA_STORE_ACCOUNT_H
#define HORA_STORE_ACCOUNT_H

#include "base/shape.h"
#include "db/db.h"

struct account {
	int64_t id;
	const char *email, *email_key; /* "" = none */
	int64_t verified;              /* when the address was proved; TIME_NONE = not */
	const char *first_name, *last_name, *language;
	int64_t disabled; /* TIME_NONE = in use */
};

/* By id, or by normalised address. ERR_NOT_FOUND: none. */
MUST_CHECK enum err account_find(struct db *, struct arena *, int64_t id, struct account *out);
MUST_CHECK enum err account_by_email(struct db *, struct arena *, const char *email_key, struct account *out);

/* Adds one (all but id and disabled) in the open transaction. ERR_CONFLICT: the
 * address has an account. */
MUST_CHECK enum err account_add(struct db *, struct arena *, const struct account *, int64_t now,
				int64_t *id);

/* The address is proved; ERR_NOT_FOUND: it was already, or the account has
 * another by now. */
MUST_CHECK enum err account_verify(struct db *, int64_t id, const char *email_key, int64_t now);

struct account_password {
	int64_t account;
	const char *hash;
};

/* ERR_NOT_FOUND: no account in use has this address and a password. */
MUST_CHECK enum err account_password(struct db *, struct arena *, const char *email_key,
				     struct account_password *out);

/* Sets it and ends all sessions; or keeps another hash of the same. */
MUST_CHECK enum err account_put_password(struct db *, int64_t id, const char *hash, int64_t now);
MUST_CHECK enum err account_refresh_password(struct db *, const struct account_password *, const char *hash);

struct account_studio {
	const char *slug, *name;
	int role; /* enum role */
	int64_t resource;
};

extern const struct shape account_studio_shape;

/* Where it works: struct account_studio. */
MUST_CHECK enum err account_studios(struct db *, struct arena *, int64_t id, struct list *out);

/* The one-time link for a studio's first owner. */
struct setup {
	int64_t id, studio;
	const char *slug, *name, *language;
	const char *email; /* the operator expects; "" = any */
};

/* ERR_NOT_FOUND: used, over, or never was. */
MUST_CHECK enum err account_setup(struct db *, struct arena *, const char *token, int64_t now,
				  struct setup *out);
MUST_CHECK enum err account_use_setup(struct db *, const struct setup *, int64_t now);

struct joining {
	int64_t studio, account;
	int role;         /* enum role */
	int64_t resource; /* 0 = none */
};

/* ERR_CONFLICT: works there already, or that staff member is somebody else. */
MUST_CHECK enum err account_join(struct db *, const struct joining *);

/* Closes an account, which ends its sessions; or opens it again (TIME_NONE). */
MUST_CHECK enum err account_disable(struct db *, int64_t id, int64_t since);

/* A staff member of a studio, by its name in addresses. */
MUST_CHECK enum err account_staff(struct db *, struct arena *, int64_t studio, const char *slug, int64_t *id);

/* Stands above the studios from now on. */
MUST_CHECK enum err account_administrate(struct db *, int64_t id);

#endif
