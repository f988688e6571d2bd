/* Key sets: from JSON to OpenSSL's keys, and checking with them. A key's kind
 * decides what it may check (RS256 wants RSA, ES256 a point on P-256), so no
 * token can have a public key taken for a secret. */
#include "crypto/jwks.h"

#include <assert.h>
#include <string.h>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include "base/json.h"
#include "base/text.h"
#include "crypto/base64url.h"

#define RSA_BITS_LEAST 2048
#define RSA_BITS_MOST 8192
#define EXPONENT_BYTES 4 /* 65537 takes three; a long one only costs time */
#define COORDINATE 32    /* bytes of x, y, r and s on P-256 */

struct jwk {
	const char *kid; /* or NULL */
	enum algorithm algorithm;
	EVP_PKEY *key;
};

struct jwks {
	struct jwk keys[JWKS_KEYS];
	size_t count;
};

const char *const algorithm_names[] = {
	[ALGORITHM_RS256] = "RS256",
	[ALGORITHM_ES256] = "ES256",
	[ALGORITHM_HS256] = "HS256",
	[ALGORITHM__MAX] = NULL,
};
static_assert(sizeof algorithm_names / sizeof *algorithm_names == ALGORITHM__MAX + 1, "each has its name");

static void
free_key(void *key)
{
	EVP_PKEY_free(key);
}

/* A member that is base64url of at least one byte. */
static bool
read_bytes(struct arena *a, const struct json *jwk, const char *name, unsigned char **bytes, size_t *len)
{
	size_t text_len;
	const char *text = json_string(json_member(jwk, name), &text_len);

	return text != NULL && base64url_read(a, text, text_len, bytes, len) && *len > 0;
}

/* Takes the parameters over. NULL: they make no key. */
static EVP_PKEY *
make_key(const char *kind, OSSL_PARAM_BLD *builder)
{
	OSSL_PARAM *parameters = OSSL_PARAM_BLD_to_param(builder);
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, kind, NULL);
	EVP_PKEY *key = NULL;

	if (parameters == NULL || context == NULL || EVP_PKEY_fromdata_init(context) != 1
	    || EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, parameters) != 1)
		key = NULL;
	EVP_PKEY_CTX_free(context);
	OSSL_PARAM_free(parameters);
	OSSL_PARAM_BLD_free(builder);
	return key;
}

static EVP_PKEY *
read_rsa(struct arena *a, const struct json *jwk)
{
	unsigned char *n, *e;
	size_t n_len, e_len;
	OSSL_PARAM_BLD *builder;
	BIGNUM *modulus, *exponent;
	EVP_PKEY *key = NULL;

	if (!read_bytes(a, jwk, "n", &n, &n_len) || !read_bytes(a, jwk, "e", &e, &e_len)
	    || n_len > RSA_BITS_MOST / 8 || e_len > EXPONENT_BYTES)
		return NULL;
	builder = OSSL_PARAM_BLD_new();
	modulus = BN_bin2bn(n, (int)n_len, NULL);
	exponent = BN_bin2bn(e, (int)e_len, NULL);
	if (BN_num_bits(modulus) < RSA_BITS_LEAST || !BN_is_odd(modulus) || !BN_is_odd(exponent)
	    || BN_is_one(exponent) || OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, modulus) != 1
	    || OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, exponent) != 1)
		OSSL_PARAM_BLD_free(builder);
	else
		key = make_key("RSA", builder);
	BN_free(modulus);
	BN_free(exponent);
	return key;
}

/* A point that is not on the curve makes no key. */
static EVP_PKEY *
read_ec(struct arena *a, const struct json *jwk)
{
	unsigned char point[1 + 2 * COORDINATE] = { POINT_CONVERSION_UNCOMPRESSED }, *x, *y;
	size_t x_len, y_len;
	OSSL_PARAM_BLD *builder;

	if (!text_equal(json_string(json_member(jwk, "crv"), NULL), "P-256")
	    || !read_bytes(a, jwk, "x", &x, &x_len) || !read_bytes(a, jwk, "y", &y, &y_len)
	    || x_len != COORDINATE || y_len != COORDINATE)
		return NULL;
	memcpy(point + 1, x, COORDINATE);
	memcpy(point + 1 + COORDINATE, y, COORDINATE);
	builder = OSSL_PARAM_BLD_new();
	if (OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) == 1
	    && OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point) == 1)
		return make_key("EC", builder);
	OSSL_PARAM_BLD_free(builder);
	return NULL;
}

