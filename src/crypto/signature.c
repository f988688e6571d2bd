/* HMAC-SHA256 by libcrypto. */
#include "crypto/signature.h"

#include <limits.h>
#include <stdlib.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

bool
signature_make_with(const void *secret, size_t secret_len, const void *bytes, size_t len,
		    unsigned char out[static DIGEST_SIZE])
{
	if (secret_len == 0 || secret_len > INT_MAX)
		return false;
	if (HMAC(EVP_sha256(), secret, (int)secret_len, bytes, len, out, NULL) == NULL)
		abort();
	return true;
}

void
signature_make(const struct key *key, const void *bytes, size_t len, unsigned char out[static DIGEST_SIZE])
{
	/* A key of no length signs nothing: whoever forgot to read it must not
	 * get a signature anybody can make. */
	if (!signature_make_with(key->bytes, key->len, bytes, len, out))
		abort();
}

bool
signature_fits(const struct key *key, const void *bytes, size_t len, const void *signature,
	       size_t signature_len)
{
	unsigned char right[DIGEST_SIZE];

	signature_make(key, bytes, len, right);
	return secret_equal(right, sizeof right, signature, signature_len);
}

bool
secret_equal(const void *a, size_t a_len, const void *b, size_t b_len)
{
	return a_len == b_len && CRYPTO_memcmp(a, b, a_len) == 0;
}
