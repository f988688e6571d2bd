/* Sealed boxes by libsodium. */
#include "crypto/vault.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "crypto/key.h"

static_assert(VAULT_KEY == crypto_box_PUBLICKEYBYTES && VAULT_KEY == crypto_box_SECRETKEYBYTES
		  && VAULT_MORE == crypto_box_SEALBYTES,
	      "the sizes are libsodium's");

static enum err
read_key(const char *text, unsigned char out[VAULT_KEY], const char **why)
{
	struct key key;
	enum err e = key_read(text, &key, why);

	if (e != OK)
		return e;
	if (key.len != VAULT_KEY) {
		*why = "the key is too long: this one has 32 bytes";
		return ERR_INVALID;
	}
	memcpy(out, key.bytes, VAULT_KEY);
	return OK;
}

enum err
vault_read_lock(const char *text, struct vault_lock *out, const char **why)
{
	return read_key(text, out->bytes, why);
}

enum err
vault_read_key(const char *text, struct vault_key *out, const char **why)
{
	return read_key(text, out->bytes, why);
}

struct vault_lock
vault_lock_of(const struct vault_key *key)
{
	struct vault_lock lock;

	if (sodium_init() < 0 || crypto_scalarmult_base(lock.bytes, key->bytes) != 0)
		abort();
	return lock;
}

unsigned char *
vault_seal(struct arena *a, const struct vault_lock *lock, const void *secret, size_t len)
{
	unsigned char *sealed = arena_alloc(a, len + VAULT_MORE, 1);

	assert(len <= VAULT_MOST);
	if (sodium_init() < 0 || crypto_box_seal(sealed, secret, len, lock->bytes) != 0)
		abort();
	return sealed;
}

char *
vault_open(struct arena *a, const struct vault_key *key, const void *sealed, size_t len)
{
	struct vault_lock lock = vault_lock_of(key);
	unsigned char *secret;

	if (len < VAULT_MORE || len > VAULT_MOST + VAULT_MORE)
		return NULL;
	secret = arena_alloc(a, len - VAULT_MORE + 1, 1);
	return crypto_box_seal_open(secret, sealed, len, lock.bytes, key->bytes) == 0 ? (char *)secret : NULL;
}
