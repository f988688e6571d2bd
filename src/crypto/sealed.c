/* Sealed values: end (8 bytes, big-endian), value, signature, all base64url.
 * The signature covers the purpose too, which is not part of the text. */
#include "crypto/sealed.h"

#include <assert.h>
#include <string.h>

#include "crypto/base64url.h"
#include "crypto/signature.h"

#define END_SIZE 8
#define VALUE_MAX 2048

/* Signs purpose, NUL, end and value; no purpose holds a NUL, so no two
 * different ones read alike. */
static void
sign(struct arena *a, const struct key *key, const char *purpose, const unsigned char *sealed, size_t len,
     unsigned char out[static DIGEST_SIZE])
{
	size_t purpose_len = strlen(purpose) + 1;
	unsigned char *whole = arena_alloc(a, purpose_len + len, 1);

	memcpy(whole, purpose, purpose_len);
	memcpy(whole + purpose_len, sealed, len);
	signature_make(key, whole, purpose_len + len, out);
}

char *
sealed_write(struct arena *a, const struct key *key, const char *purpose, const char *value, int64_t expires)
{
	size_t value_len = strlen(value), len = END_SIZE + value_len;
	unsigned char *sealed = arena_alloc(a, len + DIGEST_SIZE, 1);

	assert(value_len <= VALUE_MAX);
	for (int i = 0; i < END_SIZE; i++)
		sealed[i] = (unsigned char)((uint64_t)expires >> (56 - 8 * i));
	memcpy(sealed + END_SIZE, value, value_len);
	sign(a, key, purpose, sealed, len, sealed + len);
	return base64url_write(a, sealed, len + DIGEST_SIZE);
}

static int64_t
end_of(const unsigned char *sealed)
{
	uint64_t end = 0;

	for (int i = 0; i < END_SIZE; i++)
		end = end << 8 | sealed[i];
	return (int64_t)end;
}

const char *
sealed_read(struct arena *a, const struct key *key, const char *purpose, const char *text, int64_t now)
{
	unsigned char right[DIGEST_SIZE], *sealed;
	size_t len;

	if (text == NULL || strlen(text) > SEALED_LENGTH_MAX
	    || !base64url_read(a, text, strlen(text), &sealed, &len) || len < END_SIZE + DIGEST_SIZE)
		return NULL;
	len -= DIGEST_SIZE;
	sign(a, key, purpose, sealed, len, right);
	if (!secret_equal(right, sizeof right, sealed + len, DIGEST_SIZE) || end_of(sealed) <= now)
		return NULL;
	return arena_copy(a, sealed + END_SIZE, len - END_SIZE);
}
