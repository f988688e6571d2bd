/* HOTP by libcrypto's HMAC-SHA-1, and its use with the clock. */
#include "crypto/totp.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "crypto/signature.h"

#define CODES 1000000 /* 10 ^ TOTP_DIGITS */
#define SHA1_SIZE 20

uint32_t
hotp_value(const unsigned char *secret, size_t len, uint64_t counter)
{
	unsigned char text[8], mac[SHA1_SIZE];
	const unsigned char *at;

	for (int i = 0; i < 8; i++)
		text[i] = (unsigned char)(counter >> (56 - 8 * i));
	if (HMAC(EVP_sha1(), secret, (int)len, text, sizeof text, mac, NULL) == NULL)
		abort();
	at = mac + (mac[SHA1_SIZE - 1] & 15);
	return (uint32_t)(at[0] & 0x7f) << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static void
write_code(const unsigned char *secret, size_t len, int64_t step, char out[static TOTP_DIGITS])
{
	uint32_t value = hotp_value(secret, len, (uint64_t)step) % CODES;

	for (int i = TOTP_DIGITS - 1; i >= 0; i--, value /= 10)
		out[i] = (char)('0' + value % 10);
}

char *
totp_code(struct arena *a, const unsigned char *secret, size_t len, int64_t now)
{
	char code[TOTP_DIGITS];

	write_code(secret, len, now / TOTP_PERIOD, code);
	return arena_copy(a, code, sizeof code);
}

/* The digits of a code as apps show it ("123 456"); false for any other text. */
static bool
read_digits(const char *typed, char out[static TOTP_DIGITS])
{
	size_t count = 0;

	for (; *typed != '\0'; typed++) {
		if (*typed == ' ')
			continue;
		if (*typed < '0' || *typed > '9' || count == TOTP_DIGITS)
			return false;
		out[count++] = *typed;
	}
	return count == TOTP_DIGITS;
}

bool
totp_fits(const unsigned char *secret, size_t len, const char *typed, int64_t now, int64_t used,
	  int64_t *step)
{
	char given[TOTP_DIGITS], right[TOTP_DIGITS];
	int64_t here = now / TOTP_PERIOD, found = -1;

	if (!read_digits(typed, given))
		return false;
	for (int64_t s = here - 1; s <= here + 1; s++) {
		write_code(secret, len, s, right);
		if (secret_equal(given, sizeof given, right, sizeof right) && s > used)
			found = s;
	}
	if (found < 0)
		return false;
	*step = found;
	return true;
}
