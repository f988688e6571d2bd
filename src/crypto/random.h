/* Unguessable values from the system's generator (getrandom). It cannot fail
 * on a running Linux; should it ever, the process aborts rather than guess. */
#ifndef HORA_CRYPTO_RANDOM_H
#define HORA_CRYPTO_RANDOM_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* Fills out with len random bytes. */
void random_bytes(void *out, size_t len);

/* A number from 0 to limit - 1, each equally likely; limit > 0. */
uint32_t random_below(uint32_t limit);

/* A secret for links, cookies and keys: `bytes` random bytes as base64url.
 * 16 bytes (128 bits) is the least that stands alone. */
char *random_token(struct arena *, size_t bytes);

/* A public id: 16 characters of a-z and 2-7 (80 bits). Not a secret, but not
 * to be guessed or counted either; safe in addresses, cookies and speech. */
#define RANDOM_ID_LENGTH 16
char *random_id(struct arena *);

#endif
