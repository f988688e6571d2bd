/* Rows of those whose word on a person counts, and of what they publish of
 * themselves. */
#ifndef HORA_STORE_PROVIDER_H
#define HORA_STORE_PROVIDER_H

#include "base/shape.h"
#include "db/db.h"

/* As offered on the log-in page. */
struct provider_offer {
	const char *slug;
	int kind; /* enum provider_kind */
	const char *name;
};
extern const struct shape provider_offer_shape;

/* Active ones that people can log in with: everybody's, and those of the studio of
 * that slug (NULL: none): struct provider_offer. */
MUST_CHECK enum err provider_offered(struct db *, struct arena *, const char *studio, struct list *out);

struct provider {
	int64_t id;
	const char *slug;
	int kind; /* enum provider_kind */
	const char *name, *issuer, *audience, *algorithm;
	bool trusted, active;
	const char *scopes;
	bool by_form;                          /* how the secret is given */
	const char *keys;                      /* a JSON Web Key Set; NULL = not read yet */
	bool own_keys;                         /* given to us, not read from somewhere */
	const char *keys_url;                  /* NULL with own keys, and before the addresses are read */
	const char *paths;                     /* of a partner, parted by blanks; NULL */
	const char *authorize_url, *token_url; /* NULL = not read yet */
	const char *userinfo_url;              /* NULL = not read yet, or none */
	bool names_itself;
	int64_t read_at, keys_at, tried_at; /* TIME_NONE = never */
	bool failed;                        /* the last time it was asked, */
	bool misunderstood;                 /* and not by silence */
	const char *tag;                    /* of the keys, or NULL */
};

/* One of the three names it; the others NULL and 0. */
struct provider_key {
	const char *slug, *issuer;
	int64_t id;
};
MUST_CHECK enum err provider_find(struct db *, struct arena *, const struct provider_key *,
				  struct provider *out);

/* The sealed secret, in hexadecimal; for the worker. ERR_NOT_FOUND: it has none. */
MUST_CHECK enum err provider_secret(struct db *, struct arena *, int64_t id, const char **out);

/* What the worker has read, now: */
struct provider_addresses {
	const char *authorize_url, *token_url, *keys_url;
	const char *userinfo_url; /* or NULL */
	bool names_itself;
};
MUST_CHECK enum err provider_keep_addresses(struct db *, int64_t id, const struct provider_addresses *,
					    int64_t now);
/* keys NULL: they are as they were. */
MUST_CHECK enum err provider_keep_keys(struct db *, int64_t id, const char *keys, const char *tag,
				       int64_t now);
MUST_CHECK enum err provider_keep_failure(struct db *, int64_t id, const char *failure, bool misunderstood,
					  int64_t now);

/* Ids (int64_t) of those with documents from before `read`, not tried since `tried`. */
MUST_CHECK enum err provider_stale(struct db *, struct arena *, int64_t read, int64_t tried,
				   struct list *out);

/* --- the operator's --- */

struct provider_addition {
	struct provider provider;
	const char *studio; /* slug; NULL = everybody's */
	const void *secret; /* sealed; NULL = none */
	size_t secret_len;
	const char *const *paths;
	size_t path_count;
};

/* The studio of that slug. */
MUST_CHECK enum err provider_studio(struct db *, struct arena *, const char *slug, int64_t *id);

/* ERR_CONFLICT: there is one of that name, or a partner that calls itself so. */
MUST_CHECK enum err provider_add(struct db *, struct arena *, const struct provider_addition *, int64_t *id);

/* ERR_NOT_FOUND: there is none of that name. */
MUST_CHECK enum err provider_renew_secret(struct db *, const char *slug, const void *sealed, size_t len);
MUST_CHECK enum err provider_turn(struct db *, const char *slug, bool on);

struct provider_row {
	const char *slug;
	int kind;
	const char *name, *issuer, *audience, *algorithm;
	bool trusted, active;
	const char *studio; /* "" = everybody's */
	int64_t read_at, keys_at;
	const char *failure; /* or NULL */
	int64_t linked;      /* people */
};
extern const struct shape provider_row_shape;

/* Partners, or the others: struct provider_row. */
MUST_CHECK enum err provider_list(struct db *, struct arena *, bool partners, struct list *out);

#endif
