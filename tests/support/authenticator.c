/* Keys and signatures by libcrypto; the few CBOR heads a key needs are written by
 * hand (RFC 9052, 9053). */
#include "tests/support/authenticator.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "base/buffer.h"
#include "crypto/base64url.h"
#include "crypto/digest.h"

#define DATA_MAX 4096

struct authenticator {
	int algorithm;
	EVP_PKEY *key;
	unsigned char id[16];
};

static void
need(int held)
{
	if (held <= 0)
		abort();
}

static void
release(void *key)
{
	EVP_PKEY_free(key);
}

struct authenticator *
authenticator_new(struct arena *a, int algorithm)
{
	struct authenticator *it = arena_make(a, struct authenticator);

	it->algorithm = algorithm;
	it->key = algorithm == PASSKEY_RS256   ? EVP_RSA_gen(2048)
		  : algorithm == PASSKEY_ES256 ? EVP_EC_gen("P-256")
					       : EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
	need(it->key != NULL);
	arena_own(a, it->key, release);
	memcpy(it->id, "sixteen bytes id", sizeof it->id);
	return it;
}

const char *
authenticator_client(struct arena *a, const char *type, const struct passkey_wish *wish)
{
	return arena_text(
	    a,
	    "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false,"
	    "\"other_keys_can_be_added_here\":\"do not compare clientDataJSON against a template\"}",
	    type, wish->challenge, wish->origin);
}

static void
add_key(struct buffer *out, const struct authenticator *it)
{
	unsigned char bytes[256];
	size_t len = sizeof bytes;
	BIGNUM *modulus = NULL;

	if (it->algorithm == PASSKEY_ES256) {
		need(EVP_PKEY_get_octet_string_param(it->key, OSSL_PKEY_PARAM_PUB_KEY, bytes, sizeof bytes,
						     &len));
		buffer_add(out, "\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20", 10);
		buffer_add(out, bytes + 1, 32);
		buffer_add(out, "\x22\x58\x20", 3);
		buffer_add(out, bytes + 33, 32);
	} else if (it->algorithm == PASSKEY_EDDSA) {
		need(EVP_PKEY_get_raw_public_key(it->key, bytes, &len));
		buffer_add(out, "\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20", 10);
		buffer_add(out, bytes, len);
	} else {
		need(EVP_PKEY_get_bn_param(it->key, OSSL_PKEY_PARAM_RSA_N, &modulus));
		need(BN_bn2binpad(modulus, bytes, sizeof bytes));
		BN_free(modulus);
		buffer_add(out, "\xa4\x01\x03\x03\x39\x01\x00\x20\x59\x01\x00", 11);
		buffer_add(out, bytes, sizeof bytes);
		buffer_add(out, "\x21\x43\x01\x00\x01", 5);
	}
}

static void
add_head(struct buffer *out, const struct gesture *gesture)
{
	unsigned char site[DIGEST_SIZE];

	digest_sha256(gesture->site, strlen(gesture->site), site);
	buffer_add(out, site, sizeof site);
	buffer_char(out, (char)gesture->flags);
	for (int shift = 24; shift >= 0; shift -= 8)
		buffer_char(out, (char)(gesture->count >> shift));
}

static const char *
encode(struct arena *a, const struct buffer *bytes)
{
	return base64url_write(a, bytes->bytes, bytes->len);
}

struct passkey_answer
authenticator_register(struct arena *a, struct authenticator *it, const struct gesture *gesture)
{
	struct buffer data = buffer_new(a, DATA_MAX);

	add_head(&data, gesture);
	buffer_add(&data, "an authenticator", 16);
	buffer_add(&data, "\0\x10", 2);
	buffer_add(&data, it->id, sizeof it->id);
	add_key(&data, it);
	return (struct passkey_answer){
		.client = base64url_write(a, gesture->client, strlen(gesture->client)),
		.authenticator = encode(a, &data),
	};
}

struct passkey_answer
authenticator_sign(struct arena *a, struct authenticator *it, const struct gesture *gesture)
{
	struct buffer data = buffer_new(a, DATA_MAX), whole = buffer_new(a, DATA_MAX);
	unsigned char digest[DIGEST_SIZE], signature[512];
	size_t len = sizeof signature;
	EVP_MD_CTX *context = EVP_MD_CTX_new();

	add_head(&data, gesture);
	buffer_add(&whole, data.bytes, data.len);
	digest_sha256(gesture->client, strlen(gesture->client), digest);
	buffer_add(&whole, digest, sizeof digest);
	need(EVP_DigestSignInit(context, NULL, it->algorithm == PASSKEY_EDDSA ? NULL : EVP_sha256(), NULL,
				it->key));
	need(EVP_DigestSign(context, signature, &len, (const unsigned char *)whole.bytes, whole.len));
	EVP_MD_CTX_free(context);
	return (struct passkey_answer){
		.client = base64url_write(a, gesture->client, strlen(gesture->client)),
		.authenticator = encode(a, &data),
		.signature = base64url_write(a, signature, len),
	};
}
