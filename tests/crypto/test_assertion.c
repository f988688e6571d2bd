/* Foreign tokens: the right one is read, and none of those that attackers,
 * careless senders and other clocks make. */
#include "crypto/assertion.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/json.h"
#include "crypto/base64url.h"
#include "tests/crypto/forged.h"
#include "tests/crypto/signer.h"

#define NOW INT64_C(1795100000)
#define SECRET "0123456789abcdef0123456789abcdef" /* as long as LINE's */

/* Made once: RSA keys take their time. */
static struct world {
	struct arena *arena;
	EVP_PKEY *rsa, *ec, *other_rsa, *other_ec;
	struct jwks *keys;
	const char *rsa_jwk, *rsa_pem, *ec_pem;
} world;

static const struct assertion_rules by_rsa = { .algorithm = ALGORITHM_RS256,
					       .issuer = "https://id.example",
					       .audience = "client-1",
					       .nonce = "n-1",
					       .life = 86400 };

static int
make_world(void **state)
{
	struct arena *a = world.arena = arena_new();
	const char *why, *text;

	(void)state;
	world.rsa = signer_rsa(a, 2048);
	world.other_rsa = signer_rsa(a, 2048);
	world.ec = signer_ec(a, "P-256");
	world.other_ec = signer_ec(a, "P-256");
	world.rsa_jwk = signer_jwk(a, world.rsa, "");
	world.rsa_pem = signer_pem(a, world.rsa);
	world.ec_pem = signer_pem(a, world.ec);
	text = arena_text(a, "{\"keys\":[%s,%s]}", signer_jwk(a, world.rsa, "\"kid\":\"r\",\"use\":\"sig\","),
			  signer_jwk(a, world.ec, "\"kid\":\"e\",\"alg\":\"ES256\","));
	return jwks_read(a, text, strlen(text), &world.keys, &why) == OK ? 0 : -1;
}

static int
end_world(void **state)
{
	(void)state;
	arena_free(world.arena);
	return 0;
}

static enum err
judge(struct arena *a, const char *token, const struct assertion_rules *rules, struct assertion *out)
{
	struct assertion_rules r = *rules;
	const char *why = NULL;
	enum err e;

	if (r.algorithm == ALGORITHM_HS256 && r.secret == NULL) {
		r.secret = SECRET;
		r.secret_len = strlen(SECRET);
	}
	r.keys = world.keys;
	e = assertion_read(a, token, &r, NOW, out, &why);
	assert_true(e == OK || why != NULL);
	return e;
}

static void
what_is_right_is_read(void **state)
{
	static const struct {
		enum algorithm algorithm;
		enum signing how;
		const char *header, *claims;
	} cases[] = {
		{ ALGORITHM_RS256, SIGN_RS256, RS, GOOD },
		{ ALGORITHM_RS256, SIGN_RS256, "{\"alg\":\"RS256\"}", GOOD },
		{ ALGORITHM_RS256, SIGN_RS256, "{\"alg\":\"RS256\",\"typ\":\"jwt\",\"x5t\":\"abc\"}", GOOD },
		{ ALGORITHM_ES256, SIGN_ES256, ES, GOOD },
		{ ALGORITHM_HS256, SIGN_HS256, HS, GOOD },
		{ ALGORITHM_HS256, SIGN_HS256, "{\"typ\":\"JWT\",\"alg\":\"HS256\"}", GOOD },
		{ ALGORITHM_RS256, SIGN_RS256, RS, "{" WHO ",\"aud\":[\"client-1\"]," TIMES "}" },
		{ ALGORITHM_RS256, SIGN_RS256, RS,
		  "{" WHO ",\"aud\":[\"x\",\"client-1\"],\"azp\":\"client-1\"," TIMES "}" },
		{ ALGORITHM_RS256, SIGN_RS256, RS,
		  "{" WHO "," AUD ",\"iat\":1795100059,\"exp\":1795100300}" },
		{ ALGORITHM_RS256, SIGN_RS256, RS,
		  "{" WHO "," AUD ",\"iat\":1795099000,\"exp\":1795099941}" },
		{ ALGORITHM_RS256, SIGN_RS256, RS, "{" WHO "," AUD ",\"nbf\":1795100060," TIMES "}" },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct assertion_rules rules = by_rsa;
		struct assertion out;
		const char *token;

		rules.algorithm = cases[i].algorithm;
		token = signer_sign(a, cases[i].how, cases[i].how == SIGN_ES256 ? world.ec : world.rsa,
				    SECRET, signer_parts(a, cases[i].header, cases[i].claims));
		assert_int_equal(judge(a, token, &rules, &out), OK);
		assert_string_equal(out.subject, "u1");
		assert_string_equal(json_string(json_member(out.claims, "iss"), NULL), "https://id.example");
		assert_string_equal(assertion_issuer(a, token), "https://id.example");
	}
	arena_free(a);
}

