/* The strict base64url codec: what it reads, writing gives back unchanged. */
#include "crypto/base64url.h"

#include <stdint.h>

#include "crypto/digits.h"

char *
base64url_write(struct arena *a, const void *bytes, size_t len)
{
	return digits_write(a, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 6, bytes,
			    len);
}

static int
digit_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '-' ? 62 : c == '_' ? 63 : -1;
}

bool
base64url_read(struct arena *a, const char *text, size_t text_len, unsigned char **bytes, size_t *len)
{
	unsigned char *decoded, *out;
	uint32_t bits = 0;
	int held = 0;

	if (text_len % 4 == 1)
		return false;
	decoded = out = arena_alloc(a, text_len / 4 * 3 + 3, 1);
	for (size_t i = 0; i < text_len; i++) {
		int value = digit_value(text[i]);

		if (value < 0)
			return false;
		bits = bits << 6 | (uint32_t)value;
		if ((held += 6) >= 8)
			*out++ = (unsigned char)(bits >> (held -= 8));
	}
	if ((bits & ((1u << held) - 1)) != 0)
		return false;
	*bytes = decoded;
	*len = (size_t)(out - decoded);
	return true;
}
