/* Keys: read with suspicion, derived per purpose. */
#include "crypto/key.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "crypto/base64url.h"
#include "crypto/signature.h"

#define KEY_VARIETY 16 /* 32 random bytes have fewer different values once in 10^20 keys */

static int
variety(const unsigned char *bytes, size_t len)
{
	bool seen[256] = { false };
	int count = 0;

	for (size_t i = 0; i < len; i++) {
		count += !seen[bytes[i]];
		seen[bytes[i]] = true;
	}
	return count;
}

static const char *
fault(const char *text, const unsigned char *bytes, size_t len)
{
	if (text == NULL || *text == '\0')
		return "the key is missing";
	if (bytes == NULL)
		return "the key must be base64url without padding";
	if (len < KEY_LEAST)
		return "the key is too short: 32 random bytes are the least";
	if (len > KEY_MOST)
		return "the key is too long: 64 bytes are the most";
	if (variety(bytes, len) < KEY_VARIETY)
		return "the key is not random";
	return NULL;
}

enum err
key_read(const char *text, struct key *out, const char **why)
{
	struct arena *a = arena_new();
	unsigned char *bytes = NULL;
	size_t len = 0;
	const char *wrong;

	if (text != NULL && !base64url_read(a, text, strlen(text), &bytes, &len))
		bytes = NULL;
	wrong = fault(text, bytes, len);
	if (wrong == NULL) {
		memset(out, 0, sizeof *out);
		memcpy(out->bytes, bytes, len);
		out->len = len;
	} else {
		*why = wrong;
	}
	if (bytes != NULL)
		explicit_bzero(bytes, len);
	arena_free(a);
	return wrong == NULL ? OK : ERR_INVALID;
}

struct key
key_derive(const struct key *key, const char *purpose)
{
	struct key derived = { .len = DIGEST_SIZE };

	signature_make(key, purpose, strlen(purpose), derived.bytes);
	return derived;
}
