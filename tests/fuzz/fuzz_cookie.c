/* Cookies, and the signed values and tokens that come in them: none that we did
 * not make is believed, and reading changes nothing. */
#include <string.h>

#include "base/text.h"
#include "crypto/base64url.h"
#include "crypto/sealed.h"
#include "tests/fuzz/fuzz.h"
#include "web/cookie.h"
#include "web/csrf.h"

static const struct key key = { .len = 32, .bytes = { 7, 1, 4 } };

static void
check_cookie(struct arena *a, const struct pair *pair)
{
	size_t len = strlen(pair->value), bytes_len;
	unsigned char *bytes;

	EXPECT(*pair->name != '\0' && strpbrk(pair->name, "=; \t\r\n") == NULL);
	EXPECT(strpbrk(pair->value, "; \t\r\n\",\\") == NULL);
	EXPECT(sealed_read(a, &key, "fuzz", pair->value, 0) == NULL);
	EXPECT(!csrf_token_fits(a, &key, "visitor", pair->value));
	if (base64url_read(a, pair->value, len, &bytes, &bytes_len))
		EXPECT(text_equal(base64url_write(a, bytes, bytes_len), pair->value));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	const char *header = arena_copy(a, data, size);
	struct pairs pairs;

	if (cookie_read(a, header, &pairs) == OK) {
		EXPECT(pairs.count <= PAIRS_MAX);
		for (size_t i = 0; i < pairs.count; i++) {
			EXPECT(!text_starts(pairs.items[i].name, "__Host-")
			       || pairs_times(&pairs, pairs.items[i].name) == 1);
			check_cookie(a, &pairs.items[i]);
		}
	}
	arena_free(a);
	return 0;
}
