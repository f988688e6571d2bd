/* SHA-256 by libcrypto, and hexadecimal. */
#include "crypto/digest.h"

#include <stdlib.h>

#include <openssl/evp.h>

void
digest_sha256(const void *bytes, size_t len, unsigned char out[static DIGEST_SIZE])
{
	if (EVP_Digest(bytes, len, out, NULL, EVP_sha256(), NULL) != 1)
		abort();
}

char *
digest_hex(struct arena *a, const void *bytes, size_t len)
{
	unsigned char digest[DIGEST_SIZE];

	digest_sha256(bytes, len, digest);
	return hex_write(a, digest, sizeof digest);
}

char *
hex_write(struct arena *a, const void *bytes, size_t len)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *in = bytes;
	char *text = arena_alloc(a, len * 2 + 1, 1);

	for (size_t i = 0; i < len; i++) {
		text[2 * i] = digits[in[i] >> 4];
		text[2 * i + 1] = digits[in[i] & 15];
	}
	return text;
}

static int
digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool
hex_read(const char *text, unsigned char *out, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		int high = digit_value(text[2 * i]), low = high < 0 ? -1 : digit_value(text[2 * i + 1]);

		if (low < 0)
			return false;
		out[i] = (unsigned char)(high << 4 | low);
	}
	return text[2 * size] == '\0';
}
