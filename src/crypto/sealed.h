/* Signed values: what we hand out in a cookie or a link and must recognise as
 * our own when it comes back. Readable by its holder, not forgeable; bound to
 * one purpose, and over at a moment. */
#ifndef HORA_CRYPTO_SEALED_H
#define HORA_CRYPTO_SEALED_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "crypto/key.h"

#define SEALED_LENGTH_MAX 3072 /* characters; longer ones are not even read */

/* The value, its end (Unix seconds) and a signature as one base64url text. The
 * value may not be longer than 2048 bytes (an assertion). */
char *sealed_write(struct arena *, const struct key *, const char *purpose, const char *value,
		   int64_t expires);

/* The value of a text made for that purpose that has not ended at `now`; NULL
 * for any other text, NULL itself included. Lives in the arena. */
const char *sealed_read(struct arena *, const struct key *, const char *purpose, const char *text,
			int64_t now);

#endif
