/* Who answers at an address? A program of ours shows that it holds our signing
 * key, and its own name, by what it makes of a question it could not foresee. */
#ifndef HORA_CRYPTO_PROOF_H
#define HORA_CRYPTO_PROOF_H

#include "base/arena.h"
#include "crypto/key.h"

/* The key of such proofs: of the signing key that all programs share. */
struct key proof_key(const struct key *signing);

/* What the program of that name answers, in the arena; NULL where the question is
 * none: 22 to 64 characters of base64url. */
const char *proof_make(struct arena *, const struct key *proof, const char *program, const char *question);

#endif
