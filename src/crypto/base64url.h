/* Base64url without padding (RFC 4648 section 5), strictly: one text for each
 * run of bytes and no other. */
#ifndef HORA_CRYPTO_BASE64URL_H
#define HORA_CRYPTO_BASE64URL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* Characters that len bytes take. */
#define BASE64URL_LENGTH(len) (((len)*4 + 2) / 3)

/* The bytes as text; lives in the arena. */
char *base64url_write(struct arena *, const void *bytes, size_t len);

/* Reads a whole text; the bytes live in the arena. Padding, white space, other
 * alphabets and loose bits at the end are refused: false, and nothing set. */
bool base64url_read(struct arena *, const char *text, size_t text_len, unsigned char **bytes, size_t *len);

#endif
