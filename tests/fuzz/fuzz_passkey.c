/* Passkeys: whatever a browser sends, a new passkey is one whose key can be used,
 * and no log-in is believed without its key's signature. The first byte says
 * which of the parts the rest is. */
#include <string.h>

#include "base/text.h"
#include "crypto/base64url.h"
#include "crypto/digest.h"
#include "crypto/passkey.h"
#include "crypto/recovery.h"
#include "crypto/totp.h"
#include "tests/fuzz/fuzz.h"

#define CREATED \
	"{\"type\":\"webauthn.create\",\"challenge\":\"AAAA\",\"origin\":\"https://example.org\"," \
	"\"crossOrigin\":false}"
#define GOT \
	"{\"type\":\"webauthn.get\",\"challenge\":\"AAAA\",\"origin\":\"https://example.org\"," \
	"\"crossOrigin\":false}"

static const struct passkey_wish wish = {
	.site = "example.org",
	.origin = "https://example.org",
	.challenge = "AAAA",
};

/* Authenticator data of a new passkey: what is taken is a key we can load again, of a size the
 * database has room for. */
static void
try_new(struct arena *a, const char *client, const char *data)
{
	struct passkey_answer answer = { .client = client, .authenticator = data, .signature = "AAAA" };
	struct passkey passkey, seen;

	if (passkey_read(a, &wish, &answer, &passkey) != OK)
		return;
	EXPECT(*passkey.id != '\0' && strlen(passkey.id) <= PASSKEY_ID_MAX);
	EXPECT(strlen(passkey.key)
	       == (passkey.algorithm == PASSKEY_EDDSA   ? BASE64URL_LENGTH(44)
		   : passkey.algorithm == PASSKEY_ES256 ? BASE64URL_LENGTH(91)
							: BASE64URL_LENGTH(294)));
	EXPECT(passkey.count >= 0 && passkey.count <= UINT32_MAX && (passkey.portable || !passkey.copied));
	answer.client = base64url_write(a, GOT, strlen(GOT));
	EXPECT(passkey_check(a, &wish, &answer, &passkey, &seen) == ERR_DENIED);
}

static void
try_login(struct arena *a, const char *client, const char *data, const char *signature)
{
	/* A key of Web Authentication's own vectors. */
	struct passkey known = { .algorithm = PASSKEY_EDDSA,
				 .key = "MCowBQYDK2VwAyEAROBt3TMcNqjcZnurUryuY0hskWql4znmrOuqhJNL-DI" };
	struct passkey_answer answer = { client, data, signature };
	struct passkey seen;

	EXPECT(passkey_check(a, &wish, &answer, &known, &seen) == ERR_DENIED);
}

static void
try_typed(struct arena *a, const char *typed)
{
	const char *digest = recovery_digest(a, typed);
	int64_t step = -1;

	EXPECT(digest == NULL || strlen(digest) == 2 * DIGEST_SIZE);
	EXPECT(!totp_fits((const unsigned char *)"secret", 6, typed, 59, 2, &step) || step == 2);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	const char *client, *head, *text;

	if (size > 0) {
		text = base64url_write(a, data + 1, size - 1);
		head = base64url_write(a, "\0", 1);
		client = base64url_write(a, data[0] == 'n' ? CREATED : GOT,
					 strlen(data[0] == 'n' ? CREATED : GOT));
		if (data[0] == 'n')
			try_new(a, client, text);
		else if (data[0] == 'l')
			try_login(a, client, text, head);
		else if (data[0] == 's')
			try_login(a, client, head, text);
		else if (data[0] == 'c')
			try_new(a, text, head);
		else
			try_typed(a, arena_copy(a, data + 1, size - 1));
	}
	arena_free(a);
	return 0;
}
