/* Session tokens: ours are read, and nothing else is, however it was forged. */
#include "crypto/token.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "base/text.h"
#include "crypto/base64url.h"
#include "tests/crypto/signer.h"

#define SITE "https://hora.example"
#define NOW INT64_C(1770019200)
#define SESSION "AAAAAAAAAAAAAAAAAAAAAA"

static struct arena *arena;
static EVP_PKEY *pair, *other, *rsa;
static struct token_keys *keys;
static const char *kid;

static const char *
private_pem(EVP_PKEY *key)
{
	BIO *out = BIO_new(BIO_s_mem());
	const char *text;
	char *bytes;
	long len;

	assert_int_equal(PEM_write_bio_PrivateKey(out, key, NULL, NULL, 0, NULL, NULL), 1);
	len = BIO_get_mem_data(out, &bytes);
	text = arena_copy(arena, bytes, (size_t)len);
	BIO_free(out);
	return text;
}

static const char *
ours(void)
{
	const struct token token = { SESSION, 12, NOW, NOW + 3600 };

	return token_write(arena, keys, SITE, &token);
}

static enum err
judge(const char *text, struct token *out)
{
	return token_read(arena, keys, SITE, text, NOW, out);
}

static void
our_own_token_is_read(void **state)
{
	const char *text = ours();
	struct token token;

	(void)state;
	assert_int_equal(judge(text, &token), OK);
	assert_int_equal(token.account, 12);
	assert_string_equal(token.session, SESSION);
	assert_int_equal(token.until, NOW + 3600);
	assert_true(strlen(text) < 512);
	assert_int_equal(token_read(arena, keys, SITE, text, NOW + 3599, &token), OK);
	assert_int_equal(token_read(arena, keys, SITE, text, NOW + 3600, &token), ERR_DENIED);
	assert_int_equal(token_read(arena, keys, SITE, text, NOW - 31, &token), ERR_DENIED);
	assert_int_equal(token_read(arena, keys, "https://other.example", text, NOW, &token), ERR_DENIED);
}

#define HEADER "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"KID\"}"
#define CLAIMS_BUT(start, sub, sid, times) "{" start "\"sub\":" sub ",\"sid\":" sid "," times "}"
#define WHO "\"iss\":\"" SITE "\",\"aud\":\"hora-session\","
#define TIMES "\"iat\":1770019200,\"nbf\":1770019200,\"exp\":1770022800"
#define SID "\"" SESSION "\""
#define CLAIMS CLAIMS_BUT(WHO, "\"12\"", SID, TIMES)
#define TIMED(iat, nbf, exp) CLAIMS_BUT(WHO, "\"12\"", SID, "\"iat\":" iat ",\"nbf\":" nbf ",\"exp\":" exp)
#define OTHERWISE(header) "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"KID\"," header "}"

enum whose { OURS, ANOTHERS, RSA_KEY, PUBLIC_PEM, EMPTY };

