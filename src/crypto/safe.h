/* Secrets that the program which stores them must read again, encrypted for the
 * database (XChaCha20-Poly1305 by libsodium) and bound to what they belong to.
 * What another program reads goes into a vault (crypto/vault.h). */
#ifndef HORA_CRYPTO_SAFE_H
#define HORA_CRYPTO_SAFE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "crypto/key.h"

/* Encrypts len bytes for their owner, such as "totp 12"; base64url, in the arena. */
char *safe_close(struct arena *, const struct key *, const char *owner, const void *secret, size_t len);

/* The bytes again: false, and nothing set, for any text not closed under this
 * key for this owner, NULL included. They live in the arena. */
bool safe_open(struct arena *, const struct key *, const char *owner, const char *text,
	       unsigned char **secret, size_t *len);

#endif
