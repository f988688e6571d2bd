/* Proof Key for Code Exchange (RFC 7636): who asked for a code can show so when
 * it is exchanged. */
#ifndef HORA_CRYPTO_PKCE_H
#define HORA_CRYPTO_PKCE_H

#include "base/arena.h"

/* A new verifier: 256 random bits in 43 characters. */
char *pkce_verifier(struct arena *);

/* Its challenge by the method S256. */
char *pkce_challenge(struct arena *, const char *verifier);

#endif
