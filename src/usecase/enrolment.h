/* Second factors of the account that acts: set up, renewed, named, taken away.
 * Each change tells its holder by letter and ends the account's other sessions. */
#ifndef HORA_USECASE_ENROLMENT_H
#define HORA_USECASE_ENROLMENT_H

#include "base/shape.h"
#include "crypto/key.h"
#include "crypto/passkey.h"
#include "usecase/act.h"

#define ENROLMENT_PASSKEYS 20 /* most of one account */

struct enrolment {
	bool app;
	int64_t app_created, app_used; /* TIME_NONE without */
	int64_t codes;                 /* recovery codes left */
	struct list passkeys;          /* struct passkey_item (store/factor.h) */
};

/* What there is. */
MUST_CHECK enum err enrolment_look(struct act *, struct enrolment *out);

/* Under whose name the secret of an account's app is in the safe. */
const char *enrolment_owner(struct act *, int64_t account);

/* A secret for an app, as text, and the same closed, for the page to bring back
 * when a code of it is typed. */
struct enrolment_offer {
	const char *secret; /* base32 */
	const char *closed;
};
void enrolment_offer_app(struct act *, const struct key *safe, struct enrolment_offer *out);

/* What a closed offer holds; ERR_INVALID: it is none of this account's. */
MUST_CHECK enum err enrolment_read_offer(struct act *, const struct key *safe, const char *closed,
					 struct enrolment_offer *out);

/* ERR_DENIED: not a code of the offer. ERR_CONFLICT: there is an app already.
 * ERR_BUSY: too many were wrong. */
MUST_CHECK enum err enrolment_add_app(struct act *, const struct key *safe, const char *closed,
				      const char *code);
MUST_CHECK enum err enrolment_drop_app(struct act *);

/* New recovery codes instead of all old ones, RECOVERY_CODES of them. What is kept
 * are digests: nobody sees these again. ERR_NOT_FOUND: there is no factor to recover. */
MUST_CHECK enum err enrolment_renew_codes(struct act *, const char **codes);

struct enrolment_passkey {
	const char *name;
	struct passkey_wish wish;
	struct passkey_answer answer;
	const struct key *key; /* of challenges */
};

/* ERR_INVALID: not what was asked for. ERR_CONFLICT: somebody has that passkey, or
 * there are too many. */
MUST_CHECK enum err enrolment_add_passkey(struct act *, const struct enrolment_passkey *);

/* The credential ids of those there are, parted by spaces. */
MUST_CHECK enum err enrolment_credentials(struct act *, const char **out);

/* ERR_NOT_FOUND: the account has none of that id. */
MUST_CHECK enum err enrolment_name_passkey(struct act *, int64_t id, const char *name);
MUST_CHECK enum err enrolment_drop_passkey(struct act *, int64_t id);

#endif
