/* Session tokens. libjwt makes and checks the signature; it checks neither what
 * algorithm it was asked for nor any claim, so all of that is read and judged
 * here, by our own strict reader, before libjwt sees the text. */
#include "crypto/token.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <jwt.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "base/json.h"
#include "base/text.h"
#include "crypto/base64url.h"
#include "crypto/digest.h"

#define AUDIENCE "hora-session"
#define SIGNATURE_SIZE 64
#define SESSION_LENGTH 22
#define LEEWAY 30 /* seconds that clocks of our machines may differ */
#define KID_SIZE 12

struct public_key {
	const char *kid;
	const char *pem;
};

struct token_keys {
	struct public_key keys[TOKEN_KEYS_MAX];
	size_t count;
	const char *private_pem, *private_kid; /* NULL: only reads */
};

static void
free_key(void *key)
{
	EVP_PKEY_free(key);
}

static void
free_bio(void *bio)
{
	BIO_free(bio);
}

static void
free_jwt(void *jwt)
{
	jwt_free(jwt);
}

static bool
is_p256(EVP_PKEY *key)
{
	char group[32];

	return EVP_PKEY_is_a(key, "EC") == 1
	       && EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, group, sizeof group, NULL)
		      == 1
	       && text_equal(group, "prime256v1");
}

/* The name of a key: the start of the digest of its public half. */
static const char *
name_key(struct arena *a, EVP_PKEY *key)
{
	unsigned char *der = NULL, digest[DIGEST_SIZE];
	int len = i2d_PUBKEY(key, &der);

	assert(len > 0);
	digest_sha256(der, (size_t)len, digest);
	OPENSSL_free(der);
	return base64url_write(a, digest, KID_SIZE);
}

/* A public key as PEM, written anew: what libjwt will be given. */
static const char *
write_public(struct arena *a, EVP_PKEY *key)
{
	BIO *out = arena_own(a, BIO_new(BIO_s_mem()), free_bio);
	char *text;
	long len;

	if (PEM_write_bio_PUBKEY(out, key) != 1 || (len = BIO_get_mem_data(out, &text)) <= 0)
		return NULL;
	return arena_copy(a, text, (size_t)len);
}

static const struct public_key *
find_key(const struct token_keys *keys, const char *kid)
{
	for (size_t i = 0; i < keys->count; i++)
		if (text_equal(keys->keys[i].kid, kid))
			return &keys->keys[i];
	return NULL;
}

enum err
token_keys_read(struct arena *a, const char *pem, struct token_keys **out, const char **why)
{
	struct token_keys *keys = arena_make(a, struct token_keys);
	BIO *in = arena_own(a, BIO_new_mem_buf(pem, -1), free_bio);
	EVP_PKEY *key;

	while ((key = PEM_read_bio_PUBKEY(in, NULL, NULL, NULL)) != NULL) {
		(void)arena_own(a, key, free_key);
		*why = "one of the keys is not on the curve P-256";
		if (!is_p256(key))
			return ERR_INVALID;
		*why = "there are too many keys";
		if (keys->count == TOKEN_KEYS_MAX)
			return ERR_INVALID;
		keys->keys[keys->count].kid = name_key(a, key);
		keys->keys[keys->count].pem = write_public(a, key);
		assert(keys->keys[keys->count].pem != NULL);
		keys->count++;
	}
	*why = "there is no public key (PEM) in it";
	if (keys->count == 0 || BIO_pending(in) > 0)
		return ERR_INVALID;
	*out = keys;
	return OK;
}

enum err
token_keys_sign(struct arena *a, struct token_keys *keys, const char *pem, const char **why)
{
	BIO *in = arena_own(a, BIO_new_mem_buf(pem, -1), free_bio);
	EVP_PKEY *key = PEM_read_bio_PrivateKey(in, NULL, NULL, NULL);
	const char *kid;

	*why = "there is no private key (PEM, without a passphrase) in it";
	if (key == NULL)
		return ERR_INVALID;
	(void)arena_own(a, key, free_key);
	*why = "the key is not on the curve P-256";
	if (!is_p256(key))
		return ERR_INVALID;
	*why = "its public half is not among the session keys";
	if ((kid = name_key(a, key), find_key(keys, kid)) == NULL)
		return ERR_INVALID;
	keys->private_pem = pem;
	keys->private_kid = kid;
	return OK;
}

/* libjwt takes numbers as long and fails only without memory or with a twin. */
static bool
add_claims(jwt_t *jwt, const char *issuer, const struct token *t, const char *account)
{
	return jwt_add_grant(jwt, "iss", issuer) == 0 && jwt_add_grant(jwt, "aud", AUDIENCE) == 0
	       && jwt_add_grant(jwt, "sub", account) == 0 && jwt_add_grant(jwt, "sid", t->session) == 0
	       && jwt_add_grant_int(jwt, "iat", (long)t->from) == 0
	       && jwt_add_grant_int(jwt, "nbf", (long)t->from) == 0
	       && jwt_add_grant_int(jwt, "exp", (long)t->until) == 0;
}

