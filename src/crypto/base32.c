/* The two alphabets of base32. */
#include "crypto/base32.h"

#include "crypto/digits.h"

char *
base32_write(struct arena *a, const void *bytes, size_t len)
{
	return digits_write(a, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 5, bytes, len);
}

char *
base32_write_plain(struct arena *a, const void *bytes, size_t len)
{
	return digits_write(a, BASE32_PLAIN, 5, bytes, len);
}
