/* Second factors of accounts, as rows: authenticator app, passkeys, recovery
 * codes. All but factor_passkey_owner inside the account's transaction (act_begin),
 * which sees no other account's. */
#ifndef HORA_STORE_FACTOR_H
#define HORA_STORE_FACTOR_H

#include "base/shape.h"
#include "db/db.h"

struct totp_row {
	const char *secret; /* closed: crypto/safe.h */
	int64_t step;       /* of the last code taken */
	int64_t created, used;
};

/* ERR_NOT_FOUND: the account has none. */
MUST_CHECK enum err factor_totp(struct db *, struct arena *, int64_t account, struct totp_row *out);

/* ERR_CONFLICT: it has one. */
MUST_CHECK enum err factor_add_totp(struct db *, int64_t account, const char *secret, int64_t step,
				    int64_t now);

/* ERR_NOT_FOUND: a code of that step or a later one was taken before. */
MUST_CHECK enum err factor_use_totp(struct db *, int64_t account, int64_t step, int64_t now);
MUST_CHECK enum err factor_drop_totp(struct db *, int64_t account);

/* Recovery codes: how many are left; these instead (their digests in hexadecimal) of
 * any there were; one used. ERR_NOT_FOUND: it is none, or was used. */
MUST_CHECK enum err factor_codes(struct db *, struct arena *, int64_t account, int64_t *left);
MUST_CHECK enum err factor_put_codes(struct db *, int64_t account, const char *const *digests, size_t count,
				     int64_t now);
MUST_CHECK enum err factor_use_code(struct db *, int64_t account, const char *digest, int64_t now);

/* A passkey as its holder sees it. */
struct passkey_item {
	int64_t id;
	const char *name;
	int64_t created, used; /* TIME_NONE: never */
	bool portable;
};

extern const struct shape passkey_item_shape;

/* The newest first: struct passkey_item. */
MUST_CHECK enum err factor_passkeys(struct db *, struct arena *, int64_t account, struct list *out);

/* Their credential ids, parted by spaces; "" = none. */
MUST_CHECK enum err factor_credentials(struct db *, struct arena *, int64_t account, const char **out);

/* A passkey as a log-in is held against it; the fields of struct passkey
 * (crypto/passkey.h), which lies beyond this layer. */
struct passkey_row {
	const char *id, *key;
	int64_t algorithm, count;
	bool portable, copied;
};

/* The account in use that has it; 0: none. */
MUST_CHECK enum err factor_passkey_owner(struct db *, struct arena *, const char *credential,
					 int64_t *account);
MUST_CHECK enum err factor_passkey(struct db *, struct arena *, int64_t account, const char *credential,
				   struct passkey_row *out);

/* ERR_CONFLICT: somebody has it. */
MUST_CHECK enum err factor_add_passkey(struct db *, int64_t account, const struct passkey_row *,
				       const char *name, int64_t now);

/* ERR_NOT_FOUND: it has counted further meanwhile. */
MUST_CHECK enum err factor_use_passkey(struct db *, int64_t account, const struct passkey_row *, int64_t now);

/* Of the account's own; ERR_NOT_FOUND: it has none of that id. */
MUST_CHECK enum err factor_name_passkey(struct db *, int64_t account, int64_t id, const char *name);
MUST_CHECK enum err factor_drop_passkey(struct db *, int64_t account, int64_t id);

/* All of them, recovery codes too; that there was none is no error. */
MUST_CHECK enum err factor_drop_all(struct db *, int64_t account);

/* Answers a challenge that ends then; *first is false when it was answered
 * before. */
MUST_CHECK enum err factor_answer(struct db *, struct arena *, const char *challenge, int64_t expires,
				  int64_t now, bool *first);

#endif
