/* Foreign tokens: none that nobody signed is believed, by a key or by a secret,
 * whatever its form. What is inside is signed here too, so that the claims'
 * checks are reached. */
#include <string.h>

#include "base/json.h"
#include "crypto/assertion.h"
#include "crypto/base64url.h"
#include "crypto/signature.h"
#include "tests/fuzz/fuzz.h"

#define NOW INT64_C(1795100000)
#define SECRET "0123456789abcdef0123456789abcdef"

static const char keys[] = "{\"kty\":\"EC\",\"crv\":\"P-256\","
			   "\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
			   "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}";

static const struct assertion_rules rules = { .algorithm = ALGORITHM_HS256,
					      .secret = SECRET,
					      .secret_len = sizeof SECRET - 1,
					      .issuer = "i",
					      .audience = "a",
					      .nonce = "n",
					      .life = 600 };

/* Claims as they come, signed with the secret that is agreed. */
static void
check_claims(struct arena *a, const uint8_t *data, size_t size)
{
	static const char header[] = "{\"alg\":\"HS256\"}";
	unsigned char signature[DIGEST_SIZE];
	const char *parts = arena_text(a, "%s.%s", base64url_write(a, header, sizeof header - 1),
				       base64url_write(a, data, size));
	struct assertion out;
	const char *why;

	EXPECT(signature_make_with(SECRET, sizeof SECRET - 1, parts, strlen(parts), signature));
	if (assertion_read(a, arena_text(a, "%s.%s", parts, base64url_write(a, signature, DIGEST_SIZE)),
			   &rules, NOW, &out, &why)
	    != OK)
		return;
	EXPECT(*out.subject != '\0' && strlen(out.subject) <= 255);
	EXPECT(out.expires > NOW - ASSERTION_SKEW && out.expires - out.issued <= rules.life);
	EXPECT(strcmp(json_string(json_member(out.claims, "iss"), NULL), "i") == 0);
	EXPECT(strcmp(json_string(json_member(out.claims, "nonce"), NULL), "n") == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	const char *text = arena_copy(a, data, size), *why;
	struct assertion_rules by_key = rules;
	struct assertion out;
	struct jwks *set;

	EXPECT(jwks_read(a, keys, sizeof keys - 1, &set, &why) == OK);
	by_key.algorithm = ALGORITHM_ES256;
	by_key.keys = set;
	EXPECT(assertion_read(a, text, &by_key, NOW, &out, &why) != OK && why != NULL);
	EXPECT(assertion_read(a, text, &rules, NOW, &out, &why) != OK && why != NULL);
	(void)assertion_issuer(a, text);
	check_claims(a, data, size);
	arena_free(a);
	return 0;
}
