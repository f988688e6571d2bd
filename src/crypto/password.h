/* Hashes of passwords: Argon2id (RFC 9106) with 19 MiB, two passes, one lane.
 * Costly on purpose: about 30 ms of a core, so callers bound how many run at once
 * (base/turn.h). */
#ifndef HORA_CRYPTO_PASSWORD_H
#define HORA_CRYPTO_PASSWORD_H

#include <stdbool.h>

#include "base/arena.h"

/* The hash as text, with its parameters and a salt of its own. */
char *password_hash(struct arena *, const char *password);

/* Is it the hash of this password? With a NULL hash (there is no account) the
 * same work is done and the answer is false. */
bool password_fits(struct arena *, const char *hash, const char *password);

/* Was it made by a weaker rule than today's? */
bool password_is_dated(const char *hash);

#endif
