/* Hashing passwords by libsodium. */
#include "crypto/password.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#define PASSES 2
#define MEMORY (19u << 20)

char *
password_hash(struct arena *a, const char *password)
{
	char *hash = arena_alloc(a, crypto_pwhash_STRBYTES, 1);

	/* It fails only without memory: as everywhere, that ends the process. */
	if (sodium_init() < 0
	    || crypto_pwhash_str_alg(hash, password, strlen(password), PASSES, MEMORY,
				     crypto_pwhash_ALG_ARGON2ID13)
		   != 0)
		abort();
	return hash;
}

bool
password_fits(struct arena *a, const char *hash, const char *password)
{
	if (hash == NULL) {
		(void)password_hash(a, password);
		return false;
	}
	return sodium_init() >= 0 && crypto_pwhash_str_verify(hash, password, strlen(password)) == 0;
}

bool
password_is_dated(const char *hash)
{
	return crypto_pwhash_str_needs_rehash(hash, PASSES, MEMORY) != 0;
}