/* Tokens made up; all but the first few are signed rightly, by our own key. */
static const struct forgery {
	const char *what, *header, *claims;
	enum signing how;
	enum whose key;
} forgeries[] = {
	{ "another's key under our name", HEADER, CLAIMS, SIGN_ES256, ANOTHERS },
	{ "no signature", HEADER, CLAIMS, SIGN_NOTHING, OURS },
	{ "a signature in DER", HEADER, CLAIMS, SIGN_ES256_DER, OURS },
	{ "alg none", "{\"alg\":\"none\",\"typ\":\"JWT\",\"kid\":\"KID\"}", CLAIMS, SIGN_NOTHING, OURS },
	{ "alg None", "{\"alg\":\"None\",\"typ\":\"JWT\",\"kid\":\"KID\"}", CLAIMS, SIGN_NOTHING, OURS },
	{ "alg none, signed", "{\"alg\":\"none\",\"typ\":\"JWT\",\"kid\":\"KID\"}", CLAIMS, SIGN_ES256,
	  OURS },
	{ "HS256 under the public key", "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"KID\"}", CLAIMS,
	  SIGN_HS256, PUBLIC_PEM },
	{ "HS256 called ES256", HEADER, CLAIMS, SIGN_HS256, PUBLIC_PEM },
	{ "HS256 under an empty key", "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"KID\"}", CLAIMS,
	  SIGN_HS256, EMPTY },
	{ "an empty key called ES256", HEADER, CLAIMS, SIGN_HS256, EMPTY },
	{ "RS256", "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"KID\"}", CLAIMS, SIGN_RS256, RSA_KEY },
	{ "RS256 called ES256", HEADER, CLAIMS, SIGN_RS256, RSA_KEY },
	{ "PS256", "{\"alg\":\"PS256\",\"typ\":\"JWT\",\"kid\":\"KID\"}", CLAIMS, SIGN_PS256, RSA_KEY },
	{ "alg es256", "{\"alg\":\"es256\",\"typ\":\"JWT\",\"kid\":\"KID\"}", CLAIMS, SIGN_ES256, OURS },
	{ "alg ES384", "{\"alg\":\"ES384\",\"typ\":\"JWT\",\"kid\":\"KID\"}", CLAIMS, SIGN_ES256, OURS },
	{ "alg a number", "{\"alg\":256,\"typ\":\"JWT\",\"kid\":\"KID\"}", CLAIMS, SIGN_ES256, OURS },
	{ "alg a list", "{\"alg\":[\"ES256\"],\"typ\":\"JWT\",\"kid\":\"KID\"}", CLAIMS, SIGN_ES256, OURS },
	{ "alg null", "{\"alg\":null,\"typ\":\"JWT\",\"kid\":\"KID\"}", CLAIMS, SIGN_ES256, OURS },
	{ "alg twice", "{\"alg\":\"none\",\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"KID\"}", CLAIMS,
	  SIGN_ES256, OURS },
	{ "no alg", "{\"typ\":\"JWT\",\"kid\":\"KID\"}", CLAIMS, SIGN_ES256, OURS },
	{ "no typ", "{\"alg\":\"ES256\",\"kid\":\"KID\"}", CLAIMS, SIGN_ES256, OURS },
	{ "typ at+jwt", "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"KID\"}", CLAIMS, SIGN_ES256, OURS },
	{ "typ jwt", "{\"alg\":\"ES256\",\"typ\":\"jwt\",\"kid\":\"KID\"}", CLAIMS, SIGN_ES256, OURS },
	{ "no kid", "{\"alg\":\"ES256\",\"typ\":\"JWT\"}", CLAIMS, SIGN_ES256, OURS },
	{ "an unknown kid", "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"AAAAAAAAAAAAAAAA\"}", CLAIMS,
	  SIGN_ES256, OURS },
	{ "an empty kid", "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"\"}", CLAIMS, SIGN_ES256, OURS },
	{ "a kid that is a path", "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"../../dev/null\"}", CLAIMS,
	  SIGN_ES256, OURS },
	{ "a kid that is a number", "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":1}", CLAIMS, SIGN_ES256,
	  OURS },
	{ "jku", OTHERWISE("\"jku\":\"https://evil.example/k\""), CLAIMS, SIGN_ES256, OURS },
	{ "x5u", OTHERWISE("\"x5u\":\"https://evil.example/k\""), CLAIMS, SIGN_ES256, OURS },
	{ "jwk", OTHERWISE("\"jwk\":{\"kty\":\"EC\"}"), CLAIMS, SIGN_ES256, ANOTHERS },
	{ "x5c", OTHERWISE("\"x5c\":[\"AA==\"]"), CLAIMS, SIGN_ES256, OURS },
	{ "crit", OTHERWISE("\"crit\":[\"exp\"]"), CLAIMS, SIGN_ES256, OURS },
	{ "b64", OTHERWISE("\"b64\":false"), CLAIMS, SIGN_ES256, OURS },
	{ "a header that is a list", "[\"ES256\"]", CLAIMS, SIGN_ES256, OURS },
	{ "a header that is no JSON", "ES256", CLAIMS, SIGN_ES256, OURS },
	{ "something after the header", HEADER " {}", CLAIMS, SIGN_ES256, OURS },
	{ "no exp", HEADER, CLAIMS_BUT(WHO, "\"12\"", SID, "\"iat\":1770019200,\"nbf\":1770019200"),
	  SIGN_ES256, OURS },
	{ "exp past", HEADER, TIMED("1770019200", "1770019200", "1770019200"), SIGN_ES256, OURS },
	{ "exp a text", HEADER, TIMED("1770019200", "1770019200", "\"1770022800\""), SIGN_ES256, OURS },
	{ "exp negative", HEADER, TIMED("1770019200", "1770019200", "-1"), SIGN_ES256, OURS },
	{ "exp 1e300", HEADER, TIMED("1770019200", "1770019200", "1e300"), SIGN_ES256, OURS },
	{ "exp with a fraction", HEADER, TIMED("1770019200", "1770019200", "1770022800.5"), SIGN_ES256,
	  OURS },
	{ "exp 2^63", HEADER, TIMED("1770019200", "1770019200", "9223372036854775808"), SIGN_ES256, OURS },
	{ "exp 2^64 and more", HEADER, TIMED("1770019200", "1770019200", "18446744075479641616"), SIGN_ES256,
	  OURS },
	{ "exp null", HEADER, TIMED("1770019200", "1770019200", "null"), SIGN_ES256, OURS },
	{ "exp true", HEADER, TIMED("1770019200", "1770019200", "true"), SIGN_ES256, OURS },
	{ "exp a list", HEADER, TIMED("1770019200", "1770019200", "[1770022800]"), SIGN_ES256, OURS },
	{ "exp twice", HEADER, TIMED("1770019200", "1770019200", "1770022800,\"exp\":1770022800"), SIGN_ES256,
	  OURS },
	{ "nbf to come", HEADER, TIMED("1770019200", "1770019231", "1770022800"), SIGN_ES256, OURS },
	{ "nbf a text", HEADER, TIMED("1770019200", "\"1\"", "1770022800"), SIGN_ES256, OURS },
	{ "no nbf", HEADER, CLAIMS_BUT(WHO, "\"12\"", SID, "\"iat\":1770019200,\"exp\":1770022800"),
	  SIGN_ES256, OURS },
	{ "iat to come", HEADER, TIMED("1770019231", "1770019200", "1770022800"), SIGN_ES256, OURS },
	{ "another audience", HEADER,
	  CLAIMS_BUT("\"iss\":\"" SITE "\",\"aud\":\"api\",", "\"12\"", SID, TIMES), SIGN_ES256, OURS },
	{ "a list of audiences", HEADER,
	  CLAIMS_BUT("\"iss\":\"" SITE "\",\"aud\":[\"hora-session\"],", "\"12\"", SID, TIMES), SIGN_ES256,
	  OURS },
	{ "no audience", HEADER, CLAIMS_BUT("\"iss\":\"" SITE "\",", "\"12\"", SID, TIMES), SIGN_ES256,
	  OURS },
	{ "another issuer", HEADER,
	  CLAIMS_BUT("\"iss\":\"https://evil.example\",\"aud\":\"hora-session\",", "\"12\"", SID, TIMES),
	  SIGN_ES256, OURS },
	{ "an issuer that begins alike", HEADER,
	  CLAIMS_BUT("\"iss\":\"" SITE ".evil.example\",\"aud\":\"hora-session\",", "\"12\"", SID, TIMES),
	  SIGN_ES256, OURS },
	{ "a subject that is a number", HEADER, CLAIMS_BUT(WHO, "12", SID, TIMES), SIGN_ES256, OURS },
	{ "a negative subject", HEADER, CLAIMS_BUT(WHO, "\"-12\"", SID, TIMES), SIGN_ES256, OURS },
	{ "an empty subject", HEADER, CLAIMS_BUT(WHO, "\"\"", SID, TIMES), SIGN_ES256, OURS },
	{ "a short session", HEADER, CLAIMS_BUT(WHO, "\"12\"", "\"AAAA\"", TIMES), SIGN_ES256, OURS },
	{ "no session", HEADER, CLAIMS_BUT(WHO, "\"12\"", "null", TIMES), SIGN_ES256, OURS },
	{ "one claim more", HEADER, CLAIMS_BUT(WHO "\"role\":\"owner\",", "\"12\"", SID, TIMES), SIGN_ES256,
	  OURS },
	{ "claims that are a list", HEADER, "[]", SIGN_ES256, OURS },
	{ "claims that are no JSON", HEADER, "x", SIGN_ES256, OURS },
};