static const struct {
	const char *kind;
	enum algorithm algorithm;
	EVP_PKEY *(*read)(struct arena *, const struct json *);
} kinds[] = {
	{ "RSA", ALGORITHM_RS256, read_rsa },
	{ "EC", ALGORITHM_ES256, read_ec },
};

/* True for an absent member, and for one that is this very text. */
static bool
is_absent_or(const struct json *jwk, const char *name, const char *text)
{
	const struct json *member = json_member(jwk, name);

	return member == NULL || text_equal(json_string(member, NULL), text);
}

static void
add_key(struct jwks *set, struct arena *a, const struct json *jwk)
{
	const struct json *kid = json_member(jwk, "kid");
	const char *kty = json_string(json_member(jwk, "kty"), NULL);
	EVP_PKEY *key;

	if (!is_absent_or(jwk, "use", "sig") || (kid != NULL && json_kind(kid) != JSON_STRING))
		return;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (!text_equal(kty, kinds[i].kind)
		    || !is_absent_or(jwk, "alg", algorithm_names[kinds[i].algorithm])
		    || (key = arena_own(a, kinds[i].read(a, jwk), free_key)) == NULL)
			continue;
		set->keys[set->count++] = (struct jwk){ .kid = json_string(kid, NULL),
							.algorithm = kinds[i].algorithm,
							.key = key };
	}
}

/* What must never be published. */
static bool
is_secret(const struct json *jwk)
{
	return json_member(jwk, "d") != NULL || json_member(jwk, "k") != NULL;
}

enum err
jwks_read(struct arena *a, const char *text, size_t len, struct jwks **out, const char **why)
{
	struct jwks *set = arena_make(a, struct jwks);
	struct json *document, *keys;
	bool alone;

	*why = "This is no JSON Web Key Set.";
	if (len > JWKS_BYTES || json_read(a, text, len, &document, NULL, NULL) != OK
	    || json_kind(document) != JSON_OBJECT)
		return ERR_INVALID;
	keys = json_member(document, "keys");
	alone = keys == NULL && json_member(document, "kty") != NULL;
	if ((!alone && json_kind(keys) != JSON_ARRAY) || json_count(keys) > JWKS_KEYS)
		return ERR_INVALID;
	for (size_t i = 0; i < (alone ? 1 : json_count(keys)); i++) {
		const struct json *jwk = alone ? document : json_element(keys, i);

		if (is_secret(jwk)) {
			*why = "There is a secret key in it; only public ones may be given.";
			return ERR_INVALID;
		}
		add_key(set, a, jwk);
	}
	ERR_clear_error();
	*why = "There is no key in it for RS256 or ES256.";
	if (set->count == 0)
		return ERR_INVALID;
	*out = set;
	return OK;
}

size_t
jwks_count(const struct jwks *set)
{
	return set->count;
}

/* r and s side by side become the DER that OpenSSL wants. 0: they cannot. */
static size_t
write_der(const unsigned char *signature, size_t len, unsigned char **out)
{
	ECDSA_SIG *pair = len == 2 * COORDINATE ? ECDSA_SIG_new() : NULL;
	int der_len = 0;

	if (pair == NULL)
		return 0;
	if (ECDSA_SIG_set0(pair, BN_bin2bn(signature, COORDINATE, NULL),
			   BN_bin2bn(signature + COORDINATE, COORDINATE, NULL))
	    == 1)
		der_len = i2d_ECDSA_SIG(pair, out);
	ECDSA_SIG_free(pair);
	return der_len > 0 ? (size_t)der_len : 0;
}

static bool
fits(const struct jwk *jwk, const struct signed_bytes *it)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	const unsigned char *signature = it->signature;
	size_t len = it->signature_len;
	unsigned char *der = NULL;
	bool good;

	if (jwk->algorithm == ALGORITHM_ES256) {
		len = write_der(signature, len, &der);
		signature = der;
	}
	good = context != NULL && len > 0
	       && EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, jwk->key) == 1
	       && EVP_DigestVerify(context, signature, len, it->bytes, it->len) == 1;
	OPENSSL_free(der);
	EVP_MD_CTX_free(context);
	ERR_clear_error();
	return good;
}

enum err
jwks_check(const struct jwks *set, enum algorithm algorithm, const struct signed_bytes *it)
{
	enum err e = ERR_NOT_FOUND;

	for (size_t i = 0; i < set->count; i++) {
		const struct jwk *jwk = &set->keys[i];

		if (jwk->algorithm != algorithm || (it->kid != NULL && !text_equal(jwk->kid, it->kid)))
			continue;
		if (fits(jwk, it))
			return OK;
		e = ERR_DENIED;
	}
	return e;
}
