/* Base32 without padding, in two alphabets: RFC 4648's for what programs read,
 * Crockford's for what people copy from paper. */
#ifndef HORA_CRYPTO_BASE32_H
#define HORA_CRYPTO_BASE32_H

#include <stddef.h>

#include "base/arena.h"

/* Characters that len bytes take. */
#define BASE32_LENGTH(len) (((len)*8 + 4) / 5)

/* RFC 4648 section 6, capital letters; lives in the arena. */
char *base32_write(struct arena *, const void *bytes, size_t len);

/* Digits and small letters without i, l, o and u, which are taken for others. */
#define BASE32_PLAIN "0123456789abcdefghjkmnpqrstvwxyz"
char *base32_write_plain(struct arena *, const void *bytes, size_t len);

#endif
