/* PKCE, the method S256 alone. */
#include "crypto/pkce.h"

#include <string.h>

#include "crypto/base64url.h"
#include "crypto/digest.h"
#include "crypto/random.h"

#define VERIFIER_BYTES 32

char *
pkce_verifier(struct arena *a)
{
	return random_token(a, VERIFIER_BYTES);
}

char *
pkce_challenge(struct arena *a, const char *verifier)
{
	unsigned char digest[DIGEST_SIZE];

	digest_sha256(verifier, strlen(verifier), digest);
	return base64url_write(a, digest, sizeof digest);
}
