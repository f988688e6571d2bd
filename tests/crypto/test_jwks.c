/* Key sets: what can be used is, what must not is refused. */
#include "crypto/jwks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "tests/crypto/signer.h"

static enum err
check(const struct jwks *set, enum algorithm algorithm, const char *kid)
{
	return jwks_check(set, algorithm,
			  &(struct signed_bytes){ kid, "a", 1, (const unsigned char *)"b", 1 });
}

static enum err
read_set(struct arena *a, const char *text, struct jwks **out)
{
	const char *why = NULL;
	enum err e = jwks_read(a, text, strlen(text), out, &why);

	assert_true(e == OK || why != NULL);
	return e;
}

/* RFC 7517, appendix A.1: the RSA key is for RS256 and the point for encryption. */
static void
the_published_example_has_one_key_for_signatures(void **state)
{
	static const char example[] =
	    "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\","
	    "\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\","
	    "\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\",\"use\":\"enc\",\"kid\":\"1\"},"
	    "{\"kty\":\"RSA\",\"n\":"
	    "\"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aP"
	    "FFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65"
	    "YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4"
	    "vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw\","
	    "\"e\":\"AQAB\",\"alg\":\"RS256\",\"kid\":\"2011-04-29\"}]}";
	struct arena *a = arena_new();
	struct jwks *set;

	(void)state;
	assert_int_equal(read_set(a, example, &set), OK);
	assert_int_equal(jwks_count(set), 1);
	assert_int_equal(check(set, ALGORITHM_RS256, "1"), ERR_NOT_FOUND);
	assert_int_equal(check(set, ALGORITHM_ES256, NULL), ERR_NOT_FOUND);
	assert_int_equal(check(set, ALGORITHM_RS256, "2011-04-29"), ERR_DENIED);
	arena_free(a);
}

/* RFC 7515, appendix A.3. */
static void
the_published_signature_is_known_as_the_keys(void **state)
{
	static const char key[] = "{\"kty\":\"EC\",\"crv\":\"P-256\","
				  "\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
				  "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}";
	static const char parts[] =
	    "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9"
	    "pc19yb290Ijp0cnVlfQ";
	static const unsigned char signature[] = { 14,  209, 33,  83,  121, 99,  108, 72,  60,  47,  127,
						   21,  88,  7,   212, 2,   163, 178, 40,  3,   58,  249,
						   124, 126, 23,  129, 154, 195, 22,  158, 166, 101, 197,
						   10,  7,   211, 140, 60,  112, 229, 216, 241, 45,  175,
						   8,   74,  84,  128, 166, 101, 144, 197, 242, 147, 80,
						   154, 143, 63,  127, 138, 131, 163, 84,  213 };
	struct signed_bytes it = { NULL, parts, strlen(parts), signature, sizeof signature };
	struct arena *a = arena_new();
	struct jwks *set;

	(void)state;
	assert_int_equal(read_set(a, key, &set), OK);
	assert_int_equal(jwks_check(set, ALGORITHM_ES256, &it), OK);
	it.signature_len--;
	assert_int_equal(jwks_check(set, ALGORITHM_ES256, &it), ERR_DENIED);
	it.signature_len++;
	it.len--;
	assert_int_equal(jwks_check(set, ALGORITHM_ES256, &it), ERR_DENIED);
	arena_free(a);
}

static void
what_holds_no_key_to_use_is_refused(void **state)
{
	struct arena *a = arena_new();
	EVP_PKEY *rsa = signer_rsa(a, 2048), *ec = signer_ec(a, "P-256");
	const char *point = "\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\"";
	const char *sets[] = {
		"",
		"[]",
		"{}",
		"null",
		"{\"keys\":{}}",
		"{\"keys\":[]}",
		"{\"keys\":[null]}",
		"{\"keys\":[],\"keys\":[]}",
		"{\"keys\":[{\"kty\":\"RSA\"}]}",
		"{\"keys\":[{\"kty\":\"RSA\",\"n\":\"\",\"e\":\"AQAB\"}]}",
		"{\"keys\":[{\"kty\":\"RSA\",\"n\":7,\"e\":\"AQAB\"}]}",
		"{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}",
		arena_text(a, "{\"kty\":\"EC\",\"crv\":\"P-256\",%s}", point),
		arena_text(a, "{\"kty\":\"EC\",\"crv\":\"P-256\",%s,\"y\":\"%s\"}", point,
			   "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a4"),
		arena_text(a, "{\"kty\":\"EC\",\"crv\":\"P-256\",%s,\"y\":\"%s\"}", point, "AAAA"),
		signer_jwk(a, signer_rsa(a, 1024), ""),
		signer_jwk(a, signer_ec(a, "P-384"), ""),
		signer_jwk(a, rsa, "\"use\":\"enc\","),
		signer_jwk(a, rsa, "\"alg\":\"RS512\","),
		signer_jwk(a, rsa, "\"alg\":\"ES256\","),
		signer_jwk(a, rsa, "\"alg\":7,"),
		signer_jwk(a, rsa, "\"kid\":7,"),
		signer_jwk(a, rsa, "\"d\":\"AAAA\","),
		signer_jwk(a, ec, "\"alg\":\"RS256\","),
		signer_jwk(a, ec, "\"d\":\"AAAA\","),
		arena_text(a, "{\"keys\":[%s,{\"kty\":\"oct\",\"k\":\"AAAA\"}]}", signer_jwk(a, ec, "")),
		signer_pem(a, ec),
		arena_text(a, "{\"keys\":[%s],\"more\":\"%0*d\"}", signer_jwk(a, ec, ""), JWKS_BYTES, 0),
	};
	struct jwks *set;

	(void)state;
	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
		if (read_set(a, sets[i], &set) == OK)
			fail_msg("accepted: %.200s", sets[i]);
	arena_free(a);
}

static void
as_many_keys_are_read_as_are_said_and_no_more(void **state)
{
	struct arena *a = arena_new();
	const char *jwk = signer_jwk(a, signer_ec(a, "P-256"), "");

	(void)state;
	for (size_t count = JWKS_KEYS; count <= JWKS_KEYS + 1; count++) {
		struct buffer text = buffer_new(a, JWKS_BYTES);
		struct jwks *set;

		for (size_t i = 0; i < count; i++)
			buffer_format(&text, "%s%s", i == 0 ? "{\"keys\":[" : ",", jwk);
		buffer_text(&text, "]}");
		assert_int_equal(read_set(a, buffer_string(&text), &set),
				 count > JWKS_KEYS ? ERR_INVALID : OK);
		if (count <= JWKS_KEYS)
			assert_int_equal(jwks_count(set), JWKS_KEYS);
	}
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_published_example_has_one_key_for_signatures),
		cmocka_unit_test(the_published_signature_is_known_as_the_keys),
		cmocka_unit_test(what_holds_no_key_to_use_is_refused),
		cmocka_unit_test(as_many_keys_are_read_as_are_said_and_no_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