/* With our key's own name where the header says KID. */
static const char *
name_key(const char *header)
{
	const char *place = strstr(header, "KID");

	return place == NULL ? header
			     : arena_text(arena, "%.*s%s%s", (int)(place - header), header, kid, place + 3);
}

static const char *
forge(const struct forgery *f)
{
	EVP_PKEY *const by[] = {
		[OURS] = pair, [ANOTHERS] = other, [RSA_KEY] = rsa, [PUBLIC_PEM] = pair, [EMPTY] = pair
	};
	const char *secret = f->key == PUBLIC_PEM ? signer_pem(arena, pair) : "";

	return signer_sign(arena, f->how, by[f->key], secret,
			   signer_parts(arena, name_key(f->header), f->claims));
}

static void
what_is_forged_is_refused(void **state)
{
	static const struct forgery right = { "", HEADER, CLAIMS, SIGN_ES256, OURS };
	struct token token;

	(void)state;
	/* The forger's tools are right: what is forged is what the row says. */
	assert_int_equal(judge(forge(&right), &token), OK);
	for (size_t i = 0; i < sizeof forgeries / sizeof *forgeries; i++)
		if (judge(forge(&forgeries[i]), &token) != ERR_DENIED)
			fail_msg("accepted: %s", forgeries[i].what);
}

