/* Key sets: what is read has keys, and none of them believes what nobody has
 * signed. */
#include "crypto/jwks.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	unsigned char signature[256] = { 0, 1 };
	struct arena *a = arena_new();
	const char *why = NULL;
	struct jwks *set;

	if (jwks_read(a, (const char *)data, size, &set, &why) == OK) {
		EXPECT(jwks_count(set) > 0 && jwks_count(set) <= JWKS_KEYS);
		EXPECT(
		    jwks_check(set, ALGORITHM_RS256, &(struct signed_bytes){ NULL, "a", 1, signature, 256 })
		    != OK);
		EXPECT(jwks_check(set, ALGORITHM_ES256, &(struct signed_bytes){ NULL, "a", 1, signature, 64 })
		       != OK);
		EXPECT(jwks_check(set, ALGORITHM_HS256, &(struct signed_bytes){ NULL, "a", 1, signature, 32 })
		       == ERR_NOT_FOUND);
	} else {
		EXPECT(why != NULL);
	}
	arena_free(a);
	return 0;
}
