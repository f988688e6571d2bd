/* A secret key for signatures, as configuration gives it. */
#ifndef HORA_CRYPTO_KEY_H
#define HORA_CRYPTO_KEY_H

#include <stddef.h>

#include "base/err.h"

#define KEY_LEAST 32 /* bytes */
#define KEY_MOST 64

struct key {
	unsigned char bytes[KEY_MOST];
	size_t len;
};

/* Reads a key written as base64url (no padding) of 32 to 64 random bytes. What
 * is missing, short, long, otherwise written or plainly not random (fewer than
 * 16 different bytes) is ERR_INVALID, and *why a static sentence for the
 * operator that does not quote it. */
MUST_CHECK enum err key_read(const char *text, struct key *out, const char **why);

/* A key of its own for one purpose, so that no signature made for one use
 * fits another. */
struct key key_derive(const struct key *, const char *purpose);

#endif
