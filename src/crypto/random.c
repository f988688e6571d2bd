/* Randomness, straight from the kernel: no state of ours to seed, share or lose
 * over a fork. */
#include "crypto/random.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>

#include "crypto/base64url.h"

void
random_bytes(void *out, size_t len)
{
	unsigned char *next = out;

	while (len > 0) {
		ssize_t got = getrandom(next, len, 0);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			abort();
		next += got;
		len -= (size_t)got;
	}
}

uint32_t
random_below(uint32_t limit)
{
	/* The first 2^32 mod limit values would favour small remainders. */
	uint32_t least = -limit % limit, n;

	do
		random_bytes(&n, sizeof n);
	while (n < least);
	return n % limit;
}

char *
random_token(struct arena *a, size_t bytes)
{
	unsigned char *raw = arena_alloc(a, bytes, 1);

	random_bytes(raw, bytes);
	return base64url_write(a, raw, bytes);
}

char *
random_id(struct arena *a)
{
	static const char letters[32] = "abcdefghijklmnopqrstuvwxyz234567";
	unsigned char raw[RANDOM_ID_LENGTH];
	char *id = arena_alloc(a, RANDOM_ID_LENGTH + 1, 1);

	random_bytes(raw, sizeof raw);
	for (size_t i = 0; i < RANDOM_ID_LENGTH; i++)
		id[i] = letters[raw[i] % 32];
	return id;
}
