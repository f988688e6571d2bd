/* SHA-256: fingerprints of what must not be kept itself. */
#ifndef HORA_CRYPTO_DIGEST_H
#define HORA_CRYPTO_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

#define DIGEST_SIZE 32 /* bytes */

/* The digest of len bytes. */
void digest_sha256(const void *bytes, size_t len, unsigned char out[static DIGEST_SIZE]);

/* The same in lower-case hexadecimal, 64 characters: how tokens and API keys
 * are stored. */
char *digest_hex(struct arena *, const void *bytes, size_t len);

/* Bytes in lower-case hexadecimal, and back. Reading takes exactly 2 * size
 * digits of either case and refuses any other text. */
char *hex_write(struct arena *, const void *bytes, size_t len);
bool hex_read(const char *text, unsigned char *out, size_t size);

#endif
