/* Keys and tokens by OpenSSL, for tests. */
#include "tests/crypto/signer.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "crypto/base64url.h"

#define SIGNATURE_MOST 1024

static void
want(int good)
{
	if (!good)
		abort();
}

static void
free_key(void *key)
{
	EVP_PKEY_free(key);
}

EVP_PKEY *
signer_rsa(struct arena *a, unsigned bits)
{
	EVP_PKEY *key = EVP_RSA_gen(bits);

	want(key != NULL);
	return arena_own(a, key, free_key);
}

EVP_PKEY *
signer_ec(struct arena *a, const char *curve)
{
	EVP_PKEY *key = EVP_EC_gen(curve);

	want(key != NULL);
	return arena_own(a, key, free_key);
}

static char *
number(struct arena *a, EVP_PKEY *key, const char *name, int size)
{
	unsigned char bytes[SIGNATURE_MOST];
	BIGNUM *n = NULL;
	char *text;

	want(EVP_PKEY_get_bn_param(key, name, &n));
	if (size == 0)
		size = BN_num_bytes(n);
	want(BN_bn2binpad(n, bytes, size) == size);
	text = base64url_write(a, bytes, (size_t)size);
	BN_free(n);
	return text;
}

char *
signer_jwk(struct arena *a, EVP_PKEY *key, const char *members)
{
	int size = (EVP_PKEY_get_bits(key) + 7) / 8;

	if (EVP_PKEY_is_a(key, "RSA"))
		return arena_text(a, "{%s\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\"}", members,
				  number(a, key, OSSL_PKEY_PARAM_RSA_N, 0),
				  number(a, key, OSSL_PKEY_PARAM_RSA_E, 0));
	return arena_text(a, "{%s\"kty\":\"EC\",\"crv\":\"P-%d\",\"x\":\"%s\",\"y\":\"%s\"}", members,
			  EVP_PKEY_get_bits(key), number(a, key, OSSL_PKEY_PARAM_EC_PUB_X, size),
			  number(a, key, OSSL_PKEY_PARAM_EC_PUB_Y, size));
}

char *
signer_pem(struct arena *a, EVP_PKEY *key)
{
	BIO *out = BIO_new(BIO_s_mem());
	char *bytes, *pem;
	long len;

	want(PEM_write_bio_PUBKEY(out, key));
	len = BIO_get_mem_data(out, &bytes);
	pem = arena_copy(a, bytes, (size_t)len);
	BIO_free(out);
	return pem;
}

char *
signer_parts(struct arena *a, const char *header, const char *claims)
{
	return arena_text(a, "%s.%s", base64url_write(a, header, strlen(header)),
			  base64url_write(a, claims, strlen(claims)));
}

static size_t
sign(EVP_PKEY *key, const EVP_MD *digest, int pss, const char *parts, unsigned char out[SIGNATURE_MOST])
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	EVP_PKEY_CTX *options;
	size_t len = SIGNATURE_MOST;

	want(EVP_DigestSignInit(context, &options, digest, NULL, key));
	if (pss)
		want(EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) > 0
		     && EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST) > 0);
	want(EVP_DigestSign(context, out, &len, (const unsigned char *)parts, strlen(parts)));
	EVP_MD_CTX_free(context);
	return len;
}

/* DER to r and s side by side. */
static size_t
flatten(unsigned char signature[SIGNATURE_MOST], size_t len, int size)
{
	const unsigned char *der = signature;
	ECDSA_SIG *pair = d2i_ECDSA_SIG(NULL, &der, (long)len);

	want(BN_bn2binpad(ECDSA_SIG_get0_r(pair), signature, size) == size
	     && BN_bn2binpad(ECDSA_SIG_get0_s(pair), signature + size, size) == size);
	ECDSA_SIG_free(pair);
	return 2 * (size_t)size;
}

char *
signer_sign(struct arena *a, enum signing how, EVP_PKEY *key, const char *secret, const char *parts)
{
	unsigned char signature[SIGNATURE_MOST];
	unsigned hmac_len = 0;
	size_t len = 0;

	switch (how) {
	case SIGN_RS256:
	case SIGN_PS256:
		len = sign(key, EVP_sha256(), how == SIGN_PS256, parts, signature);
		break;
	case SIGN_RS384:
		len = sign(key, EVP_sha384(), 0, parts, signature);
		break;
	case SIGN_ES256:
	case SIGN_ES256_DER:
		len = sign(key, EVP_sha256(), 0, parts, signature);
		if (how == SIGN_ES256)
			len = flatten(signature, len, (EVP_PKEY_get_bits(key) + 7) / 8);
		break;
	case SIGN_HS256:
		want(HMAC(EVP_sha256(), secret, (int)strlen(secret), (const unsigned char *)parts,
			  strlen(parts), signature, &hmac_len)
		     != NULL);
		len = hmac_len;
		break;
	case SIGN_NOTHING:
		break;
	}
	return arena_text(a, "%s.%s", parts, base64url_write(a, signature, len));
}
