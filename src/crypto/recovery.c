/* Makes recovery codes, and reads them as people type them. */
#include "crypto/recovery.h"

#include <string.h>

#include "crypto/base32.h"
#include "crypto/digest.h"
#include "crypto/random.h"

#define BYTES 15
#define DIGITS BASE32_LENGTH(BYTES)
#define GROUP 4

char *
recovery_code(struct arena *a)
{
	unsigned char bytes[BYTES];
	char *code = arena_alloc(a, RECOVERY_LENGTH + 1, 1), *out = code;
	const char *digits;

	random_bytes(bytes, sizeof bytes);
	digits = base32_write_plain(a, bytes, sizeof bytes);
	for (size_t i = 0; i < DIGITS; i++) {
		if (i > 0 && i % GROUP == 0)
			*out++ = '-';
		*out++ = digits[i];
	}
	return code;
}

static char
plain_digit(char c)
{
	if (c >= 'A' && c <= 'Z')
		c = (char)(c - 'A' + 'a');
	if (c == 'o')
		return '0';
	return c == 'i' || c == 'l' ? '1' : c;
}

const char *
recovery_digest(struct arena *a, const char *typed)
{
	char digits[DIGITS];
	size_t count = 0;

	for (; *typed != '\0'; typed++) {
		char c = plain_digit(*typed);

		if (c == ' ' || c == '-')
			continue;
		if (count == DIGITS || strchr(BASE32_PLAIN, c) == NULL)
			return NULL;
		digits[count++] = c;
	}
	return count == DIGITS ? digest_hex(a, digits, sizeof digits) : NULL;
}