/* Rightly signed, and wrong in what it says. */
static void
refuse_signed(const char *header, const char *claims)
{
	struct arena *a = arena_new();
	struct assertion out;

	if (judge(a, signer_sign(a, SIGN_RS256, world.rsa, NULL, signer_parts(a, header, claims)), &by_rsa,
		  &out)
	    == OK)
		fail_msg("accepted: %s %s", header, claims);
	arena_free(a);
}

static void
what_says_the_wrong_thing_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; forged_headers[i] != NULL; i++)
		refuse_signed(forged_headers[i], GOOD);
	for (size_t i = 0; forged_claims[i] != NULL; i++)
		refuse_signed(RS, forged_claims[i]);
}

static void
what_is_signed_by_others_or_otherwise_is_refused(void **state)
{
	struct arena *a = arena_new();
	const char *jwk_header =
	    arena_text(a, "{\"alg\":\"RS256\",\"jwk\":%s}", signer_jwk(a, world.other_rsa, "\"kid\":\"r\","));
	const struct {
		const char *what;
		enum algorithm expected;
		enum signing how;
		EVP_PKEY *key;
		const char *secret, *header;
	} cases[] = {
		{ "another key", ALGORITHM_RS256, SIGN_RS256, world.other_rsa, NULL, RS },
		{ "another key, no kid", ALGORITHM_RS256, SIGN_RS256, world.other_rsa, NULL,
		  "{\"alg\":\"RS256\"}" },
		{ "the key it brings along", ALGORITHM_RS256, SIGN_RS256, world.other_rsa, NULL, jwk_header },
		{ "another digest", ALGORITHM_RS256, SIGN_RS384, world.rsa, NULL, RS },
		{ "another padding", ALGORITHM_RS256, SIGN_PS256, world.rsa, NULL, RS },
		{ "the other's own algorithm", ALGORITHM_RS256, SIGN_ES256, world.ec, NULL, ES },
		{ "ES256 in the name of RS256", ALGORITHM_RS256, SIGN_ES256, world.ec, NULL, RS },
		{ "the public key as a secret", ALGORITHM_RS256, SIGN_HS256, NULL, world.rsa_pem, HS },
		{ "the same, called RS256", ALGORITHM_RS256, SIGN_HS256, NULL, world.rsa_pem, RS },
		{ "the JWK as a secret", ALGORITHM_RS256, SIGN_HS256, NULL, world.rsa_jwk, HS },
		{ "the public point as a secret", ALGORITHM_ES256, SIGN_HS256, NULL, world.ec_pem, ES },
		{ "an empty secret", ALGORITHM_RS256, SIGN_HS256, NULL, "", HS },
		{ "nothing", ALGORITHM_RS256, SIGN_NOTHING, NULL, NULL, RS },
		{ "nothing, and saying so", ALGORITHM_RS256, SIGN_NOTHING, NULL, NULL, "{\"alg\":\"none\"}" },
		{ "DER", ALGORITHM_ES256, SIGN_ES256_DER, world.ec, NULL, ES },
		{ "another point", ALGORITHM_ES256, SIGN_ES256, world.other_ec, NULL, ES },
		{ "RSA in the name of ES256", ALGORITHM_ES256, SIGN_RS256, world.rsa, NULL, ES },
		{ "an unknown key", ALGORITHM_ES256, SIGN_ES256, world.other_ec, NULL,
		  "{\"alg\":\"ES256\",\"kid\":\"new\"}" },
		{ "another secret", ALGORITHM_HS256, SIGN_HS256, NULL, "x", HS },
		{ "no secret", ALGORITHM_HS256, SIGN_HS256, NULL, "", HS },
		{ "RS256 where a secret is agreed", ALGORITHM_HS256, SIGN_RS256, world.rsa, NULL, RS },
		{ "ES256 where a secret is agreed", ALGORITHM_HS256, SIGN_ES256, world.ec, NULL, ES },
		{ "none where a secret is agreed", ALGORITHM_HS256, SIGN_NOTHING, NULL, NULL,
		  "{\"alg\":\"none\"}" },
	};
	struct assertion out;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct assertion_rules rules = by_rsa;
		const char *token = signer_sign(a, cases[i].how, cases[i].key, cases[i].secret,
						signer_parts(a, cases[i].header, GOOD));

		rules.algorithm = cases[i].expected;
		if (judge(a, token, &rules, &out) == OK)
			fail_msg("accepted: signed by %s", cases[i].what);
	}
	arena_free(a);
}

static void
a_secret_that_is_empty_or_short_opens_nothing(void **state)
{
	static const char *const secrets[] = { "", "short", "0123456789abcdef0123456789abcde" };
	struct arena *a = arena_new();
	struct assertion_rules rules = by_rsa;
	struct assertion out;

	(void)state;
	rules.algorithm = ALGORITHM_HS256;
	for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++) {
		rules.secret = secrets[i];
		rules.secret_len = strlen(secrets[i]);
		assert_int_equal(
		    judge(a, signer_sign(a, SIGN_HS256, NULL, secrets[i], signer_parts(a, HS, GOOD)), &rules,
			  &out),
		    ERR_DENIED);
	}
	arena_free(a);
}

