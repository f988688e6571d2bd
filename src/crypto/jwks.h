/* The public keys of others, as they publish them: a JSON Web Key Set (RFC 7517,
 * 7518). Only what can check RS256 and ES256 is taken. */
#ifndef HORA_CRYPTO_JWKS_H
#define HORA_CRYPTO_JWKS_H

#include <stddef.h>

#include "base/arena.h"

/* Who signs says beforehand how; never is it taken from what was signed. */
enum algorithm {
	ALGORITHM_RS256, /* RSA of 2048 to 8192 bits, PKCS #1 1.5, SHA-256 */
	ALGORITHM_ES256, /* ECDSA on P-256, SHA-256, r and s of 32 bytes each */
	ALGORITHM_HS256, /* HMAC-SHA-256 with a secret; no key of a set is one */
	ALGORITHM__MAX
};
extern const char *const algorithm_names[]; /* "RS256", …; ended by NULL */

#define JWKS_BYTES 65536 /* longest set that is read */
#define JWKS_KEYS 32     /* most keys in it */

struct jwks; /* lives in the arena it was read into */

/* Reads a set, or one key by itself. Keys for other uses, of other kinds or out
 * of bounds are passed over. ERR_INVALID: it is no set, a private or symmetric
 * key is in it, or nothing that can be used; *why is a static sentence. */
MUST_CHECK enum err jwks_read(struct arena *, const char *text, size_t len, struct jwks **out,
			      const char **why);

/* Usable keys. */
size_t jwks_count(const struct jwks *);

struct signed_bytes {
	const char *kid; /* the key's id; NULL = not said */
	const void *bytes;
	size_t len;
	const unsigned char *signature; /* as JOSE writes it (RFC 7518 3.3, 3.4) */
	size_t signature_len;
};

/* Holds a signature against the keys of that id (or each, when it is not said) that
 * are for the algorithm. ERR_NOT_FOUND: there is no such key; ERR_DENIED: no such
 * key has made it. */
MUST_CHECK enum err jwks_check(const struct jwks *, enum algorithm, const struct signed_bytes *);

#endif
