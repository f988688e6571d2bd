/* Encryption of secrets: a random nonce, then what libsodium makes; the owner is
 * authenticated beside it and not part of the text. */
#include "crypto/safe.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "crypto/base64url.h"
#include "crypto/digest.h"
#include "crypto/random.h"

#define NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define EXTRA (NONCE + crypto_aead_xchacha20poly1305_ietf_ABYTES)

/* A key of exactly the cipher's size, which no other use of ours shares. */
static struct key
cipher_key(const struct key *key)
{
	static_assert(DIGEST_SIZE == crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
		      "a derived key is the cipher's");

	if (sodium_init() < 0)
		abort();
	return key_derive(key, "safe");
}

char *
safe_close(struct arena *a, const struct key *key, const char *owner, const void *secret, size_t len)
{
	struct key own = cipher_key(key);
	unsigned char *whole = arena_alloc(a, len + EXTRA, 1);

	random_bytes(whole, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(whole + NONCE, NULL, secret, len,
						   (const unsigned char *)owner, strlen(owner), NULL, whole,
						   own.bytes);
	return base64url_write(a, whole, len + EXTRA);
}

bool
safe_open(struct arena *a, const struct key *key, const char *owner, const char *text, unsigned char **secret,
	  size_t *len)
{
	struct key own = cipher_key(key);
	unsigned char *whole, *plain;
	size_t whole_len;

	if (text == NULL || !base64url_read(a, text, strlen(text), &whole, &whole_len) || whole_len < EXTRA)
		return false;
	plain = arena_alloc(a, whole_len - EXTRA + 1, 1);
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain, NULL, NULL, whole + NONCE, whole_len - NONCE,
						       (const unsigned char *)owner, strlen(owner), whole,
						       own.bytes)
	    != 0)
		return false;
	*secret = plain;
	*len = whole_len - EXTRA;
	return true;
}
