/* Secrets that studios entrust to us (of log-in and payment providers, of LINE),
 * sealed so that whoever stores them cannot read them: only the programs that
 * speak to the outside hold the private key (libsodium's sealed boxes: X25519,
 * XSalsa20-Poly1305). */
#ifndef HORA_CRYPTO_VAULT_H
#define HORA_CRYPTO_VAULT_H

#include <stddef.h>

#include "base/arena.h"

#define VAULT_KEY 32    /* bytes of either key */
#define VAULT_MORE 48   /* bytes that sealing adds */
#define VAULT_MOST 4096 /* longest secret */

struct vault_lock { /* the public key: seals */
	unsigned char bytes[VAULT_KEY];
};

struct vault_key { /* the private one: opens */
	unsigned char bytes[VAULT_KEY];
};

/* Read a key as configuration gives it: base64url of 32 bytes. ERR_INVALID: it is
 * none, or plainly not random; *why says so, as key_read does. */
MUST_CHECK enum err vault_read_lock(const char *text, struct vault_lock *out, const char **why);
MUST_CHECK enum err vault_read_key(const char *text, struct vault_key *out, const char **why);

/* The lock that a key opens. */
struct vault_lock vault_lock_of(const struct vault_key *);

/* Seals len bytes, at most VAULT_MOST; *sealed has len + VAULT_MORE bytes in the
 * arena. */
unsigned char *vault_seal(struct arena *, const struct vault_lock *, const void *secret, size_t len);

/* The secret, NUL-terminated, in the arena. NULL: it was sealed for another key, or
 * has changed since. */
char *vault_open(struct arena *, const struct vault_key *, const void *sealed, size_t len);

#endif