char *
token_write(struct arena *a, const struct token_keys *keys, const char *issuer, const struct token *t)
{
	const unsigned char *pem = (const unsigned char *)keys->private_pem;
	char *written, *text;
	jwt_t *jwt;

	assert(keys->private_pem != NULL && strlen(t->session) == SESSION_LENGTH);
	if (jwt_new(&jwt) != 0)
		abort();
	(void)arena_own(a, jwt, free_jwt);
	if (jwt_set_alg(jwt, JWT_ALG_ES256, pem, (int)strlen(keys->private_pem)) != 0
	    || jwt_add_header(jwt, "kid", keys->private_kid) != 0
	    || !add_claims(jwt, issuer, t, arena_text(a, "%lld", (long long)t->account))
	    || (written = jwt_encode_str(jwt)) == NULL)
		abort();
	text = arena_copy(a, written, strlen(written));
	free(written);
	return text;
}

/* One of the three parts as JSON; NULL for what is none. */
static struct json *
read_part(struct arena *a, const char *text, size_t len)
{
	unsigned char *bytes;
	struct json *json;
	size_t count;

	if (!base64url_read(a, text, len, &bytes, &count)
	    || json_read(a, (const char *)bytes, count, &json, NULL, NULL) != OK)
		return NULL;
	return json_kind(json) == JSON_OBJECT ? json : NULL;
}

static const char *
text_of(const struct json *object, const char *name)
{
	return json_string(json_member(object, name), NULL);
}

static bool
has_time(const struct json *claims, const char *name, int64_t *out)
{
	const struct json *value = json_member(claims, name);

	*out = json_integer(value);
	return json_kind(value) == JSON_INTEGER && *out > 0;
}

/* The header is ours to the letter, so nothing in it (jku, x5c, crit) can lead
 * anywhere else. */
static const struct public_key *
judge_header(const struct token_keys *keys, const struct json *header)
{
	const char *kid = text_of(header, "kid");

	if (header == NULL || json_count(header) != 3 || !text_equal(text_of(header, "alg"), "ES256")
	    || !text_equal(text_of(header, "typ"), "JWT") || kid == NULL)
		return NULL;
	return find_key(keys, kid);
}

static bool
judge_claims(const struct json *claims, const char *issuer, int64_t now, struct token *out)
{
	const char *subject = text_of(claims, "sub");
	int64_t issued, from;

	out->session = text_of(claims, "sid");
	return claims != NULL && json_count(claims) == 7 && text_equal(text_of(claims, "iss"), issuer)
	       && text_equal(text_of(claims, "aud"), AUDIENCE) && subject != NULL
	       && text_integer(subject, strlen(subject), &out->account) && out->account > 0
	       && out->session != NULL && strlen(out->session) == SESSION_LENGTH
	       && has_time(claims, "iat", &issued) && has_time(claims, "nbf", &from)
	       && has_time(claims, "exp", &out->until) && from <= now + LEEWAY && issued <= now + LEEWAY
	       && out->until > now && (out->from = from, true);
}

static bool
is_signed(struct arena *a, const struct public_key *key, const char *text)
{
	jwt_t *jwt = NULL;

	if (jwt_decode(&jwt, text, (const unsigned char *)key->pem, (int)strlen(key->pem)) != 0)
		return false;
	(void)arena_own(a, jwt, free_jwt);
	return jwt_get_alg(jwt) == JWT_ALG_ES256;
}

enum err
token_read(struct arena *a, const struct token_keys *keys, const char *issuer, const char *text, int64_t now,
	   struct token *out)
{
	size_t len = strlen(text), header, claims;
	const struct public_key *key;
	unsigned char *signature;
	struct token read;
	size_t size;

	if (len > TOKEN_TEXT_MAX)
		return ERR_DENIED;
	header = strcspn(text, ".");
	claims = strcspn(text + header + (text[header] == '.'), ".");
	if (header == len || header + 1 + claims >= len)
		return ERR_DENIED;
	if ((key = judge_header(keys, read_part(a, text, header))) == NULL
	    || !base64url_read(a, text + header + claims + 2, len - header - claims - 2, &signature, &size)
	    || size != SIGNATURE_SIZE || !is_signed(a, key, text)
	    || !judge_claims(read_part(a, text + header + 1, claims), issuer, now, &read))
		return ERR_DENIED;
	*out = read;
	return OK;
}
