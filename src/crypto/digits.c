/* Writes any base that is a power of two up to 64. */
#include "crypto/digits.h"

#include <stdint.h>

char *
digits_write(struct arena *a, const char *digits, int bits, const void *bytes, size_t len)
{
	const unsigned char *in = bytes;
	char *text = arena_alloc(a, (len * 8 + (size_t)bits - 1) / (size_t)bits + 1, 1), *out = text;
	uint32_t mask = (1u << bits) - 1, pending = 0;
	int held = 0;

	for (size_t i = 0; i < len; i++) {
		pending = pending << 8 | in[i];
		for (held += 8; held >= bits; held -= bits)
			*out++ = digits[pending >> (held - bits) & mask];
	}
	if (held > 0)
		*out++ = digits[pending << (bits - held) & mask];
	return text;
}
