/* Makes what others sign, for tests: keys, key sets and tokens, right and wrong. */
#ifndef HORA_TESTS_CRYPTO_SIGNER_H
#define HORA_TESTS_CRYPTO_SIGNER_H

#include <openssl/evp.h>

#include "base/arena.h"

enum signing {
	SIGN_RS256,
	SIGN_RS384,
	SIGN_PS256,
	SIGN_ES256,
	SIGN_ES256_DER, /* as OpenSSL writes it, not as JOSE does */
	SIGN_HS256,     /* with the text given */
	SIGN_NOTHING    /* an empty third part */
};

/* A key of so many bits (RSA), or on a curve; owned by the arena. */
EVP_PKEY *signer_rsa(struct arena *, unsigned bits);
EVP_PKEY *signer_ec(struct arena *, const char *curve);

/* The public key as a JWK with these members before its own, such as
 * "\"kid\":\"a\",": their comma included. */
char *signer_jwk(struct arena *, EVP_PKEY *, const char *members);

/* The public key in PEM, which an attacker has too. */
char *signer_pem(struct arena *, EVP_PKEY *);

/* "header.claims" in base64url, and with its signature. */
char *signer_parts(struct arena *, const char *header, const char *claims);
char *signer_sign(struct arena *, enum signing, EVP_PKEY *, const char *secret, const char *parts);

#endif
