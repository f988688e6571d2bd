/* Challenges for passkeys: given to a page, answered once, within minutes. They
 * are signed by us, so that none has to be kept before it is answered. */
#ifndef HORA_USECASE_CHALLENGE_H
#define HORA_USECASE_CHALLENGE_H

#include "crypto/key.h"
#include "usecase/act.h"

#define CHALLENGE_SECONDS 300

/* What it is for: a log-in by whoever it will be, or a new passkey of one account. */
struct challenge {
	const struct key *key;
	int64_t account; /* that gets a new passkey; 0 = a log-in */
};

/* A new one; base64url, as a page hands its bytes to the browser. */
const char *challenge_make(struct act *, const struct challenge *);

/* Takes an answer to one, in the open transaction. ERR_DENIED: not ours, not for
 * this, over, or answered before. */
MUST_CHECK enum err challenge_take(struct act *, const struct challenge *, const char *text);

#endif
