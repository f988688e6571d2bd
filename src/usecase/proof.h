/* Proving who somebody is by a second factor: a code of an app, a recovery code,
 * a passkey. */
#ifndef HORA_USECASE_PROOF_H
#define HORA_USECASE_PROOF_H

#include "crypto/key.h"
#include "crypto/passkey.h"
#include "usecase/act.h"

#define PROOF_TRIES 5 /* wrong codes in ten minutes */
#define PROOF_WINDOW 600

struct proof_code {
	int64_t account;       /* whose password was right, or who is logged in */
	const char *typed;     /* either kind of code */
	const struct key *key; /* of the safe */
};

/* OK: the code is theirs, and used up. ERR_DENIED: it is not. ERR_BUSY: too many
 * were wrong; *wait seconds until another is looked at. Codes of apps and recovery
 * codes are counted apart, so that guessing at one does not bar the other. */
MUST_CHECK enum err proof_code(struct act *, const struct proof_code *, int64_t *wait);

/* What an account can prove itself by; recovery codes besides. */
struct proof_ways {
	bool app;
	const char *passkeys; /* their credential ids, parted by spaces; "" = none */
};
MUST_CHECK enum err proof_ways(struct act *, int64_t account, struct proof_ways *out);

struct proof_passkey {
	const char *credential; /* which passkey the browser says it is */
	const char *holder;     /* whose it says it is; NULL or "" = it does not say */
	struct passkey_wish wish;
	struct passkey_answer answer;
	const struct key *key; /* of challenges and names of holders */
};

/* Whose passkey it was. ERR_DENIED: nobody's here, or not proved. */
MUST_CHECK enum err proof_passkey(struct act *, const struct proof_passkey *, int64_t *account);

/* The name by which devices know an account: says nothing about it. */
const char *proof_holder(struct arena *, const struct key *, int64_t account);

#endif