static void
what_has_another_form_is_refused(void **state)
{
	struct arena *a = arena_new();
	char *good = signer_sign(a, SIGN_RS256, world.rsa, NULL, signer_parts(a, RS, GOOD));
	size_t len = strlen(good), parts = (size_t)(strrchr(good, '.') - good);
	const char *forms[] = {
		NULL,
		"",
		".",
		"..",
		"...",
		"a.b.c",
		arena_copy(a, good, parts),
		arena_copy(a, good, parts + 1),
		arena_text(a, "%s.", good),
		arena_text(a, "%s.e30", good),
		arena_text(a, "e30.%s", good),
		arena_text(a, "%s=", good),
		arena_text(a, "%s==", good),
		arena_text(a, " %s", good),
		arena_text(a, "%s\n", good),
		arena_text(a, "%.*s%%2E%s", (int)parts, good, good + parts + 1),
		arena_text(a, "%.*s.%s", (int)parts, good, good + parts + 2),
		arena_text(a, "%sAAAA", good),
		arena_text(a, "%.*s+/%s", (int)len - 2, good, ""),
		arena_text(a, ".%s", good),
		arena_text(a, "%s.%0*d", good, ASSERTION_BYTES, 0),
		arena_text(a, "%.*s.%0*d", (int)parts, good, ASSERTION_BYTES, 0),
	};
	struct assertion out;

	(void)state;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (judge(a, forms[i], &by_rsa, &out) == OK)
			fail_msg("accepted: form %zu", i);
	for (size_t i = 0; i < len; i++) {
		char was = good[i];

		good[i] = was == 'A' ? 'B' : 'A';
		assert_int_not_equal(judge(a, good, &by_rsa, &out), OK);
		good[i] = was;
	}
	assert_int_equal(judge(a, good, &by_rsa, &out), OK);
	arena_free(a);
}

static void
an_unknown_key_is_told_from_a_wrong_signature(void **state)
{
	struct arena *a = arena_new();
	struct assertion out;

	(void)state;
	assert_int_equal(judge(a,
			       signer_sign(a, SIGN_RS256, world.other_rsa, NULL,
					   signer_parts(a, "{\"alg\":\"RS256\",\"kid\":\"new\"}", GOOD)),
			       &by_rsa, &out),
			 ERR_NOT_FOUND);
	assert_int_equal(judge(a,
			       signer_sign(a, SIGN_RS256, world.other_rsa, NULL, signer_parts(a, RS, GOOD)),
			       &by_rsa, &out),
			 ERR_DENIED);
	arena_free(a);
}

#define FROM_PARTNER "\"iss\":\"https://id.example\",\"sub\":\"u1\""

static void
what_is_used_once_has_an_id_and_a_short_life(void **state)
{
	static const struct {
		const char *claims;
		enum err want;
	} cases[] = {
		{ "{" FROM_PARTNER "," AUD
		  ",\"iat\":1795099990,\"exp\":1795100290,\"jti\":\"0123456789abcdef\"}",
		  OK },
		{ "{" FROM_PARTNER "," AUD
		  ",\"iat\":1795099990,\"exp\":1795100291,\"jti\":\"0123456789abcdef\"}",
		  ERR_DENIED },
		{ "{" FROM_PARTNER "," AUD
		  ",\"iat\":1795099990,\"exp\":1795100290,\"jti\":\"0123456789abcde\"}",
		  ERR_DENIED },
		{ "{" FROM_PARTNER "," AUD ",\"iat\":1795099990,\"exp\":1795100290}", ERR_DENIED },
		{ "{" FROM_PARTNER "," AUD ",\"iat\":1795099990,\"exp\":1795100290,\"jti\":1234567890123456}",
		  ERR_DENIED },
		{ "{" WHO "," AUD ",\"iat\":1795099990,\"exp\":1795100290,\"jti\":\"0123456789abcdef\"}",
		  ERR_DENIED },
	};
	struct arena *a = arena_new();
	struct assertion_rules rules = by_rsa;

	(void)state;
	rules.nonce = NULL;
	rules.once = true;
	rules.life = 300;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *token =
		    signer_sign(a, SIGN_RS256, world.rsa, NULL, signer_parts(a, RS, cases[i].claims));
		struct assertion out;

		assert_int_equal(judge(a, token, &rules, &out), cases[i].want);
		if (cases[i].want == OK)
			assert_string_equal(out.id, "0123456789abcdef");
	}
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_right_is_read),
		cmocka_unit_test(what_says_the_wrong_thing_is_refused),
		cmocka_unit_test(what_is_signed_by_others_or_otherwise_is_refused),
		cmocka_unit_test(a_secret_that_is_empty_or_short_opens_nothing),
		cmocka_unit_test(what_has_another_form_is_refused),
		cmocka_unit_test(an_unknown_key_is_told_from_a_wrong_signature),
		cmocka_unit_test(what_is_used_once_has_an_id_and_a_short_life),
	};

	return cmocka_run_group_tests(tests, make_world, end_world);
}