static void
what_is_damaged_is_refused(void **state)
{
	const char *text = ours();
	size_t len = strlen(text);
	struct token token;

	(void)state;
	for (size_t i = 0; i < len; i++) {
		char *other_text = arena_copy(arena, text, len);

		/* The last character of a part may be another spelling of the same bits: refused too. */
		other_text[i] = text[i] == 'A' ? 'B' : 'A';
		if (judge(other_text, &token) != ERR_DENIED)
			fail_msg("accepted with character %zu changed", i);
		if (judge(arena_copy(arena, text, i), &token) != ERR_DENIED)
			fail_msg("accepted when cut after %zu", i);
	}
	assert_int_equal(judge("", &token), ERR_DENIED);
	assert_int_equal(judge("..", &token), ERR_DENIED);
	assert_int_equal(judge("...", &token), ERR_DENIED);
	assert_int_equal(judge(arena_text(arena, "%s.AAAA", text), &token), ERR_DENIED);
	assert_int_equal(judge(arena_text(arena, "%s.", text), &token), ERR_DENIED);
	assert_int_equal(judge(arena_text(arena, "%s=", text), &token), ERR_DENIED);
	assert_int_equal(judge(arena_text(arena, " %s", text), &token), ERR_DENIED);
	assert_int_equal(judge(arena_text(arena, "%s%01200d", text, 0), &token), ERR_DENIED);
}

static void
a_key_that_went_no_longer_counts(void **state)
{
	const char *text = ours(), *why;
	struct token_keys *both, *next;
	struct token token;

	(void)state;
	assert_int_equal(
	    token_keys_read(arena,
			    arena_text(arena, "%s%s", signer_pem(arena, other), signer_pem(arena, pair)),
			    &both, &why),
	    OK);
	assert_int_equal(token_keys_sign(arena, both, private_pem(other), &why), OK);
	assert_int_equal(token_read(arena, both, SITE, text, NOW, &token), OK);
	assert_int_equal(token_keys_read(arena, signer_pem(arena, other), &next, &why), OK);
	assert_int_equal(token_read(arena, next, SITE, text, NOW, &token), ERR_DENIED);
	text = token_write(arena, both, SITE, &(struct token){ SESSION, 12, NOW, NOW + 60 });
	assert_int_equal(token_read(arena, next, SITE, text, NOW, &token), OK);
	assert_int_equal(judge(text, &token), ERR_DENIED);
}

static void
a_wrong_or_short_key_is_refused_at_start(void **state)
{
	const char *const publics[] = { "",
					"x",
					"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
					signer_pem(arena, signer_ec(arena, "secp224r1")),
					signer_pem(arena, signer_ec(arena, "secp384r1")),
					signer_pem(arena, rsa) };
	const char *const privates[] = { "",
					 "x",
					 private_pem(other),
					 private_pem(rsa),
					 private_pem(signer_ec(arena, "secp224r1")),
					 signer_pem(arena, pair) };
	struct token_keys *out;
	const char *why;

	(void)state;
	for (size_t i = 0; i < sizeof publics / sizeof *publics; i++) {
		assert_int_equal(token_keys_read(arena, publics[i], &out, &why), ERR_INVALID);
		assert_non_null(why);
	}
	for (size_t i = 0; i < sizeof privates / sizeof *privates; i++) {
		assert_int_equal(token_keys_read(arena, signer_pem(arena, pair), &out, &why), OK);
		assert_int_equal(token_keys_sign(arena, out, privates[i], &why), ERR_INVALID);
		assert_non_null(why);
	}
}

static int
setup(void **state)
{
	unsigned char *header;
	const char *why, *text;
	size_t len;

	(void)state;
	arena = arena_new();
	pair = signer_ec(arena, "prime256v1");
	other = signer_ec(arena, "prime256v1");
	rsa = signer_rsa(arena, 2048);
	if (token_keys_read(arena, signer_pem(arena, pair), &keys, &why) != OK
	    || token_keys_sign(arena, keys, private_pem(pair), &why) != OK)
		return 1;
	text = ours();
	if (!base64url_read(arena, text, strcspn(text, "."), &header, &len))
		return 1;
	text = strstr((const char *)header, "\"kid\":\"");
	kid = arena_copy(arena, text + 7, strcspn(text + 7, "\""));
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(our_own_token_is_read),
		cmocka_unit_test(what_is_forged_is_refused),
		cmocka_unit_test(what_is_damaged_is_refused),
		cmocka_unit_test(a_key_that_went_no_longer_counts),
		cmocka_unit_test(a_wrong_or_short_key_is_refused_at_start),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
