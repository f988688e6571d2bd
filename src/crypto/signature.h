/* HMAC-SHA256 (RFC 2104) and comparison in constant time. */
#ifndef HORA_CRYPTO_SIGNATURE_H
#define HORA_CRYPTO_SIGNATURE_H

#include <stdbool.h>
#include <stddef.h>

#include "crypto/digest.h"
#include "crypto/key.h"

/* The signature of len bytes under a key of ours. */
void signature_make(const struct key *, const void *bytes, size_t len, unsigned char out[static DIGEST_SIZE]);

/* True when the signature (any length) is that of the bytes. Takes the same
 * time wherever they differ. */
bool signature_fits(const struct key *, const void *bytes, size_t len, const void *signature,
		    size_t signature_len);

/* With a secret somebody else chose, of any length but 0 (LINE's channel
 * secret, a payment provider's): false, and nothing made, when it is empty. */
bool signature_make_with(const void *secret, size_t secret_len, const void *bytes, size_t len,
			 unsigned char out[static DIGEST_SIZE]);

/* Compares secrets in constant time; lengths are no secret. */
bool secret_equal(const void *a, size_t a_len, const void *b, size_t b_len);

#endif
